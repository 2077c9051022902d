#include "reports/junit.hpp"

#include "reports/figures.hpp"
#include "reports/headline.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        // XML 1.0 has no way to write other control characters.
        out += static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' ? ' ' : c;
    }
  }
  return out;
}

}  // namespace

std::string junit_report(const Answer& answer) {
  std::string cases;
  std::size_t failures = 0;
  std::size_t skipped = 0;
  const auto all = judged_objectives(answer.results);
  for (const ObjectiveResult* row : all) {
    const std::string measured =
        escaped(fmt::format("measured {}", figure_text(row->measured, row->unit)));
    cases += fmt::format("  <testcase classname=\"{}\" name=\"{}\"", escaped(answer.scenario_name),
                         escaped(row->text));
    switch (row->verdict) {
      case Verdict::met:
        cases += "/>\n";
        continue;
      case Verdict::not_met:
        ++failures;
        cases += fmt::format("><failure message=\"{}\"/></testcase>\n", measured);
        continue;
      case Verdict::inconclusive:
        ++skipped;
        cases += fmt::format("><skipped message=\"{}; {}\"/></testcase>\n", measured,
                             escaped(row->reason));
    }
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n{}</testsuite>\n",
      escaped(answer.scenario_name), all.size(), failures, skipped, cases);
}

}  // namespace ocssim::reports
