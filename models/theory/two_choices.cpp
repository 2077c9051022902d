#include "models/theory/two_choices.hpp"

#include "models/theory/require.hpp"

#include <cmath>

namespace ocssim::models {

double power_of_choices_sojourn(double load, std::uint32_t choices) {
  require(load >= 0.0 && load < 1.0, "power_of_choices_sojourn: load outside [0, 1)");
  require(choices >= 1, "power_of_choices_sojourn: no choice");
  if (choices == 1) return 1.0 / (1.0 - load);
  double sum = 0.0;
  double exponent = 0.0;  // (d^i − d)/(d − 1): 0, d, d + d², …
  double power = choices;
  for (double term = 1.0; term > 0.0; term = std::pow(load, exponent)) {
    sum += term;
    exponent += power;
    power *= choices;
  }
  return sum;
}

}  // namespace ocssim::models
