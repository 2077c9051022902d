#include "reports/figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <optional>

namespace ocssim::reports {
namespace {

struct Scale {
  double factor = 1.0;
  std::string suffix;
  bool is_noun = false;  // said once, behind the interval
};

constexpr int percent_decimals_max = 3;
constexpr double day = 86400.0;        // [s]
constexpr double year = 365.25 * day;  // [s]

/// Chosen by the value, so that an interval is printed in the scale of its figure.
Scale scale_of(double value, std::string_view unit) {
  const double size = std::abs(value);
  if (unit == "1") return {100.0, " %"};
  if (unit == "s") {
    if (size == 0.0) return {1.0, " s"};
    if (size < 1e-3) return {1e6, " µs"};
    if (size < 1.0) return {1e3, " ms"};
    if (size < 120.0) return {1.0, " s"};
    if (size < 7200.0) return {1.0 / 60.0, " min"};
    if (size < 3.0 * day) return {1.0 / 3600.0, " h"};
    if (size < 2.0 * year) return {1.0 / day, " days"};
    return {1.0 / year, " years"};
  }
  if (unit == "1/s") return {1.0, " /s", true};
  return {1.0, unit.empty() ? std::string() : " " + std::string(unit), true};
}

bool is_whole(double value) {
  return value == std::floor(value);
}

/// Decimals that show three significant digits of `value`.
int decimals_for_value(double value) {
  const double size = std::abs(value);
  if (size == 0.0 || (is_whole(value) && size < 1e15)) return 0;
  int decimals = 0;
  for (double limit = 100.0; size < limit && decimals < 6; limit /= 10.0) ++decimals;
  return decimals;
}

/// Decimals that show the first digit of the interval.
int decimals_for_interval(double half_width) {
  int decimals = 0;
  for (double unit = 1.0; half_width < 0.95 * unit && decimals < 6; unit /= 10.0) ++decimals;
  return decimals;
}

std::string with_decimals(double value, int decimals) {
  const std::string plain = fmt::format("{:.{}f}", std::abs(value), decimals);
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string text;
  for (std::size_t i = 0; i < point; ++i) {
    if (i != 0 && (point - i) % 3 == 0) text.push_back(',');
    text.push_back(plain[i]);
  }
  text += plain.substr(point);
  const bool is_zero = text.find_first_not_of("0.,") == std::string::npos;
  return value < 0.0 && !is_zero ? "-" + text : text;
}

}  // namespace

std::string grouped(std::uint64_t value) {
  std::string text = std::to_string(value);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

std::string quantity_text(double value, std::string_view unit) {
  if (!std::isfinite(value)) return value > 0.0 ? "unlimited" : "none";
  const Scale scale = scale_of(value, unit);
  // The shortest product: 0.8 · 100 is 80, not 80.00000000000001.
  const double scaled = std::round(value * scale.factor * 1e9) / 1e9;
  int decimals = decimals_for_value(scaled);
  if (unit == "1") {
    // What matters about 99.97 % is its distance from 100 %.
    const double rest = std::abs(100.0 - scaled);
    if (rest > 0.0 && rest < 1.0) decimals = std::max(decimals, decimals_for_interval(rest) + 1);
    decimals = std::min(decimals, percent_decimals_max);
  }
  return with_decimals(scaled, decimals) + scale.suffix;
}

std::string figure_text(const Figure& figure, std::string_view unit) {
  if (!figure.value) return "withheld";
  if (!figure.half_width || *figure.half_width == 0.0 || !std::isfinite(*figure.value)) {
    return quantity_text(*figure.value, unit);
  }
  const Scale scale = scale_of(*figure.value, unit);
  const double half_width = *figure.half_width * scale.factor;
  int decimals = decimals_for_interval(half_width);
  std::string interval = with_decimals(half_width, decimals);
  if (unit == "1" && decimals > percent_decimals_max) {
    decimals = percent_decimals_max;
    interval = "<0.001";
  }
  return with_decimals(*figure.value * scale.factor, decimals) +
         (scale.is_noun ? "" : scale.suffix) + " ± " + interval + scale.suffix;
}

std::string users_text(double users) {
  if (!std::isfinite(users) || users > 1e15) return "no limit";
  // 64,999.9999999 is what 65,000 looks like after a division.
  return grouped(static_cast<std::uint64_t>(std::max(0.0, users) * (1.0 + 1e-9)));
}

std::string signed_percent(double fraction) {
  if (!std::isfinite(fraction)) return "unlimited";
  const double percent = 100.0 * fraction;
  const int decimals = std::abs(percent) < 9.95 ? 1 : 0;
  const std::string text = with_decimals(percent, decimals);
  return (text.front() == '-' ? "" : "+") + text + " %";
}

}  // namespace ocssim::reports
