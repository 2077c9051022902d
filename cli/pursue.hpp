// The one way of every verb that answers from replications: folder, threads, signals, limits,
// progress; then the answer to stdout and into the folder.
#pragma once

#include "cli/command_line.hpp"
#include "cli/exit_code.hpp"
#include "cli/inquiry.hpp"
#include "reports/store/results_folder.hpp"
#include "study/question.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ocssim::cli {

/// Simulates what is missing. Nothing is made before the question has been found valid.
[[nodiscard]] ExitCode pursue(const study::Question& question, const CommandLine& line);

/// Opens a question and answers it from the folder's units. Nothing when that cannot be done; if
/// units are missing, says how many and which command brings them.
[[nodiscard]] std::unique_ptr<Inquiry> answered(const study::Question& question,
                                                study::Runner& runner,
                                                const reports::ResultsFolder& folder);

/// Answers from what the folder holds; never simulates.
[[nodiscard]] ExitCode pursue_stored(const study::Question& question,
                                     reports::ResultsFolder& folder, const CommandLine& line,
                                     ExitCode when_incomplete);

/// The question a folder answers. Nothing, told on stderr: no folder of results.
[[nodiscard]] std::optional<study::Question> stored_question(const reports::ResultsFolder& folder);

/// Makes the folder one of results of this question. False, told on stderr and nothing written:
/// files in it are of a later version, damaged, or not ours, and would be lost.
[[nodiscard]] bool claim(reports::ResultsFolder& folder, const study::Question& question);

/// Tells what stood in the place of units.
void tell_set_aside(const reports::ResultsFolder& folder);

/// Where results go: -o, or a folder named after the scenario.
[[nodiscard]] std::filesystem::path folder_of(const CommandLine& line,
                                              const std::string& scenario_name);

/// Name of the question in its folder.
inline constexpr std::string_view question_file = "question.json";

}  // namespace ocssim::cli
