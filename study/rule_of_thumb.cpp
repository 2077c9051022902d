#include "study/rule_of_thumb.hpp"

#include "scenarios/topology/offered_load.hpp"

namespace ocssim::study {

std::optional<RuleOfThumb> rule_of_thumb(const scenarios::Scenario& scenario,
                                         std::string_view path) {
  if (!scenario.has_pool || path != "load_balancer.snat.addresses") return std::nullopt;
  const auto users = static_cast<double>(scenario.clients.users);
  return RuleOfThumb{.value = scenarios::snat_sizing(scenario, users).by_rule,
                     .text = "one SNAT address per 65,000 users (LB-03)"};
}

}  // namespace ocssim::study
