#include "study/verify/measured/queue_replay.hpp"

#include "engine/random/stream.hpp"
#include "study/verify/measured/token_bucket_queue.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace ocssim::study {
namespace {

constexpr std::uint32_t packet_bytes = 242;
constexpr std::uint32_t bucket_bytes = 1000;
constexpr std::int64_t send_gap = 1000;     // [ns]
constexpr double stalls_per_second = 0.24;  // queue_replay.hpp
constexpr double nanoseconds = 1e9;

std::int64_t in_ns(double seconds) {
  return static_cast<std::int64_t>(seconds * nanoseconds + 0.5);
}

}  // namespace

std::string QueueRun::name() const {
  char text[96];
  std::snprintf(text, sizeof text, "%s, %u streams, K %zu, %g Mbit/s, seed %llu",
                sender.pattern.c_str(), sender.streams, places, 1e-6 * rate,
                static_cast<unsigned long long>(sender.seed));
  return text;
}

std::uint32_t QueueRun::room() const {
  return std::min(static_cast<std::uint32_t>(places) + bucket_bytes / packet_bytes, sender.streams);
}

std::vector<QueueRun> queue_runs(const MeasuredData& data) {
  std::vector<QueueRun> runs;
  for (const RecordedRow& row : data.rows("c6_queue_loss_rtp_bursts", "data")) {
    runs.push_back({.sender = {row.text("pattern"), row.count("streams"), row.number("duration_s"),
                               static_cast<std::uint64_t>(row.number("seed"))},
                    .rate = 1e3 * row.number("rate_kbit"),
                    .places = row.count("queue_packets"),
                    .latest = 1e-6 * row.number("send_lag_max_us"),
                    .recorded = row});
  }
  return runs;
}

QueueOutcome replay(const QueueRun& run, std::uint64_t seed,
                    const std::vector<models::Stall>& stalls) {
  SenderSettings sender = run.sender;
  sender.seed = seed;
  TokenBucketQueue queue({run.rate, bucket_bytes, packet_bytes, run.places}, stalls);
  models::StallReader sleeps(stalls);
  QueueOutcome out;
  out.received.resize(sender.streams);
  std::vector<std::int64_t> delays;
  std::int64_t last = -send_gap;
  for (const SentPacket& packet : sent_packets(sender)) {
    const std::int64_t at = sleeps.awake_from(std::max(in_ns(packet.due), last + send_gap));
    last = at;
    ++out.sent;
    const std::int64_t leaves = queue.accept(at);
    if (leaves == TokenBucketQueue::lost) {
      ++out.lost;
      continue;
    }
    ++out.received[packet.stream];
    delays.push_back(leaves - at);
  }
  if (delays.empty()) return out;
  const auto place = static_cast<std::ptrdiff_t>(delays.size() * 99 / 100);
  std::nth_element(delays.begin(), delays.begin() + place, delays.end());
  out.p99_ms = 1e-6 * static_cast<double>(delays[static_cast<std::size_t>(place)]);
  return out;
}

std::vector<models::Stall> machine_stalls(const QueueRun& run, std::uint64_t seed,
                                          std::uint32_t replication) {
  const Stream luck(seed, "c6/stalls", replication);
  const double mean = stalls_per_second * run.sender.seconds;
  const auto count = static_cast<std::uint64_t>(std::max(1.0, std::floor(mean + 0.5)));
  const std::int64_t length = in_ns(run.latest);
  std::vector<models::Stall> stalls;
  for (std::uint64_t n = 0; n < count; ++n) {
    const std::int64_t begin = in_ns(run.sender.seconds * luck.draw(0, n).uniform(0));
    stalls.push_back({begin, begin + length});
  }
  std::sort(stalls.begin(), stalls.end(),
            [](const models::Stall& a, const models::Stall& b) { return a.begin < b.begin; });
  for (std::size_t n = 1; n < stalls.size(); ++n) {  // what overlaps is one
    stalls[n].begin = std::max(stalls[n].begin, stalls[n - 1].end);
    stalls[n].end = std::max(stalls[n].end, stalls[n].begin);
  }
  return stalls;
}

double delay_p99_ms(const QueueRun& run, std::uint64_t seed, std::uint32_t replications) {
  double sum = 0.0;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    sum += replay(run, run.sender.seed, machine_stalls(run, seed, replication)).p99_ms;
  }
  return sum / replications;
}

}  // namespace ocssim::study
