// Streams to packets, and packets through the rings.
#include "models/media/packet_window.hpp"

#include "engine/check.hpp"
#include "engine/name_hash.hpp"

#include <algorithm>
#include <array>

namespace ocssim::models {
namespace {

constexpr std::int64_t slice_ns = 20'000'000;  // fits the 32 bits of an instant in the order
constexpr std::uint64_t mixer_draw = std::uint64_t{1} << 40;

/// By instant, then by source: least significant digit first, 9 bits a pass.
void sort_by_instant(std::vector<std::uint64_t>& order, std::vector<std::uint64_t>& spare) {
  constexpr unsigned digit = 9;
  constexpr unsigned passes = 3;  // 27 bits: 134 ms
  if (order.size() < 192) {
    std::sort(order.begin(), order.end());
    return;
  }
  spare.resize(order.size());
  for (unsigned pass = 0; pass < passes; ++pass) {
    const unsigned shift = 32 + pass * digit;
    std::array<std::uint32_t, (1u << digit) + 1> first{};
    for (const std::uint64_t key : order) ++first[((key >> shift) & ((1u << digit) - 1)) + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    for (const std::uint64_t key : order) {
      spare[first[(key >> shift) & ((1u << digit) - 1)]++] = key;
    }
    order.swap(spare);
  }
}

/// Whole nanoseconds, whatever a rate of nearly nothing asks for: nearly three hours, beyond any
/// window of packets, and what a frame of many packets adds up to is still a number.
std::int64_t whole_ns(double ns) {
  constexpr double longest = 1e13;
  return static_cast<std::int64_t>(ns < longest ? ns : longest);
}

std::int64_t share_of(std::int64_t interval, double uniform) {
  return static_cast<std::int64_t>(static_cast<double>(interval) * uniform);
}

}  // namespace

PacketWindow::PacketWindow(const MediaConfig& media, std::string_view server)
    : media_(&media),
      server_(name_hash(server)),
      length_(media.packets.window.count()),
      ns_per_byte_(8e9 / media.nic.link),
      drain_ns_(std::max<std::int64_t>(media.nic.drain_time.count(), 1)),
      jitter_buffer_(media.packets.jitter_buffer.count()),
      stalls_(media.nic.rx_queues),
      tx_ring_(media.nic, Duration{slice_ns}) {
  OCSSIM_CHECK(media.nic.rx_queues >= 1 && media.nic.rx_descriptors >= 1 &&
               media.nic.tx_descriptors >= 1 && length_ > 0);
  const std::int64_t reach = slice_ns + 2 * media.nic.stalls.longest.count();
  lead_in_ = (reach + slice_ns - 1) / slice_ns * slice_ns;
  for (std::uint32_t queue = 0; queue < media.nic.rx_queues; ++queue) {
    rx_rings_.emplace_back(media.nic, Duration{slice_ns});
  }
  for (DirectionTally* tally : {&tally_.rx, &tally_.tx}) {
    tally->delay.histogram.reserve(0, 1'000'000'000);
  }
  tally_.mos.histogram.reserve(0, 4'500'000);
}

void PacketWindow::prepare(std::uint64_t seed, std::uint32_t replication) {
  phases_ = Stream(seed, "media.phases", replication);
  activity_ = Stream(seed, "media.activity", replication);
  ticks_ = Stream(seed, "media.ticks", replication);
  stall_luck_ = Stream(seed, "media.stalls", replication);
}

const PacketTally& PacketWindow::run(std::span<const MediaGroup> active, std::uint64_t number,
                                     double late_ticks) {
  tally_.clear();
  number_ = number;
  late_ticks_ = late_ticks;
  tally_.windows = 1;
  tally_.observed_ns = length_;
  draw_all_stalls(number);
  place_streams(active, number);
  rx_link_free_ = 0;
  const std::int64_t end = lead_in_ + length_;
  for (std::int64_t slice = 0; slice < end; slice += slice_ns) {
    const std::int64_t until = std::min(slice + slice_ns, end);
    gather(rx_, slice, until);
    receive(slice);
    gather(tx_, slice, until);
    transmit(slice);
  }
  judge(active);
  return tally_;
}

void PacketWindow::draw_all_stalls(std::uint64_t number) {
  for (std::size_t queue = 0; queue < stalls_.size(); ++queue) {
    draw_stalls(media_->nic.stalls, stall_luck_, server_, (number << 24) + (queue << 16),
                lead_in_ + length_, stalls_[queue]);
    rx_rings_[queue].begin(stalls_[queue]);
    for (const Stall& stall : stalls_[queue]) {
      if (is_within(stall)) ++tally_.rx.stalls;
    }
  }
  overrun_.assign(stalls_.size(), 0);
  tx_ring_.begin(stalls_[0]);
}

void PacketWindow::place_streams(std::span<const MediaGroup> active, std::uint64_t number) {
  for (Side* side : {&rx_, &tx_}) {
    side->sources.clear();
    side->streams.clear();
  }
  places_.clear();
  mix_ticks_.clear();
  for (const MediaGroup& group : active) {
    place_audio(group, number);
    place_video(group);
    tally_.stream_windows += group.talkers + group.receivers + group.video_senders +
                             std::uint64_t{group.video_senders} * group.video_receivers;
  }
  place_constant();
}

PacketWindow::Source& PacketWindow::add_source(Side& side, std::uint32_t count) {
  Source source;
  source.first_stream = static_cast<std::uint32_t>(side.streams.size());
  source.count = count;
  side.streams.resize(side.streams.size() + count);
  side.sources.push_back(source);
  return side.sources.back();
}

void PacketWindow::place_audio(const MediaGroup& group, std::uint64_t number) {
  const Codec& codec = media_->codecs[group.codec];
  const std::int64_t interval = codec.packet_interval.count();
  const std::uint32_t bytes = codec.packet_bytes(group.fec);
  GroupPlace place;
  place.first_talker = static_cast<std::uint32_t>(rx_.sources.size());
  for (std::uint32_t talker = 0; talker < group.talkers; ++talker) {
    const double speaks = activity_.draw(group.conference, (number << 20) + talker).uniform(0);
    if (speaks >= codec.activity) continue;
    const RandomBlock luck = phases_.draw(group.conference, talker);
    Source& source = add_source(rx_, 1);
    source.interval = interval;
    source.next = share_of(interval, luck.uniform(0));
    source.queue = luck.below(1, media_->nic.rx_queues);
    source.bytes = source.last_bytes = bytes;
    ++place.talkers;
  }
  if (group.receivers > 0) {
    place.has_mix = true;
    place.mix = static_cast<std::uint32_t>(tx_.sources.size());
    Source& mix = add_source(tx_, group.receivers);
    mix.interval = interval;
    const bool common = media_->packets.mixer_phase == MixerPhase::common;
    mix.next =
        common ? 0 : share_of(interval, phases_.draw(group.conference, mixer_draw).uniform(0));
    mix.bytes = mix.last_bytes = bytes;
    mix_ticks_.resize(tx_.sources.size());
    mix_ticks_.back().conference = group.conference;
  }
  places_.push_back(place);
}

void PacketWindow::place_video(const MediaGroup& group) {
  const VideoStream& video = media_->video;
  const std::uint32_t payload = video.frame_bytes();
  if (group.video_senders == 0 || payload == 0) return;
  const std::uint32_t full = (payload + video.packet_payload - 1) / video.packet_payload;
  const double more = group.fec ? video.fec_share : 0.0;
  for (std::uint32_t sender = 0; sender < group.video_senders; ++sender) {
    const RandomBlock luck = phases_.draw(group.conference, sender);
    Source frame;
    frame.is_audio = false;
    frame.interval = std::max<std::int64_t>(whole_ns(1e9 / video.frame_rate), 1);
    frame.next = share_of(frame.interval, luck.uniform(2));
    frame.queue = luck.below(1, media_->nic.rx_queues);
    frame.packets = full + static_cast<std::uint32_t>(full * more + 0.5);
    frame.bytes = video.overhead_bytes + std::min(payload, video.packet_payload);
    frame.last_bytes = video.overhead_bytes + payload - (full - 1) * video.packet_payload;
    frame.spacing = whole_ns(8e9 * frame.bytes / video.sender_rate);
    for (Side* side : {&rx_, &tx_}) {
      const std::uint32_t count = side == &rx_ ? 1 : group.video_receivers;
      if (count == 0) continue;
      Source& source = add_source(*side, count);
      frame.first_stream = source.first_stream;
      frame.count = count;
      source = frame;
    }
  }
}

void PacketWindow::place_constant() {
  const ConstantLoad& load = media_->packets.load;
  if (load.rate <= 0.0) return;
  const RandomBlock luck = phases_.draw(server_, 0);
  for (Side* side : {&rx_, &tx_}) {
    Source& source = add_source(*side, 1);
    source.is_audio = false;
    source.interval = std::max<std::int64_t>(whole_ns(8e9 * load.packet_bytes / load.rate), 1);
    source.next = share_of(source.interval, luck.uniform(side == &rx_ ? 0 : 1));
    source.bytes = source.last_bytes = load.packet_bytes;
  }
  tally_.stream_windows += 2;
}

void PacketWindow::gather(Side& side, std::int64_t begin, std::int64_t end) const {
  side.order.clear();
  for (std::uint32_t index = 0; index < side.sources.size(); ++index) {
    Source& source = side.sources[index];
    while (source.next < end) {
      side.order.push_back(static_cast<std::uint64_t>(source.next - begin) << 32 | index);
      if (++source.made < source.packets) {
        source.next += source.spacing;
      } else {
        source.next += source.interval - source.spacing * (source.packets - 1);
        source.made = 0;
      }
    }
  }
  sort_by_instant(side.order, side.spare);
}

std::int64_t PacketWindow::link_time(std::uint32_t bytes) const {
  return static_cast<std::int64_t>(ns_per_byte_ * (bytes + media_->nic.gap_bytes) + 0.5);
}

void PacketWindow::lose(DirectionTally& tally, Side& side, Source& source, std::uint32_t stream) {
  if (!source.is_audio) {
    ++tally.video_lost;
    return;
  }
  StreamState& state = side.streams[stream];
  const bool continues = state.last_lost == source.sequence - 1;
  state.last_lost = source.sequence;
  ++state.lost;
  // The second of a run makes it long: `runs` of it is counted already.
  if (!continues) {
    ++state.runs;
    state.transit = -1;
  } else if (state.transit == -1) {
    ++state.long_runs;
    state.transit = -2;
  }
}

void PacketWindow::note_overrun(std::uint32_t queue, std::int64_t now) {
  const std::vector<Stall>& stalls = stalls_[queue];
  const auto after = std::upper_bound(stalls.begin(), stalls.end(), now,
                                      [](std::int64_t at, const Stall& s) { return at < s.begin; });
  const auto which = static_cast<std::size_t>(after - stalls.begin());
  if (which == overrun_[queue] || which == 0) return;
  overrun_[queue] = which;
  if (is_within(stalls[which - 1])) ++tally_.rx.overruns;
}

/// Nothing is sent then, and forward error correction has nothing to repeat.
bool PacketWindow::skips_tick(std::uint32_t mix, std::int32_t sequence, bool counts) {
  MixTicks& ticks = mix_ticks_[mix];
  const std::uint64_t draw = (number_ << 20) + static_cast<std::uint32_t>(sequence);
  const bool skips = ticks_.draw(ticks.conference, draw).uniform(0) < late_ticks_;
  if (!counts) return skips;
  ++ticks.skipped.offered;
  if (!skips) return false;
  const bool continues = ticks.last == sequence - 1;
  ticks.last = sequence;
  ++ticks.skipped.lost;
  if (!continues) ++ticks.skipped.runs;
  return true;
}

void PacketWindow::receive(std::int64_t slice) {
  DirectionTally& tally = tally_.rx;
  const bool counts = slice >= lead_in_;  // the lead-in is made of whole slices
  for (const std::uint64_t key : rx_.order) {
    Source& source = rx_.sources[static_cast<std::uint32_t>(key)];
    const std::int64_t at = slice + static_cast<std::int64_t>(key >> 32);
    const std::uint32_t bytes = ++source.sent == source.packets ? source.last_bytes : source.bytes;
    if (source.sent == source.packets) source.sent = 0;
    rx_link_free_ = std::max(rx_link_free_, at) + link_time(bytes);
    ReceiveRing& ring = rx_rings_[source.queue];
    const std::int64_t drained = ring.accept(rx_link_free_, drain_ns_);
    ++source.sequence;
    if (!counts) continue;
    ++source.counted;
    ++tally.offered;
    tally.offered_bytes += bytes;
    if (drained == ReceiveRing::lost) {
      const LossCause cause = ring.cause(rx_link_free_, drain_ns_);
      ++tally.lost[static_cast<std::size_t>(cause)];
      if (cause == LossCause::stall) note_overrun(source.queue, rx_link_free_);
      lose(tally, rx_, source, source.first_stream);
      continue;
    }
    const std::int64_t transit = drained - at;
    tally.delay.record(transit);
    StreamState& state = rx_.streams[source.first_stream];
    if (source.is_audio && transit > jitter_buffer_) {
      ++tally.late;
      lose(tally, rx_, source, source.first_stream);
    } else if (source.is_audio) {
      if (state.transit >= 0) {
        tally.jitter_ns += std::max(transit - state.transit, state.transit - transit);
        ++tally.jitter_pairs;
      }
      state.transit = transit;
    }
  }
}

void PacketWindow::transmit(std::int64_t slice) {
  DirectionTally& tally = tally_.tx;
  const bool counts = slice >= lead_in_;
  std::uint64_t at_once = 0;
  for (const std::uint64_t key : tx_.order) {
    Source& source = tx_.sources[static_cast<std::uint32_t>(key)];
    const std::int64_t at = slice + static_cast<std::int64_t>(key >> 32);
    const std::uint32_t bytes = ++source.sent == source.packets ? source.last_bytes : source.bytes;
    if (source.sent == source.packets) source.sent = 0;
    const std::int64_t work = link_time(bytes);
    ++source.sequence;
    if (late_ticks_ > 0.0 && source.is_audio &&
        skips_tick(static_cast<std::uint32_t>(key), source.sequence, counts)) {
      continue;
    }
    if (counts) {
      ++source.counted;
      tally.offered += source.count;
      tally.offered_bytes += std::uint64_t{source.count} * bytes;
    }
    for (std::uint32_t i = 0; i < source.count; ++i) {
      const TransmitRing::Outcome outcome = tx_ring_.accept(at, work);
      if (!counts) continue;
      const std::uint32_t stream = source.first_stream + i;
      if (outcome.is_lost) {
        ++tally.lost[static_cast<std::size_t>(tx_ring_.cause(at, work))];
        lose(tally, tx_, source, stream);
        continue;
      }
      if (outcome.entry == at) {
        ++at_once;
      } else {
        ++tally.delayed[static_cast<std::size_t>(tx_ring_.cause(at, work))];
        tally.delay.record(outcome.entry - at);
      }
      const std::int64_t transit = outcome.sent - at;
      tally.transit_ns += transit;
      if (!source.is_audio) continue;
      if (transit > jitter_buffer_) {
        ++tally.late;
        lose(tally, tx_, source, stream);
        continue;
      }
      StreamState& state = tx_.streams[stream];
      if (state.transit >= 0) {
        tally.jitter_ns += std::max(transit - state.transit, state.transit - transit);
        ++tally.jitter_pairs;
      }
      state.transit = transit;
    }
  }
  if (at_once > 0) tally.delay.record(0, at_once);
}

}  // namespace ocssim::models
