// Which tool this is, and which models answer.
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "cli/version_numbers.hpp"
#include "study/model_version.hpp"

#include <fmt/format.h>

namespace ocssim::cli {

ExitCode version(const CommandLine&) {
  write_stdout(fmt::format("ocssim {} (model version {})\n", tool_version, study::model_version));
  return ExitCode::done;
}

}  // namespace ocssim::cli
