// Values of ranges: exact multiples of a common grain, written in the unit of the start.
//
// A quantity is m·10^e · factor·10^power / divisor. With e + power shifted by the least exponent of
// a range and divisors brought to 86,400 (s, min, h, d), all its values are whole numbers of one
// grain.
#include "scenarios/document/value_range.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"
#include "engine/wide.hpp"
#include "scenarios/document/quantity.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/variation.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
constexpr std::string_view step_form = "FIRST..LAST:STEP, such as 20k..400k:20k";
constexpr std::string_view log_form = "log FIRST..LAST:POINTS, such as log 1k..1M:7";

/// The three texts of a range and their places.
struct RangeText {
  bool is_log = false;
  std::string_view first, last, third;
  std::size_t first_at = 0, last_at = 0, third_at = 0;
};

struct Range {
  WrittenQuantity first, last;
  std::optional<WrittenQuantity> step;  // none: a log range
  std::uint64_t points = 0;             // of a log range
};

[[nodiscard]] TextError make_error(Code code, std::size_t begin, std::size_t length,
                                   std::string message, std::string_view expected = {}) {
  TextError error;
  error.code = code;
  error.begin = begin;
  error.length = length;
  error.message = std::move(message);
  error.expected = expected;
  return error;
}

[[nodiscard]] bool begins_with_log(std::string_view text) {
  return text.size() > 3 && text.substr(0, 3) == "log" && (text[3] == ' ' || text[3] == '\t');
}

[[nodiscard]] Expected<RangeText, TextError> split(std::string_view text) {
  RangeText range;
  range.is_log = begins_with_log(text);
  range.first_at = range.is_log ? 4 : 0;
  const std::string_view form = range.is_log ? log_form : step_form;
  const std::size_t dots = text.find("..", range.first_at);
  if (dots == std::string_view::npos) {
    return failure(
        make_error(Code::bad_variation, 0, text.size(), "a log range has two ends", log_form));
  }
  range.first = text.substr(range.first_at, dots - range.first_at);
  range.last_at = dots + 2;
  const std::size_t colon = text.find(':', range.last_at);
  if (colon == std::string_view::npos) {
    return failure(make_error(Code::bad_variation, text.size(), 0,
                              range.is_log ? "the number of points is missing after a colon"
                                           : "the step is missing after a colon",
                              form));
  }
  range.last = text.substr(range.last_at, colon - range.last_at);
  range.third_at = colon + 1;
  range.third = text.substr(range.third_at);
  return range;
}

[[nodiscard]] TextError moved(TextError error, std::size_t by) {
  error.begin += by;
  return error;
}

[[nodiscard]] std::optional<TextError> check_kind(const WrittenQuantity& wanted,
                                                  const WrittenQuantity& found,
                                                  std::string_view text, std::size_t at) {
  if (wanted.unit.dimension == found.unit.dimension) return std::nullopt;
  TextError error =
      make_error(Code::bad_range, at, text.size(),
                 in_quotes(text) + " is " + std::string(to_string(found.unit.dimension)) +
                     ", the range starts with " + std::string(to_string(wanted.unit.dimension)));
  error.help = "write the unit at both ends and at the step";
  return error;
}

[[nodiscard]] Expected<Range, TextError> parse_range(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return failure(parts.error());
  auto first = parse_written_quantity(parts->first);
  if (!first) return failure(moved(std::move(first.error()), parts->first_at));
  auto last = parse_written_quantity(parts->last);
  if (!last) return failure(moved(std::move(last.error()), parts->last_at));
  if (auto error = check_kind(*first, *last, parts->last, parts->last_at)) {
    return failure(*std::move(error));
  }
  Range range{*first, *last, std::nullopt, 0};
  if (parts->is_log) {
    auto points = parse_count(parts->third);
    if (!points) return failure(moved(std::move(points.error()), parts->third_at));
    if (*points < 2 || *points > most_values) {
      return failure(make_error(Code::bad_range, parts->third_at, parts->third.size(),
                                "a log range has 2 to " + std::to_string(most_values) + " points"));
    }
    range.points = *points;
    return range;
  }
  auto step = parse_written_quantity(parts->third);
  if (!step) return failure(moved(std::move(step.error()), parts->third_at));
  if (auto error = check_kind(*first, *step, parts->third, parts->third_at)) {
    return failure(*std::move(error));
  }
  range.step = *step;
  return range;
}

