// Words about idle timers in a row, for terminal and page.
#pragma once

#include "engine/stats/results.hpp"

#include <string>

namespace ocssim::reports {

/// "350 s", "1.00 min to 24.0 h".
[[nodiscard]] std::string timer_text(const PathTimerRow& row);

/// What the clients' own timers leave of silence, and what share of them looks well and is dead.
[[nodiscard]] std::string silence_text(const PathTimerTable& table);

}  // namespace ocssim::reports
