// Deployment rules of the guide: each a function, found by its id.
//
// A broken rule is a finding, never an invalid scenario: severity means support by the vendor.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// error: unsupported; warning: recommended against; info: advice with a predicted effect.
enum class RuleSeverity : std::uint8_t { error, warning, info };

[[nodiscard]] std::string_view to_string(RuleSeverity severity);

struct RuleFinding {
  std::string id;  // "LB-03"
  RuleSeverity severity{};
  std::string text;     // what is so in this scenario, with numbers
  std::string pointer;  // JSON Pointer of the value to change
};

/// What a rule says of a scenario that breaks it.
struct Breach {
  std::string text;
  std::string pointer;
};

struct Rule {
  std::string_view id;
  RuleSeverity severity;
  std::string_view title;        // the rule in one line
  std::string_view section;      // of the guide
  std::string_view explanation;  // what `ocssim explain ID` prints
  std::optional<Breach> (*check)(const Scenario&);
};

/// All rules, in the order of the guide's subjects.
[[nodiscard]] std::span<const Rule> deployment_rules();

/// nullptr if there is none; the case of the id does not matter.
[[nodiscard]] const Rule* find_rule(std::string_view id);

/// Broken rules in the order of the table; of stations alone there are none.
[[nodiscard]] std::vector<RuleFinding> apply_rules(const Scenario& scenario);

}  // namespace ocssim::scenarios
