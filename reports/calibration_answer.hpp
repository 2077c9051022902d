// The answer of `calibrate` as plain values.
#pragma once

#include "reports/report_head.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::reports {

/// Predicted against measured work, in shares of the measured.
struct CalibrationError {
  std::size_t rows = 0;
  double mean_absolute = 0.0;
  double bias = 0.0;
  double worst = 0.0;
};

struct CalibratedDemand {
  std::string path, name, unit;
  std::string state;  // fitted, held, no_traffic, undecided, collinear, refused
  double prior = 0.0;
  double value = 0.0;     // as in the overlay
  double estimate = 0.0;  // before it was made whole
  double low = 0.0, high = 0.0;
  double variance_inflation = 1.0;
};

struct CollinearDemands {
  double condition_index = 0.0;
  std::size_t dependencies = 1;  // so many of them must be known
  std::vector<std::string> names;
};

struct CalibratedResource {
  std::string name, response, unit;
  std::string state;  // fitted, not_identifiable, too_few_rows, no_traffic
  std::size_t rows = 0, skipped = 0;
  double condition = 1.0;
  std::vector<CalibratedDemand> demands = {};
  std::vector<CollinearDemands> collinear = {};
  std::optional<CalibrationError> residuals = std::nullopt;
  std::optional<CalibrationError> held_out = std::nullopt;
  std::string held_out_by = {};  // "5 folds", or the name of the other file
  bool is_within_tolerance = true;
};

struct CalibrationAnswer : ReportHead {
  std::string counters;  // name of the file
  std::string overlay;   // where it was written; empty: nowhere
  double confidence = 0.95;
  double tolerance = 0.1;
  std::string verdict;  // within_tolerance, outside_tolerance, not_identifiable
  std::vector<CalibratedResource> resources;
  std::vector<std::string> warnings;
};

}  // namespace ocssim::reports
