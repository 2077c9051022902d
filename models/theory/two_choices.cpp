#include "models/theory/two_choices.hpp"

#include "models/theory/real_functions.hpp"
#include "models/theory/require.hpp"

namespace ocssim::models {

double power_of_choices_sojourn(double load, std::uint32_t choices) {
  require(load >= 0.0 && load < 1.0, "power_of_choices_sojourn: load outside [0, 1)");
  require(choices >= 1, "power_of_choices_sojourn: no choice");
  if (choices == 1) return 1.0 / (1.0 - load);
  double sum = 0.0;
  double exponent = 0.0;  // (d^i − d)/(d − 1): 0, d, d + d², …
  double step = choices;  // d^i
  for (double term = 1.0; term > 0.0; term = power(load, exponent)) {
    sum += term;
    exponent += step;
    step *= choices;
  }
  return sum;
}

}  // namespace ocssim::models
