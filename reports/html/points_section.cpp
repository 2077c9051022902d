#include "reports/html/points_section.hpp"

#include "reports/deciding.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/headroom.hpp"
#include "reports/html/words.hpp"
#include "reports/names.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string verdict_words(const Results& results) {
  if (!results.has_objectives) return "–";
  const std::string mark = results.verdict == Verdict::met       ? "✓ "
                           : results.verdict == Verdict::not_met ? "✕ "
                                                                 : "? ";
  return mark + verdict_cell(results.verdict);
}

std::string deciding_text(const Results& results) {
  const ObjectiveResult* row = deciding_objective(results);
  if (row == nullptr) return "–";
  if (row->metric.empty()) return row->text;
  return fmt::format("{} {} ({})", objective_name(*row), figure_text(row->measured, row->unit),
                     row->limit);
}

bool is_unstable(const Results& results) {
  return std::any_of(results.findings.begin(), results.findings.end(),
                     [](const Finding& finding) { return finding.id == "unstable"; });
}

}  // namespace

HtmlTable points_table(const std::string& caption, const std::vector<std::string>& paths,
                       const std::vector<ShownPoint>& points) {
  std::vector<Column> columns;
  for (const std::string& path : paths) columns.push_back({path, Align::left});
  columns.push_back({"Verdict", Align::left});
  columns.push_back({"Decided by", Align::left});
  columns.push_back({"Binds first", Align::left});
  columns.push_back({"Headroom", Align::right});
  columns.push_back({"Replications", Align::right});
  HtmlTable table(caption, columns);
  for (const ShownPoint& point : points) {
    const Results& results = *point.results;
    std::vector<Cell> cells;
    for (const std::string& value : point.values) cells.push_back(value);
    cells.push_back(Cell::styled(
        verdict_words(results) + (is_unstable(results) ? ", unstable" : ""),
        results.has_objectives ? "verdict-" + std::string(to_string(results.verdict)) : ""));
    cells.push_back(deciding_text(results));
    if (results.bottlenecks.empty()) {
      cells.push_back("–");
      cells.push_back("–");
    } else {
      const Bottleneck& first = results.bottlenecks.front();
      cells.push_back(short_name(first));
      cells.push_back(headroom_text(first));
    }
    cells.push_back(grouped(results.replications));
    table.add(std::move(cells));
  }
  return table;
}

void tell_trust_of_points(const std::vector<ShownPoint>& points,
                          const std::vector<std::string>& warnings,
                          const std::vector<Finding>& findings, Story& story) {
  std::size_t replications = 0;
  std::size_t unsettled = 0;
  std::size_t formulas = 0;
  double gap = 0.0;
  std::int64_t residual = 0;
  for (const ShownPoint& point : points) {
    replications += point.results->replications;
    for (const ObservedWindow& one : point.results->windows) unsettled += one.settled ? 0 : 1;
    for (const LittleIdentity& row : point.results->identities) {
      residual = std::max(residual, std::abs(row.residual_ns));
    }
    for (const ClosedFormRow& row : point.results->closed_form) {
      if (!row.simulated.value || row.predicted == 0.0) continue;
      ++formulas;
      gap = std::max(gap, std::abs(*row.simulated.value / row.predicted - 1.0));
    }
  }
  std::string finding = fmt::format(
      "{} at {}, {} of them not settled; Little's law holds within {} "
      "ns",
      counted(replications, "replication"), counted(points.size(), "point"), unsettled, residual);
  if (formulas > 0) {
    finding += fmt::format("; {} agree within {}", counted(formulas, "closed formula"),
                           quantity_text(gap, "1"));
  }
  HtmlTable table("Findings", {{"Finding", Align::left},
                               {"Severity", Align::left},
                               {"Where", Align::left},
                               {"What", Align::left}});
  for (const Finding& one : findings) table.add({one.id, one.severity, one.component, one.text});
  std::string body = table.html();
  if (!warnings.empty()) {
    body += "<h3>What is not modeled</h3>\n<ul>\n";
    for (const std::string& warning : warnings) body += "<li>" + paragraph(warning) + "</li>\n";
    body += "</ul>\n";
  }
  story.add({"trust", "Can I trust this?", finding + ".", std::move(body)});
}

}  // namespace ocssim::reports
