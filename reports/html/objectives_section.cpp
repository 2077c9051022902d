// 3: each objective with its limit, what was measured, and how far apart the two are.
#include "reports/escaping.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/html/sections.hpp"
#include "reports/names.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace ocssim::reports {
namespace {

bool is_upper(const ObjectiveResult& row) {
  return row.limit.starts_with("<");
}

/// Room between the figure and its limit, as a share of the limit.
std::string margin_text(const ObjectiveResult& row) {
  if (!row.limit_value || !row.measured.value) return "–";
  const double room = is_upper(row) ? *row.limit_value - *row.measured.value
                                    : *row.measured.value - *row.limit_value;
  if (*row.limit_value == 0.0) return room == 0.0 ? "at it" : quantity_text(room, row.unit);
  return signed_percent(room / std::abs(*row.limit_value));
}

/// Bar of what was measured, line of its interval, thick line at the limit: drawn here, so that it
/// is there without scripts.
std::string bullet(const ObjectiveResult& row) {
  if (!row.limit_value || !row.measured.value) return "";
  constexpr double width = 140.0;
  const double value = *row.measured.value;
  const double half = row.measured.half_width.value_or(0.0);
  const double least = is_upper(row) ? 0.0 : std::min(*row.limit_value, value) * 0.9;
  // What matters about 99.9 % is its distance from 100 %, so the bar begins near it.
  const double begin = row.unit == "1" && !is_upper(row)
                           ? 1.0 - 4.0 * std::max({1.0 - *row.limit_value, 1.0 - value, 1e-6})
                           : least;
  const double end = row.unit == "1" && !is_upper(row)
                         ? 1.0
                         : std::max({value + half, *row.limit_value * 1.15, 1e-12});
  const auto at = [&](double x) {
    return std::clamp((x - begin) / (end - begin) * width, 0.0, width);
  };
  std::string out = fmt::format(
      "<svg class=\"bullet\" width=\"{0:.0f}\" height=\"18\" viewBox=\"0 0 {0:.0f} 18\" "
      "aria-hidden=\"true\"><rect width=\"{0:.0f}\" height=\"10\" y=\"4\" fill=\"var(--page)\"/>"
      "<rect width=\"{1:.1f}\" height=\"10\" y=\"4\" fill=\"var(--c{2})\"/>",
      width, std::max(1.0, at(value)), color_of(row.metric));
  if (half > 0.0) {
    out += fmt::format("<path d=\"M{:.1f} 9H{:.1f}\" stroke=\"var(--ink)\" stroke-width=\"1.5\"/>",
                       at(value - half), at(value + half));
  }
  return out + fmt::format(
                   "<path d=\"M{:.1f} 0V18\" stroke=\"var(--limit)\" stroke-width=\"2.5\"/>"
                   "</svg>",
                   at(*row.limit_value));
}

/// Mean level of the worst five minutes in a row of replication 0, for metrics that have a series.
std::string worst_window(const Results& results, const ObjectiveResult& row) {
  constexpr double five_minutes = 300.0;
  std::optional<double> worst;
  for (const Series* series : series_of(results, row.metric)) {
    const double slice = to_seconds(series->slice);
    const auto count = static_cast<std::size_t>(five_minutes / slice + 0.5);
    if (count == 0) continue;
    for (std::size_t i = 0; i + count <= series->values.size(); i += count) {
      double sum = 0.0;
      for (std::size_t j = i; j < i + count; ++j) sum += series->values[j];
      const double level = sum / static_cast<double>(count);
      if (!worst || (is_upper(row) ? level > *worst : level < *worst)) worst = level;
    }
  }
  return worst ? quantity_text(*worst, row.unit) : "–";
}

std::string finding_of(const Results& results, const std::vector<const ObjectiveResult*>& rows) {
  const auto count = [&](Verdict verdict) {
    return static_cast<std::size_t>(std::count_if(
        rows.begin(), rows.end(), [&](const auto* row) { return row->verdict == verdict; }));
  };
  const std::size_t met = count(Verdict::met);
  if (met == rows.size() && met == 1) {
    return fmt::format("The objective is met: its whole {:g} % interval is inside the limit.",
                       100.0 * results.confidence);
  }
  if (met == rows.size()) {
    return fmt::format("{} met, each with its whole {:g} % interval inside the limit.",
                       rows.size() == 2 ? "Both objectives are"
                                        : fmt::format("All {} objectives are", rows.size()),
                       100.0 * results.confidence);
  }
  std::string text = fmt::format("{} of {} met", met, counted(rows.size(), "objective"));
  std::string named;
  for (const ObjectiveResult* row : rows) {
    if (row->verdict != Verdict::not_met) continue;
    named += fmt::format("{}{} {} ({})", named.empty() ? "" : ", ", objective_name(*row),
                         figure_text(row->measured, row->unit), row->limit);
    if (named.size() > 160) break;
  }
  if (!named.empty()) text += fmt::format("; not met: {}", named);
  const std::size_t open = count(Verdict::inconclusive);
  if (open > 0) text += fmt::format("; {} undecided", open);
  return text + ".";
}

}  // namespace

void tell_objectives(const Shown& shown, Story& story) {
  const Results& results = shown.results;
  const std::vector<const ObjectiveResult*> rows = judged_objectives(results);
  if (rows.empty()) {
    story.leave_out("Objectives", "none is stated in this scenario (--slo)");
    return;
  }
  HtmlTable table(fmt::format("Objectives, intervals at {:g} % over {}", 100.0 * results.confidence,
                              counted(results.replications, "replication")),
                  {{"Objective", Align::left},
                   {"Verdict", Align::left},
                   {"Measured", Align::right},
                   {"Limit", Align::right},
                   {"Margin", Align::right},
                   {"Measured against limit", Align::left},
                   {"Worst 5 min", Align::right},
                   {"Decided by", Align::left}});
  for (const ObjectiveResult* row : rows) {
    std::string by = row->component.empty() ? "the system" : row->component;
    if (!row->reason.empty()) by += ": " + row->reason;
    const std::string mark = row->verdict == Verdict::met       ? "✓ "
                             : row->verdict == Verdict::not_met ? "✕ "
                                                                : "? ";
    table.add({objective_name(*row),
               Cell::styled(mark + verdict_cell(row->verdict),
                            "verdict-" + std::string(to_string(row->verdict))),
               figure_text(row->measured, row->unit), row->limit, margin_text(*row),
               Cell::markup(bullet(*row)), worst_window(results, *row), by});
  }
  std::string body = table.html();
  body += paragraph(
      "Margin: room left, as a share of the limit. Worst 5 min: mean level in the "
      "worst five minutes of replication 0, for levels that are recorded over time. "
      "A verdict needs the whole interval on one side of the limit.",
      "note");
  story.add({"objectives", "Objectives", finding_of(results, rows), std::move(body)});
}

}  // namespace ocssim::reports
