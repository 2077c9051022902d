// Counters as a pool would show them, made from demands that are known.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ocssim::study {

struct SyntheticLoad {
  std::vector<std::string> classes;          // columns of message rates
  std::map<std::string, double> megacycles;  // planted, by class
  std::size_t rows = 60;
  double noise = 0.05;        // of the utilization, relative, normal
  double rate_noise = 0.0;    // of each rate as it is written, likewise
  double level = 1.0;         // of all rates
  std::string equal_to = {};  // this class moves with the first, at twice its rate
};

/// A table for `calibrate`: rates vary independently by a factor of three around 100/s.
[[nodiscard]] std::string counters_csv(const scenarios::Scenario& scenario,
                                       const SyntheticLoad& load, std::uint64_t seed);

}  // namespace ocssim::study
