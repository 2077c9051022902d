// Parsing quantities: number, unit, compound times, multiples.
#include "scenarios/document/quantity.hpp"

#include "scenarios/document/nearest.hpp"
#include "scenarios/document/render.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;

[[nodiscard]] bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
[[nodiscard]] bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

[[nodiscard]] bool is_whole(Dimension dimension) {
  return dimension == Dimension::duration || dimension == Dimension::size ||
         dimension == Dimension::count || dimension == Dimension::key_bits;
}

/// A number and its unit with their places in the text.
struct Part {
  Decimal number;
  std::size_t begin = 0, number_end = 0;
  std::string unit;  // spelled as in the table: blanks and aliases of rates are normal
  std::size_t unit_begin = 0, end = 0;
};

[[nodiscard]] TextError make_error(Code code, std::size_t begin, std::size_t end,
                                   std::string message) {
  TextError error;
  error.code = code;
  error.begin = begin;
  error.length = end - begin;
  error.message = std::move(message);
  return error;
}

/// "/user/h" → "/ user / hour": one blank around slashes, one name for each time.
[[nodiscard]] std::string normal_rate(std::string_view written) {
  std::string normal;
  std::string word;
  const auto flush = [&] {
    if (word.empty()) return;
    if (word == "h" || word == "hours") word = "hour";
    if (word == "sec" || word == "second") word = "s";
    if (word == "minute") word = "min";
    if (word == "d") word = "day";
    normal += ' ' + word;
    word.clear();
  };
  for (const char c : written) {
    if (c == '/' || is_blank(c)) {
      flush();
      if (c == '/') normal += normal.empty() ? "/" : " /";
    } else {
      word.push_back(c);
    }
  }
  flush();
  return normal;
}

/// Reads one number and the unit after it, from `at`.
[[nodiscard]] Expected<Part, TextError> scan_part(std::string_view text, std::size_t at) {
  Part part;
  part.begin = at;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) {
    const bool minus = text[at] == '-';
    const Code code = minus ? Code::negative_quantity : Code::not_a_quantity;
    return failure(make_error(code, at, at + 1,
                              minus ? "the quantity is negative" : "a plus sign is not written"));
  }
  const auto scanned = scan_decimal(text.substr(at));
  if (!scanned) {
    std::size_t end = at;
    while (end < text.size() && !is_blank(text[end])) ++end;
    const std::string word = in_quotes(text.substr(at, end - at));
    if (scanned.error() == DecimalFault::too_many_digits) {
      return failure(make_error(Code::quantity_too_large, at, end, word + " has too many digits"));
    }
    return failure(
        make_error(Code::not_a_quantity, at, end,
                   text.substr(at).empty() ? "a number is missing" : word + " is not a number"));
  }
  part.number = scanned->value;
  part.number_end = at + scanned->length;
  std::size_t begin = part.number_end;
  while (begin < text.size() && is_blank(text[begin])) ++begin;
  std::size_t end = begin;
  if (begin < text.size() && text[begin] == '/') {
    end = text.size();  // a rate takes the rest
    while (is_blank(text[end - 1])) --end;
    part.unit = normal_rate(text.substr(begin, end - begin));
  } else {
    while (end < text.size() && !is_blank(text[end]) && !is_digit(text[end])) ++end;
    part.unit = text.substr(begin, end - begin);
  }
  part.unit_begin = begin;
  part.end = part.unit.empty() ? part.number_end : end;
  return part;
}

[[nodiscard]] std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

[[nodiscard]] std::vector<std::string_view> names_of(std::optional<Dimension> dimension) {
  std::vector<std::string_view> names;
  for (const Unit& unit : units()) {
    if (!dimension || unit.dimension == *dimension) names.push_back(unit.name);
  }
  return names;
}

/// Words of people, not of the table, and what they mean.
[[nodiscard]] std::string_view everyday_unit(std::string_view name, Dimension dimension) {
  if (dimension == Dimension::duration && (name == "m" || name == "mins")) return "min";
  if (dimension == Dimension::duration && (name == "hr" || name == "hrs")) return "h";
  if (dimension == Dimension::duration && name == "msec") return "ms";
  if (dimension == Dimension::size && (name == "K" || name == "KB" || name == "k")) return "KiB";
  if (dimension == Dimension::size && (name == "M" || name == "Mb")) return "MiB";
  if (dimension == Dimension::size && (name == "G" || name == "Gb")) return "GiB";
  if (dimension == Dimension::fraction && name == "percent") return "%";
  if (dimension == Dimension::user_rate && (name == "/ user" || name == "/ hour / user")) {
    return "/ user / hour";
  }
  if (dimension == Dimension::bandwidth && name == "Mb/s") return "Mbps";
  if (dimension == Dimension::bandwidth && name == "Gb/s") return "Gbps";
  return {};
}

