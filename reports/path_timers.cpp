#include "reports/path_timers.hpp"

#include "reports/figures.hpp"

#include <fmt/format.h>

namespace ocssim::reports {

std::string timer_text(const PathTimerRow& row) {
  const std::string from = quantity_text(row.from_s, "s");
  return row.from_s == row.to_s ? from : from + " to " + quantity_text(row.to_s, "s");
}

std::string silence_text(const PathTimerTable& table) {
  std::string text = fmt::format(
      "Clients send something every {} at the latest. Of the endpoints that look signed in {} "
      "reach nobody and do not know it",
      quantity_text(table.silence_s, "s"), figure_text(table.silently_dead, "1"));
  if (table.predicted) {
    text += fmt::format("; by formula {}: {}", quantity_text(*table.predicted, "1"), table.formula);
  }
  text += ".";
  for (const PathTimerRow& row : table.rows) {
    if (row.from_s == row.to_s || row.below_most_s > 1e17) continue;
    text += fmt::format(" A ping more often than every {} saves nine of ten from {}.",
                        quantity_text(row.below_most_s, "s"), row.hop);
  }
  return text;
}

}  // namespace ocssim::reports
