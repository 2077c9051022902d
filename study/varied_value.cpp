#include "study/varied_value.hpp"

#include "scenarios/document/document.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/document/quantity.hpp"
#include "scenarios/document/write.hpp"
#include "scenarios/model/build.hpp"

#include <cmath>
#include <utility>

namespace ocssim::study {
namespace {

const scenarios::Value* value_at(const scenarios::Value& root, std::string_view path) {
  const auto steps = scenarios::parse_path(path);
  return steps ? scenarios::find(root, *steps) : nullptr;
}

}  // namespace

std::optional<NumberWithUnit> number_with_unit(std::string_view text) {
  if (const auto count = scenarios::parse_count(text)) {
    return NumberWithUnit{static_cast<double>(*count), "", true};
  }
  if (text.starts_with("1 per ")) return std::nullopt;  // follows from another value
  const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto number = scenarios::parse_quantity(text.substr(0, end), scenarios::Dimension::number);
  if (end == 0 || !number) return std::nullopt;
  return NumberWithUnit{number->value, std::string(text.substr(end)), false};
}

std::string number_text(double value) {
  const bool is_whole = value >= 0.0 && value < 1e15 && value == std::floor(value);
  return scenarios::write_canonical(
      is_whole ? scenarios::Value::make_number(static_cast<std::uint64_t>(value))
               : scenarios::Value::make_number(value));
}

VariedScenario::VariedScenario(std::string text, std::string path)
    : text_(std::move(text)), path_(std::move(path)) {
  if (const auto now = present()) unit_ = now->unit;
}

std::optional<NumberWithUnit> VariedScenario::present() const {
  const scenarios::Document document = scenarios::parse_document({"scenario", text_});
  const scenarios::Value* value = value_at(document.root, path_);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) {
    return NumberWithUnit{value->as_number(), "", value->as_count().has_value()};
  }
  return value->is_string() ? number_with_unit(value->as_string()) : std::nullopt;
}

std::string VariedScenario::setting(double value) const {
  return path_ + "=" + number_text(value) + unit_;
}

scenarios::Expected<scenarios::Scenario, scenarios::LoadFailure> VariedScenario::at(
    double value) const {
  scenarios::LoadOptions options;
  options.scenario = "scenario";
  options.text = text_;
  options.sets = {setting(value)};
  options.metrics = scenarios::metric_registry();
  return scenarios::load_scenario(options);
}

}  // namespace ocssim::study
