#include "study/resource.hpp"

#include "scenarios/document/document.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/schema.hpp"
#include "study/predict.hpp"
#include "study/varied_value.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ocssim::study {
namespace {

using scenarios::Assignment;
using scenarios::Value;

constexpr double most_levels = 4096.0;

const Value* value_at(const Value& root, const std::string& path) {
  const auto steps = scenarios::parse_path(path);
  return steps ? scenarios::find(root, *steps) : nullptr;
}

/// What stands at the path: a count however it is written, else a number with its unit.
std::optional<NumberWithUnit> present_at(const scenarios::Scenario& scenario,
                                         const SetScenario& stated, const std::string& path,
                                         scenarios::Form form) {
  if (form == scenarios::Form::count) {
    const scenarios::Document document =
        scenarios::parse_document({"scenario", scenario.canonical_json});
    const Value* value = value_at(document.root, path);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    return NumberWithUnit{value->as_number(), "", true};
  }
  const scenarios::Document document = scenarios::parse_document({"scenario", stated.text});
  const Value* value = value_at(document.root, path);
  return value != nullptr && value->is_string() ? number_with_unit(value->as_string())
                                                : std::nullopt;
}

/// The least power of two at which closed forms expect the objectives to be met.
double expected_need(const SetScenario& scenario, const std::string& path,
                     const std::string& unit) {
  for (double value = 1.0; value < most_levels / 2.0; value *= 2.0) {
    const auto at = scenario.with({{path, number_text(value) + unit}});
    const auto prediction = at ? predict(*at) : std::nullopt;
    if (at && !prediction) break;
    if (prediction && prediction->met) return value;
  }
  return 0.0;
}

}  // namespace

scenarios::Expected<scenarios::Scenario, scenarios::LoadFailure> SetScenario::with(
    const std::vector<Assignment>& more) const {
  scenarios::LoadOptions options;
  options.scenario = "scenario";
  options.text = text;
  for (const auto* list : {&set, &more}) {
    for (const Assignment& one : *list) options.sets.push_back(one.path + "=" + one.value);
  }
  options.metrics = scenarios::metric_registry();
  return scenarios::load_scenario(options);
}

scenarios::Expected<Resource, std::string> resource_of(
    const SetScenario& scenario, const std::string& path,
    const std::optional<scenarios::Variation>& among) {
  const scenarios::SchemaNode* node = scenarios::find_schema_node(path);
  if (node == nullptr || node->field == nullptr || node->field->form == scenarios::Form::object) {
    return scenarios::failure("\"" + path + "\" is no value of a scenario");
  }
  if (among) return Resource{path, among->values};
  auto base = scenario.with({});
  if (!base) return scenarios::failure("the scenario is not valid");
  const auto present = present_at(*base, scenario, path, node->field->form);
  if (!present || (!present->is_whole && present->unit.empty())) {
    return scenarios::failure("\"" + path + "\" is neither a count nor a size; say --among " +
                              path + "=LIST");
  }
  const double need =
      std::max(std::ceil(present->number), expected_need(scenario, path, present->unit));
  const double highest = std::min({std::max(2.0, 2.0 * need), most_levels,
                                   present->is_whole ? node->field->range.high : most_levels});
  Resource resource{path, {}};
  for (double value = 1.0; value <= highest; value += 1.0) {
    resource.values.push_back(number_text(value) + present->unit);
  }
  return resource;
}

}  // namespace ocssim::study
