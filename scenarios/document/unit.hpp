// The units that people write, each an exact whole multiple or fraction of its dimension's base.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// What a quantity measures. The base unit, in brackets, is what the engine gets.
enum class Dimension : std::uint8_t {
  duration,   // [ns], whole
  size,       // [B], whole
  count,      // [1], whole
  fraction,   // [1], written in percent
  rate,       // [1/s]
  user_rate,  // [1/s] for each user
  frequency,  // [Hz]
  bandwidth,  // [bit/s]
  byte_rate,  // [B/s]
  cycles,     // [Mcycles]
  key_bits,   // [bit], whole
  number,     // [1], any real, without a unit
};

/// value [base] = number · factor · 10^power / divisor
struct Unit {
  std::string_view name;
  Dimension dimension;
  std::uint64_t factor;
  std::int32_t power;
  std::uint64_t divisor;
  bool preferred;  // listed in messages; the others are aliases
};

/// Every unit, grouped by dimension, small to large.
[[nodiscard]] std::span<const Unit> units();

/// nullptr if no unit has this name; names are case-sensitive.
[[nodiscard]] const Unit* find_unit(std::string_view name);

/// The unit of `dimension` with this name ("B" and "h" are unique, "/ s" too).
[[nodiscard]] const Unit* find_unit(std::string_view name, Dimension dimension);

/// Counts, key lengths and plain numbers may stand alone, as JSON numbers too.
[[nodiscard]] bool needs_no_unit(Dimension dimension);

/// "a time", "a size in bytes", … for messages.
[[nodiscard]] std::string_view to_string(Dimension dimension);

/// "a time in ns, us, ms, s, min, h, d": for messages and the manual.
[[nodiscard]] std::string expected_text(Dimension dimension);

/// A well-formed example: "20 min".
[[nodiscard]] std::string_view example_of(Dimension dimension);

}  // namespace ocssim::scenarios
