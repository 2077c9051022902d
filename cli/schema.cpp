// JSON Schema of what goes in and of what comes out.
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "reports/results_schema.hpp"
#include "scenarios/model/json_schema.hpp"

namespace ocssim::cli {

ExitCode schema(const CommandLine& line) {
  write_stdout(line.argument == "results" ? reports::results_json_schema()
                                          : scenarios::scenario_json_schema());
  return ExitCode::done;
}

}  // namespace ocssim::cli
