#include "study/recovery.hpp"

#include "engine/stats/estimate.hpp"
#include "engine/stats/estimate_results.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace ocssim::study {
namespace {

using scenarios::Objective;

constexpr double share_of_before = 0.99;
constexpr std::int64_t window_s = 60;
constexpr std::int64_t before_s = 300;

const Series* find_history(const Observations& replication, std::string_view name) {
  for (const Series& series : replication.histories) {
    if (series.name == name && series.component.empty()) return &series;
  }
  return nullptr;
}

/// The objectives that are judged, "healthy" by its lines.
std::vector<const Objective*> lines_of(const scenarios::Scenario& scenario) {
  std::vector<const Objective*> lines;
  for (const Objective& objective : scenario.objectives) {
    if (!objective.healthy) {
      lines.push_back(&objective);
      continue;
    }
    for (const Objective& line : scenario.healthy_band) lines.push_back(&line);
  }
  return lines;
}

/// An objective on a time, and that time's history.
struct Timed {
  const Objective* objective;
  const Series* history;

  [[nodiscard]] bool holds(std::size_t window) const {
    const double value = history->values[window];
    const double limit = objective->threshold.value * 1e-9;
    if (std::isnan(value)) return true;  // nobody had to wait
    switch (objective->comparison) {
      case scenarios::Comparison::less:
        return value < limit;
      case scenarios::Comparison::less_equal:
        return value <= limit;
      case scenarios::Comparison::greater:
        return value > limit;
      case scenarios::Comparison::greater_equal:
        return value >= limit;
    }
    return true;
  }
};

std::vector<Timed> timed_objectives(const scenarios::Scenario& scenario,
                                    const Observations& replication) {
  std::vector<Timed> timed;
  for (const Objective* line : lines_of(scenario)) {
    const auto statistic = line->statistic.value_or(scenarios::Statistic::mean);
    const std::string name = line->metric + "." + std::string(to_string(statistic));
    const Series* history = find_history(replication, name);
    if (history != nullptr) timed.push_back({line, history});
  }
  return timed;
}

double mean_of(const std::vector<double>& values, std::size_t from, std::size_t to) {
  double sum = 0.0;
  for (std::size_t i = from; i < to; ++i) sum += values[i];
  return sum / static_cast<double>(to - from);
}

MetricResult empty_result(std::string component, const std::vector<Lifetime>& lifetimes,
                          double confidence) {
  MetricResult result;
  result.name = "recovery.time";
  result.component = std::move(component);
  result.unit = "s";
  result.kind = MetricKind::tally;
  result.better = Better::lower;
  result.confidence = confidence;
  const auto ended = std::count_if(lifetimes.begin(), lifetimes.end(),
                                   [](const Lifetime& one) { return one.ended; });
  result.censored = MetricResult::Censored{
      .ended = static_cast<std::uint64_t>(ended), .of = lifetimes.size(), .at_least = {}};
  return result;
}

/// Mean and maximum, if all have recovered; else what they exceed at least.
void add_mean_and_max(const std::vector<Lifetime>& lifetimes, double confidence,
                      MetricResult& result) {
  std::vector<double> times;
  double longest = 0.0;
  for (const Lifetime& one : lifetimes) {
    times.push_back(one.time);
    longest = std::max(longest, one.time);
  }
  const bool all = result.censored->ended == result.censored->of;
  const Figure mean = estimate_mean(times, confidence);
  const Figure mean_of_maxima = mean;  // a replication has one time: its own largest
  result.figures.push_back({"mean", all ? mean : Figure{}});
  result.figures.push_back({"max", all ? mean_of_maxima : Figure{}});
  if (all) return;
  Figure least = mean;
  least.value = *mean.value - mean.half_width.value_or(0.0);
  least.half_width.reset();
  if (mean.half_width) result.censored->at_least.push_back({"mean", least});
  result.censored->at_least.push_back({"max", {.value = longest}});
}

/// Quantiles whose interval is closed; of the others the lower end.
void add_quantiles(const std::vector<Lifetime>& lifetimes, double confidence,
                   MetricResult& result) {
  const KaplanMeier curve(lifetimes);
  for (const std::string_view name : {"p50", "p95", "p99", "p99_9"}) {
    const double q = *quantile_of(name);
    const std::optional<double> value = curve.quantile(q);
    const KaplanMeier::Interval interval = curve.interval(q, confidence);
    Figure figure;
    if (value && interval.high) {
      figure.value = value;
      figure.half_width = std::max(*value - interval.low, *interval.high - *value);
    } else {
      result.censored->at_least.push_back({std::string(name), {.value = interval.low}});
    }
    result.figures.push_back({std::string(name), figure});
  }
}

MetricResult estimate(std::string component, const std::vector<Lifetime>& lifetimes,
                      double confidence) {
  MetricResult result = empty_result(std::move(component), lifetimes, confidence);
  add_mean_and_max(lifetimes, confidence, result);
  add_quantiles(lifetimes, confidence, result);
  return result;
}

/// The slowest recovery; one that did not end is slower than any that did.
Lifetime slower(const Lifetime& a, const Lifetime& b) {
  if (a.ended != b.ended) return a.ended ? b : a;
  return a.time < b.time ? b : a;
}

}  // namespace

