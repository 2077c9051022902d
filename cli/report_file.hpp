// `--report FILE.html` and `--format html`: the capacity report of an answer, or of work cut short.
#pragma once

#include "cli/command_line.hpp"
#include "cli/inquiry.hpp"
#include "reports/html/interrupted_page.hpp"
#include "study/question.hpp"
#include "study/runner.hpp"

#include <string>

namespace ocssim::cli {

/// How `line` wants its result on stdout.
[[nodiscard]] Rendering rendering_of(const CommandLine& line);

/// Writes the file that --report names; nothing without the flag. Throws reports::FileError.
void write_report(const Inquiry& inquiry, const CommandLine& line);

/// The page of work that was cut short: what is there, what is missing, and how it goes on.
[[nodiscard]] std::string interrupted_page(const study::Question& question, const Inquiry& inquiry,
                                           const reports::Interrupted& interrupted,
                                           const CommandLine& line);
void write_interrupted_report(const study::Question& question, const Inquiry& inquiry,
                              const reports::Interrupted& interrupted, const CommandLine& line);

}  // namespace ocssim::cli
