#include "reports/junit.hpp"

#include "reports/escaping.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

using Outcome = JunitCase::Outcome;

std::ptrdiff_t count_of(const std::vector<JunitCase>& cases, Outcome outcome) {
  return std::count_if(cases.begin(), cases.end(),
                       [&](const JunitCase& row) { return row.outcome == outcome; });
}

}  // namespace

std::string junit_suite(std::string_view name, const std::vector<JunitCase>& cases) {
  std::string body;
  for (const JunitCase& row : cases) {
    body += fmt::format("  <testcase classname=\"{}\" name=\"{}\"", xml_escaped(name),
                        xml_escaped(row.name));
    if (row.outcome == Outcome::passed) {
      body += "/>\n";
      continue;
    }
    body += fmt::format("><{} message=\"{}\"/></testcase>\n",
                        row.outcome == Outcome::failed ? "failure" : "skipped",
                        xml_escaped(row.message));
  }
  return fmt::format(
      "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n{}</testsuite>\n",
      xml_escaped(name), cases.size(), count_of(cases, Outcome::failed),
      count_of(cases, Outcome::skipped), body);
}

std::vector<JunitCase> objective_cases(const Results& results) {
  std::vector<JunitCase> cases;
  for (const ObjectiveResult* row : judged_objectives(results)) {
    const std::string measured = "measured " + figure_text(row->measured, row->unit);
    switch (row->verdict) {
      case Verdict::met:
        cases.push_back({.name = row->text, .outcome = Outcome::passed, .message = {}});
        continue;
      case Verdict::not_met:
        cases.push_back({.name = row->text, .outcome = Outcome::failed, .message = measured});
        continue;
      case Verdict::inconclusive:
        cases.push_back({.name = row->text,
                         .outcome = Outcome::skipped,
                         .message = measured + "; " + row->reason});
    }
  }
  return cases;
}

std::string junit_declaration() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
}

std::string junit_report(const Answer& answer) {
  return junit_declaration() + junit_suite(answer.scenario_name, objective_cases(answer.results));
}

}  // namespace ocssim::reports
