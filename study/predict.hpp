// What closed forms say about a scenario's objectives before anything is simulated: where a search
// begins, never what it answers.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <optional>
#include <string>

namespace ocssim::study {

struct Prediction {
  bool met = true;
  std::string formula;  // of what breaks, or of what comes closest to its limit
};

/// None: no objective has a closed form under the scenario's assumptions.
[[nodiscard]] std::optional<Prediction> predict(const scenarios::Scenario& scenario);

}  // namespace ocssim::study
