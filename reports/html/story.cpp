#include "reports/html/story.hpp"

#include "reports/escaping.hpp"

#include <fmt/format.h>

namespace ocssim::reports {

void Story::add(Section section) {
  if (!section.finding.empty()) sections_.push_back(std::move(section));
}

void Story::leave_out(std::string title, std::string reason) {
  left_out_.emplace_back(std::move(title), std::move(reason));
}

std::string Story::place(Chart chart) {
  const std::string table_id = "data-" + chart.id;
  JsonValue entry = JsonValue::object({{"kind", chart.kind}, {"title", chart.title}});
  entry["data"] = std::move(chart.data);
  charts_[chart.id] = std::move(entry);
  tables_.emplace_back(table_id, chart.title);
  const std::string id = xml_escaped(chart.id);
  const std::string table = chart.table.html();
  std::string out = fmt::format(
      "<figure class=\"chart\" id=\"chart-{0}\" data-chart=\"{0}\">"
      "<figcaption>{1}</figcaption>"
      "<div class=\"plot\" role=\"img\" aria-label=\"{2}\">",
      id, xml_escaped(chart.title), xml_escaped(chart.title + ". " + chart.description));
  out += fmt::format(
      "<p class=\"undrawn\">This chart is drawn by the page's own script; its numbers stand in "
      "the table “{}” below.</p></div>\n",
      xml_escaped(chart.table.caption()));
  out += folded("Data: " + chart.table.caption(), table, table_id);
  return out + "</figure>\n";
}

}  // namespace ocssim::reports
