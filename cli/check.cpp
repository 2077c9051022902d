// `ocssim check`: everything that can be said without a simulation.
#include "cli/findings.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "reports/check_report.hpp"
#include "scenarios/document/displayable.hpp"
#include "scenarios/rules/rules.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "scenarios/topology/topology.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string>
#include <string_view>
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
    answer.single_points.push_back({.node = std::move(point.node),
                                    .cuts_off = std::move(point.cuts_off),
                                    .services = std::move(point.services)});
  }
  for (scenarios::ServiceBound& bound : topology.services) {
    answer.services.push_back({.service = std::move(bound.service),
                               .from = std::move(bound.from),
                               .users_at_most = bound.users_at_most,
                               .min_cut = std::move(bound.min_cut),
                               .single_points = std::move(bound.single_points)});
  }
  for (scenarios::TopologyNode& node : topology.nodes) {
    answer.nodes.push_back({.name = std::move(node.name),
                            .role = std::move(node.role),
                            .utilization = node.utilization,
                            .limited_by = std::move(node.limited_by)});
  }
  for (scenarios::TopologyEdge& edge : topology.edges) {
    answer.edges.push_back({.from = edge.from, .to = edge.to, .carries = std::move(edge.carries)});
  }
  answer.users_at_most = topology.users_at_most;
  answer.min_cut = std::move(topology.min_cut);
}

/// "/events/0/at" as a path: "events[0].at".
std::string path_of(std::string_view pointer) {
  std::string path;
  for (std::size_t at = 0; at < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
    const std::string_view step = pointer.substr(at + 1, end - at - 1);
    const bool is_index = !step.empty() && step.find_first_not_of("0123456789") == step.npos;
    if (is_index) {
      path += "[" + std::string(step) + "]";
    } else {
      path += (path.empty() ? "" : ".") + std::string(step);
    }
    at = end;
  }
  return path;
}

/// "pool.json:12:5"; nothing for a value that stands in no file.
std::optional<reports::FindingPlace> place_in(const std::string& origin) {
  const std::size_t second = origin.rfind(':');
  const std::size_t first = second == origin.npos ? second : origin.rfind(':', second - 1);
  if (first == origin.npos || first == second) return std::nullopt;
  const auto number = [&](std::size_t from, std::size_t to) {
    std::uint32_t value = 0;
    const char* begin = origin.data() + from;
    const auto read = std::from_chars(begin, origin.data() + to, value);
    return read.ec == std::errc() && read.ptr == origin.data() + to ? value : 0;
  };
  const std::uint32_t line = number(first + 1, second);
  const std::uint32_t column = number(second + 1, origin.size());
  if (line == 0 || column == 0) return std::nullopt;
  return reports::FindingPlace{origin.substr(0, first), line, column};
}

/// Where the value stands that a finding names, or one below it; else the file as a whole.
reports::FindingPlace place_of(const Finding& finding, const scenarios::Validated& loaded,
                               const std::string& file) {
  const std::string path = path_of(finding.component);
  for (const scenarios::OriginRow& row : loaded.origins) {
    const bool below = row.path.size() > path.size() && row.path.starts_with(path) &&
                       (row.path[path.size()] == '.' || row.path[path.size()] == '[');
    if (row.path != path && !below) continue;
    if (const auto place = place_in(row.origin)) return *place;
  }
  return {.file = file};
}

void add_annotations(const scenarios::Validated& loaded, const std::string& file,
                     reports::CheckAnswer& answer) {
  for (const Finding& finding : answer.findings) {
    answer.places.push_back(place_of(finding, loaded, file));
  }
  for (const scenarios::Rule& rule : scenarios::deployment_rules()) {
    answer.rules.push_back({.id = std::string(rule.id),
                            .severity = std::string(scenarios::to_string(rule.severity)),
                            .title = std::string(rule.title),
                            .explanation = std::string(rule.explanation)});
  }
}

std::string rendered(const reports::CheckAnswer& answer, std::string_view format) {
  if (format == "json") return reports::check_json(answer);
  if (format == "sarif") return reports::check_sarif(answer);
  if (format == "github") return reports::check_github(answer);
  if (format == "dot") return reports::topology_dot(answer);
  if (format == "svg") return reports::topology_svg(answer);
  return reports::check_text(answer);
}

reports::InvalidAnswer answer_of(const scenarios::LoadFailure& failure) {
  reports::InvalidAnswer answer;
  std::set<std::string> kinds;
  for (scenarios::DiagnosticRecord& record :
       scenarios::to_records(failure.diagnostics, failure.sources)) {
    const scenarios::DiagnosticKind* kind = scenarios::find_diagnostic(record.id);
    if (kind != nullptr && kinds.insert(record.id).second) {
      answer.kinds.push_back({.id = record.id,
                              .severity = record.severity,
                              .title = std::string(kind->title),
                              .explanation = std::string(kind->explanation)});
    }
    answer.problems.push_back({.id = std::move(record.id),
                               .slug = std::move(record.slug),
                               .severity = std::move(record.severity),
                               .place = {.file = std::move(record.file),
                                         .line = record.line,
                                         .column = record.column,
                                         .end_line = record.end_line,
                                         .end_column = record.end_column},
                               .message = std::move(record.message),
                               .found = std::move(record.found),
                               .expected = std::move(record.expected),
                               .suggestion = std::move(record.suggestion),
                               .help = std::move(record.help),
                               .pointer = std::move(record.pointer)});
  }
  answer.more = failure.diagnostics.count() - answer.problems.size();
  return answer;
}

/// On stderr as text, and on stdout as whoever asked for a format wants it: an upload of findings
/// is needed most when the scenario is none.
ExitCode refuse(const scenarios::LoadFailure& failure, std::string_view format) {
  print(failure);
  if (format == "json") write_stdout(reports::invalid_json(answer_of(failure)));
  if (format == "sarif") write_stdout(reports::invalid_sarif(answer_of(failure)));
  if (format == "github") {
    write_stdout(scenarios::displayable_lines(reports::invalid_github(answer_of(failure))));
  }
  return ExitCode::invalid;
}

}  // namespace

ExitCode check(const CommandLine& line) {
  const auto loaded = try_load(line);
  if (!loaded) return refuse(loaded.error(), line.format);
  // Each of its cases must be valid, too.
  if (const auto cases = cases_of(*loaded, line); !cases) return refuse(cases.error(), line.format);
  const scenarios::Scenario& scenario = loaded->scenario;
  reports::CheckAnswer answer;
  answer.scenario_name = scenario.name;
  answer.scenario_json = scenario.canonical_json;
  answer.has_pool = scenario.has_pool;
  answer.findings = rule_findings(scenario);
  answer.warnings = scenario.warnings;
  if (scenario.has_pool) add_static_answers(scenario, answer);
  add_annotations(*loaded, line.argument, answer);
  const std::string text = rendered(answer, line.format);
  const bool is_for_people = line.format == "text" || line.format == "github";
  write_stdout(is_for_people ? scenarios::displayable_lines(text) : text);
  return breaks_a_rule(answer.findings, line.strict) ? ExitCode::not_met : ExitCode::done;
}

}  // namespace ocssim::cli
