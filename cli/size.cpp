// `ocssim size`: the least resources that meet every objective.
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

#include <algorithm>

namespace ocssim::cli {

ExitCode size(const CommandLine& line) {
  if (!names_metrics(line)) return ExitCode::usage;
  if (line.best && !metric_and_statistic("--best", *line.best)) return ExitCode::usage;
  for (auto one = line.least.begin(); one != line.least.end(); ++one) {
    if (std::find(line.least.begin(), one, *one) == one) continue;
    complain("--min: " + *one + " stands twice");
    return ExitCode::usage;
  }
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  study::Question question = question_about(*loaded, line, "size");
  if (!add_cases(question, *loaded, line)) return ExitCode::invalid;
  return pursue(question, line);
}

}  // namespace ocssim::cli
