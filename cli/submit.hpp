// `--submit slurm`: hands what is missing to a cluster, and may be called again at any time.
#pragma once

#include "cli/command_line.hpp"
#include "cli/exit_code.hpp"
#include "cli/inquiry.hpp"
#include "study/question.hpp"

namespace ocssim::cli {

/// Joins what earlier tasks have finished, then submits an array of the units that are still
/// missing; with nothing missing it answers.
[[nodiscard]] ExitCode submit(const study::Question& question, Inquiry& inquiry,
                              const CommandLine& line);

}  // namespace ocssim::cli
