// What must fit together of the idle timers on the way of clients.
#pragma once

#include "scenarios/model/cross_checks.hpp"

namespace ocssim::scenarios {

/// Shares of a distribution are at most the whole and run upwards; hops have names of their own.
void check_path(const Draft& draft);

}  // namespace ocssim::scenarios
