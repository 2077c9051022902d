// The scenario as it would be simulated, or as stored results were, and where each value came from.
#include "cli/results_argument.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "scenarios/document/displayable.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>

namespace ocssim::cli {
namespace {

std::string origins_text(const std::vector<scenarios::OriginRow>& rows) {
  std::size_t path_width = 0;
  std::size_t value_width = 0;
  for (const scenarios::OriginRow& row : rows) {
    path_width = std::max(path_width, row.path.size());
    value_width = std::max(value_width, std::min<std::size_t>(row.value.size(), 32));
  }
  std::string out;
  for (const scenarios::OriginRow& row : rows) {
    std::string text =
        fmt::format("{:<{}}  {:<{}}  {}", row.path, path_width, row.value, value_width, row.origin);
    if (!row.confidence.empty()) text += fmt::format("  [{}] {}", row.confidence, row.source);
    out += scenarios::displayable(text) + "\n";
  }
  return out;
}

}  // namespace

ExitCode show(const CommandLine& line) {
  std::optional<std::string> stored;
  if (is_results_folder(line.argument)) {
    stored = scenario_of_folder(line.argument);
    if (!stored) return ExitCode::invalid;
  }
  const auto loaded = load(line, stored);
  if (!loaded) return ExitCode::invalid;
  if (line.origins) {
    write_stdout(origins_text(loaded->origins));
    return ExitCode::done;
  }
  write_stdout(loaded->resolved_json + "\n");
  return ExitCode::done;
}

}  // namespace ocssim::cli
