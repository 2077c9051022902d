// An answer by hand: 150,000 users on a pool for 100,000.
#pragma once

#include "reports/answer.hpp"

namespace ocssim::reports {

[[nodiscard]] Answer sample_answer();

}  // namespace ocssim::reports
