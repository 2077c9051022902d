// What can be bought for a resource: where it stands in a scenario, and how much of it there is.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ocssim::study {

struct Remedy {
  std::string_view words;  // "SNAT addresses"
  std::string_view path;   // of the scenario
  double present = 0.0;
  double step = 1.0;  // the least that can be added
  std::string_view unit = {};
  std::string_view side_effect = {};
};

/// Nothing when more of nothing relieves the resource.
[[nodiscard]] std::optional<Remedy> remedy_for(const scenarios::Scenario& scenario,
                                               std::string_view resource);

/// "3", "12 GiB".
[[nodiscard]] std::string amount_text(const Remedy& remedy, double amount);
/// "load_balancer.snat.addresses=3".
[[nodiscard]] std::string setting_text(const Remedy& remedy, double amount);

}  // namespace ocssim::study
