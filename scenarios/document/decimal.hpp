// Decimal numbers as written, so that "0.1 s" is exactly 100,000,000 ns.
#pragma once

#include "scenarios/document/expected.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// mantissa · 10^exponent, non-negative, exact.
struct Decimal {
  enum class Fault : std::uint8_t { not_whole, too_large };

  std::uint64_t mantissa = 0;
  std::int32_t exponent = 0;

  /// value · factor as an exact whole number.
  [[nodiscard]] Expected<std::uint64_t, Fault> times(std::uint64_t factor) const;

  /// value · 10^shift, correctly rounded to double; nullopt beyond its range.
  [[nodiscard]] std::optional<double> scaled_by_power(std::int32_t shift) const;
};

/// What a decimal at the front of a text looks like.
struct ScannedDecimal {
  Decimal value;
  std::size_t length = 0;  // bytes read
};

enum class DecimalFault : std::uint8_t {
  no_number,        // no digit where a number should begin
  too_many_digits,  // more significant digits than 64 bits hold
};

/// Reads digits [ "." digits ] [ ("e"|"E") ["+"|"-"] digits ] from the front of `text`; no sign.
/// An "e" that no digit follows is left for the unit.
[[nodiscard]] Expected<ScannedDecimal, DecimalFault> scan_decimal(std::string_view text);

/// Shortest text that reads back as the same double; whole numbers below 2^53 without exponent.
/// Always a JSON number. Requires a finite value.
[[nodiscard]] std::string shortest_text(double value);

/// Shortest decimal text of value · 10^shift without binary error: the digits of `shortest_text`
/// with the point moved. Requires a finite value >= 0.
[[nodiscard]] std::string shifted_text(double value, std::int32_t shift);

}  // namespace ocssim::scenarios
