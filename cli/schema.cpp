#include "cli/terminal.hpp"
#include "cli/verbs.hpp"

namespace ocssim::cli {

ExitCode schema(const CommandLine&) {
  write_stderr("ocssim: schema: not available yet in this version\n");
  return ExitCode::usage;
}

}  // namespace ocssim::cli
