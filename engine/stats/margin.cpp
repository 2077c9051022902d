#include "engine/stats/margin.hpp"

#include <cmath>
#include <limits>

namespace ocssim {

double excess_of(const ObjectiveResult& objective) {
  constexpr double withheld = std::numeric_limits<double>::infinity();
  if (!objective.measured.value) return withheld;
  const double limit = objective.limit_value.value_or(0.0);
  const bool is_upper = objective.limit.starts_with('<');
  const double beyond = is_upper ? *objective.measured.value - limit  //
                                 : limit - *objective.measured.value;
  double whole = std::abs(limit);
  if (!is_upper && objective.unit == "1" && limit > 0.5 && limit < 1.0) whole = 1.0 - limit;
  return whole > 0.0 ? beyond / whole : beyond;
}

}  // namespace ocssim
