// Inputs of a scenario that nobody has measured, or of which the source gives an interval: what an
// answer leans on, and between which values each may lie.
#pragma once

#include "scenarios/model/scenario.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ocssim::study {

/// Values are texts as `--set` takes them.
struct UncertainInput {
  std::string path;
  std::string value;      // of the scenario
  std::string low, high;  // of an interval; of a choice or switch, two of its words
  std::string why;        // placeholder | range
  std::string source;
};

struct UncertainInputs {
  std::vector<UncertainInput> inputs;
  std::vector<std::string> left_out;  // "clients.keep_alive.jitter: 0 has no half", …
};

/// Defaults of the profile that are placeholders or have a range. Without a range: half the value
/// to one and a half times, as far as the format allows. Zeros, names, and keys that no model looks
/// at are left out.
[[nodiscard]] UncertainInputs uncertain_inputs(const scenarios::Scenario& scenario);

/// The text of a value between low (0) and high (1); choices and switches turn at one half.
[[nodiscard]] std::string value_between(const UncertainInput& input, double place);

}  // namespace ocssim::study
