// C6: a kernel's token bucket before a queue of K packets, under voice-like streams in step, in
// groups, at random phases and Poisson.
//
// Losses are those of the replayed arrivals alone: bursts within 5 packets of the recording and of
// (K + bucket) × bursts, with the same number of streams starved; random phases within 0.002 or
// 10 %; Poisson so, and the recording inside the 95 % prediction interval of one run, from other
// seeds. The 99th percentile of the delay is that on a machine that stalls as the recorded one did:
// within 10 % of each row with loss, within 30 % or 0.3 ms of each without.
#include "engine/experiment/parallel.hpp"
#include "engine/stats/probability.hpp"
#include "study/verify/measured/checks.hpp"
#include "study/verify/measured/queue_replay.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim::study {
namespace {

constexpr double packets = 5.0;        // tolerance of bursts
constexpr double slow_rate = 10e6;     // [bit/s] up to which none leaves during a burst
constexpr double bursts_per_s = 50.0;  // of streams in step

EvidenceRow judge_delay(const QueueRun& run, const CheckContext& context) {
  const double recorded = run.recorded.number("delay_p99_ms");
  const double simulated = delay_p99_ms(run, context.seed, context.pick(25u, 50u));
  const std::string name = run.name() + ": p99 of the delay";
  const bool by_share = run.loses() || 0.3 * recorded > 0.3;
  return by_share ? within_share(name, "ms", recorded, simulated, run.loses() ? 0.1 : 0.3)
                  : within_distance(name, "ms", recorded, simulated, 0.3);
}

EvidenceRow judge_loss(const QueueRun& run, const QueueOutcome& got) {
  const double recorded = run.recorded.number("loss_ratio");
  return within_distance(run.name() + ": loss", "1", recorded, got.loss(),
                         std::max(0.002, 0.1 * recorded));
}

/// Streams in step, all or by groups.
std::vector<EvidenceRow> judge_bursts(const QueueRun& run, const QueueOutcome& got) {
  const RecordedRow& row = run.recorded;
  const std::string name = run.name();
  const auto received = static_cast<double>(got.sent - got.lost);
  std::vector<EvidenceRow> rows = {
      within_distance(name + ": received", "", row.number("received"), received, packets)};
  // The recording has no stream that received nothing; a stray packet or two make one.
  double least = INFINITY, most = 0.0, starved = 0.0;
  for (const std::uint32_t of_stream : got.received) {
    if (of_stream == 0) ++starved;
    if (of_stream > 0) least = std::min(least, static_cast<double>(of_stream));
    most = std::max(most, static_cast<double>(of_stream));
  }
  rows.push_back(within_distance(name + ": most of a stream", "",
                                 row.number("max_received_of_a_stream"), most, packets));
  const double recorded_least = row.number("min_received_of_a_stream");
  if (recorded_least > packets) {
    rows.push_back(
        within_distance(name + ": least of a stream", "", recorded_least, least, packets));
  }
  // 242 bytes less the 32 that the bucket has left take 168 µs at 10 Mbit/s, and the burst takes a
  // microsecond a packet: none leaves during it.
  if (run.sender.pattern != "sync" || run.rate > slow_rate) return rows;
  rows.push_back(within_distance(name + ": received, by (K + bucket) × bursts", "",
                                 run.room() * run.sender.seconds * bursts_per_s, received,
                                 packets));
  const auto first_starved = std::find(got.received.begin(), got.received.end(), 0u);
  const bool the_last = std::all_of(first_starved, got.received.end(),
                                    [](std::uint32_t of_stream) { return of_stream == 0; });
  rows.push_back(exactly(name + ": the last streams, which get nothing", "",
                         run.sender.streams - run.room(), the_last ? starved : NAN));
  return rows;
}

/// Of one more run: 95 %, at least a packet.
EvidenceRow judge_seeds(const QueueRun& run, const CheckContext& context) {
  const std::uint32_t others = context.pick(12u, 40u);
  double sum = 0.0, squares = 0.0;
  for (std::uint32_t n = 0; n < others; ++n) {
    const double loss = replay(run, context.seed * 1000 + n, {}).loss();
    sum += loss;
    squares += loss * loss;
  }
  const double mean = sum / others;
  const double variance = std::max(0.0, squares / others - mean * mean) * others / (others - 1.0);
  const double half = std::max(
      student_quantile(0.975, others - 1.0) * std::sqrt(variance * (1.0 + 1.0 / others)), 2e-5);
  return within_distance(run.name() + ": loss of " + std::to_string(others) + " other seeds", "1",
                         run.recorded.number("loss_ratio"), mean, half);
}

std::vector<EvidenceRow> judge(const QueueRun& run, const CheckContext& context) {
  const QueueOutcome got = replay(run, run.sender.seed, {});
  std::vector<EvidenceRow> rows = {exactly(run.name() + ": sent", "", run.recorded.number("sent"),
                                           static_cast<double>(got.sent))};
  const std::string& pattern = run.sender.pattern;
  if (pattern == "random" || pattern == "poisson") {
    rows.push_back(judge_loss(run, got));
  } else {
    const std::vector<EvidenceRow> more = judge_bursts(run, got);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  if (pattern == "poisson") rows.push_back(judge_seeds(run, context));
  rows.push_back(judge_delay(run, context));
  return rows;
}

}  // namespace

Evidence verify_queue_loss(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "voice-like streams through a short queue: Linux token bucket";
  evidence.kind = EvidenceClass::measured;
  evidence.source = "recorded, c6_queue_loss_rtp_bursts";
  evidence.proves = "places of a ring: what bursts, phases and rates lose, packet by packet";
  evidence.limits =
      "when the recorded machine stood still nobody wrote down: delays are means over stalls of "
      "the "
      "recorded length at any time";
  std::vector<QueueRun> runs = queue_runs(context.data);
  // Quick: the first seed.
  if (!context.is_full()) {
    std::erase_if(runs, [](const QueueRun& run) { return run.sender.seed != 1; });
  }
  std::vector<std::vector<EvidenceRow>> slots(runs.size());
  parallel_for(runs.size(), context.jobs,
               [&](std::size_t i) { slots[i] = judge(runs[i], context); });
  for (const auto& rows : slots) {
    evidence.rows.insert(evidence.rows.end(), rows.begin(), rows.end());
  }
  return evidence;
}

}  // namespace ocssim::study
