#include "study/verify/scenario_run.hpp"

#include "scenarios/document/render.hpp"
#include "scenarios/model/load.hpp"

#include <cmath>
#include <stdexcept>

namespace ocssim::study {

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
    : Readings(scenarios::simulate(scenario, replication)),
      front_ends_(scenario.front_ends.count) {}

double ScenarioRun::front_ends_mean(std::string_view metric, std::size_t first) const {
  return mean_over(metric, {.name = "front_end", .first = first, .end = front_ends_});
}

double ScenarioRun::first_instant(std::string_view kind) const {
  for (const TimelineEntry& entry : observations().timeline) {
    if (entry.kind == kind) return to_seconds(entry.at - sim_start);
  }
  return -1.0;
}

}  // namespace ocssim::study
