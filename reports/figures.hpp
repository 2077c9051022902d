// Numbers as people read them: a unit with each, as many digits as the interval supports.
#pragma once

#include "engine/stats/results.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ocssim::reports {

/// 1234567 → "1,234,567".
[[nodiscard]] std::string grouped(std::uint64_t value);

/// `value` in `unit` ("s", "1" for fractions, or a counted noun) with a readable scale: fractions
/// in percent, times from µs to h. At least three significant digits.
[[nodiscard]] std::string quantity_text(double value, std::string_view unit);

/// "62.1 % ± 0.2 %", "12.3 ms ± 0.4 ms", "0 (exact)", "withheld".
[[nodiscard]] std::string figure_text(const Figure& figure, std::string_view unit);

/// A number of users; "no limit" where there is none.
[[nodiscard]] std::string users_text(double users);

/// A relative change with its sign: 0.215 → "+22 %".
[[nodiscard]] std::string signed_percent(double fraction);

}  // namespace ocssim::reports
