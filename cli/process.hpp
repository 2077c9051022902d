// Other programs, started without a shell: arguments stay what they are.
#pragma once

#include <string>
#include <vector>

namespace ocssim::cli {

struct ProgramOutcome {
  int exit_code = 127;  // 127: could not be started
  std::string output;   // of stdout; its stderr is ours
};

/// Runs a program found on the PATH and waits for it.
[[nodiscard]] ProgramOutcome run_program(const std::vector<std::string>& words);

/// Of this process.
[[nodiscard]] std::string own_path();

}  // namespace ocssim::cli