/// All quantities of one range in whole grains.
class Grains {
 public:
  explicit Grains(std::span<const WrittenQuantity> quantities) {
    for (const WrittenQuantity& one : quantities) {
      least_ = std::min({least_, one.number.exponent + one.unit.power, one.unit.power});
    }
  }

  /// Empty beyond 128 bits.
  [[nodiscard]] std::optional<Wide> count(const WrittenQuantity& quantity) const {
    return scaled(quantity.number, quantity.unit);
  }
  [[nodiscard]] std::optional<Wide> one(const Unit& unit) const { return scaled({1, 0}, unit); }

 private:
  [[nodiscard]] std::optional<Wide> scaled(const Decimal& number, const Unit& unit) const {
    constexpr std::uint64_t longest_period = 86'400;
    constexpr Wide most = ~Wide{0} / 4;  // sums of a few stay in range
    Wide value = static_cast<Wide>(number.mantissa) * unit.factor;
    if (value == 0) return value;
    const std::uint64_t periods = longest_period / unit.divisor;
    if (value > most / periods) return std::nullopt;
    value *= periods;
    for (std::int32_t e = number.exponent + unit.power; e > least_; --e) {
      if (value > most / 10) return std::nullopt;
      value *= 10;
    }
    return value;
  }

  std::int32_t least_ = 0;
};

/// value / one as a decimal of at most 19 places; empty if it does not end.
[[nodiscard]] std::optional<std::string> exact_quotient(Wide value, Wide one) {
  Wide whole = value / one;
  Wide rest = value % one;
  std::string text;
  do {
    text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(whole % 10)));
    whole /= 10;
  } while (whole != 0);
  if (rest == 0) return text;
  text += '.';
  for (int places = 0; rest != 0; ++places) {
    if (places == 19 || rest > ~Wide{0} / 10) return std::nullopt;
    rest *= 10;
    text += static_cast<char>('0' + static_cast<int>(rest / one));
    rest %= one;
  }
  return text;
}

/// In the unit of the start where the decimal ends, else in that of the step: "1 h", "80 min".
[[nodiscard]] std::optional<std::string> written(Wide value, const Range& range,
                                                 const Grains& grains) {
  for (const WrittenQuantity* like : {&range.first, &*range.step}) {
    const auto one = grains.one(like->unit);
    if (!one) continue;
    const auto number = exact_quotient(value, *one);
    if (number) return *number + std::string(like->tail);
  }
  return std::nullopt;
}

[[nodiscard]] TextError too_fine(std::string_view text) {
  return make_error(Code::bad_range, 0, text.size(),
                    "the range spans more digits than can be counted");
}

[[nodiscard]] Expected<std::vector<std::string>, TextError> stepped(std::string_view text,
                                                                    const Range& range) {
  const Grains grains(std::array{range.first, range.last, *range.step});
  const auto first = grains.count(range.first);
  const auto last = grains.count(range.last);
  const auto step = grains.count(*range.step);
  if (!first || !last || !step) return failure(too_fine(text));
  const std::size_t colon = text.find(':');
  if (*step == 0) {
    return failure(make_error(Code::bad_range, colon + 1, text.size() - colon - 1,
                              "the step of a range is zero"));
  }
  if (*last < *first) {
    return failure(make_error(Code::bad_range, 0, colon, "the range ends before it begins"));
  }
  if ((*last - *first) / *step >= most_values) {
    return failure(make_error(Code::bad_range, 0, text.size(),
                              "more than " + std::to_string(most_values) + " values"));
  }
  std::vector<std::string> values;
  for (Wide value = *first; value <= *last; value += *step) {
    const auto one = written(value, range, grains);
    if (!one) return failure(too_fine(text));
    if (auto quantity = parse_any_quantity(*one); !quantity) {
      TextError error = make_error(Code::bad_range, colon + 1, text.size() - colon - 1,
                                   in_quotes(*one) + ": " + quantity.error().message);
      return failure(std::move(error));
    }
    values.push_back(*one);
  }
  return values;
}

