// What a planner's rule of thumb gives for a resource: shown beside the answer, never used for it.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ocssim::study {

struct RuleOfThumb {
  std::uint64_t value = 0;
  std::string text;  // "one SNAT address per 65,000 users (LB-03)"
};

/// None: no rule is known for the resource at this path.
[[nodiscard]] std::optional<RuleOfThumb> rule_of_thumb(const scenarios::Scenario& scenario,
                                                       std::string_view path);

}  // namespace ocssim::study
