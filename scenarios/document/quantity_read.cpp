// Quantities each in its own type, and quantities out of values with their place in the source.
#include "scenarios/document/quantity.hpp"
#include "scenarios/document/render.hpp"

#include <utility>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;

[[nodiscard]] Expected<std::uint64_t, TextError> parse_whole(std::string_view text,
                                                             Dimension dimension) {
  auto quantity = parse_quantity(text, dimension);
  if (!quantity) return failure(std::move(quantity.error()));
  return quantity->whole;
}
[[nodiscard]] Expected<double, TextError> parse_real(std::string_view text, Dimension dimension) {
  auto quantity = parse_quantity(text, dimension);
  if (!quantity) return failure(std::move(quantity.error()));
  return quantity->value;
}

}  // namespace

Expected<Duration, TextError> parse_duration(std::string_view text) {
  auto whole = parse_whole(text, Dimension::duration);
  if (!whole) return failure(std::move(whole.error()));
  return Duration{static_cast<std::int64_t>(*whole)};
}
Expected<std::uint64_t, TextError> parse_size(std::string_view text) {
  return parse_whole(text, Dimension::size);
}
Expected<std::uint64_t, TextError> parse_count(std::string_view text) {
  return parse_whole(text, Dimension::count);
}
Expected<std::uint64_t, TextError> parse_key_bits(std::string_view text) {
  return parse_whole(text, Dimension::key_bits);
}
Expected<double, TextError> parse_fraction(std::string_view text) {
  return parse_real(text, Dimension::fraction);
}
Expected<double, TextError> parse_rate(std::string_view text) {
  return parse_real(text, Dimension::rate);
}
Expected<double, TextError> parse_user_rate(std::string_view text) {
  return parse_real(text, Dimension::user_rate);
}
Expected<double, TextError> parse_frequency(std::string_view text) {
  return parse_real(text, Dimension::frequency);
}
Expected<double, TextError> parse_bandwidth(std::string_view text) {
  return parse_real(text, Dimension::bandwidth);
}
Expected<double, TextError> parse_byte_rate(std::string_view text) {
  return parse_real(text, Dimension::byte_rate);
}
Expected<double, TextError> parse_megacycles(std::string_view text) {
  return parse_real(text, Dimension::cycles);
}
Expected<double, TextError> parse_multiple(std::string_view text) {
  auto quantity = parse_quantity(text, Dimension::number, {.allow_multiple = true});
  if (quantity && quantity->is_multiple) return quantity->value;
  if (!quantity && quantity.error().code == Code::quantity_too_large) {
    return failure(std::move(quantity.error()));
  }
  TextError error;
  error.code = Code::not_a_quantity;
  error.length = text.size();
  error.message = in_quotes(text) + " is not x and a number";
  error.expected = "a multiple of the profile's value, such as \"x3\"";
  return failure(std::move(error));
}

std::optional<Quantity> read_quantity(const Value& value, Dimension dimension,
                                      std::string_view pointer, const SourceTable& sources,
                                      Diagnostics& diagnostics, QuantityOptions options) {
  const auto refuse = [&](TextError error) {
    diagnostics.add(to_diagnostic(std::move(error), value, std::string(pointer), sources));
    return std::nullopt;
  };
  if (value.is_string() || (value.is_number() && needs_no_unit(dimension))) {
    auto quantity = parse_quantity(value.text(), dimension, options);
    if (!quantity) return refuse(std::move(quantity.error()));
    return *quantity;
  }
  TextError error;
  error.length = value.text().size();
  error.expected = expected_text(dimension);
  if (value.is_number()) {
    error.code = Code::missing_unit;
    error.message = "a unit is missing: the bare number " + value.text();
    error.help =
        "write a string with a unit, for example \"" + std::string(example_of(dimension)) + '"';
  } else {
    error.code = Code::not_a_quantity;
    error.length = 1;
    error.message = std::string(to_string(value.type())) + " is not a quantity";
  }
  return refuse(std::move(error));
}

}  // namespace ocssim::scenarios
