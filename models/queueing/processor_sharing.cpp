#include "models/queueing/processor_sharing.hpp"

#include "engine/check.hpp"
#include "engine/stats/wide_integer.hpp"

#include <algorithm>

namespace ocssim::models {

ProcessorSharing::ProcessorSharing(std::uint32_t servers) : servers_(servers) {
  OCSSIM_CHECK(servers > 0);
}

bool ProcessorSharing::leaves_later(const Present& a, const Present& b) {
  return a.finish != b.finish ? a.finish > b.finish : a.number > b.number;
}

void ProcessorSharing::advance(SimTime now) {
  const WideInteger passed = WideInteger{(now - last_).count()} << fraction_bits;
  last_ = now;
  if (present_.empty()) return;
  const auto count = static_cast<WideInteger>(std::max<std::size_t>(present_.size(), servers_));
  received_ += static_cast<std::int64_t>(passed * servers_ / count);
}

void ProcessorSharing::enter(SimTime now, std::uint32_t job, Duration length) {
  OCSSIM_DCHECK(length >= Duration::zero());
  advance(now);
  const std::int64_t needs = length.count() << fraction_bits;
  present_.push_back({.finish = received_ + needs, .number = arrivals_++, .job = job});
  std::push_heap(present_.begin(), present_.end(), leaves_later);
}

SimTime ProcessorSharing::first_departure() const {
  // The first nanosecond at which V has reached its finish.
  const WideInteger missing = std::max<std::int64_t>(present_.front().finish - received_, 0);
  const auto count = static_cast<WideInteger>(std::max<std::size_t>(present_.size(), servers_));
  const WideInteger per_ns = WideInteger{servers_} << fraction_bits;
  const WideInteger wait = (missing * count + per_ns - 1) / per_ns;
  return last_ + Duration{static_cast<std::int64_t>(wait)};
}

std::optional<std::uint32_t> ProcessorSharing::wake(SimTime now, std::uint32_t number) {
  if (number != wakes_) return std::nullopt;  // stale
  pending_ = sim_never;
  advance(now);
  if (present_.empty() || first_departure() > now) return std::nullopt;  // early
  std::pop_heap(present_.begin(), present_.end(), leaves_later);
  const std::uint32_t job = present_.back().job;
  present_.pop_back();
  return job;
}

std::optional<ProcessorSharing::Wake> ProcessorSharing::next_wake() {
  if (present_.empty()) return std::nullopt;
  const SimTime due = first_departure();
  if (due >= pending_) return std::nullopt;
  pending_ = due;
  return Wake{.at = due, .number = ++wakes_};
}

std::vector<std::uint32_t> ProcessorSharing::clear() {
  std::sort(present_.begin(), present_.end(),
            [](const Present& a, const Present& b) { return a.number < b.number; });
  std::vector<std::uint32_t> jobs;
  for (const Present& job : present_) jobs.push_back(job.job);
  present_.clear();
  return jobs;
}

}  // namespace ocssim::models
