#include "cli/rendering.hpp"

#include "cli/pool_facts.hpp"
#include "cli/version_numbers.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/html/pages.hpp"
#include "reports/json.hpp"
#include "reports/junit.hpp"
#include "reports/markdown.hpp"
#include "reports/terminal.hpp"
#include "study/answer.hpp"
#include "study/model_version.hpp"

#include <fmt/format.h>

namespace ocssim::cli {
namespace {

std::string setting_of(const scenarios::Scenario& scenario, const std::string& replications) {
  const std::string time = reports::quantity_text(to_seconds(scenario.simulation.duration), "s");
  const std::string how = fmt::format("{} simulated, {}, {}", time, replications,
                                      study::is_steady(scenario) ? "steady" : "terminating");
  if (scenario.adapters_only) {
    const std::uint32_t servers = scenario.media.packets.load.servers;
    return fmt::format("network adapters of {} server{}, {}", servers, servers == 1 ? "" : "s",
                       how);
  }
  if (!scenario.has_pool) {
    return fmt::format("{} station{}, {}", scenario.stations.size(),
                       scenario.stations.size() == 1 ? "" : "s", how);
  }
  return fmt::format("{} users on {} Front End{}, {}", reports::grouped(scenario.clients.users),
                     scenario.front_ends.count, scenario.front_ends.count == 1 ? "" : "s", how);
}

}  // namespace

std::string replications_text(std::uint32_t count) {
  return fmt::format("{} replication{}", count, count == 1 ? "" : "s");
}

reports::ReportHead head_of(const study::Question& question, const scenarios::Scenario& scenario,
                            const std::string& replications) {
  return {.version = std::string(tool_version),
          .model_version = study::model_version,
          .command = question.command,
          .scenario_name = scenario.name,
          .scenario_json = scenario.canonical_json,
          .setting = setting_of(scenario, replications),
          .pool = facts_of(scenario)};
}

reports::Answer compose(const study::Question& question, const scenarios::Scenario& scenario,
                        Results results) {
  reports::Answer answer;
  static_cast<reports::ReportHead&>(answer) =
      head_of(question, scenario, replications_text(results.replications));
  answer.users = scenario.adapters_only ? 0 : scenario.clients.users;
  for (const study::Placeholder& one : question.placeholders) {
    answer.placeholders.push_back({.path = one.path, .value = one.value, .source = one.source});
  }
  results.headline = reports::headline(results, answer.users);
  answer.results = std::move(results);
  return answer;
}

std::string render(const reports::Answer& answer, const Rendering& rendering) {
  if (rendering.format == "json") return reports::json_report(answer);
  if (rendering.format == "markdown") return reports::markdown_report(answer);
  if (rendering.format == "junit") return reports::junit_report(answer);
  if (rendering.format == "html") return reports::run_html(answer, rendering.html);
  return reports::terminal_report(answer, {.color = rendering.color});
}

}  // namespace ocssim::cli
