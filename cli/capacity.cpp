// `ocssim capacity`: the largest value at which every objective is met.
#include "cli/inquiry.hpp"
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/verbs.hpp"

namespace ocssim::cli {

ExitCode capacity(const CommandLine& line) {
  if (!names_metrics(line)) return ExitCode::usage;
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  study::Question question = question_about(*loaded, line, "capacity");
  if (!are_capacity_flags_good(question)) return ExitCode::usage;
  if (!add_cases(question, *loaded, line)) return ExitCode::invalid;
  return pursue(question, line);
}

}  // namespace ocssim::cli
