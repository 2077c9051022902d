// A check of the validation suite: something that runs on the user's machine and gives evidence.
#pragma once

#include "study/verify/evidence.hpp"
#include "study/verify/measured_data.hpp"

#include <cstdint>
#include <span>

namespace ocssim::study {

/// quick: the same questions with fewer customers, seeds and rows; under a minute on two cores.
enum class Depth : std::uint8_t { quick, full };

struct CheckContext {
  Depth depth = Depth::quick;
  std::uint64_t seed = 1;  // of every random stream of the check
  unsigned jobs = 1;       // threads that inner loops share with the other checks
  MeasuredData data = {};  // recorded measurements

  [[nodiscard]] bool is_full() const { return depth == Depth::full; }
  /// The larger number at full depth.
  template <class T>
  [[nodiscard]] T pick(T quick, T full) const {
    return is_full() ? full : quick;
  }
};

struct Check {
  const char* id;
  EvidenceGroup group;
  Evidence (*run)(const CheckContext&);
  double cost;        // CPU seconds at quick depth, about: the longest begin first
  bool quick = true;  // part of `verify --quick`
};

/// Every check, in the order of the report.
[[nodiscard]] std::span<const Check> catalog();

}  // namespace ocssim::study
