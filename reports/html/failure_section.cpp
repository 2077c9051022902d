// 11: what was injected, what was seen of it, and how the pool came back, on one axis of time.
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"
#include "reports/refusals.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace ocssim::reports {
namespace {

constexpr int panel_height = 96;  // [px]; six of them and the lanes fit a printed page

constexpr std::size_t drawn_at_most = 250;
constexpr std::size_t lanes_at_most = 8;
constexpr std::size_t spans_at_most = 40;

bool is_injected(const TimelineEntry& entry) {
  return entry.kind == "fault" || entry.kind == "restore" || entry.kind == "change";
}

/// "member_down" → "member down".
std::string words_of(std::string kind) {
  std::replace(kind.begin(), kind.end(), '_', ' ');
  return kind;
}

JsonValue lanes_panel(const Results& results) {
  std::vector<std::string> rows;
  JsonValue spans = JsonValue::array();
  std::size_t shown = 0;
  for (const TimelineEntry& entry : results.timeline) {
    auto row = std::find(rows.begin(), rows.end(), entry.kind);
    if (row == rows.end()) {
      if (rows.size() == lanes_at_most) continue;
      row = rows.insert(rows.end(), entry.kind);
    }
    if (++shown > spans_at_most) break;
    spans.push_back(JsonValue::object(
        {{"row", row - rows.begin()},
         {"from", six_digits(to_seconds(entry.at))},
         {"text", entry.component + ": " + entry.text.substr(0, entry.text.find(';'))},
         {"kind", entry.kind == "fault" ? "fault"
                  : is_injected(entry)  ? "note"
                                        : "seen"}}));
  }
  JsonValue names = JsonValue::array();
  for (const std::string& row : rows) names.push_back(words_of(row));
  return JsonValue::object(
      {{"title", "What happened"},
       {"unit", ""},
       {"lanes", JsonValue::object({{"rows", std::move(names)}, {"spans", std::move(spans)}})}});
}

void add_level(const Shown& shown, std::string_view name, const char* title, int color,
               JsonValue& panels) {
  for (const Series* series : series_of(shown.results, name)) {
    if (!series->component.empty()) continue;
    JsonValue lines = JsonValue::array();
    lines.push_back(
        series_json(thinned(*series, shown.is_full ? 1000 : drawn_at_most), title, color, 0));
    panels.push_back(JsonValue::object({{"title", title},
                                        {"unit", series->unit},
                                        {"height", panel_height},
                                        {"series", std::move(lines)}}));
  }
}

void add_refusals(const Results& results, JsonValue& panels) {
  JsonValue lines = JsonValue::array();
  int number = 0;
  for (const Series& cause : refusals_by_cause(results.histories)) {
    lines.push_back(series_json(cause, cause.name, number % 8, number % 5));
    ++number;
  }
  if (number == 0) return;
  panels.push_back(JsonValue::object({{"title", "Refused, by cause"},
                                      {"unit", "1/s"},
                                      {"height", panel_height},
                                      {"from_zero", true},
                                      {"series", std::move(lines)}}));
}

/// What the panel of refusals shows, in numbers.
std::string refusals_table(const Results& results) {
  const std::vector<RefusalRow> rows = refusal_rows(results.histories);
  if (rows.empty()) return "";
  HtmlTable table(fmt::format("Refused over time, replication 0, in intervals of {}",
                              quantity_text(rows.front().interval_s, "s")),
                  {{"What", Align::left},
                   {"In all", Align::right},
                   {"From", Align::right},
                   {"To", Align::right},
                   {"Most at", Align::right},
                   {"Rate then", Align::right}});
  for (const RefusalRow& row : rows) {
    table.add({row.metric, quantity_text(std::round(row.total), ""),
               quantity_text(row.first_s, "s"), quantity_text(row.last_s, "s"),
               quantity_text(row.fullest_s, "s"), quantity_text(row.fullest_rate, "1/s")});
  }
  return table.html();
}

HtmlTable timeline_table(const Results& results) {
  HtmlTable table("Timeline of replication 0", {{"At", Align::right},
                                                {"Component", Align::left},
                                                {"What", Align::left},
                                                {"In words", Align::left}});
  for (const TimelineEntry& entry : results.timeline) {
    table.add({quantity_text(to_seconds(entry.at), "s"), entry.component, words_of(entry.kind),
               entry.text});
  }
  return table;
}

struct Dip {
  double before = 0.0;  // mean level of the five minutes before
  double lowest = 0.0;
  std::optional<double> back_after;  // [s] until 99 % of the level before; none: not in this run
};

/// What a fault did to the signed-in population of replication 0.
std::optional<Dip> dip_after(const Results& results, double fault_s) {
  const std::vector<const Series*> all = series_of(results, "clients.signed_in");
  if (all.empty()) return {};
  const Series& series = *all.front();
  const double slice = to_seconds(series.slice);
  const auto at = static_cast<std::size_t>(fault_s / slice);
  const std::size_t back = std::min(at, static_cast<std::size_t>(300.0 / slice));
  if (back == 0 || at + 1 >= series.values.size()) return {};
  Dip dip;
  for (std::size_t i = at - back; i < at; ++i) dip.before += series.values[i];
  dip.before /= static_cast<double>(back);
  dip.lowest = dip.before;
  for (std::size_t i = at; i < series.values.size(); ++i) {
    if (series.values[i] < dip.lowest) {
      dip.lowest = series.values[i];
      dip.back_after.reset();
    } else if (!dip.back_after && series.values[i] >= 0.99 * dip.before) {
      dip.back_after = slice * static_cast<double>(i + 1) - fault_s;
    }
  }
  return dip;
}

/// Refusals that only an overload after the fault can have caused.
std::string second_failure(const Results& results) {
  struct Line {
    const char* words;
    const char* metric;
  };
  static constexpr Line lines[] = {
      {"requests answered 503", "front_end.rejected_503"},
      {"connects without a SNAT port", "snat.refused"},
      {"connections closed by flow control", "front_end.flow_control_closed"},
      {"requests abandoned", "clients.abandoned"}};
  std::string text;
  for (const Line& line : lines) {
    const Figure total = figure_of(results, line.metric, "total");
    if (total.value.value_or(0.0) <= 0.0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", figure_text(total, ""), line.words);
  }
  return text.empty() ? "The wave of returning clients caused no second failure: nothing was "
                        "refused or closed."
                      : "Beside the fault itself: " + text + " (mean total of a replication).";
}

std::string finding_of(const Results& results, const TimelineEntry& fault) {
  std::string text =
      fmt::format("{} fails at {}", fault.component, quantity_text(to_seconds(fault.at), "s"));
  if (const std::optional<Dip> dip = dip_after(results, to_seconds(fault.at))) {
    text += fmt::format("; of {} signed-in endpoints {} remain at the worst",
                        users_text(dip->before), users_text(dip->lowest));
    text += dip->back_after
                ? fmt::format(", and 99 % are back {} later", quantity_text(*dip->back_after, "s"))
                : ", and they are not back at the end of the run";
  }
  if (has_metric(results, "recovery.time")) {
    text += fmt::format("; time to recover {}", text_of(results, "recovery.time", "mean"));
  }
  return text + ".";
}

}  // namespace

void tell_failure(const Shown& shown, Story& story) {
  const Results& results = shown.results;
  if (results.timeline.empty()) {
    story.leave_out("Failure timeline", "nothing fails and nothing is refused in this run");
    return;
  }
  const auto fault = std::find_if(results.timeline.begin(), results.timeline.end(),
                                  [](const TimelineEntry& entry) { return entry.kind == "fault"; });
  const TimelineEntry& first = results.timeline.front();
  const std::string finding =
      fault != results.timeline.end()
          ? finding_of(results, *fault)
          : fmt::format("{} in the timeline; first, at {}: {}: {}.",
                        counted(results.timeline.size(), "entry"),
                        quantity_text(to_seconds(first.at), "s"), first.component, first.text);
  JsonValue panels = JsonValue::array();
  panels.push_back(lanes_panel(results));
  add_level(shown, "clients.signed_in", "Signed-in endpoints", 0, panels);
  add_level(shown, "front_end.number_in_system", "Messages at the Front Ends", 2, panels);
  add_level(shown, "sql.number_in_system", "Calls at the back end", 3, panels);
  add_level(shown, "snat.ports_in_use", "SNAT ports in use", 1, panels);
  add_refusals(results, panels);
  std::string body =
      story.place({.id = "failure",
                   .kind = "xy",
                   .title = "What happened, and what followed, replication 0",
                   .description = finding,
                   .data = JsonValue::object(
                       {{"x", JsonValue::object({{"name", "Simulated time"},
                                                 {"unit", "s"},
                                                 {"from", 0.0},
                                                 {"to", six_digits(run_length(results))}})},
                        {"panels", std::move(panels)},
                        {"marks", event_marks(results)}}),
                   .table = timeline_table(results)});
  body += refusals_table(results);
  if (fault != results.timeline.end()) body += paragraph(second_failure(results));
  story.add({"failure", "Failure timeline", finding, std::move(body)});
}

}  // namespace ocssim::reports
