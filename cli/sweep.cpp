// `ocssim sweep`: every combination of varied values, each judged.
#include "cli/pursue.hpp"
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

namespace ocssim::cli {

ExitCode sweep(const CommandLine& line) {
  if (!names_metrics(line)) return ExitCode::usage;
  if (line.where && line.where->find_first_not_of(" \t") == std::string::npos) {
    complain("--where: an empty condition");
    return ExitCode::usage;
  }
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  return pursue(question_about(*loaded, line, "sweep"), line);
}

}  // namespace ocssim::cli
