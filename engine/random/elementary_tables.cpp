// The tables of log and exp, computed by the compiler in fixed point with 120 binary places.
//
// ln(j/256) = 2 artanh((j - 256)/(j + 256)), ln 2 = 2 artanh(1/3), e^t by its power series.
#include "engine/random/elementary.hpp"
#include "engine/wide.hpp"

#include <cstddef>

namespace ocssim::elementary::detail {
namespace {

constexpr int places = 120;
constexpr Wide one = Wide{1} << places;

/// 2 artanh(numerator / denominator) for 0 <= numerator <= 128, numerator < denominator / 2.
constexpr Wide twice_artanh(Wide numerator, Wide denominator) {
  Wide power = (numerator << places) / denominator;
  Wide sum = 0;
  for (unsigned n = 1; power != 0; n += 2) {
    sum += power / n;
    power = power / denominator * numerator;
    power = power / denominator * numerator;
  }
  return 2 * sum;
}

/// Product of two numbers below 2; what is lost is below 2^-117.
constexpr Wide multiply(Wide a, Wide b) {
  constexpr Wide mask = (Wide{1} << 64) - 1;
  const Wide high = (a >> 64) * (b >> 64);
  const Wide middle = (a >> 64) * (b & mask) + (a & mask) * (b >> 64);
  return (high << (128 - places)) + (middle >> (places - 64));
}

constexpr Wide exp_series(Wide t) {
  Wide sum = one;
  Wide term = one;
  for (unsigned n = 1; term != 0; ++n) {
    term = multiply(term, t) / n;
    sum += term;
  }
  return sum;
}

struct Split {
  double high;
  double low;
};

/// high = the multiple of 2^-bits next to `value`, low = the rest.
constexpr Split split(Wide value, int bits) {
  const int shift = places - bits;
  const Wide rounded = (value + (Wide{1} << (shift - 1))) >> shift;
  const Wide back = rounded << shift;
  const double low =
      back > value ? -static_cast<double>(back - value) : static_cast<double>(value - back);
  return {static_cast<double>(rounded) / static_cast<double>(Wide{1} << bits),
          low / static_cast<double>(one)};
}

constexpr Wide ln2 = twice_artanh(1, 3);
static_assert(split(ln2, 42).high == ln2_high && split(ln2, 42).low == ln2_low);
static_assert(split(ln2 / 128, 41).high == step_high && split(ln2 / 128, 41).low == step_low);

/// 256 / (middle of interval i), rounded; the two intervals that meet at 1 take 256 exactly.
/// Intervals are 1/256 wide below 1 and 1/128 wide above, beginning at 176/256.
constexpr unsigned numerator(std::size_t i) {
  constexpr std::size_t first_above = 80;
  if (i == first_above || i + 1 == first_above) return 256;
  const std::size_t middle_512 =  // middle of the interval in units of 1/512
      i < first_above ? 2 * (176 + i) + 1 : 512 + 4 * (i - first_above) + 2;
  return static_cast<unsigned>((2 * 256 * 512 + middle_512) / (2 * middle_512));
}

constexpr std::array<LogEntry, 128> make_log_table() {
  std::array<LogEntry, 128> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const unsigned j = numerator(i);
    const Split log_c = j >= 256 ? split(twice_artanh(j - 256, j + 256), 42)
                                 : split(twice_artanh(256 - j, j + 256), 42);
    const double sign = j > 256 ? -1.0 : 1.0;
    table[i] = {j / 256.0, sign * log_c.high, sign * log_c.low};
  }
  table[80].log_high = table[80].log_low = 0.0;
  return table;
}

constexpr std::array<ExpEntry, 128> make_exp_table() {
  std::array<ExpEntry, 128> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Split power = split(exp_series(ln2 * i / 128), 52);
    table[i] = {power.high, power.low / power.high};
  }
  return table;
}

}  // namespace

constexpr std::array<LogEntry, 128> log_values = make_log_table();
constexpr std::array<ExpEntry, 128> exp_values = make_exp_table();
const std::array<LogEntry, 128> log_table = log_values;
const std::array<ExpEntry, 128> exp_table = exp_values;

}  // namespace ocssim::elementary::detail
