#include "reports/markdown_sections.hpp"

#include "reports/escaping.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/headroom.hpp"
#include "reports/names.hpp"
#include "reports/store/hash.hpp"
#include "reports/text_table.hpp"

#include <fmt/format.h>

namespace ocssim::reports {

std::string markdown_head(std::string_view headline, const ReportHead& head) {
  return fmt::format("**{}**\n\n{}: {}\n", markdown_escaped(headline),
                     markdown_escaped(head.scenario_name), markdown_escaped(head.setting));
}

std::string objectives_table(std::span<const ObjectiveResult> objectives) {
  if (objectives.empty()) return "";
  TextTable table({Align::left, Align::left, Align::right, Align::left});
  table.add({"verdict", "objective", "measured", "limit"});
  for (const ObjectiveResult* row : judged_objectives(objectives)) {
    table.add({std::string(headline_word(row->verdict)), row->text,
               figure_text(row->measured, row->unit), row->limit});
  }
  return "\n" + table.markdown();
}

std::string bottlenecks_table(std::span<const Bottleneck> bottlenecks) {
  if (bottlenecks.empty()) return "";
  TextTable table({Align::left, Align::right, Align::right, Align::right});
  table.add({"resource", "now", "limit", "headroom"});
  for (const Bottleneck& row : bottlenecks) {
    table.add({resource_text(row), figure_text(present_figure(row), row.unit),
               quantity_text(row.limit_value, row.unit), headroom_text(row)});
  }
  return "\n" + table.markdown();
}

std::string findings_list(std::span<const Finding> findings) {
  std::string out;
  for (const Finding& finding : findings) {
    out += fmt::format("- {} {}: {}\n", finding.severity, markdown_escaped(finding.id),
                       markdown_escaped(finding.text));
  }
  return out.empty() ? out : "\n" + out;
}

std::string warnings_list(const std::vector<std::string>& warnings) {
  std::string out;
  for (const std::string& warning : warnings) out += "- " + markdown_escaped(warning) + "\n";
  return out.empty() ? out : "\n" + out;
}

std::string markdown_foot(std::uint64_t fingerprint, const ReportHead& head) {
  return fmt::format("\nFingerprint {}, {}\n", hex_64(fingerprint), markdown_code(head.command));
}

}  // namespace ocssim::reports
