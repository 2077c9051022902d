#include "tests/models/pool/pool_run.hpp"

#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

scenarios::Scenario load(const std::string& name, const Settings& settings,
                         const std::vector<std::string>& overlays) {
  scenarios::LoadOptions options;
  options.scenario = name;
  options.sets = settings;
  options.overlays = overlays;
  options.metrics = scenarios::metric_registry();
  auto loaded = scenarios::load_scenario(options);
  if (!loaded) {
    ADD_FAILURE() << scenarios::render_text(loaded.error().diagnostics, loaded.error().sources);
    std::abort();
  }
  return std::move(*loaded);
}

constexpr const char* cpu = "front_end.cpu";

}  // namespace

PoolRun::PoolRun(const std::string& scenario, const Settings& settings, std::uint32_t replication,
                 const std::vector<std::string>& overlays)
    : PoolRun(load(scenario, settings, overlays), replication) {}

PoolRun::PoolRun(const scenarios::Scenario& scenario, std::uint32_t replication)
    : Readings(scenarios::simulate(scenario, replication)),
      front_ends_(scenario.has_pool ? scenario.front_ends.count : 0) {
  EXPECT_EQ(observations().stop_reason, "horizon");
  EXPECT_GE(observations().identities.size(), front_ends_);
  for (const LittleIdentity& identity : observations().identities) {
    EXPECT_EQ(identity.residual_ns, 0) << identity.component;
  }
}

double PoolRun::front_ends_mean(std::string_view metric, std::size_t first) const {
  return mean_over(metric, {.name = "front_end", .first = first, .end = front_ends_});
}

double PoolRun::megacycles(std::string_view message) const {
  return share_sum(cpu, message);
}

double PoolRun::messages(std::string_view message) const {
  return share_count(cpu, message);
}

double PoolRun::megacycles() const {
  return share_sum(cpu);
}

std::vector<TimelineEntry> PoolRun::timeline(std::string_view kind) const {
  std::vector<TimelineEntry> found;
  for (const TimelineEntry& entry : observations().timeline) {
    if (entry.kind == kind) found.push_back(entry);
  }
  return found;
}

SampleMean sample_mean(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0.0;
  for (const double value : values) sum += value;
  double squares = 0.0;
  for (const double value : values) squares += (value - sum / n) * (value - sum / n);
  return {.mean = sum / n, .standard_error = std::sqrt(squares / (n - 1.0) / n)};
}

}  // namespace ocssim::models
