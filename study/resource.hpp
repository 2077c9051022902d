// A resource that `size` makes least: its path, and the values it may take.
#pragma once

#include "scenarios/document/expected.hpp"
#include "scenarios/document/variation.hpp"
#include "scenarios/model/load.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::study {

struct Resource {
  std::string path;
  std::vector<std::string> values;  // as `--set` takes them, least first
};

/// A resolved scenario with settings on top.
struct SetScenario {
  std::string text;
  std::vector<scenarios::Assignment> set;

  [[nodiscard]] scenarios::Expected<scenarios::Scenario, scenarios::LoadFailure> with(
      const std::vector<scenarios::Assignment>& more) const;
};

/// The values of `among` (PATH=LIST), else whole ones from 1 on: of a count, or in the unit in
/// which the scenario writes the value; up to twice what it is now and what closed forms ask for.
/// The error is a sentence.
[[nodiscard]] scenarios::Expected<Resource, std::string> resource_of(
    const SetScenario& scenario, const std::string& path,
    const std::optional<scenarios::Variation>& among);

}  // namespace ocssim::study
