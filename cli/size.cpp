// `ocssim size`: the least resources that meet every objective.
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/verbs.hpp"

namespace ocssim::cli {

ExitCode size(const CommandLine& line) {
  if (!names_metrics(line)) return ExitCode::usage;
  if (line.best && !metric_and_statistic("--best", *line.best)) return ExitCode::usage;
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  study::Question question = question_about(*loaded, line, "size");
  if (!add_cases(question, *loaded, line)) return ExitCode::invalid;
  return pursue(question, line);
}

}  // namespace ocssim::cli
