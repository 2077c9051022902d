// A folder of results in the place of a scenario: `compare`, `show`.
#pragma once

#include <optional>
#include <string>

namespace ocssim::cli {

[[nodiscard]] bool is_results_folder(const std::string& text);

/// The scenario that its question is about, resolved; of `compare`, A. Flags change it as they
/// would change a file. Nothing, told on stderr: the question cannot be read. Takes no lock: a
/// question is replaced whole.
[[nodiscard]] std::optional<std::string> scenario_of_folder(const std::string& text);

}  // namespace ocssim::cli
