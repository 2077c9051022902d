// The differences of two designs as a table: the significant ones by size, and the watched ones.
#pragma once

#include "reports/compare_answer.hpp"
#include "reports/terminal_options.hpp"
#include "reports/text_table.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::reports {

/// More rows would push the answer off the screen; JSON has them all.
inline constexpr std::size_t difference_rows_at_most = 40;
/// On a terminal the whole answer is one screen.
inline constexpr std::size_t difference_rows_on_terminal = 14;

using DifferenceRows = std::vector<const Difference*>;

[[nodiscard]] bool is_significant(const Difference& row);

/// That of the figure: "1/s" for rates, the metric's own otherwise.
[[nodiscard]] std::string_view unit_of(const Difference& row);

/// The component in the place of its kind, as a run's report writes it: "front_end[3].cpu…".
[[nodiscard]] std::string row_name(const Difference& row);

/// "-11.1 % ± 1.0 %"; in the metric's own unit when A's value is 0.
[[nodiscard]] std::string change_text(const Difference& row);

/// Largest relative change first, without components that repeat the system's row.
[[nodiscard]] DifferenceRows significant_rows(const CompareAnswer& answer);
/// Of these what fits on a screen: no component that goes the way of the system, no rate of a count
/// whose total stands there, no extreme of a level that moves as its mean does.
[[nodiscard]] DifferenceRows telling_rows(const CompareAnswer& answer);

/// What objectives and --fail-on name, whatever came out: the system's figures, or those of the
/// components where the system has none.
[[nodiscard]] DifferenceRows judged_rows(const CompareAnswer& answer);

/// Watched, and left out of the comparison: withheld in one of the designs, or reported by none.
[[nodiscard]] std::vector<std::string> not_compared(const CompareAnswer& answer);

[[nodiscard]] TextTable differences_table(const DifferenceRows& rows,
                                          const TerminalOptions& options,
                                          std::size_t at_most = difference_rows_at_most);

}  // namespace ocssim::reports
