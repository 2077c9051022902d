#include "engine/stats/observe.hpp"

#include <string>
#include <utility>

namespace ocssim {
namespace {

Observation start(const MetricInfo& info, std::string_view component, MetricKind kind,
                  const Window& window) {
  OCSSIM_CHECK(info.kind == kind);
  OCSSIM_CHECK(window.end >= window.begin && window.down_time <= window.end - window.begin);
  Observation result;
  result.metric = std::string(info.name);
  result.component = std::string(component);
  result.kind = kind;
  result.up_time = window.up_time_s();
  return result;
}

}  // namespace

Observation observe(const MetricInfo& info, std::string_view component, const Counter& counter,
                    const Window& window) {
  return observe_count(info, component, counter.count(), window);
}

Observation observe_count(const MetricInfo& info, std::string_view component, std::uint64_t events,
                          const Window& window) {
  Observation result = start(info, component, MetricKind::count, window);
  result.count = events;
  result.sum = static_cast<double>(events);
  result.weight = window.length_s();
  return result;
}

Observation observe(const MetricInfo& info, std::string_view component, const Tally& tally,
                    const Window& window) {
  Observation result = start(info, component, MetricKind::tally, window);
  result.count = tally.count();
  result.sum = tally.sum();
  result.weight = window.length_s();
  if (tally.count() > 0) {
    result.min = *tally.min();
    result.max = *tally.max();
  }
  if (tally.has_histogram()) result.histogram = tally.histogram().trimmed();
  return result;
}

Observation observe(const MetricInfo& info, std::string_view component, const TimeAverage& level,
                    const Window& window, double whole) {
  OCSSIM_CHECK(window.begin == level.window_begin() && whole > 0.0);
  Observation result = start(info, component, MetricKind::time_average, window);
  result.sum = level.integral(window.end) / whole;
  result.weight = window.length_s();
  result.min = static_cast<double>(level.min()) / whole;
  result.max = static_cast<double>(level.max()) / whole;
  return result;
}

Observation observe(const MetricInfo& info, std::string_view component,
                    const RealTimeAverage& level, const Window& window, double whole) {
  OCSSIM_CHECK(window.begin == level.window_begin() && whole > 0.0);
  Observation result = start(info, component, MetricKind::time_average, window);
  result.sum = level.integral(window.end) / whole;
  result.weight = window.length_s();
  result.min = level.min() / whole;
  result.max = level.max() / whole;
  return result;
}

Observation observe_trials(const MetricInfo& info, std::string_view component,
                           std::uint64_t successes, std::uint64_t trials, const Window& window) {
  OCSSIM_CHECK(successes <= trials);
  Observation result = start(info, component, MetricKind::ratio, window);
  result.count = trials;
  result.sum = static_cast<double>(successes);
  result.weight = static_cast<double>(trials);
  return result;
}

Observation observe_ratio(const MetricInfo& info, std::string_view component, double numerator,
                          double denominator, const Window& window) {
  Observation result = start(info, component, MetricKind::ratio, window);
  result.sum = numerator;
  result.weight = denominator;
  return result;
}

Observation observe_instant(const MetricInfo& info, std::string_view component, double level,
                            const Window& window) {
  Observation result = start(info, component, MetricKind::instant, window);
  result.sum = level;
  result.weight = 1.0;
  result.min = level;
  result.max = level;
  return result;
}

LittleIdentity observe_little(std::string component, std::uint64_t arrivals,
                              WideInteger number_integral_ns, WideInteger sojourns_ns) {
  LittleIdentity identity;
  identity.component = std::move(component);
  identity.number_integral_s = quotient(number_integral_ns, 1e9);
  identity.sojourn_total_s = quotient(sojourns_ns, 1e9);
  identity.arrivals = arrivals;
  identity.residual_ns = static_cast<std::int64_t>(number_integral_ns - sojourns_ns);
  return identity;
}

}  // namespace ocssim
