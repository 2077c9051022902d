// What must fit together for connections that go out.
#pragma once

#include "scenarios/model/cross_checks.hpp"

namespace ocssim::scenarios {

/// Every stream comes in somewhere or goes out; what goes out finds a NAT with ports, whose quotas
/// it can give.
void check_egress(const Draft& draft);

}  // namespace ocssim::scenarios
