#include "study/conduct.hpp"

#include "engine/experiment/parallel.hpp"
#include "scenarios/model/build.hpp"
#include "study/answer.hpp"
#include "study/model_version.hpp"
#include "study/unit.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ocssim::study {
namespace {

/// A design on its way up its ladder.
struct Climb {
  std::vector<std::uint32_t> ladder;
  std::size_t look = 0;
  bool is_done = false;

  [[nodiscard]] std::uint32_t replications() const { return ladder[look]; }
  [[nodiscard]] bool is_at_the_top() const { return look + 1 == ladder.size(); }
};

std::vector<std::size_t> open_designs(const std::vector<Climb>& climbs) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < climbs.size(); ++i) {
    if (!climbs[i].is_done) open.push_back(i);
  }
  return open;
}

/// All that have been looked at: which of them are done, and one look up for the others.
void advance(std::vector<Climb>& climbs, const std::vector<std::size_t>& looked_at,
             const std::vector<char>& has_enough, Together together) {
  const bool all = std::all_of(looked_at.begin(), looked_at.end(),
                               [&](std::size_t i) { return has_enough[i] != 0; });
  for (const std::size_t i : looked_at) {
    const bool enough = together == Together::same_number ? all : has_enough[i] != 0;
    climbs[i].is_done = enough || climbs[i].is_at_the_top();
    if (!climbs[i].is_done) ++climbs[i].look;
  }
}

std::string_view fidelity_of(const scenarios::Scenario& scenario) {
  const bool exact = scenario.simulation.fidelity == scenarios::Fidelity::exact;
  return exact ? "exact" : "superposed";
}

}  // namespace

Design add_design(Runner& runner, const scenarios::Scenario& scenario, const Plan& plan) {
  const scenarios::Scenario* const it = &scenario;
  const std::size_t index = runner.add(
      [it, abandon = runner.abandon()](std::uint32_t replication) {
        return scenarios::simulate(*it, replication, {.stop_requested = abandon});
      },
      [it](std::uint32_t replication) {
        return unit_name({.model_version = model_version,
                          .physical_scenario = it->physical_json,
                          .seed = it->simulation.seed,
                          .replication = replication,
                          .fidelity = fidelity_of(*it)});
      });
  return {.scenario = it, .plan = plan, .index = index};
}

Conducted conduct(std::span<const Design> designs, Runner& runner, const Enough& enough,
                  Together together) {
  std::vector<Climb> climbs;
  for (const Design& design : designs) climbs.push_back({.ladder = looks(design.plan)});
  Conducted conducted;
  conducted.results.resize(designs.size());
  std::vector<char> has_enough(designs.size(), 0);
  for (;;) {
    const std::vector<std::size_t> open = open_designs(climbs);
    if (open.empty()) return conducted;
    std::vector<Runner::Goal> goals;
    for (const std::size_t i : open) goals.push_back({designs[i].index, climbs[i].replications()});
    conducted.status = runner.extend(goals);
    if (conducted.status != RunStatus::complete) return {conducted.status, {}};
    parallel_for(open.size(), runner.jobs(), [&](std::size_t at) {
      const std::size_t i = open[at];
      const Design& design = designs[i];
      const std::vector<Observations> observed =
          runner.observations(design.index, climbs[i].replications());
      conducted.results[i] = answer(*design.scenario, observed, design.plan);
      has_enough[i] = enough(conducted.results[i], design.plan) ? 1 : 0;
    });
    advance(climbs, open, has_enough, together);
  }
}

}  // namespace ocssim::study
