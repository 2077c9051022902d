// From a statistic to the plain numbers that a replication leaves behind.
//
// Nothing is reset: the same window may be closed any number of times, at any later instant.
#pragma once

#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "engine/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ocssim {

/// What was observed: from `begin_observation` to now, and how much of it the component was up.
struct Window {
  SimTime begin{};
  SimTime end{};
  Duration down_time{};  // within the window, ≤ its length

  // Divided, not multiplied by 1e-9: whole seconds stay whole.
  [[nodiscard]] double length_s() const { return quotient((end - begin).count(), 1e9); }
  [[nodiscard]] double up_time_s() const {
    return quotient((end - begin - down_time).count(), 1e9);
  }
};

/// Each requires an `info` of the matching kind. `component` is empty for the system.
[[nodiscard]] Observation observe(const MetricInfo& info, std::string_view component,
                                  const Counter& counter, const Window& window);
/// Events counted elsewhere.
[[nodiscard]] Observation observe_count(const MetricInfo& info, std::string_view component,
                                        std::uint64_t events, const Window& window);
[[nodiscard]] Observation observe(const MetricInfo& info, std::string_view component,
                                  const Tally& tally, const Window& window);
/// Level divided by `whole`: a utilization is busy servers over servers.
[[nodiscard]] Observation observe(const MetricInfo& info, std::string_view component,
                                  const TimeAverage& level, const Window& window,
                                  double whole = 1.0);
[[nodiscard]] Observation observe(const MetricInfo& info, std::string_view component,
                                  const RealTimeAverage& level, const Window& window,
                                  double whole = 1.0);
/// Successes out of independent or clustered trials: gets the floor of Clopper and Pearson.
[[nodiscard]] Observation observe_trials(const MetricInfo& info, std::string_view component,
                                         std::uint64_t successes, std::uint64_t trials,
                                         const Window& window);
/// A quotient of two amounts that are no trials (kbps of a sum, cycles of cycles).
[[nodiscard]] Observation observe_ratio(const MetricInfo& info, std::string_view component,
                                        double numerator, double denominator, const Window& window);
/// A level at the end of the window.
[[nodiscard]] Observation observe_instant(const MetricInfo& info, std::string_view component,
                                          double level, const Window& window);
/// Little's law over the window, from two sums that are kept apart: ∫ N dt and the parts of the
/// sojourn times inside it, both in ns; their difference is exact.
[[nodiscard]] LittleIdentity observe_little(std::string component, std::uint64_t arrivals,
                                            WideInteger number_integral_ns,
                                            WideInteger sojourns_ns);

}  // namespace ocssim
