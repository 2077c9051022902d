// Fitted demands as a JSON Merge Patch that says where they come from.
#pragma once

#include "study/calibration/calibrate.hpp"

#include <string>
#include <vector>

namespace ocssim::study {

struct OverlayOrigin {
  std::string counters;  // name of the file
  double confidence = 0.95;
};

/// The fitted demands at their paths, and under "x-provenance" source, confidence "measured" and
/// interval of each: `show --origins` prints them.
[[nodiscard]] std::string overlay_json(const Calibration& calibration, const OverlayOrigin& origin);

/// The same values as `--set` takes them.
[[nodiscard]] std::vector<std::string> overlay_sets(const Calibration& calibration);

}  // namespace ocssim::study
