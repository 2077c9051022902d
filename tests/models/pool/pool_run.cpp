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

std::string front_end(std::size_t index) {
  return "front_end[" + std::to_string(index) + "]";
}

}  // namespace

Settings operator+(Settings first, const Settings& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
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

PoolRun::PoolRun(const std::string& scenario, const Settings& settings, std::uint32_t replication,
                 const std::vector<std::string>& overlays) {
  const scenarios::Scenario loaded = load(scenario, settings, overlays);
  front_ends_ = loaded.has_pool ? loaded.front_ends.count : 0;
  observations_ = scenarios::simulate(loaded, replication);
  EXPECT_EQ(observations_.stop_reason, "horizon");
  EXPECT_GE(observations_.identities.size(), front_ends_);
  for (const LittleIdentity& identity : observations_.identities) {
    EXPECT_EQ(identity.residual_ns, 0) << identity.component;
  }
}

const Observation& PoolRun::find(std::string_view metric, std::string_view component) const {
  const Observation* found = observations_.find(metric, component);
  if (found == nullptr) {
    ADD_FAILURE() << "no metric " << metric << " of " << component;
    std::abort();
  }
  return *found;
}

double PoolRun::total(std::string_view metric, std::string_view component) const {
  return static_cast<double>(find(metric, component).count);
}

double PoolRun::rate(std::string_view metric, std::string_view component) const {
  const Observation& found = find(metric, component);
  return static_cast<double>(found.count) / found.weight;
}

double PoolRun::mean(std::string_view metric, std::string_view component) const {
  const Observation& found = find(metric, component);
  if (found.kind == MetricKind::instant) return found.sum;
  if (found.kind == MetricKind::tally) return found.sum / static_cast<double>(found.count);
  return found.sum / found.weight;
}

double PoolRun::highest(std::string_view metric, std::string_view component) const {
  return find(metric, component).max;
}

double PoolRun::front_ends_mean(std::string_view metric, std::size_t first) const {
  double sum = 0.0;
  for (std::size_t index = first; index < front_ends_; ++index) {
    sum += mean(metric, front_end(index));
  }
  return sum / static_cast<double>(front_ends_ - first);
}

double PoolRun::sum_of_means(std::string_view metric) const {
  double sum = 0.0;
  for (const Observation& found : observations_.metrics) {
    if (found.metric == metric) sum += found.sum / found.weight;
  }
  return sum;
}

double PoolRun::sum_of_totals(std::string_view metric) const {
  double sum = 0.0;
  for (const Observation& found : observations_.metrics) {
    if (found.metric == metric) sum += static_cast<double>(found.count);
  }
  return sum;
}

double PoolRun::megacycles(std::string_view message) const {
  double sum = 0.0;
  for (const ShareObservation& share : observations_.shares) {
    if (share.whole == "front_end.cpu" && share.part == message) sum += share.sum;
  }
  return sum;
}

double PoolRun::messages(std::string_view message) const {
  double sum = 0.0;
  for (const ShareObservation& share : observations_.shares) {
    if (share.whole == "front_end.cpu" && share.part == message) {
      sum += static_cast<double>(share.count);
    }
  }
  return sum;
}

double PoolRun::megacycles() const {
  double sum = 0.0;
  for (const ShareObservation& share : observations_.shares) {
    if (share.whole == "front_end.cpu") sum += share.sum;
  }
  return sum;
}

std::vector<TimelineEntry> PoolRun::timeline(std::string_view kind) const {
  std::vector<TimelineEntry> found;
  for (const TimelineEntry& entry : observations_.timeline) {
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
