// Formatting: decimal shifts only, so that no digit is invented.
#include "scenarios/document/quantity_format.hpp"

#include "engine/check.hpp"
#include "scenarios/document/decimal.hpp"

#include <array>
#include <string_view>

namespace ocssim::scenarios {
namespace {

/// whole / 10^places as a decimal without zeros at its end: (1500, 3) is "1.5".
[[nodiscard]] std::string with_point(std::uint64_t whole, std::size_t places) {
  std::string digits = std::to_string(whole);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string fraction = digits.substr(digits.size() - places);
  digits.resize(digits.size() - places);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? digits : digits + '.' + fraction;
}

/// Decimal prefixes: the largest unit with at least one digit before the point.
struct Scaled {
  std::string_view unit;
  std::int32_t power;
};

template <std::size_t n>
[[nodiscard]] std::string format_scaled(double value, const std::array<Scaled, n>& large_to_small) {
  for (const Scaled& scale : large_to_small) {
    const std::string text = shifted_text(value, -scale.power);
    if (text.front() != '0' || scale.power == large_to_small.back().power) {
      return text + ' ' + std::string(scale.unit);
    }
  }
  return {};
}

[[nodiscard]] std::string format_per_time(double per_second, std::string_view prefix) {
  struct Period {
    std::string_view name;
    double seconds;
  };
  constexpr std::array periods{Period{"s", 1.0}, Period{"min", 60.0}, Period{"hour", 3600.0},
                               Period{"day", 86400.0}};
  std::string best;
  std::size_t best_digits = 0;
  for (const Period& period : periods) {
    const std::string digits = shifted_text(per_second * period.seconds, 0);
    const auto back = parse_rate(digits + " / " + std::string(period.name));
    if (!back || *back != per_second) continue;
    // "13.9 / s" is better than "834 / min": a longer period must save digits.
    constexpr std::size_t saving = 3;
    if (!best.empty() && digits.size() + saving > best_digits) continue;
    best = digits + ' ' + std::string(prefix) + std::string(period.name);
    best_digits = digits.size();
  }
  return best;
}

}  // namespace

std::string format_duration(Duration duration) {
  OCSSIM_CHECK(duration.count() >= 0);
  auto rest = static_cast<std::uint64_t>(duration.count());
  struct Step {
    std::string_view unit;
    std::uint64_t nanoseconds;
  };
  constexpr std::uint64_t second = 1'000'000'000;
  constexpr std::array steps{Step{" d", 86'400 * second}, Step{" h", 3'600 * second},
                             Step{" min", 60 * second}};
  std::string text;
  for (const Step& step : steps) {
    if (rest < step.nanoseconds) continue;
    if (!text.empty()) text += ' ';
    text += std::to_string(rest / step.nanoseconds) + std::string(step.unit);
    rest %= step.nanoseconds;
  }
  if (rest == 0) return text.empty() ? "0 s" : text;
  if (!text.empty()) text += ' ';
  if (rest >= second) return text + with_point(rest, 9) + " s";
  if (rest >= 1'000'000) return text + with_point(rest, 6) + " ms";
  if (rest >= 1'000) return text + with_point(rest, 3) + " us";
  return text + std::to_string(rest) + " ns";
}

std::string format_size(std::uint64_t bytes) {
  const Unit* best = find_unit("B");
  if (bytes == 0) return "0 B";
  for (const Unit& unit : units()) {
    if (unit.dimension != Dimension::size || bytes % unit.factor != 0) continue;
    if (unit.factor > best->factor) best = &unit;
  }
  return std::to_string(bytes / best->factor) + ' ' + std::string(best->name);
}

std::string format_count(std::uint64_t count) {
  return std::to_string(count);
}

std::string format_fraction(double fraction) {
  return shifted_text(fraction, 2) + " %";
}

std::string format_rate(double per_second) {
  return format_per_time(per_second, "/ ");
}

std::string format_user_rate(double per_second) {
  return format_per_time(per_second, "/ user / ");
}

std::string format_frequency(double hertz) {
  return format_scaled(
      hertz, std::array{Scaled{"GHz", 9}, Scaled{"MHz", 6}, Scaled{"kHz", 3}, Scaled{"Hz", 0}});
}

std::string format_bandwidth(double bits_per_second) {
  return format_scaled(bits_per_second, std::array{Scaled{"Gbps", 9}, Scaled{"Mbps", 6},
                                                   Scaled{"kbps", 3}, Scaled{"bps", 0}});
}

std::string format_byte_rate(double bytes_per_second) {
  return format_scaled(bytes_per_second, std::array{Scaled{"GB/s", 9}, Scaled{"MB/s", 6},
                                                    Scaled{"kB/s", 3}, Scaled{"B/s", 0}});
}

std::string format_megacycles(double megacycles) {
  return shifted_text(megacycles, 0) + " Mcycles";
}

std::string format_key_bits(std::uint64_t bits) {
  return std::to_string(bits) + " bits";
}

std::string format_multiple(double factor) {
  return 'x' + shifted_text(factor, 0);
}

std::string format_quantity(const Quantity& quantity) {
  if (quantity.is_multiple) return format_multiple(quantity.value);
  switch (quantity.dimension) {
    case Dimension::duration:
      return format_duration(Duration{static_cast<std::int64_t>(quantity.whole)});
    case Dimension::size:
      return format_size(quantity.whole);
    case Dimension::count:
      return format_count(quantity.whole);
    case Dimension::fraction:
      return format_fraction(quantity.value);
    case Dimension::rate:
      return format_rate(quantity.value);
    case Dimension::user_rate:
      return format_user_rate(quantity.value);
    case Dimension::frequency:
      return format_frequency(quantity.value);
    case Dimension::bandwidth:
      return format_bandwidth(quantity.value);
    case Dimension::byte_rate:
      return format_byte_rate(quantity.value);
    case Dimension::cycles:
      return format_megacycles(quantity.value);
    case Dimension::key_bits:
      return format_key_bits(quantity.whole);
    case Dimension::number:
      return shifted_text(quantity.value, 0);
  }
  return {};
}

}  // namespace ocssim::scenarios