std::vector<Duration> fault_instants(const scenarios::Scenario& scenario) {
  std::vector<Duration> instants;
  for (const models::FaultConfig& event : scenario.events) {
    if (!models::is_fault(event)) continue;
    if (instants.empty() || instants.back() != event.at) instants.push_back(event.at);
  }
  return instants;  // events are in the order of time
}

std::optional<Lifetime> recovery_of(const scenarios::Scenario& scenario,
                                    const Observations& replication,
                                    std::span<const Duration> instants, std::size_t index) {
  const Series* level = find_history(replication, "clients.signed_in");
  if (level == nullptr) return std::nullopt;
  const std::int64_t step = level->slice.count();
  const auto steps_in = [step](std::int64_t s) {
    return static_cast<std::size_t>(s * 1'000'000'000 / step);
  };
  const std::size_t width = steps_in(window_s);
  const auto fault = static_cast<std::size_t>(instants[index].count() / step);
  const std::size_t first = fault + (instants[index].count() % step == 0 ? 0 : 1);
  std::size_t end = level->values.size();  // of the steps that say something of this fault
  if (index + 1 < instants.size()) {
    end = std::min(end, static_cast<std::size_t>(instants[index + 1].count() / step));
  }
  if (fault == 0 || end < first + width) return std::nullopt;
  const std::size_t begin = fault - std::min(fault, steps_in(before_s));
  const double enough = share_of_before * mean_of(level->values, begin, fault);

  const std::vector<Timed> timed = timed_objectives(scenario, replication);
  const auto is_good = [&](std::size_t window) {
    return mean_of(level->values, window, window + width) >= enough &&
           std::all_of(timed.begin(), timed.end(), [window](const Timed& one) {
             return window >= one.history->values.size() || one.holds(window);
           });
  };
  const auto since_fault = [&](std::size_t window) {
    return to_seconds(Duration{static_cast<std::int64_t>(window) * step} - instants[index]);
  };
  const std::size_t last = end - width;
  std::size_t recovered = last + 1;
  while (recovered > first && is_good(recovered - 1)) --recovered;
  if (recovered > last) return Lifetime{.time = since_fault(last), .ended = false};
  return Lifetime{.time = since_fault(recovered)};
}

std::vector<MetricResult> recovery_times(const scenarios::Scenario& scenario,
                                         std::span<const Observations> replications,
                                         double confidence) {
  const std::vector<Duration> instants = fault_instants(scenario);
  std::vector<std::optional<Lifetime>> slowest(replications.size());
  std::vector<MetricResult> of_faults;
  for (std::size_t fault = 0; fault < instants.size(); ++fault) {
    std::vector<Lifetime> lifetimes;
    for (std::size_t i = 0; i < replications.size(); ++i) {
      const auto one = recovery_of(scenario, replications[i], instants, fault);
      if (!one) continue;
      lifetimes.push_back(*one);
      slowest[i] = slowest[i] ? slower(*slowest[i], *one) : *one;
    }
    if (lifetimes.empty()) continue;
    of_faults.push_back(estimate("fault[" + std::to_string(fault) + "]", lifetimes, confidence));
  }
  std::vector<Lifetime> all;
  for (const std::optional<Lifetime>& one : slowest) {
    if (one) all.push_back(*one);
  }
  std::vector<MetricResult> results;
  if (all.empty()) return results;
  results.push_back(estimate("", all, confidence));
  if (of_faults.size() > 1) {
    results.insert(results.end(), of_faults.begin(), of_faults.end());
  }
  return results;
}

}  // namespace ocssim::study
