#include "engine/stats/observations.hpp"

namespace ocssim {

const Observation* Observations::find(std::string_view metric, std::string_view component) const {
  for (const Observation& candidate : metrics) {
    if (candidate.metric == metric && candidate.component == component) return &candidate;
  }
  return nullptr;
}

}  // namespace ocssim
