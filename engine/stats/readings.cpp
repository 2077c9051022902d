#include "engine/stats/readings.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace ocssim {

const Observation& Readings::find(std::string_view metric, std::string_view component) const {
  const Observation* found = observations_.find(metric, component);
  if (found != nullptr) return *found;
  throw std::runtime_error("no metric " + std::string(metric) + " of " + std::string(component));
}

double Readings::total(std::string_view metric, std::string_view component) const {
  return static_cast<double>(find(metric, component).count);
}

double Readings::rate(std::string_view metric, std::string_view component) const {
  const Observation& found = find(metric, component);
  return static_cast<double>(found.count) / found.weight;
}

double Readings::mean(std::string_view metric, std::string_view component) const {
  const Observation& found = find(metric, component);
  if (found.kind == MetricKind::instant) return found.sum;
  if (found.kind == MetricKind::tally) return found.sum / static_cast<double>(found.count);
  return found.sum / found.weight;
}

double Readings::highest(std::string_view metric, std::string_view component) const {
  return find(metric, component).max;
}

double Readings::sum_of_means(std::string_view metric) const {
  double sum = 0.0;
  for (const Observation& found : observations_.metrics) {
    if (found.metric == metric) sum += found.sum / found.weight;
  }
  return sum;
}

double Readings::sum_of_totals(std::string_view metric) const {
  double sum = 0.0;
  for (const Observation& found : observations_.metrics) {
    if (found.metric == metric) sum += static_cast<double>(found.count);
  }
  return sum;
}

double Readings::mean_over(std::string_view metric, const Row& row) const {
  double sum = 0.0;
  for (std::size_t index = row.first; index < row.end; ++index) {
    sum += mean(metric, std::string(row.name) + "[" + std::to_string(index) + "]");
  }
  return sum / static_cast<double>(row.end - row.first);
}

double Readings::share_sum(std::string_view whole, std::string_view part) const {
  double sum = 0.0;
  for (const ShareObservation& share : observations_.shares) {
    if (share.whole == whole && (part.empty() || share.part == part)) sum += share.sum;
  }
  return sum;
}

double Readings::share_count(std::string_view whole, std::string_view part) const {
  double count = 0.0;
  for (const ShareObservation& share : observations_.shares) {
    if (share.whole == whole && share.part == part) count += static_cast<double>(share.count);
  }
  return count;
}

double Readings::residual_ns() const {
  std::int64_t largest = 0;
  for (const LittleIdentity& identity : observations_.identities) {
    largest = std::max(largest, std::abs(identity.residual_ns));
  }
  return static_cast<double>(largest);
}

}  // namespace ocssim
