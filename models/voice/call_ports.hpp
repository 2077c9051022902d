// Ports of all servers of an application: M/G/c/c with what refused a call, and its books.
//
// The least busy server takes a call, until its ports or its processors are taken. Shared by the
// applications, which differ in what a call does while it holds its port.
#pragma once

#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/voice/config.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::models {

/// Calls that the processors of one server carry; `UINT32_MAX` when they do not matter.
[[nodiscard]] std::uint32_t calls_of_processors(const CallServiceConfig& config);

class CallPorts {
 public:
  explicit CallPorts(const CallServiceConfig& config);

  /// A call comes. The server whose port it holds from now on; none: it is refused and counted.
  [[nodiscard]] std::optional<std::uint32_t> take(SimTime now);
  void give_back(SimTime now, std::uint32_t server, SimTime taken);

  void begin_observation(SimTime now);
  /// `call.*` of the service; `refused_elsewhere`: calls that got a port here and were refused by
  /// something behind it.
  void observe(const std::string& service, std::uint64_t refused_elsewhere, const Window& window,
               Observations& out) const;
  [[nodiscard]] std::uint64_t offered() const { return offered_.count(); }
  [[nodiscard]] const TimeAverage& in_progress() const { return all_; }
  void check_conservation() const;

 private:
  [[nodiscard]] WideInteger ages_of_present(SimTime now) const;

  CallServiceConfig config_;                     // config
  std::uint32_t calls_by_cpu_;                   // config: of one server
  std::vector<TimeAverage> by_server_;           // state and statistic: calls that hold a port
  TimeAverage all_;                              // statistic
  Counter offered_, by_ports_, by_cpu_, taken_;  // statistic
  WideInteger begins_ns_ = 0;      // state: Σ instants at which present calls took their port
  WideInteger departed_ns_ = 0;    // statistic
  WideInteger begin_ages_ns_ = 0;  // statistic
};

}  // namespace ocssim::models
