// Which scenarios may be run with fidelity superposed.
#pragma once

#include "scenarios/model/cross_checks.hpp"

namespace ocssim::scenarios {

/// A superposed run foresees what its Front Ends do: nothing may fail, change or be cut off on the
/// way, and what keeps connections open must do so by itself.
void check_fidelity(const Draft& draft);

}  // namespace ocssim::scenarios
