// Events of many servers at once: zones, and what fails together.
#pragma once

#include "scenarios/model/cross_checks.hpp"

namespace ocssim::scenarios {

/// Couplings name servers and zones that are there.
void check_couplings(const Draft& draft);

/// Each event of a zone becomes one of each of its servers; each failure brings those coupled to
/// it. The events have their indices already.
void settle_groups(Scenario& scenario);

}  // namespace ocssim::scenarios
