// 128-bit integers: sums of nanoseconds are exact, whatever the order in which they are added.
//
// 2^63 ns × 2^20 jobs present still leaves 44 bits, so no sum of a run can overflow.
#pragma once

namespace ocssim {

__extension__ typedef __int128 WideInteger;

/// Nearest double of `value` / `divisor`; one rounding for the conversion, one for the division.
[[nodiscard]] constexpr double quotient(WideInteger value, double divisor) {
  return static_cast<double>(value) / divisor;
}

}  // namespace ocssim
