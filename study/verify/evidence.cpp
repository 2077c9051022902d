#include "study/verify/evidence.hpp"

#include "engine/stats/probability.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace ocssim::study {
namespace {

Standing judged(bool is_good) {
  return is_good ? Standing::passed : Standing::failed;
}

/// "%g" of a number that a rule states.
std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

EvidenceRow row(std::string name, std::string unit, double expected, double simulated,
                std::string rule, Standing standing) {
  return {.name = std::move(name),
          .unit = std::move(unit),
          .expected = expected,
          .simulated = simulated,
          .half_width = std::nullopt,
          .rule = std::move(rule),
          .standing = standing};
}

}  // namespace

std::size_t Evidence::count(Standing standing) const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(),
                    [standing](const EvidenceRow& one) { return one.standing == standing; }));
}

EvidenceRow within_errors(std::string name, std::string unit, double theory,
                          const Figure& simulated, std::uint32_t replications) {
  constexpr double errors = 4.0;
  EvidenceRow made = row(std::move(name), std::move(unit), theory, simulated.value.value_or(NAN),
                         "within 4 standard errors", Standing::failed);
  made.half_width = simulated.half_width;
  const auto degrees = static_cast<double>(replications - 1);
  made.chance = 2.0 * student_upper_tail(errors, degrees);
  if (!simulated.value || !simulated.half_width) return made;
  const double standard_error = *simulated.half_width / student_quantile(0.975, degrees);
  made.standing = judged(std::abs(*simulated.value - theory) <= errors * standard_error);
  return made;
}

EvidenceRow within_share(std::string name, std::string unit, double expected, double simulated,
                         double share) {
  return row(std::move(name), std::move(unit), expected, simulated,
             "within " + number(100.0 * share) + " %",
             judged(std::abs(simulated - expected) <= share * std::abs(expected)));
}

EvidenceRow within_distance(std::string name, std::string unit, double expected, double simulated,
                            double distance) {
  return row(std::move(name), std::move(unit), expected, simulated, "within " + number(distance),
             judged(std::abs(simulated - expected) <= distance));
}

EvidenceRow exactly(std::string name, std::string unit, double expected, double simulated) {
  return row(std::move(name), std::move(unit), expected, simulated, "exactly",
             judged(simulated == expected));
}

EvidenceRow at_most(std::string name, std::string unit, double limit, double simulated) {
  return row(std::move(name), std::move(unit), limit, simulated, "at most",
             judged(simulated <= limit));
}

EvidenceRow at_least(std::string name, std::string unit, double limit, double simulated) {
  return row(std::move(name), std::move(unit), limit, simulated, "at least",
             judged(simulated >= limit));
}

EvidenceRow shown(std::string name, std::string unit, double expected, double simulated) {
  return row(std::move(name), std::move(unit), expected, simulated, "shown", Standing::shown);
}

}  // namespace ocssim::study
