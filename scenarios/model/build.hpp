// From a validated scenario to a wired model, and one replication of it.
#pragma once

#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "scenarios/model/scenario.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>

namespace ocssim {
class TraceSink;
}

namespace ocssim::models {
class Narrator;
struct Pool;
}  // namespace ocssim::models

namespace ocssim::scenarios {

struct SimulateOptions {
  const std::atomic<bool>* stop_requested = nullptr;  // ends with stop_reason "stop_requested"
  std::uint64_t event_limit = UINT64_MAX;
  TraceSink* trace = nullptr;
  models::Narrator* narrator = nullptr;  // of a pool, in place of `trace`
  /// Called at every multiple of `look_every` below the horizon, with the pool as it stands just
  /// before: for tests that compare instants. Changes nothing of the run.
  std::function<void(SimTime, const models::Pool&)> look = {};
  Duration look_every{};
};

/// Builds a fresh model for (scenario.simulation.seed, replication), runs it to its horizon and
/// reads its statistics. Single-threaded, no shared state: any number may run at once.
/// Deterministic.
[[nodiscard]] Observations simulate(const Scenario& scenario, std::uint32_t replication,
                                    const SimulateOptions& options = {});

/// Every metric that a model of this build can report, in order of their names.
[[nodiscard]] std::span<const MetricInfo> metric_registry();

}  // namespace ocssim::scenarios
