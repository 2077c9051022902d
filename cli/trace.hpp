// `run --trace FILE`: replication 0 once more, with one client followed through every queue.
#pragma once

#include "cli/command_line.hpp"
#include "scenarios/model/scenario.hpp"

namespace ocssim::cli {

/// Writes the trace that the line asks for, if it asks for one. Throws reports::FileError.
void write_trace(const CommandLine& line, const scenarios::Scenario& scenario);

}  // namespace ocssim::cli
