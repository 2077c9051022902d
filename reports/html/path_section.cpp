// Which timer kills idle connections: all of the way in a row, the shortest wins.
#include "reports/figures.hpp"
#include "reports/html/sections.hpp"
#include "reports/path_timers.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string finding_of(const PathTimerTable& path) {
  const PathTimerRow* first = nullptr;
  for (const PathTimerRow& row : path.rows) {
    if (first == nullptr || row.first_share > first->first_share) first = &row;
  }
  const bool is_beaten = path.silence_s < first->from_s;
  return fmt::format(
      "The shortest timer of {} of the clients is {} ({}); {}. Silently dead: {} of the endpoints "
      "that look signed in.",
      quantity_text(first->first_share, "1"), first->hop, timer_text(*first),
      is_beaten ? "the clients send more often" : "the clients' own pauses can be longer",
      figure_text(path.silently_dead, "1"));
}

}  // namespace

void tell_path(const Shown& shown, Story& story) {
  const PathTimerTable& path = shown.results.path_timers;
  if (path.rows.empty()) {
    story.leave_out("Path timers", "no connections of clients in this run");
    return;
  }
  HtmlTable table("Path timers, shortest wins", {{"Hop", Align::left},
                                                 {"Idle timer", Align::right},
                                                 {"Set by", Align::left},
                                                 {"First for, of clients", Align::right},
                                                 {"When it fires", Align::left},
                                                 {"A ping under this saves all", Align::right},
                                                 {"Cut in a replication", Align::right},
                                                 {"Silently dead, of signed in", Align::right}});
  for (const PathTimerRow& row : path.rows) {
    table.add(
        {row.hop, timer_text(row), row.owner, quantity_text(row.first_share, "1"), row.action,
         row.competes ? quantity_text(row.below_s, "s") : std::string("–"),
         row.competes ? figure_text(row.cuts, "") : std::string("–"),
         row.competes && row.silent ? figure_text(row.silently_dead, "1") : std::string("–")});
  }
  const std::string finding = finding_of(path);
  story.add({"path", "Path timers", finding, table.html() + paragraph(silence_text(path))});
}

}  // namespace ocssim::reports
