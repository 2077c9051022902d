// `ocssim check`: everything that can be said without a simulation.
#include "cli/findings.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "reports/check_report.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "scenarios/topology/topology.hpp"

#include <utility>

namespace ocssim::cli {
namespace {

void add_static_answers(const scenarios::Scenario& scenario, reports::CheckAnswer& answer) {
  scenarios::OfferedLoad load = scenarios::offered_load(scenario);
  for (scenarios::ResourceLoad& row : load.resources) {
    answer.loads.push_back({.resource = std::move(row.name),
                            .unit = std::move(row.unit),
                            .components = row.components,
                            .offered = row.offered,
                            .available = row.available,
                            .utilization = row.utilization,
                            .limit = row.limit,
                            .users_at_limit = row.users_at_limit,
                            .formula = std::move(row.formula)});
  }
  scenarios::Topology topology = scenarios::analyze(scenario);
  for (scenarios::RequiredPath& path : topology.paths) {
    answer.paths.push_back({.purpose = std::move(path.purpose),
                            .from = std::move(path.from),
                            .to = std::move(path.to),
                            .present = path.present});
  }
  for (scenarios::SinglePoint& point : topology.single_points) {
    answer.single_points.push_back(
        {.node = std::move(point.node), .cuts_off = std::move(point.cuts_off)});
  }
  answer.users_at_most = topology.users_at_most;
  answer.min_cut = std::move(topology.min_cut);
}

}  // namespace

ExitCode check(const CommandLine& line) {
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  study::Question of_cases;  // each of them must be valid, too
  if (!add_cases(of_cases, *loaded, line)) return ExitCode::invalid;
  const scenarios::Scenario& scenario = loaded->scenario;
  reports::CheckAnswer answer;
  answer.scenario_name = scenario.name;
  answer.scenario_json = scenario.canonical_json;
  answer.has_pool = scenario.has_pool;
  answer.findings = rule_findings(scenario);
  answer.warnings = scenario.warnings;
  if (scenario.has_pool) add_static_answers(scenario, answer);
  write_stdout(line.format == "json" ? reports::check_json(answer) : reports::check_text(answer));
  return breaks_a_rule(answer.findings, line.strict) ? ExitCode::not_met : ExitCode::done;
}

}  // namespace ocssim::cli