[[nodiscard]] TextError unknown_unit(const Part& part, std::optional<Dimension> dimension) {
  TextError error = make_error(Code::unknown_unit, part.unit_begin, part.end,
                               "unit " + in_quotes(part.unit) + " is unknown");
  error.found = part.unit;
  if (dimension) error.expected = expected_text(*dimension);
  std::string_view meant = dimension ? everyday_unit(part.unit, *dimension) : std::string_view();
  if (meant.empty()) meant = nearest(part.unit, names_of(dimension)).value_or(std::string_view());
  error.suggestion = meant;
  return error;
}

/// The unit of a part; a bare count has the unit 1.
[[nodiscard]] Expected<Unit, TextError> resolve_unit(const Part& part, Dimension dimension) {
  if (part.unit.empty()) {
    if (needs_no_unit(dimension)) return Unit{"", dimension, 1, 0, 1, true};
    TextError error =
        make_error(Code::missing_unit, part.begin, part.end, "a unit is missing after the number");
    error.expected = expected_text(dimension);
    error.help = "write for example \"" + std::string(example_of(dimension)) + '"';
    return failure(std::move(error));
  }
  if (const Unit* unit = find_unit(part.unit, dimension)) return *unit;
  const Unit* other = find_unit(part.unit);
  // "4 M" of memory is no count gone astray but a size without its B.
  if (other == nullptr || !everyday_unit(part.unit, dimension).empty()) {
    return failure(unknown_unit(part, dimension));
  }
  TextError error = make_error(
      Code::wrong_dimension, part.unit_begin, part.end,
      in_quotes(part.unit) + " is the unit of " + std::string(to_string(other->dimension)));
  error.found = part.unit;
  error.expected = expected_text(dimension);
  return failure(std::move(error));
}

[[nodiscard]] std::string_view whole_of(Dimension dimension) {
  if (dimension == Dimension::duration) return "nanoseconds";
  if (dimension == Dimension::size) return "bytes";
  return dimension == Dimension::key_bits ? "bits" : "number";
}

/// Of quantities that need not be whole, in base units. What is read is printed with all its
/// digits, and 19 of them are read again.
constexpr double largest_decimal = 1e15;

[[nodiscard]] TextError beyond_range(const Part& part, Dimension dimension) {
  std::string_view limit = dimension == Dimension::duration ? "292 years" : "2^64 - 1";
  if (!is_whole(dimension)) limit = "10^15 in its base unit";
  TextError error =
      make_error(Code::quantity_too_large, part.begin, part.end, "the quantity is too large");
  error.expected = "at most " + std::string(limit);
  return error;
}

[[nodiscard]] std::uint64_t largest(Dimension dimension) {
  return dimension == Dimension::duration
             ? static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
             : std::numeric_limits<std::uint64_t>::max();
}

/// Value of one part in base units.
[[nodiscard]] Expected<Quantity, TextError> evaluate(const Part& part, const Unit& unit) {
  Quantity quantity{unit.dimension, 0.0, 0, false};
  if (is_whole(unit.dimension)) {
    const auto whole = part.number.times(unit.factor);
    if (!whole && whole.error() == Decimal::Fault::not_whole) {
      return failure(make_error(
          Code::not_whole, part.begin, part.end,
          "not a whole number" + (unit.dimension == Dimension::count
                                      ? std::string()
                                      : " of " + std::string(whole_of(unit.dimension)))));
    }
    if (!whole || *whole > largest(unit.dimension)) {
      return failure(beyond_range(part, unit.dimension));
    }
    quantity.whole = *whole;
    quantity.value = static_cast<double>(*whole);
    return quantity;
  }
  const auto scaled = part.number.scaled_by_power(unit.power);
  if (!scaled) return failure(beyond_range(part, unit.dimension));
  quantity.value = *scaled * static_cast<double>(unit.factor) / static_cast<double>(unit.divisor);
  if (quantity.value > largest_decimal) {
    return failure(beyond_range(part, unit.dimension));
  }
  return quantity;
}

