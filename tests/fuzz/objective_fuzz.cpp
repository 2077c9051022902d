// The grammars of flags: objectives (--slo), variations (--vary), conditions (--where), paths.
#include "scenarios/document/objective.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/document/variation.hpp"
#include "scenarios/document/where.hpp"
#include "tests/fuzz/target.hpp"

namespace ocssim::fuzz {
namespace {

void expect_place(const scenarios::TextError& error, std::string_view input) {
  FUZZ_EXPECT(!error.message.empty());
  FUZZ_EXPECT(error.begin <= input.size());
}

}  // namespace

void fuzz_one(std::string_view input) {
  const auto objective = scenarios::parse_objective(input, {});
  if (!objective) expect_place(objective.error(), input);
  const auto variation = scenarios::parse_variation(input);
  if (!variation) expect_place(variation.error(), input);
  if (variation) {
    FUZZ_EXPECT(!variation->values.empty());
    FUZZ_EXPECT(variation->values.size() <= scenarios::most_values);
  }
  const auto condition = scenarios::parse_condition(input);
  if (!condition) expect_place(condition.error(), input);
  if (condition) {
    scenarios::Value root = scenarios::Value::make_object();
    root.set("a", {}, scenarios::Value::make_number(3.0));
    static_cast<void>(scenarios::holds(*condition, root));
  }
  const auto path = scenarios::parse_path(input);
  if (path) static_cast<void>(scenarios::to_pointer(*path));
}

}  // namespace ocssim::fuzz
