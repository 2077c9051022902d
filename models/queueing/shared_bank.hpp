// Servers alike, each shared in equal parts by the jobs at it: one M/G/c-PS a server, in one
// component.
//
// Its owner schedules an event for the server at the instant that `next_wake` names, and asks
// `wake` when an event for the server comes; one that comes at another instant than the last named
// is of the past and finds nobody.
#pragma once

#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"
#include "models/queueing/processor_sharing.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

class SharedBank {
 public:
  /// `cores` of each of `count` servers.
  SharedBank(std::uint32_t count, std::uint32_t cores) : cores_(cores) {
    for (std::uint32_t i = 0; i < count; ++i) servers_.emplace_back(cores);
  }

  /// A job comes that needs `length` when it is alone.
  void enter(SimTime now, std::uint32_t server, std::uint32_t job, Duration length) {
    servers_[server].shared.enter(now, job, length);
    count(now, server);
  }
  [[nodiscard]] std::optional<SimTime> next_wake(std::uint32_t server) {
    Server& at = servers_[server];
    const auto wake = at.shared.next_wake();
    if (!wake) return std::nullopt;
    at.pending = *wake;
    return wake->at;
  }
  /// The job that leaves now, if any; ask `next_wake` afterwards.
  [[nodiscard]] std::optional<std::uint32_t> wake(SimTime now, std::uint32_t server) {
    Server& at = servers_[server];
    if (at.pending.at != now) return std::nullopt;
    const auto job = at.shared.wake(now, at.pending.number);
    if (job) count(now, server);
    return job;
  }

  [[nodiscard]] std::uint32_t cores() const { return cores_; }
  /// Busy cores of a server.
  [[nodiscard]] const TimeAverage& busy(std::uint32_t server) const {
    return servers_[server].busy;
  }
  [[nodiscard]] std::size_t jobs() const {
    std::size_t sum = 0;
    for (const Server& server : servers_) sum += server.shared.jobs();
    return sum;
  }
  void begin_observation(SimTime now) {
    for (Server& server : servers_) server.busy.begin(now);
  }

 private:
  struct Server {
    explicit Server(std::uint32_t cores) : shared(cores) {}
    ProcessorSharing shared;           // state
    ProcessorSharing::Wake pending{};  // state: the event that counts
    TimeAverage busy;                  // statistic
  };

  void count(SimTime now, std::uint32_t server) {
    Server& at = servers_[server];
    at.busy.set(now, static_cast<std::int64_t>(std::min<std::size_t>(at.shared.jobs(), cores_)));
  }

  std::uint32_t cores_;          // config
  std::vector<Server> servers_;  // state and statistic
};

}  // namespace ocssim::models
