// Sizes as tables: all points, with the cases side by side, and the proof of one of them.
#pragma once

#include "reports/size_answer.hpp"
#include "reports/terminal_options.hpp"
#include "reports/text_table.hpp"

#include <string>

namespace ocssim::reports {

/// "3", "3 / 8 GiB"; of a Pareto list all, with a comma between; "none", "undecided".
[[nodiscard]] std::string least_text(const SizePoint& point);

/// More of the first resource than the rule of thumb gives.
[[nodiscard]] bool exceeds_rule(const SizePoint& point);

/// A line a setting of what is varied, a column a case; heads on several lines, one word each.
[[nodiscard]] TextTable sizes_on_terminal(const SizeAnswer& answer);
/// The same with heads in one line.
[[nodiscard]] TextTable sizes_for_page(const SizeAnswer& answer);

[[nodiscard]] TextTable proof_table(const SizePoint& point, const TerminalOptions& options);

}  // namespace ocssim::reports
