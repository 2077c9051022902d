// The points of a sweep as a table: what they set, their verdict, the figures of the objectives.
#pragma once

#include "reports/sweep_answer.hpp"
#include "reports/terminal_options.hpp"
#include "reports/text_table.hpp"

#include <cstddef>

namespace ocssim::reports {

struct SweepTable {
  TextTable table;
  std::size_t left_out = 0;  // figures for which there was no room
};

/// Heads in three lines (component, quantity, limit), as many figures as fit `text_width`.
[[nodiscard]] SweepTable sweep_table_on_terminal(const SweepAnswer& answer,
                                                 const TerminalOptions& options);
/// Heads in one line, all figures.
[[nodiscard]] SweepTable sweep_table_for_page(const SweepAnswer& answer);

}  // namespace ocssim::reports
