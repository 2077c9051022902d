#include "reports/capacity_cases_report.hpp"

#include "reports/capacity_report.hpp"
#include "reports/deciding.hpp"
#include "reports/export/csv_text.hpp"
#include "reports/figures.hpp"
#include "reports/json_sections.hpp"
#include "reports/junit.hpp"
#include "reports/markdown_sections.hpp"
#include "reports/store/hash.hpp"
#include "reports/terminal_sections.hpp"
#include "reports/text_table.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string end_text(const CapacityAnswer& answer, const std::optional<double>& value) {
  return value ? quantity_text(*value, answer.unit) : "-";
}

TextTable cases_table(const CapacityCases& answer) {
  TextTable table({Align::left, Align::right, Align::right, Align::right, Align::left});
  const CapacityAnswer& first = answer.cases.front().answer;
  table.add({"case", first.path + ", met", "not met", "probes", "what breaks there"});
  for (const CapacityCase& one : answer.cases) {
    const ObjectiveResult* broken = furthest_beyond(one.answer.broken);
    std::string breaks =
        broken == nullptr ? std::string(to_string(one.answer.status)) : broken->text;
    if (broken != nullptr && one.answer.status != CapacityStatus::found) {
      breaks += " (" + std::string(to_string(one.answer.status)) + ")";
    }
    table.add({one.name, end_text(one.answer, one.answer.highest_met),
               end_text(one.answer, one.answer.lowest_not_met),
               std::to_string(one.answer.probes.size()), breaks});
  }
  return table;
}

/// Findings and warnings of the cases, each once.
std::vector<std::string> all_warnings(const CapacityCases& answer) {
  std::vector<const Results*> probes;
  for (const CapacityCase& one : answer.cases) {
    for (const CapacityProbe& probe : one.answer.probes) probes.push_back(&probe.results);
  }
  return warnings_of(answer.cases.front().answer.warnings, probes);
}

std::vector<Finding> all_findings(const CapacityCases& answer) {
  std::vector<Finding> findings;
  for (const CapacityCase& one : answer.cases) {
    for (Finding finding : one.answer.findings) {
      finding.text = one.name + ": " + finding.text;
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace

std::string capacity_cases_headline(const CapacityCases& answer) {
  const auto found = std::count_if(
      answer.cases.begin(), answer.cases.end(),
      [](const CapacityCase& one) { return one.answer.status == CapacityStatus::found; });
  const CapacityAnswer& first = answer.cases.front().answer;
  return fmt::format(
      "{}: the largest {} in {} cases, {} of them bracketed within {}, each at {:g} "
      "% confidence.",
      answer.scenario_name, first.path, answer.cases.size(), found,
      quantity_text(first.width_asked, "1"), 100.0 * first.confidence);
}

std::string capacity_cases_text(const CapacityCases& answer, const TerminalOptions& options) {
  std::string out = wrapped(bold(capacity_cases_headline(answer), options), 2);
  out += "\n" + cases_table(answer).render();
  out += findings_section(all_findings(answer));
  out += warnings_section(all_warnings(answer));
  out += fmt::format("\nFingerprint {} · seed {} · {}\n", hex_64(answer.fingerprint),
                     answer.cases.front().answer.seed, answer.command);
  return out;
}

std::string capacity_cases_markdown(const CapacityCases& answer) {
  return markdown_head(capacity_cases_headline(answer), answer) + "\n" +
         cases_table(answer).markdown() + findings_list(all_findings(answer)) +
         warnings_list(all_warnings(answer)) + markdown_foot(answer.fingerprint, answer);
}

std::string capacity_cases_json(const CapacityCases& answer) {
  JsonValue json = head_json(answer);
  json["fingerprint"] = hex_64(answer.fingerprint);
  json["headline"] = capacity_cases_headline(answer);
  json["cases"] = JsonValue::array();
  for (const CapacityCase& one : answer.cases) {
    json["cases"].push_back(JsonValue::object(
        {{"case", one.name}, {"capacity", JsonValue::parsed(capacity_json(one.answer))}}));
  }
  return json.pages();
}

std::string capacity_cases_csv(const CapacityCases& answer) {
  std::string out = csv_line(
      {"case", "path", "unit", "status", "highest_met", "lowest_not_met", "confidence", "probes"});
  for (const CapacityCase& one : answer.cases) {
    out += csv_line({one.name, one.answer.path, one.answer.unit,
                     std::string(to_string(one.answer.status)), csv_number(one.answer.highest_met),
                     csv_number(one.answer.lowest_not_met), csv_number(one.answer.confidence),
                     std::to_string(one.answer.probes.size())});
  }
  return out;
}

std::string capacity_cases_junit(const CapacityCases& answer) {
  using Outcome = JunitCase::Outcome;
  std::vector<JunitCase> cases;
  for (const CapacityCase& one : answer.cases) {
    JunitCase row{.name = "capacity of " + one.answer.path + ", " + one.name,
                  .message = capacity_headline(one.answer)};
    if (one.answer.status == CapacityStatus::inconclusive) row.outcome = Outcome::skipped;
    if (one.answer.status == CapacityStatus::infeasible) row.outcome = Outcome::failed;
    cases.push_back(std::move(row));
  }
  return junit_declaration() + junit_suite(answer.scenario_name, cases);
}

}  // namespace ocssim::reports
