#include "models/queueing/foreseen_bank.hpp"

#include "engine/check.hpp"

#include <utility>

namespace ocssim::models {

ForeseenBank::ForeseenBank(std::uint32_t servers)
    : servers_(servers), sojourn_(Tally::with_histogram()) {
  OCSSIM_CHECK(servers > 0);
  ends_.reserve(servers);
}

SimTime ForeseenBank::enter(SimTime now, Duration service) {
  settle(now);
  // A server that is idle takes it now; else the one that is free first, as soon as it is.
  std::int64_t end = now.time_since_epoch().count() + service.count();
  if (ends_.size() < servers_) {
    busy_.add(now, 1);
    ends_.push_back(end);
    for (std::size_t i = ends_.size() - 1; i > 0 && ends_[i - 1] > end; --i) {
      std::swap(ends_[i - 1], ends_[i]);
    }
  } else {
    begins_.push_back(ends_.front());
    queue_level_.add(now, 1);
    end = ends_.front() + service.count();
    std::size_t i = 0;
    for (; i + 1 < ends_.size() && ends_[i + 1] < end; ++i) ends_[i] = ends_[i + 1];
    ends_[i] = end;
  }
  sojourn_.record(Duration{end} - now.time_since_epoch());
  return SimTime{Duration{end}};
}

void ForeseenBank::settle(SimTime now) {
  const std::int64_t until = now.time_since_epoch().count();
  while (!begins_.empty() && begins_.front() <= until) {
    queue_level_.add(SimTime{Duration{begins_.front()}}, -1);
    begins_.pop_front();
  }
  // While anybody waits no server becomes idle: the ends then lie behind the last begin.
  std::size_t idle = 0;
  while (idle < ends_.size() && ends_[idle] <= until) {
    busy_.add(SimTime{Duration{ends_[idle]}}, -1);
    ++idle;
  }
  if (idle > 0) ends_.erase(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(idle));
}

void ForeseenBank::begin_observation(SimTime now) {
  settle(now);
  busy_.begin(now);
  queue_level_.begin(now);
  sojourn_.begin();
}

}  // namespace ocssim::models
