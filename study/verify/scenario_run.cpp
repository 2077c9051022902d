#include "study/verify/scenario_run.hpp"

#include "scenarios/document/render.hpp"
#include "scenarios/model/load.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace ocssim::study {

Settings operator+(Settings first, const Settings& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

scenarios::Scenario scenario_with(const std::string& name, const Settings& settings,
                                  std::uint64_t seed, const std::vector<std::string>& overlays) {
  scenarios::LoadOptions options;
  options.scenario = name;
  options.overlays = overlays;
  options.sets = settings;
  options.seed = std::to_string(seed);
  options.metrics = scenarios::metric_registry();
  auto loaded = scenarios::load_scenario(options);
  if (loaded) return std::move(*loaded);
  throw std::runtime_error(
      name + ":\n" + scenarios::render_text(loaded.error().diagnostics, loaded.error().sources));
}

Settings scaled(std::uint32_t users) {
  const std::string clock = std::to_string(23300ull * users) + " Hz";
  return {"clients.users=" + std::to_string(users), "front_ends.clock=" + clock,
          "sql.clock=" + clock,
          "load_balancer.snat.ports_per_address=" + std::to_string(users * 65000ull / 100000)};
}

Settings quiet() {
  return {"clients.activity.presence_publications=0 / user / hour",
          "clients.activity.polls=0 / user / hour", "clients.activity.im_sessions=0 / user / hour",
          "clients.activity.background=0 / user / hour", "clients.contacts.mean=0"};
}

Settings lasting(const std::string& duration, const std::string& warm_up) {
  return {"simulation.duration=" + duration, "simulation.warmup=" + warm_up};
}

std::string time_text(double seconds) {
  return std::to_string(std::llround(seconds * 1e6)) + " us";
}

std::string front_end(std::size_t index) {
  return "front_end[" + std::to_string(index) + "]";
}

ScenarioRun::ScenarioRun(const std::string& name, const Settings& settings, std::uint64_t seed,
                         std::uint32_t replication)
    : ScenarioRun(scenario_with(name, settings, seed), replication) {}

ScenarioRun::ScenarioRun(const scenarios::Scenario& scenario, std::uint32_t replication)
    : front_ends_(scenario.front_ends.count),
      observations_(scenarios::simulate(scenario, replication)) {}

const Observation& ScenarioRun::find(std::string_view metric, std::string_view component) const {
  const Observation* found = observations_.find(metric, component);
  if (found != nullptr) return *found;
  throw std::runtime_error("no metric " + std::string(metric) + " of " + std::string(component));
}

double ScenarioRun::total(std::string_view metric, std::string_view component) const {
  return static_cast<double>(find(metric, component).count);
}

double ScenarioRun::rate(std::string_view metric, std::string_view component) const {
  const Observation& found = find(metric, component);
  return static_cast<double>(found.count) / found.weight;
}

double ScenarioRun::mean(std::string_view metric, std::string_view component) const {
  const Observation& found = find(metric, component);
  if (found.kind == MetricKind::instant) return found.sum;
  if (found.kind == MetricKind::tally) return found.sum / static_cast<double>(found.count);
  return found.sum / found.weight;
}

double ScenarioRun::highest(std::string_view metric, std::string_view component) const {
  return find(metric, component).max;
}

double ScenarioRun::sum_of_totals(std::string_view metric) const {
  double sum = 0.0;
  for (const Observation& found : observations_.metrics) {
    if (found.metric == metric) sum += static_cast<double>(found.count);
  }
  return sum;
}

double ScenarioRun::sum_of_means(std::string_view metric) const {
  double sum = 0.0;
  for (const Observation& found : observations_.metrics) {
    if (found.metric == metric) sum += found.sum / found.weight;
  }
  return sum;
}

double ScenarioRun::front_ends_mean(std::string_view metric, std::size_t first) const {
  double sum = 0.0;
  for (std::size_t index = first; index < front_ends_; ++index) {
    sum += mean(metric, front_end(index));
  }
  return sum / static_cast<double>(front_ends_ - first);
}

double ScenarioRun::residual_ns() const {
  std::int64_t largest = 0;
  for (const LittleIdentity& identity : observations_.identities) {
    largest = std::max(largest, std::abs(identity.residual_ns));
  }
  return static_cast<double>(largest);
}

double ScenarioRun::first_instant(std::string_view kind) const {
  for (const TimelineEntry& entry : observations_.timeline) {
    if (entry.kind == kind) return to_seconds(entry.at - sim_start);
  }
  return -1.0;
}

}  // namespace ocssim::study
