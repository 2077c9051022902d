// Quantities with units: the border where text becomes numbers of known dimension.
//
// The grammar stands as EBNF in docs/quantities.md.
#pragma once

#include "engine/time.hpp"
#include "scenarios/document/decimal.hpp"
#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/expected.hpp"
#include "scenarios/document/unit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// A parsed quantity in the base unit of its dimension.
struct Quantity {
  Dimension dimension = Dimension::count;
  double value = 0.0;        // base unit; for `duration` ns, for a multiple the factor
  std::uint64_t whole = 0;   // exact; duration, size, count and key_bits only
  bool is_multiple = false;  // "x3": times the default of the profile
};

struct QuantityOptions {
  bool allow_multiple = false;  // accept "x3"
};

/// Parses `text` as a quantity of `dimension`. `count`, `key_bits` and `number`
/// stand without a unit.
[[nodiscard]] Expected<Quantity, TextError> parse_quantity(std::string_view text,
                                                           Dimension dimension,
                                                           QuantityOptions options = {});

/// Parses `text` and lets the unit say the dimension; no unit means a `count`, or a
/// `number` when it is not whole.
[[nodiscard]] Expected<Quantity, TextError> parse_any_quantity(std::string_view text);

/// One number and its unit as they were written: for what must be counted on in the same unit.
struct WrittenQuantity {
  Decimal number;
  Unit unit;              // a bare number: factor 1 of a count
  std::string_view tail;  // what follows the number, its blanks included: "k", " GiB"
};

/// Parses one number with at most one unit; a compound ("1 h 30 min") is text after a quantity.
[[nodiscard]] Expected<WrittenQuantity, TextError> parse_written_quantity(std::string_view text);

/// As `parse_quantity`, each in its own type. Durations end at 2^63 - 1 ns.
[[nodiscard]] Expected<Duration, TextError> parse_duration(std::string_view text);
[[nodiscard]] Expected<std::uint64_t, TextError> parse_size(std::string_view text);  // [B]
[[nodiscard]] Expected<std::uint64_t, TextError> parse_count(std::string_view text);
[[nodiscard]] Expected<std::uint64_t, TextError> parse_key_bits(std::string_view text);
[[nodiscard]] Expected<double, TextError> parse_fraction(std::string_view text);   // 5 % = 0.05
[[nodiscard]] Expected<double, TextError> parse_rate(std::string_view text);       // [1/s]
[[nodiscard]] Expected<double, TextError> parse_user_rate(std::string_view text);  // [1/s]
[[nodiscard]] Expected<double, TextError> parse_frequency(std::string_view text);  // [Hz]
[[nodiscard]] Expected<double, TextError> parse_bandwidth(std::string_view text);  // [bit/s]
[[nodiscard]] Expected<double, TextError> parse_byte_rate(std::string_view text);  // [B/s]
[[nodiscard]] Expected<double, TextError> parse_megacycles(std::string_view text);
[[nodiscard]] Expected<double, TextError> parse_multiple(std::string_view text);  // x3 = 3

/// Reads a quantity from a value: a string by the grammar; a JSON number only where no unit is
/// needed (`count`, `key_bits`, `number`). Every fault is added to `diagnostics` with its place
/// inside the string; nullopt then.
[[nodiscard]] std::optional<Quantity> read_quantity(const Value& value, Dimension dimension,
                                                    std::string_view pointer,
                                                    const SourceTable& sources,
                                                    Diagnostics& diagnostics,
                                                    QuantityOptions options = {});

}  // namespace ocssim::scenarios
