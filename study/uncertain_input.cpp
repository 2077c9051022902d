#include "study/uncertain_input.hpp"

#include "scenarios/model/scalar.hpp"
#include "scenarios/model/schema.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace ocssim::study {
namespace {

using scenarios::Field;
using scenarios::Form;
using scenarios::Scalar;
using scenarios::Value;

constexpr double below = 0.5;
constexpr double above = 1.5;

Value as_value(const std::string& text, Form form) {
  if (form == Form::boolean) return Value::make_boolean(text == "true");
  if (form == Form::number) return Value::make_number(text);
  return Value::make_string(text);
}

std::optional<Scalar> read(const std::string& text, const Field& field) {
  const scenarios::SourceTable sources;
  scenarios::Diagnostics unused;
  return scenarios::read_scalar(as_value(text, field.form), field, "", nullptr, sources, unused);
}

double magnitude(const Scalar& scalar) {
  if (scalar.form == Form::duration) return to_seconds(scalar.duration);
  if (scalar.form == Form::count || scalar.form == Form::size) {
    return static_cast<double>(scalar.count);
  }
  return scalar.number;
}

/// Six significant digits: what is uncertain by half needs no more, and texts stay short.
double rounded(double value) {
  if (!(std::abs(value) > 0.0)) return 0.0;
  double scale = 1.0;
  while (std::abs(value) * scale < 1e5) scale *= 10.0;
  while (std::abs(value) * scale >= 1e6) scale /= 10.0;
  return std::round(value * scale) / scale;
}

std::string text_of(double value, const Scalar& like) {
  Scalar scalar;
  scalar.form = like.form;
  const double number = rounded(value);
  scalar.number = number;
  if (like.form == Form::duration) {
    scalar.duration = seconds(number);
  } else {
    scalar.count = static_cast<std::uint64_t>(std::max(0.0, number) + 0.5);
  }
  return scenarios::to_text(scalar);
}

bool is_number(Form form) {
  return form == Form::number || (scenarios::dimension_of(form).has_value());
}

/// Half to one and a half of a number, within what the row allows.
void spread(const Scalar& scalar, const Field& field, UncertainInput& input) {
  const double value = magnitude(scalar);
  const double most =
      field.form == Form::share ? std::min(1.0, field.range.high) : field.range.high;
  input.low = text_of(std::max(below * value, field.range.low), scalar);
  input.high = text_of(std::min(above * value, most), scalar);
  // A limit that is itself not allowed stays away.
  for (std::string* end : {&input.low, &input.high}) {
    if (!read(*end, field)) *end = input.value;
  }
  if (!field.allowed.empty()) {
    const auto [least, largest] = std::minmax_element(field.allowed.begin(), field.allowed.end());
    input.low = std::to_string(*least);
    input.high = std::to_string(*largest);
  }
}

/// The value itself and another word that is simulated: the last in the table.
void turn(const Field& field, UncertainInput& input) {
  input.low = input.value;
  for (const scenarios::Word& word : field.words) {
    if (word.instead.empty() && word.text != input.value) input.high = std::string(word.text);
  }
}

/// Why it cannot be varied; empty after low and high have been set.
std::string set_ends(const Field& field, UncertainInput& input) {
  if (field.simulated != scenarios::Simulated::yes) return "no model looks at it";
  if (field.role != scenarios::Role::physical) return "no part of the model";
  if (!input.low.empty()) return "";
  const auto scalar = read(input.value, field);
  if (!scalar) return "it cannot be read back";
  if (field.form == Form::boolean) {
    input.low = "false";
    input.high = "true";
    return "";
  }
  if (scalar->word) {
    turn(field, input);
    return input.high.empty() ? "there is no other word" : "";
  }
  if (!is_number(field.form)) return "a name has no half";
  if (!(magnitude(*scalar) > 0.0)) return "0 has no half, and no range is known";
  spread(*scalar, field, input);
  return input.low == input.high ? "its range is a point" : "";
}

}  // namespace

UncertainInputs uncertain_inputs(const scenarios::Scenario& scenario) {
  UncertainInputs found;
  for (const scenarios::Placeholder& origin : scenario.origins) {
    const bool has_range = !origin.low.empty();
    if (origin.confidence != "placeholder" && !has_range) continue;
    const scenarios::SchemaNode* node = scenarios::find_schema_node(origin.path);
    if (node == nullptr || node->field == nullptr) continue;
    UncertainInput input{.path = origin.path,
                         .value = origin.value,
                         .low = origin.low,
                         .high = origin.high,
                         .why = has_range ? "range" : "placeholder",
                         .source = origin.source};
    const std::string reason = set_ends(*node->field, input);
    if (reason.empty()) {
      found.inputs.push_back(std::move(input));
    } else {
      found.left_out.push_back(origin.path + ": " + reason);
    }
  }
  return found;
}

std::string value_between(const UncertainInput& input, double place) {
  const scenarios::SchemaNode* node = scenarios::find_schema_node(input.path);
  const auto low = node == nullptr ? std::nullopt : read(input.low, *node->field);
  const auto high = node == nullptr ? std::nullopt : read(input.high, *node->field);
  const bool turns =
      !low || !high || low->word || !is_number(node->field->form) || !node->field->allowed.empty();
  if (turns || place <= 0.0 || place >= 1.0) return place < 0.5 ? input.low : input.high;
  return text_of(magnitude(*low) + place * (magnitude(*high) - magnitude(*low)), *low);
}

}  // namespace ocssim::study
