// `ocssim sweep`: every combination of varied values, each judged.
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/verbs.hpp"

namespace ocssim::cli {

ExitCode sweep(const CommandLine& line) {
  if (!names_metrics(line)) return ExitCode::usage;
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  return pursue(question_about(*loaded, line, "sweep"), line);
}

}  // namespace ocssim::cli
