// A shipped scenario with settings: simulated, estimated and judged.
#pragma once

#include "engine/stats/results.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "study/answer.hpp"

#include <cstdlib>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ocssim::study {

inline scenarios::Scenario loaded(const std::string& name, const std::vector<std::string>& sets) {
  scenarios::LoadOptions options;
  options.scenario = name;
  options.sets = sets;
  options.metrics = scenarios::metric_registry();
  auto scenario = scenarios::load_scenario(options);
  if (!scenario) {
    ADD_FAILURE() << scenarios::render_text(scenario.error().diagnostics, scenario.error().sources);
    std::abort();
  }
  return std::move(*scenario);
}

inline Results judged(const std::string& name, const std::vector<std::string>& sets,
                      std::uint32_t replications) {
  const scenarios::Scenario scenario = loaded(name, sets);
  std::vector<Observations> runs;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    runs.push_back(scenarios::simulate(scenario, replication));
  }
  return answer(scenario, runs, plan_of(scenario));
}

/// The resource that fills first by the offered load, and at how many users.
inline scenarios::ResourceLoad first_to_fill(const scenarios::Scenario& scenario) {
  scenarios::ResourceLoad first;
  first.users_at_limit = 1e18;
  for (const scenarios::ResourceLoad& load : scenarios::offered_load(scenario).resources) {
    if (load.users_at_limit < first.users_at_limit) first = load;
  }
  return first;
}

}  // namespace ocssim::study
