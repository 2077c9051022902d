// What a window's losses and delays are to the listeners.
//
// A listener hears a mix: what the microphones' packets lost on their way to the mixer, then the
// ticks that the mixer skipped, then what the mix lost on its way to the listener.
#include "models/media/packet_window.hpp"
#include "models/media/quality.hpp"

#include <algorithm>
#include <initializer_list>

namespace ocssim::models {
namespace {

double mean_seconds(const WideInteger sum, std::uint64_t count) {
  return count == 0 ? 0.0 : quotient(sum, 1e9 * static_cast<double>(count));
}

/// Losses of paths in a row.
Connection in_series(std::initializer_list<LossRuns> paths, double delay) {
  double kept = 1.0;
  std::uint64_t lost = 0, runs = 0;
  for (const LossRuns& path : paths) {
    kept *= 1.0 - path.loss();
    lost += path.lost;
    runs += path.runs;
  }
  const double loss = 1.0 - kept;
  const double mean_run = runs == 0 ? 1.0 : static_cast<double>(lost) / static_cast<double>(runs);
  return {.loss = loss, .burst_ratio = std::max(1.0, mean_run * (1.0 - loss)), .delay = delay};
}

std::int64_t in_ticks(double opinion) {
  return static_cast<std::int64_t>(opinion * PacketTally::mos_ticks + 0.5);
}

}  // namespace

LossRuns PacketWindow::runs_of(const Side& side, const Source& source, std::uint32_t stream) const {
  const StreamState& state = side.streams[stream];
  return {.offered = static_cast<std::uint64_t>(source.counted),
          .lost = state.lost,
          .runs = state.runs,
          .long_runs = state.long_runs};
}

void PacketWindow::judge(std::span<const MediaGroup> active) {
  const auto& rx = tally_.rx;
  const auto& tx = tally_.tx;
  const double delay = to_seconds(media_->packets.mouth_to_ear) +
                       mean_seconds(rx.delay.sum, rx.delay.count()) +
                       mean_seconds(tx.transit_ns, tx.delay.count());
  for (std::size_t index = 0; index < active.size(); ++index) {
    judge_group(active[index], places_[index], delay);
  }
  for (DirectionTally* tally : {&tally_.rx, &tally_.tx}) {
    tally->video_offered = tally->offered - tally->audio.offered;
  }
  if (active.empty()) tally_.rx.video_offered = tally_.tx.video_offered = 0;  // constant load
}

void PacketWindow::judge_group(const MediaGroup& group, const GroupPlace& place, double delay) {
  const Codec& codec = media_->codecs[group.codec];
  const auto after = [&group](const LossRuns& runs) { return group.fec ? runs.after_fec() : runs; };
  LossRuns spoken;
  for (std::uint32_t talker = 0; talker < place.talkers; ++talker) {
    const Source& source = rx_.sources[place.first_talker + talker];
    spoken.merge(runs_of(rx_, source, source.first_stream));
  }
  tally_.rx.audio.merge(spoken);
  const LossRuns heard = after(spoken);
  tally_.residual.merge(heard);
  if (!place.has_mix) return;
  const Source& mix = tx_.sources[place.mix];
  const LossRuns& ticks = mix_ticks_[place.mix].skipped;
  const LossRuns owed{.offered = ticks.lost * mix.count, .lost = ticks.lost * mix.count};
  tally_.skipped.merge(owed);
  tally_.residual.merge(owed);
  std::uint64_t clean = 0;
  for (std::uint32_t listener = 0; listener < mix.count; ++listener) {
    const LossRuns runs = runs_of(tx_, mix, mix.first_stream + listener);
    tally_.tx.audio.merge(runs);
    const LossRuns rest = after(runs);
    tally_.residual.merge(rest);
    if (rest.lost == 0) {
      ++clean;
    } else {
      tally_.mos.record(
          in_ticks(mean_opinion_score(codec, in_series({heard, ticks, rest}, delay))));
    }
  }
  if (clean == 0) return;
  tally_.mos.record(in_ticks(mean_opinion_score(codec, in_series({heard, ticks}, delay))), clean);
}

}  // namespace ocssim::models
