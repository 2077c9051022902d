#include "tests/study/compare_self.hpp"

#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>

namespace ocssim::study {

scenarios::Scenario small_pool(std::uint64_t seed, const std::vector<std::string>& sets) {
  scenarios::LoadOptions options;
  options.scenario = "enterprise-100k";
  options.seed = std::to_string(seed);
  options.sets = {"clients.users=1000",      "front_ends.count=2", "simulation.duration=2 min",
                  "front_ends.clock=93 MHz", "sql.clock=24 MHz",   "sql.memory=2 GiB"};
  options.sets.insert(options.sets.end(), sets.begin(), sets.end());
  options.metrics = scenarios::metric_registry();
  auto scenario = scenarios::load_scenario(options);
  if (!scenario) {
    ADD_FAILURE() << scenarios::render_text(scenario.error().diagnostics, scenario.error().sources);
    std::abort();
  }
  return *std::move(scenario);
}

std::vector<Observations> replications_of(const scenarios::Scenario& scenario,
                                          std::uint32_t count) {
  std::vector<Observations> result;
  for (std::uint32_t r = 0; r < count; ++r) result.push_back(scenarios::simulate(scenario, r));
  return result;
}

std::vector<Difference> compared(const std::vector<Observations>& a,
                                 const std::vector<Observations>& b) {
  auto differences = compare_paired(a, b, scenarios::metric_registry(), {.confidence = 0.95});
  holm(differences, 0.05);
  return differences;
}

int false_differences(int pairs, std::uint32_t replications) {
  int wrong = 0;
  for (int pair = 1; pair <= pairs; ++pair) {
    const auto seed = static_cast<std::uint64_t>(pair);
    const auto a = replications_of(small_pool(seed), replications);
    const auto b = replications_of(small_pool(1000 + seed), replications);
    bool any = false;
    for (const Difference& one : compared(a, b)) {
      if (one.verdict == DifferenceVerdict::no_difference) continue;
      any = true;
      std::printf("seeds %d and %d: %s.%s of \"%s\" differs by %g, p %g, adjusted %g\n", pair,
                  1000 + pair, one.metric.c_str(), one.statistic.c_str(), one.component.c_str(),
                  *one.difference.value, *one.p, *one.p_adjusted);
    }
    wrong += any ? 1 : 0;
  }
  std::printf("a significant difference in any metric: %d of %d pairs\n", wrong, pairs);
  return wrong;
}

}  // namespace ocssim::study
