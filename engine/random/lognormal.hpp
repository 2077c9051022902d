// Lognormal variates by inversion: ln X is normal with standard deviation sigma, E[X] = mean.
//
// E[X] = e^(mu + sigma²/2), hence X = mean e^(sigma z - sigma²/2); scv = e^(sigma²) - 1.
#pragma once

#include "engine/random/elementary.hpp"

namespace ocssim {

/// Increasing in u. Requires mean > 0 and sigma >= 0; sigma = 0 gives the mean.
[[nodiscard]] inline double lognormal(double mean, double sigma, double u) {
  const double z = elementary::normal_quantile(u);
  return mean * elementary::exp(sigma * (z - 0.5 * sigma));
}

}  // namespace ocssim
