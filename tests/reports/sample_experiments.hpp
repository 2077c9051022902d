// Answers by hand of the questions over many runs: one M/M/8 station whose load grows with users.
#pragma once

#include "reports/calibration_answer.hpp"
#include "reports/capacity_answer.hpp"
#include "reports/compare_answer.hpp"
#include "reports/sweep_answer.hpp"

namespace ocssim::reports {

/// 60k met, 70k undecided, 80k not met with withheld times.
[[nodiscard]] SweepAnswer sample_sweep();

/// Found: between 73,900 and 75,800 users.
[[nodiscard]] CapacityAnswer sample_capacity();

/// 8 servers against 9: one better, one worse, one different, one without a difference.
[[nodiscard]] CompareAnswer sample_compare();
[[nodiscard]] CalibrationAnswer sample_calibration();

}  // namespace ocssim::reports
