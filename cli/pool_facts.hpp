// Of a resolved scenario what a report says of the pool beside its results.
#pragma once

#include "reports/pool_facts.hpp"
#include "scenarios/model/scenario.hpp"

namespace ocssim::cli {

[[nodiscard]] reports::PoolFacts facts_of(const scenarios::Scenario& scenario);

}  // namespace ocssim::cli
