// Reads scalars; all faults of one value are reported here, none later.
#include "scenarios/model/scalar.hpp"

#include "scenarios/document/decimal.hpp"
#include "scenarios/document/nearest.hpp"
#include "scenarios/document/quantity.hpp"
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/document/render.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <vector>

namespace ocssim::scenarios {
namespace {

/// Everything that reading one value needs.
struct Reader {
  const Value& value;
  const Field& field;
  std::string_view pointer;
  const SourceTable& sources;
  Diagnostics& diagnostics;

  void fail(DiagnosticCode code, std::string message, std::string expected,
            std::string suggestion = {}) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.where = value.span();
    diagnostic.message = std::move(message);
    diagnostic.found = value.text();
    diagnostic.expected = std::move(expected);
    diagnostic.suggestion = std::move(suggestion);
    diagnostic.pointer = pointer;
    diagnostics.add(std::move(diagnostic));
  }

  std::nullopt_t wrong_type(std::string_view wanted) {
    fail(DiagnosticCode::wrong_type, field.path + " is " + std::string(to_string(value.type())),
         std::string(wanted));
    return std::nullopt;
  }
};

std::string join_choices(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

const Word* find_word(const Field& field, std::string_view text) {
  const auto found = std::find_if(field.words.begin(), field.words.end(),
                                  [text](const Word& word) { return word.text == text; });
  return found == field.words.end() ? nullptr : &*found;
}

/// The words, and what may stand in their place.
std::string accepted_text(const Field& field) {
  const auto dimension = dimension_of(field.form);
  return words_text(field) + (dimension ? ", or " + expected_text(*dimension) : std::string());
}

std::optional<Scalar> read_choice(Reader& reader) {
  if (!reader.value.is_string()) {
    return reader.wrong_type("one of " + words_text(reader.field));
  }
  const std::string& text = reader.value.as_string();
  const Word* word = find_word(reader.field, text);
  if (word == nullptr) {
    std::vector<std::string_view> candidates;
    for (const Word& candidate : reader.field.words) candidates.push_back(candidate.text);
    const auto close = nearest(text, candidates);
    reader.fail(DiagnosticCode::unknown_choice, reader.field.path + " cannot be " + in_quotes(text),
                accepted_text(reader.field), close ? std::string(*close) : std::string());
    return std::nullopt;
  }
  Scalar scalar;
  scalar.form = Form::choice;
  scalar.word = word->value;
  scalar.text = text;
  return scalar;
}

double magnitude_of(const Scalar& scalar) {
  if (scalar.form == Form::duration) return to_seconds(scalar.duration);
  if (scalar.form == Form::count || scalar.form == Form::size) {
    return static_cast<double>(scalar.count);
  }
  return scalar.number;
}

bool check_range(Reader& reader, const Scalar& scalar) {
  if (is_in_range(reader.field, magnitude_of(scalar))) return true;
  reader.fail(DiagnosticCode::out_of_range, reader.field.path + " is out of range",
              range_text(reader.field));
  return false;
}

bool check_allowed(Reader& reader, const Scalar& scalar) {
  const auto& allowed = reader.field.allowed;
  if (allowed.empty()) return true;
  if (std::find(allowed.begin(), allowed.end(), scalar.count) != allowed.end()) return true;
  std::vector<std::string> words;
  for (const std::uint64_t count : allowed) words.push_back(std::to_string(count));
  reader.fail(DiagnosticCode::unknown_choice,
              reader.field.path + " cannot be " + std::to_string(scalar.count),
              join_choices(words));
  return false;
}

std::optional<Scalar> read_plain_number(Reader& reader) {
  Scalar scalar;
  scalar.form = Form::number;
  if (reader.value.is_number()) {
    scalar.number = reader.value.as_number();
  } else {
    return reader.wrong_type("a number without unit");
  }
  return scalar;
}

/// "x3" of the profile's default, or nothing if that is not one number.
std::optional<Scalar> multiply(Reader& reader, const Quantity& factor, const Value* base) {
  const auto count = base == nullptr ? std::nullopt : base->as_count();
  if (!count) {
    reader.fail(DiagnosticCode::multiple_not_allowed,
                "the profile gives no default of " + reader.field.path + " to multiply",
                "a number");
    return std::nullopt;
  }
  Scalar scalar;
  scalar.form = Form::count;
  scalar.count = static_cast<std::uint64_t>(static_cast<double>(*count) * factor.value + 0.5);
  return scalar;
}

std::optional<Scalar> read_with_unit(Reader& reader, Dimension dimension, const Value* base) {
  const Value& value = reader.value;
  if (!value.is_string() && !value.is_number()) {
    return reader.wrong_type(expected_text(dimension));
  }
  QuantityOptions options;
  options.allow_multiple = reader.field.multiple_allowed;
  const auto quantity =
      read_quantity(value, dimension, reader.pointer, reader.sources, reader.diagnostics, options);
  if (!quantity) return std::nullopt;
  if (quantity->is_multiple) return multiply(reader, *quantity, base);
  Scalar scalar;
  scalar.form = reader.field.form;
  scalar.number = quantity->value;
  scalar.count = quantity->whole;
  if (dimension == Dimension::duration) {
    scalar.duration = Duration{static_cast<std::int64_t>(quantity->whole)};
  }
  return scalar;
}

/// "1 per 12500 users": users are known to who asks.
std::optional<std::uint64_t> users_per_one(const Value& value) {
  constexpr std::string_view before = "1 per ";
  constexpr std::string_view after = " users";
  std::string_view text = value.is_string() ? std::string_view(value.as_string()) : "";
  if (!text.starts_with(before) || !text.ends_with(after)) return std::nullopt;
  text.remove_prefix(before.size());
  text.remove_suffix(std::min(text.size(), after.size()));
  const auto users = parse_count(text);
  return users && *users > 0 ? std::optional(*users) : std::nullopt;
}

std::string bound_text(const Field& field, double bound) {
  switch (field.form) {
    case Form::duration:
      return format_duration(seconds(std::min(bound, 9.0e9)));
    case Form::share:
      return format_fraction(bound);
    case Form::size:
      return format_size(static_cast<std::uint64_t>(bound));
    case Form::count:
      return format_count(static_cast<std::uint64_t>(bound));
    case Form::frequency:
      return format_frequency(bound);
    case Form::bandwidth:
      return format_bandwidth(bound);
    case Form::rate:
      return format_rate(bound);
    case Form::user_rate:
      return format_user_rate(bound);
    case Form::object:
    case Form::boolean:
    case Form::text:
    case Form::setting:
    case Form::number:
    case Form::choice:
    case Form::patch:
      break;
  }
  return shortest_text(bound);
}

}  // namespace

bool is_in_range(const Field& field, double value) {
  const Range& range = field.range;
  if (range.zero_too && !(value > 0.0) && !(value < 0.0)) return !std::isnan(value);
  const bool too_low = range.above_low ? !(value > range.low) : value < range.low;
  return !too_low && value <= range.high;
}

std::optional<Dimension> dimension_of(Form form) {
  switch (form) {
    case Form::count:
      return Dimension::count;
    case Form::share:
      return Dimension::fraction;
    case Form::duration:
      return Dimension::duration;
    case Form::rate:
      return Dimension::rate;
    case Form::user_rate:
      return Dimension::user_rate;
    case Form::size:
      return Dimension::size;
    case Form::bandwidth:
      return Dimension::bandwidth;
    case Form::frequency:
      return Dimension::frequency;
    case Form::object:
    case Form::boolean:
    case Form::text:
    case Form::setting:
    case Form::number:
    case Form::choice:
    case Form::patch:
      break;
  }
  return std::nullopt;
}

std::optional<Scalar> read_scalar(const Value& value, const Field& field, std::string_view pointer,
                                  const Value* profile_default, const SourceTable& sources,
                                  Diagnostics& diagnostics) {
  Reader reader{value, field, pointer, sources, diagnostics};
  if (field.form == Form::choice) return read_choice(reader);
  Scalar scalar;
  scalar.form = field.form;
  if (value.is_string()) {
    if (const Word* word = find_word(field, value.as_string())) {
      scalar.word = word->value;
      scalar.text = word->text;
      return scalar;
    }
    const std::string& text = value.as_string();
    const bool is_word = !text.empty() && std::isalpha(static_cast<unsigned char>(text[0])) != 0;
    if (!field.words.empty() && is_word) return read_choice(reader);
  }
  if (field.form == Form::boolean) {
    if (!value.is_boolean()) return reader.wrong_type("true or false");
    scalar.boolean = value.as_boolean();
    return scalar;
  }
  if (field.form == Form::text) {
    if (!value.is_string()) return reader.wrong_type("a text in quotes");
    scalar.text = value.as_string();
    return scalar;
  }
  if (field.form == Form::patch) {
    if (!value.is_object()) return reader.wrong_type("an object: { … }");
    return scalar;
  }
  if (field.per_users_allowed) {
    if (const auto users = users_per_one(value)) {
      scalar.per_users = *users;
      scalar.text = value.as_string();
      return scalar;
    }
  }
  if (field.form == Form::setting) {
    if (!value.is_string() && !value.is_number() && !value.is_boolean()) {
      return reader.wrong_type("a value as the setting asks");
    }
    scalar.text = value.is_string() ? value.as_string() : value.text();
    return scalar;
  }
  const auto dimension = dimension_of(field.form);
  auto read =
      dimension ? read_with_unit(reader, *dimension, profile_default) : read_plain_number(reader);
  if (!read || !check_range(reader, *read) || !check_allowed(reader, *read)) return std::nullopt;
  return read;
}

std::string exact_seconds(Duration duration) {
  const std::int64_t ns = duration.count();
  std::string text = std::to_string(ns / 1'000'000'000);
  const std::int64_t rest = ns % 1'000'000'000;
  if (rest == 0) return text;
  std::string digits = std::to_string(rest);
  digits.insert(0, 9 - digits.size(), '0');
  while (digits.back() == '0') digits.pop_back();
  return text + '.' + digits;
}

Value to_canonical(const Scalar& scalar) {
  if (scalar.word && scalar.form != Form::choice) return Value::make_string(scalar.text);
  switch (scalar.form) {
    case Form::boolean:
      return Value::make_boolean(scalar.boolean);
    case Form::count:
    case Form::size:
      return Value::make_number(scalar.count);
    case Form::duration:
      return Value::make_number(exact_seconds(scalar.duration));
    case Form::number:
    case Form::share:
    case Form::rate:
    case Form::user_rate:
    case Form::bandwidth:
    case Form::frequency:
      return Value::make_number(scalar.number);
    case Form::object:
    case Form::text:
    case Form::setting:
    case Form::choice:
    case Form::patch:
      break;
  }
  return Value::make_string(scalar.text);
}

std::string to_text(const Scalar& scalar) {
  if (scalar.word || scalar.form == Form::text || scalar.form == Form::setting) return scalar.text;
  switch (scalar.form) {
    case Form::boolean:
      return scalar.boolean ? "true" : "false";
    case Form::count:
      return format_count(scalar.count) + (scalar.per_users == 0 ? "" : " (" + scalar.text + ")");
    case Form::size:
      return format_size(scalar.count);
    case Form::duration:
      return format_duration(scalar.duration);
    case Form::number:
      return shortest_text(scalar.number);
    case Form::share:
      return format_fraction(scalar.number);
    case Form::rate:
      return format_rate(scalar.number);
    case Form::user_rate:
      return format_user_rate(scalar.number);
    case Form::bandwidth:
      return format_bandwidth(scalar.number);
    case Form::frequency:
      return format_frequency(scalar.number);
    case Form::object:
    case Form::text:
    case Form::setting:
    case Form::choice:
    case Form::patch:
      break;
  }
  return scalar.text;
}

std::string range_text(const Field& field) {
  const Range& range = field.range;
  const bool below = std::isfinite(range.high);
  const bool above = range.above_low || range.low > 0.0;
  const std::string low = bound_text(field, range.low);
  if (range.zero_too) {
    return bound_text(field, 0.0) + ", or " +
           (below ? "from " + low + " to " + bound_text(field, range.high) : "at least " + low);
  }
  if (below && above) {
    return (range.above_low ? "above " : "from ") + low +
           (range.above_low ? ", at most " : " to ") + bound_text(field, range.high);
  }
  if (below) return "at most " + bound_text(field, range.high);
  if (above) return (range.above_low ? "above " : "at least ") + low;
  return {};
}

std::string words_text(const Field& field) {
  std::vector<std::string> words;
  for (const Word& word : field.words) words.emplace_back(word.text);
  return join_choices(words);
}

}  // namespace ocssim::scenarios
