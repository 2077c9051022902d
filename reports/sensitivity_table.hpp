// Tornado and Morris's effects as tables.
#pragma once

#include "reports/sensitivity_answer.hpp"
#include "reports/terminal_options.hpp"
#include "reports/text_table.hpp"

namespace ocssim::reports {

/// The inputs that move something, at most `rows`; bars from the base to both ends.
[[nodiscard]] TextTable tornado_table(const SensitivityAnswer& answer, std::size_t rows,
                                      const TerminalOptions& options);
[[nodiscard]] TextTable morris_table(const SensitivityAnswer& answer, std::size_t rows);

/// How many rows of the answer move something.
[[nodiscard]] std::size_t moving_rows(const SensitivityAnswer& answer);

}  // namespace ocssim::reports
