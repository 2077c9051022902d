// Arrival rates at stations by the traffic equations, and whether they stay Poisson.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <vector>

namespace ocssim::study {

struct Inflow {
  double rate = 0.0;       // [1/s]
  bool is_poisson = true;  // Burke: departures of a stable M/M/c are Poisson again
};

/// One a station, in their order. Routes have no cycle: the validator proves it.
[[nodiscard]] std::vector<Inflow> station_inflows(const scenarios::Scenario& scenario);

}  // namespace ocssim::study
