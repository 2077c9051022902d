// What `verify` could have found, by hand: a check of each group, one of them outside.
#pragma once

#include "reports/verify_answer.hpp"

namespace ocssim::reports {

[[nodiscard]] VerifyAnswer sample_verify();

}  // namespace ocssim::reports
