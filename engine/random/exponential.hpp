// Exponential times by inversion: F(x) = 1 - e^(-x/mean).
#pragma once

#include "engine/random/elementary.hpp"

namespace ocssim {

/// Decreasing in u: the upper tail is resolved down to u = 2^-54, that is 37 means.
[[nodiscard]] inline double exponential(double mean, double u) {
  return -elementary::log(u) * mean;
}

}  // namespace ocssim
