#include "engine/stats/results.hpp"

namespace ocssim {

const Figure* MetricResult::find(std::string_view statistic) const {
  for (const NamedFigure& candidate : figures) {
    if (candidate.statistic == statistic) return &candidate.figure;
  }
  return nullptr;
}

const MetricResult* Results::find(std::string_view metric, std::string_view component) const {
  for (const MetricResult& candidate : metrics) {
    if (candidate.name == metric && candidate.component == component) return &candidate;
  }
  return nullptr;
}

}  // namespace ocssim
