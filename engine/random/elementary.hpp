// log, exp, pow and the normal quantile in plain double arithmetic: same bits on every machine.
//
// log: x = 2^k m with m in [11/16, 11/8); c = j/256 is the short fraction next to 1/m, so that
// r = c m - 1 is exact (or wrong by at most 2^-62 where |ln x| > 1/8), |r| <= 2^-7, and
// ln x = k ln 2 - ln c + ln(1 + r); the sum of the first two is exact to 2^-42 and carried with
// its rest, the last is Taylor's series. Near x = 1 both k and ln c are 0.
// exp: x = (128 e + i) ln 2 / 128 + r, |r| <= ln 2 / 256; e^x = 2^e 2^(i/128) e^r.
// The tables are computed by the compiler in 120-bit fixed point (elementary_tables.cpp). All
// errors are below 1 ulp, measured in tests/engine/random/elementary_test.cpp
// (docs/decisions/0008).
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace ocssim::elementary {

namespace detail {

struct LogEntry {
  double reciprocal;  // c = j/256, 9 significant bits
  double log_high;    // -ln c to 2^-42
  double log_low;     // the rest
};
struct ExpEntry {
  double power;  // 2^(i/128), rounded
  double tail;   // (exact - power) / power
};
extern const std::array<LogEntry, 128> log_table;
extern const std::array<ExpEntry, 128> exp_table;

// ln 2 to 2^-42, so that k ln2_high is exact for |k| < 2^11; and its rest. (ln 2) / 128 to 2^-41,
// so that multiples below 2^18 are exact; and its rest. elementary_tables.cpp asserts all four.
inline constexpr double ln2_high = 0x1.62e42fefa3800p-1;
inline constexpr double ln2_low = 0x1.ef35793c76730p-45;
inline constexpr double step_high = 0x1.62e42fef80000p-8;
inline constexpr double step_low = 0x1.1cf79abc9e3b4p-43;

/// x = 2^k m, the table's entry and r = c m - 1 of the prologue.
struct LogArgument {
  double k;
  const LogEntry* entry;
  double head;  // leading part of r, exact
  double rest;  // r - head, exact
};

/// For bits of a positive normal number, or of a subnormal one scaled into a normal one whose
/// exponent field went below zero.
inline LogArgument reduce(std::uint64_t bits) {
  constexpr std::uint64_t lowest = 0x3FE6'0000'0000'0000;  // 11/16
  const std::uint64_t offset = bits - lowest;
  const LogEntry& entry = log_table[(offset >> 45) & 127];
  const std::uint64_t m_bits = bits - (offset & 0xFFF0'0000'0000'0000);
  const double m = std::bit_cast<double>(m_bits);
  const double m_head = std::bit_cast<double>(m_bits & ~std::uint64_t{0x1FF});  // 44 bits
  return {static_cast<double>(static_cast<std::int64_t>(offset) >> 52), &entry,
          m_head * entry.reciprocal - 1.0, (m - m_head) * entry.reciprocal};
}

inline double log_of_bits(std::uint64_t bits) {
  const LogArgument x = reduce(bits);
  const double r = x.head + x.rest;
  const double whole = x.k * ln2_high + x.entry->log_high;
  const double sum = whole + r;
  const double lost = (whole - sum) + r;
  const double r2 = r * r;
  const double series =
      (1.0 / 3 - r * (1.0 / 4)) + r2 * ((1.0 / 5 - r * (1.0 / 6)) + r2 * (1.0 / 7 - r * (1.0 / 8)));
  const double low = lost + (x.k * ln2_low + x.entry->log_low);
  return sum + (low + r2 * (r * series - 0.5));
}

double log_of_special(double x);

}  // namespace detail

/// Natural logarithm, error < 0.53 ulp. log(0) = -inf, log(inf) = inf, NaN for x < 0.
[[nodiscard]] inline double log(double x) {
  constexpr std::uint64_t smallest = 0x0010'0000'0000'0000;
  constexpr std::uint64_t infinite = 0x7FF0'0000'0000'0000;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  if (bits - smallest >= infinite - smallest) [[unlikely]]
    return detail::log_of_special(x);
  return detail::log_of_bits(bits);
}

/// e^x, error < 0.52 ulp, subnormal results included. Above 709.79 inf, below -745.14 zero.
[[nodiscard]] double exp(double x);

/// x^y for x >= 0, error < 0.53 ulp; NaN for x < 0. pow(x, 0) = pow(1, y) = 1 as in C.
[[nodiscard]] double pow(double x, double y);

/// z with Phi(z) = p for p in (0, 1): Wichura's AS 241 (Applied Statistics 37, 1988), PPND16,
/// relative error about 1e-15. p = 0 and 1 give -inf and inf, other p outside NaN.
[[nodiscard]] double normal_quantile(double p);

}  // namespace ocssim::elementary
