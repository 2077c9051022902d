// Uniform times by inversion.
#pragma once

namespace ocssim {

/// In [low, high], increasing in u; low <= high.
[[nodiscard]] inline double uniform_between(double low, double high, double u) {
  return low + (high - low) * u;
}

}  // namespace ocssim
