#include "reports/markdown.hpp"

#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/names.hpp"
#include "reports/store/hash.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

/// Text of a scenario may hold anything; in a table a bar or a tag would break the page.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '*' || c == '_' || c == '`' || c == '[') out += '\\';
    if (c == '<') {
      out += "&lt;";
    } else {
      out += c == '\n' ? ' ' : c;
    }
  }
  return out;
}

}  // namespace

std::string markdown_report(const Answer& answer) {
  const Results& results = answer.results;
  std::string out = fmt::format("**{}**\n\n{}: {}\n", escaped(results.headline),
                                escaped(answer.scenario_name), escaped(answer.setting));
  if (!results.objectives.empty()) {
    out += "\n| verdict | objective | measured | limit |\n| --- | --- | ---: | --- |\n";
  }
  for (const ObjectiveResult* row : judged_objectives(results)) {
    out += fmt::format("| {} | {} | {} | {} |\n", headline_word(row->verdict), escaped(row->text),
                       escaped(figure_text(row->measured, row->unit)), escaped(row->limit));
  }
  if (!results.bottlenecks.empty()) {
    out += "\n| resource | now | limit | headroom |\n| --- | ---: | ---: | ---: |\n";
  }
  for (const Bottleneck& row : results.bottlenecks) {
    out += fmt::format("| {} | {} | {} | {} |\n", escaped(resource_text(row)),
                       figure_text(present_figure(row), row.unit),
                       quantity_text(row.limit_value, row.unit),
                       signed_percent(row.headroom.value.value_or(0.0)));
  }
  if (!results.warnings.empty()) out += "\n";
  for (const std::string& warning : results.warnings) out += "- " + escaped(warning) + "\n";
  return out + fmt::format("\nFingerprint {}, `{}`\n", hex_64(results.fingerprint), answer.command);
}

}  // namespace ocssim::reports
