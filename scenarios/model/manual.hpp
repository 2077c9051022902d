// The manual page of the scenario format (docs/scenario.md), generated from the table that
// validates.
#pragma once

#include <string>

namespace ocssim::scenarios {

/// Markdown, one table a block: key, what it takes, default of each profile, meaning.
[[nodiscard]] std::string scenario_manual();

/// Markdown of every default of a profile with its source and confidence.
[[nodiscard]] std::string profile_manual(const std::string& profile);

}  // namespace ocssim::scenarios
