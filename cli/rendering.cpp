#include "cli/rendering.hpp"

#include "cli/canonical_command.hpp"
#include "cli/terminal.hpp"
#include "cli/version_numbers.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/json.hpp"
#include "reports/junit.hpp"
#include "reports/markdown.hpp"
#include "reports/terminal.hpp"
#include "study/model_version.hpp"

#include <fmt/format.h>

namespace ocssim::cli {
namespace {

std::string setting_of(const scenarios::Scenario& scenario, const Results& results) {
  const std::string time = reports::quantity_text(to_seconds(scenario.simulation.duration), "s");
  const std::string how =
      fmt::format("{} simulated, {} replication{}, {}", time, results.replications,
                  results.replications == 1 ? "" : "s", results.analysis);
  if (!scenario.has_pool) {
    return fmt::format("{} station{}, {}", scenario.stations.size(),
                       scenario.stations.size() == 1 ? "" : "s", how);
  }
  return fmt::format("{} users on {} Front End{}, {}", reports::grouped(scenario.clients.users),
                     scenario.front_ends.count, scenario.front_ends.count == 1 ? "" : "s", how);
}

}  // namespace

reports::Answer compose(const CommandLine& line, const scenarios::Scenario& scenario,
                        Results results) {
  reports::Answer answer;
  answer.version = tool_version;
  answer.model_version = study::model_version;
  answer.command = canonical_command(line, scenario.name);
  answer.scenario_name = scenario.name;
  answer.scenario_json = scenario.canonical_json;
  answer.setting = setting_of(scenario, results);
  answer.users = scenario.clients.users;
  for (const scenarios::Placeholder& origin : scenario.origins) {
    if (origin.confidence != "placeholder") continue;
    answer.placeholders.push_back(
        {.path = origin.path, .value = origin.value, .source = origin.source});
  }
  results.headline = reports::headline(results, answer.users);
  answer.results = std::move(results);
  return answer;
}

std::string render(const reports::Answer& answer, const CommandLine& line) {
  if (line.format == "json") return reports::json_report(answer);
  if (line.format == "markdown") return reports::markdown_report(answer);
  if (line.format == "junit") return reports::junit_report(answer);
  return reports::terminal_report(answer, {.color = use_color(line.color)});
}

}  // namespace ocssim::cli
