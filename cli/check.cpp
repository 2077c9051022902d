// `ocssim check`: everything that can be said without a simulation.
#include "cli/scenario_input.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

namespace ocssim::cli {

ExitCode check(const CommandLine& line) {
  const auto loaded = load(line);
  if (!loaded) return ExitCode::invalid;
  std::string out = loaded->scenario.name + ": valid\n";
  for (const std::string& warning : loaded->scenario.warnings) out += "  " + warning + "\n";
  write_stdout(out);
  return ExitCode::done;
}

}  // namespace ocssim::cli
