// Offered load of what stands around the pool: Archiving and Monitoring Server, calls, files.
#pragma once

#include "scenarios/topology/offered_load.hpp"

#include <vector>

namespace ocssim::scenarios {

/// One resource each of those that the scenario has, all of which grow in proportion to users.
[[nodiscard]] std::vector<ResourceLoad> service_loads(const Scenario& scenario, double users);

}  // namespace ocssim::scenarios
