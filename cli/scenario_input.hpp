// From flags to a scenario, or its diagnostics on stderr.
#pragma once

#include "cli/command_line.hpp"
#include "scenarios/model/load.hpp"

#include <optional>

namespace ocssim::cli {

/// Prints what is wrong and gives nothing for an invalid scenario: exit code 3. Throws
/// scenarios::FileError when a file cannot be read.
[[nodiscard]] std::optional<scenarios::Validated> load(const CommandLine& line);

}  // namespace ocssim::cli
