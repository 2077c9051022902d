// Exact decimals: scanning, scaling by whole factors, shortest output.
#include "scenarios/document/decimal.hpp"

#include "engine/check.hpp"
#include "engine/wide.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

namespace ocssim::scenarios {
namespace {

constexpr std::int32_t exponent_limit = 100'000;  // far beyond double; keeps the sums in range

[[nodiscard]] bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Reads a run of digits, adding each to the mantissa; false when 64 bits do not hold them.
[[nodiscard]] bool add_digits(std::string_view digits, Decimal& value) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  for (const char c : digits) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (value.mantissa > (most - digit) / 10) return false;
    value.mantissa = value.mantissa * 10 + digit;
  }
  return true;
}

[[nodiscard]] std::size_t digits_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - begin;
}

/// Length of an exponent part at `begin` and its value; length 0 if there is none.
[[nodiscard]] std::size_t scan_exponent(std::string_view text, std::size_t begin,
                                        std::int32_t& exponent) {
  if (begin >= text.size() || (text[begin] != 'e' && text[begin] != 'E')) return 0;
  std::size_t at = begin + 1;
  const bool negative = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const std::size_t count = digits_at(text, at);
  if (count == 0) return 0;
  std::int32_t value = exponent_limit;
  if (count <= 9) {
    std::from_chars(text.data() + at, text.data() + at + count, value);
    value = std::min(value, exponent_limit);
  }
  exponent += negative ? -value : value;
  return at + count - begin;
}

}  // namespace

Expected<std::uint64_t, Decimal::Fault> Decimal::times(std::uint64_t factor) const {
  Wide product = static_cast<Wide>(mantissa) * factor;
  if (product == 0) return 0;
  for (std::int32_t e = exponent; e < 0; ++e) {
    if (product % 10 != 0) return failure(Fault::not_whole);
    product /= 10;
  }
  constexpr Wide most = std::numeric_limits<std::uint64_t>::max();
  for (std::int32_t e = exponent; e > 0; --e) {
    if (product > most) return failure(Fault::too_large);
    product *= 10;
  }
  if (product > most) return failure(Fault::too_large);
  return static_cast<std::uint64_t>(product);
}

std::optional<double> Decimal::scaled_by_power(std::int32_t shift) const {
  const std::string text = std::to_string(mantissa) + 'e' + std::to_string(exponent + shift);
  double value = 0.0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    return exponent + shift > 0 ? std::nullopt : std::optional(0.0);
  }
  return value;
}

Expected<ScannedDecimal, DecimalFault> scan_decimal(std::string_view text) {
  ScannedDecimal result;
  const std::size_t whole = digits_at(text, 0);
  if (whole == 0) return failure(DecimalFault::no_number);
  std::size_t at = whole;
  std::size_t fraction = 0;
  if (at < text.size() && text[at] == '.') {
    fraction = digits_at(text, at + 1);
    if (fraction == 0) return failure(DecimalFault::no_number);
    at += 1 + fraction;
  }
  // Zeros at the end of a fraction say nothing; without them "0.10000000000000000000" fits.
  std::string_view kept = text.substr(whole + (fraction > 0 ? 1 : 0), fraction);
  while (!kept.empty() && kept.back() == '0') kept.remove_suffix(1);
  const bool fits =
      add_digits(text.substr(0, whole), result.value) && add_digits(kept, result.value);
  if (!fits) return failure(DecimalFault::too_many_digits);
  result.value.exponent = -static_cast<std::int32_t>(kept.size());
  at += scan_exponent(text, at, result.value.exponent);
  result.length = at;
  return result;
}

std::string shortest_text(double value) {
  OCSSIM_CHECK(std::isfinite(value));
  constexpr double exact_integers = 9007199254740992.0;  // 2^53
  std::array<char, 40> buffer{};
  std::to_chars_result end{};
  if (value == std::trunc(value) && std::fabs(value) < exact_integers) {
    // -0.0 prints as 0: the two are equal everywhere in a scenario.
    end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                        static_cast<std::int64_t>(value));
  } else {
    end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  }
  return std::string(buffer.data(), end.ptr);
}

std::string shifted_text(double value, std::int32_t shift) {
  OCSSIM_CHECK(std::isfinite(value) && value >= 0.0);
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific);
  const std::string text(buffer.data(), end.ptr);
  const std::size_t e = text.find('e');
  std::string digits = text.substr(0, 1) + (e > 2 ? text.substr(2, e - 2) : "");
  if (value == 0.0) return "0";
  const std::int32_t point = std::stoi(text.substr(e + 1)) + 1 + shift;  // digits before the point
  const auto count = static_cast<std::int32_t>(digits.size());
  constexpr std::int32_t longest = 20;
  if (point > longest || point < -longest) {
    return digits + 'e' + std::to_string(point - count);
  }
  if (point <= 0) return "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  if (point >= count) return digits + std::string(static_cast<std::size_t>(point - count), '0');
  return digits.insert(static_cast<std::size_t>(point), ".");
}

}  // namespace ocssim::scenarios
