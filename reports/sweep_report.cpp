#include "reports/sweep_report.hpp"

#include "reports/deciding.hpp"
#include "reports/escaping.hpp"
#include "reports/json_sections.hpp"
#include "reports/junit.hpp"
#include "reports/markdown_sections.hpp"
#include "reports/point_csv.hpp"
#include "reports/store/hash.hpp"
#include "reports/sweep_table.hpp"
#include "reports/terminal_sections.hpp"
#include "reports/text_table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::vector<const Results*> results_of(const SweepAnswer& answer) {
  std::vector<const Results*> all;
  for (const SweepPoint& point : answer.points) all.push_back(&point.results);
  return all;
}

std::size_t count_of(const SweepAnswer& answer, Verdict verdict) {
  const auto has = [&](const SweepPoint& point) { return point.results.verdict == verdict; };
  return static_cast<std::size_t>(std::count_if(answer.points.begin(), answer.points.end(), has));
}

/// "met up to clients.users = 70k, not met from 90k on" along one path; empty if the verdicts come
/// and go.
std::string turning_point(const SweepAnswer& answer) {
  if (answer.varied.size() != 1 || answer.points.size() < 2) return "";
  const Verdict before = answer.points.front().results.verdict;
  const Verdict after = answer.points.back().results.verdict;
  if (before == after || before == Verdict::inconclusive || after == Verdict::inconclusive) {
    return "";
  }
  std::size_t last_before = 0;
  std::size_t first_after = answer.points.size();
  for (std::size_t i = 0; i < answer.points.size(); ++i) {
    const Verdict verdict = answer.points[i].results.verdict;
    if (verdict == before) last_before = i;
    if (verdict == after) first_after = std::min(first_after, i);
  }
  if (last_before > first_after) return "";
  const std::string_view first_word = before == Verdict::met ? "met" : "not met";
  const std::string_view next_word = after == Verdict::met ? "met" : "not met";
  return fmt::format("; {} up to {} = {}, {} from {} on", first_word, answer.varied.front(),
                     answer.points[last_before].set.front().value, next_word,
                     answer.points[first_after].set.front().value);
}

/// Where load begins to hurt is what one sweeps for, so it is said before other findings.
bool is_about_saturation(const Finding& finding) {
  return finding.id.find("saturation") != std::string::npos ||
         finding.id.find("failure") != std::string::npos;
}

std::vector<Finding> findings_about(const SweepAnswer& answer, bool saturation) {
  std::vector<Finding> out;
  for (const Finding& finding : answer.findings) {
    if (is_about_saturation(finding) == saturation) out.push_back(finding);
  }
  return out;
}

std::vector<Finding> other_findings(const SweepAnswer& answer) {
  std::vector<Finding> out = findings_about(answer, false);
  const std::vector<Finding> of_points = findings_of(results_of(answer));
  out.insert(out.end(), of_points.begin(), of_points.end());
  return out;
}

}  // namespace

std::string sweep_headline(const SweepAnswer& answer) {
  const std::string points =
      fmt::format("{}, {} point{}", answer.scenario_name, answer.points.size(),
                  answer.points.size() == 1 ? "" : "s");
  const bool is_judged = std::any_of(answer.points.begin(), answer.points.end(),
                                     [](const auto& p) { return p.results.has_objectives; });
  if (!is_judged) return points + " simulated, no objective stated.";
  std::string counts;
  for (const Verdict verdict : {Verdict::met, Verdict::inconclusive, Verdict::not_met}) {
    const std::size_t count = count_of(answer, verdict);
    if (count == 0) continue;
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, verdict_cell(verdict));
  }
  return fmt::format("{}: {}{}.", points, counts, turning_point(answer));
}

std::string sweep_text(const SweepAnswer& answer, const TerminalOptions& options) {
  std::string out = wrapped(bold(sweep_headline(answer), options), 2);
  out += wrapped(answer.scenario_name + ": " + answer.setting, 2);
  const SweepTable points = sweep_table_on_terminal(answer, options);
  out += fmt::format("\nDesign points, intervals at {:g} %, n = replications\n",
                     100.0 * answer.confidence);
  out += points.table.render();
  if (points.left_out > 0) {
    out += wrapped(fmt::format("  {} more figure{} of objectives in --format markdown and --json.",
                               points.left_out, points.left_out == 1 ? "" : "s"),
                   2);
  }
  const std::vector<Finding> saturation = findings_about(answer, true);
  if (!saturation.empty()) out += "\n";
  for (const Finding& finding : saturation) out += wrapped(finding.text, 2);
  out += findings_section(other_findings(answer));
  out += warnings_section(warnings_of(answer.warnings, results_of(answer)));
  out += fmt::format("\nFingerprint {} · seed {} · {}\n", hex_64(answer.fingerprint), answer.seed,
                     answer.command);
  return out;
}

std::string sweep_markdown(const SweepAnswer& answer) {
  std::string out = markdown_head(sweep_headline(answer), answer);
  out += "\n" + sweep_table_for_page(answer).table.markdown();
  for (const Finding& finding : findings_about(answer, true)) {
    out += "\n" + markdown_escaped(finding.text) + "\n";
  }
  return out + findings_list(other_findings(answer)) +
         warnings_list(warnings_of(answer.warnings, results_of(answer))) +
         markdown_foot(answer.fingerprint, answer);
}

std::string sweep_json(const SweepAnswer& answer) {
  JsonValue json = head_json(answer);
  json["seed"] = answer.seed;
  json["fingerprint"] = hex_64(answer.fingerprint);
  json["confidence"] = answer.confidence;
  json["headline"] = sweep_headline(answer);
  json["varied"] = answer.varied;
  json["points"] = JsonValue::array();
  for (const SweepPoint& point : answer.points) {
    JsonValue row;
    row["set"] = set_json(point.set);
    add_point_results(row, point.results);
    json["points"].push_back(std::move(row));
  }
  json["findings"] = findings_json(answer.findings);
  json["warnings"] = answer.warnings;
  return json.pages();
}

std::string sweep_summary(const SweepAnswer& answer) {
  JsonValue json;
  json["command"] = answer.command;
  json["fingerprint"] = hex_64(answer.fingerprint);
  json["headline"] = sweep_headline(answer);
  json["points"] = JsonValue::array();
  for (const SweepPoint& point : answer.points) {
    JsonValue row;
    row["set"] = set_json(point.set);
    add_point_summary(row, point.results);
    json["points"].push_back(std::move(row));
  }
  return json.line();
}

std::string sweep_csv(const SweepAnswer& answer) {
  std::vector<std::string> names = {"point"};
  names.insert(names.end(), answer.varied.begin(), answer.varied.end());
  std::string out = point_csv_head(names);
  for (std::size_t i = 0; i < answer.points.size(); ++i) {
    std::vector<std::string> fields = {std::to_string(i)};
    for (const Setting& setting : answer.points[i].set) fields.push_back(plain_value(setting));
    out += point_csv(fields, answer.points[i].results);
  }
  return out;
}

std::string sweep_junit(const SweepAnswer& answer) {
  std::string suites;
  for (const SweepPoint& point : answer.points) {
    std::string name = answer.scenario_name;
    for (const Setting& setting : point.set) {
      name += fmt::format(", {} = {}", setting.path, setting.value);
    }
    suites += junit_suite(name, objective_cases(point.results));
  }
  return fmt::format("{}<testsuites name=\"{}\">\n{}</testsuites>\n", junit_declaration(),
                     xml_escaped(answer.scenario_name), suites);
}

}  // namespace ocssim::reports
