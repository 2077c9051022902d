// Service demands from counters, resource by resource, with what speaks for and against them.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "study/calibration/counters.hpp"
#include "study/calibration/resource.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::study {

/// fitted: found from the counters. held: the scenario's value was taken for true. no_traffic: its
/// rate is 0 in every row. undecided: a whole number of calls, and the interval has several.
/// collinear: the resource was refused, and this demand is among the reasons.
enum class DemandState : std::uint8_t { fitted, held, no_traffic, undecided, collinear, refused };

struct FittedDemand {
  std::string name, path, unit;
  DemandForm form = DemandForm::number;
  DemandState state = DemandState::refused;
  double prior = 0.0;     // of the scenario
  double estimate = 0.0;  // as fitted
  double value = 0.0;     // as it goes into the overlay: whole where it must be, six figures else
  double low = 0.0, high = 0.0;
  double variance_inflation = 1.0;
};

/// Predicted against measured work, in shares of the measured.
struct PredictionError {
  std::size_t rows = 0;
  double mean_absolute = 0.0;  // Σ|predicted − measured| / Σ measured
  double bias = 0.0;           // Σ(predicted − measured) / Σ measured
  double worst = 0.0;          // largest of a row
};

/// Demands that no such counters can tell apart, unless `dependencies` of them are known.
struct Collinear {
  double condition_index = 0.0;
  std::size_t dependencies = 1;
  std::vector<std::string> names;
};

enum class ResourceState : std::uint8_t { fitted, not_identifiable, too_few_rows, no_traffic };

struct ResourceFit {
  std::string name, response, unit;
  ResourceState state = ResourceState::fitted;
  std::size_t rows = 0;     // that had all its counters
  std::size_t skipped = 0;  // that had not
  double condition = 1.0;
  std::vector<FittedDemand> demands;
  std::vector<Collinear> collinear;
  PredictionError residuals;
  std::optional<PredictionError> held_out;
  std::size_t folds = 0;            // of `held_out`; 0: rows of another file
  bool is_within_tolerance = true;  // held-out error and bias, or residuals when there is none
};

struct CalibrationOptions {
  double confidence = 0.95;
  double tolerance = 0.10;
  std::vector<std::string> hold = {};  // names of demands that are not fitted
  const Counters* other = nullptr;     // rows of another load, to predict
};

struct Calibration {
  std::vector<ResourceFit> resources;
  std::vector<std::string> unused;  // columns that no fit had a use for
};

[[nodiscard]] Calibration calibrate(const scenarios::Scenario& scenario, const Counters& counters,
                                    const CalibrationOptions& options);

}  // namespace ocssim::study