/// "1 h 30 min": adds the parts after the first to `total`.
[[nodiscard]] Expected<Quantity, TextError> add_compound(std::string_view text, Part previous,
                                                         Unit previous_unit, Quantity total) {
  std::size_t at = skip_blanks(text, previous.end);
  while (at < text.size()) {
    auto part = scan_part(text, at);
    if (!part) return failure(std::move(part.error()));
    auto unit = resolve_unit(*part, Dimension::duration);
    if (!unit) return failure(std::move(unit.error()));
    if (unit->factor >= previous_unit.factor) {
      return failure(
          make_error(Code::compound_order, part->begin, part->end,
                     in_quotes(unit->name) + " cannot follow " + in_quotes(previous_unit.name)));
    }
    const std::string_view digits =
        text.substr(previous.begin, previous.number_end - previous.begin);
    if (digits.find('.') != std::string_view::npos) {
      return failure(make_error(Code::compound_order, previous.begin, previous.number_end,
                                "only the last part of a time may have a fraction"));
    }
    auto value = evaluate(*part, *unit);
    if (!value) return failure(std::move(value.error()));
    if (value->whole > largest(Dimension::duration) - total.whole) {
      return failure(beyond_range(*part, Dimension::duration));
    }
    total.whole += value->whole;
    total.value = static_cast<double>(total.whole);
    at = skip_blanks(text, part->end);
    previous = std::move(*part);
    previous_unit = *unit;
  }
  return total;
}

[[nodiscard]] Expected<Quantity, TextError> parse_as_multiple(std::string_view text,
                                                              std::size_t begin,
                                                              Dimension dimension,
                                                              QuantityOptions options) {
  const std::size_t at = skip_blanks(text, begin + 1);
  const auto scanned = scan_decimal(text.substr(at));
  const std::size_t end = scanned ? at + scanned->length : text.size();
  if (!scanned || skip_blanks(text, end) != text.size()) {
    TextError error =
        make_error(Code::not_a_quantity, begin, text.size(), "a multiple is x and a number");
    error.expected = "a multiple of the profile's value, such as \"x3\"";
    return failure(std::move(error));
  }
  if (!options.allow_multiple) {
    TextError error = make_error(Code::multiple_not_allowed, begin, end,
                                 "a multiple of the default is not possible here");
    error.expected = expected_text(dimension);
    return failure(std::move(error));
  }
  const auto factor = scanned->value.scaled_by_power(0);
  if (!factor) {
    return failure(make_error(Code::quantity_too_large, begin, end, "the multiple is too large"));
  }
  return Quantity{dimension, *factor, 0, true};
}

}  // namespace

Expected<Quantity, TextError> parse_quantity(std::string_view text, Dimension dimension,
                                             QuantityOptions options) {
  const std::size_t begin = skip_blanks(text, 0);
  if (begin < text.size() && text[begin] == 'x') {
    return parse_as_multiple(text, begin, dimension, options);
  }
  const auto part = scan_part(text, begin);
  if (!part) {
    TextError error = part.error();
    if (error.code == Code::not_a_quantity) error.expected = expected_text(dimension);
    return failure(std::move(error));
  }
  const auto unit = resolve_unit(*part, dimension);
  if (!unit) return failure(unit.error());
  auto total = evaluate(*part, *unit);
  const std::size_t rest = skip_blanks(text, part->end);
  if (!total || rest == text.size()) return total;
  if (dimension == Dimension::duration) return add_compound(text, *part, *unit, *total);
  TextError error = make_error(Code::text_after_quantity, rest, text.size(),
                               in_quotes(text.substr(rest)) + " follows the quantity");
  error.expected = expected_text(dimension);
  return failure(std::move(error));
}

Expected<Quantity, TextError> parse_any_quantity(std::string_view text) {
  const auto part = scan_part(text, skip_blanks(text, 0));
  if (!part) return failure(part.error());
  if (part->unit.empty()) {
    auto count = parse_quantity(text, Dimension::count);
    if (count || count.error().code != Code::not_whole) return count;
    return parse_quantity(text, Dimension::number);
  }
  const Unit* unit = find_unit(part->unit);
  if (unit == nullptr) return failure(unknown_unit(*part, std::nullopt));
  return parse_quantity(text, unit->dimension);
}

Expected<WrittenQuantity, TextError> parse_written_quantity(std::string_view text) {
  const auto part = scan_part(text, skip_blanks(text, 0));
  if (!part) return failure(part.error());
  const std::size_t rest = skip_blanks(text, part->end);
  if (rest != text.size()) {
    TextError error = make_error(Code::text_after_quantity, rest, text.size(),
                                 in_quotes(text.substr(rest)) + " follows the quantity");
    error.expected = "one number with one unit";
    return failure(std::move(error));
  }
  const std::string_view tail = text.substr(part->number_end, part->end - part->number_end);
  if (part->unit.empty()) {
    return WrittenQuantity{part->number, {"", Dimension::count, 1, 0, 1, true}, tail};
  }
  const Unit* unit = find_unit(part->unit);
  if (unit == nullptr) return failure(unknown_unit(*part, std::nullopt));
  return WrittenQuantity{part->number, *unit, tail};
}

}  // namespace ocssim::scenarios