/// `value` with `digits` significant digits, without exponent where that is readable.
[[nodiscard]] std::string rounded_text(double value, int digits) {
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::scientific, digits - 1);
  double rounded = 0.0;
  std::from_chars(buffer.data(), end.ptr, rounded);
  return shifted_text(rounded, 0);
}

/// The unit to fall back to when three digits of `unit` are no whole number: GiB → MiB, k → 1.
[[nodiscard]] Unit next_smaller(const Unit& unit) {
  Unit best = unit;
  if (unit.dimension == Dimension::count) return {"", Dimension::count, 1, 0, 1, true};
  const bool binary = unit.name.find("iB") != std::string_view::npos;
  for (const Unit& one : units()) {
    const bool same_family =
        one.name == "B" || (one.name.find("iB") != std::string_view::npos) == binary;
    if (one.dimension != unit.dimension || !one.preferred || !same_family) continue;
    if (one.factor < unit.factor && (best.name == unit.name || one.factor > best.factor)) {
      best = one;
    }
  }
  return best;
}

/// One inner value of a log range; `whole`: the kind is counted in whole base units.
[[nodiscard]] std::string log_value(double in_unit, const WrittenQuantity& like, bool whole) {
  constexpr int significant = 3;
  const std::string text = rounded_text(in_unit, significant) + std::string(like.tail);
  const auto read = parse_any_quantity(text);
  const bool fractional = read && whole && read->dimension == Dimension::number;
  if (read && !fractional) return text;
  const Unit smaller = next_smaller(like.unit);
  const double scale = static_cast<double>(like.unit.factor) / static_cast<double>(smaller.factor);
  const double nearest_whole =
      static_cast<double>(static_cast<std::uint64_t>(in_unit * scale + 0.5));
  if (smaller.name == like.unit.name) {
    return shifted_text(nearest_whole, 0) + std::string(like.tail);
  }
  return shifted_text(nearest_whole, 0) + (smaller.name.empty() ? "" : " ") +
         std::string(smaller.name);
}

[[nodiscard]] Expected<std::vector<std::string>, TextError> logarithmic(std::string_view text,
                                                                        const Range& range) {
  const std::size_t dots = text.find("..");
  const Grains grains(std::array{range.first, range.last});
  const auto first = grains.count(range.first);
  const auto last = grains.count(range.last);
  const auto one = grains.one(range.first.unit);
  if (!first || !last || !one) return failure(too_fine(text));
  if (*first == 0) {
    return failure(make_error(Code::bad_range, 4, dots - 4, "a log range starts above zero"));
  }
  if (*last <= *first) {
    return failure(
        make_error(Code::bad_range, 4, text.find(':') - 4, "a log range ends above its start"));
  }
  const std::string_view first_text = text.substr(4, dots - 4);
  const std::string_view last_text = text.substr(dots + 2, text.find(':') - dots - 2);
  const auto low = parse_any_quantity(first_text);
  if (!low) return failure(moved(low.error(), 4));
  const auto high = parse_any_quantity(last_text);
  if (!high) return failure(moved(high.error(), dots + 2));
  const bool whole = low->dimension != Dimension::number && high->dimension != Dimension::number;
  const double start = static_cast<double>(*first) / static_cast<double>(*one);
  const double ratio = elementary::log(static_cast<double>(*last) / static_cast<double>(*first));
  const auto trim = [](std::string_view value) {
    const std::size_t begin = std::min(value.find_first_not_of(" \t"), value.size());
    return std::string(value.substr(begin, value.find_last_not_of(" \t") + 1 - begin));
  };
  std::vector<std::string> values{trim(first_text)};
  for (std::uint64_t i = 1; i + 1 < range.points; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(range.points - 1);
    std::string value = log_value(start * elementary::exp(ratio * share), range.first, whole);
    if (value != values.back()) values.push_back(std::move(value));
  }
  if (trim(last_text) != values.back()) values.push_back(trim(last_text));
  return values;
}

}  // namespace

bool is_range(std::string_view text) {
  return text.find("..") != std::string_view::npos || begins_with_log(text);
}

Expected<std::vector<std::string>, TextError> expand_range(std::string_view text) {
  const auto range = parse_range(text);
  if (!range) return failure(range.error());
  return range->step ? stepped(text, *range) : logarithmic(text, *range);
}

}  // namespace ocssim::scenarios
