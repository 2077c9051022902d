// From flags to a scenario and a question about it, or diagnostics on stderr.
#pragma once

#include "cli/command_line.hpp"
#include "scenarios/model/load.hpp"
#include "study/question.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ocssim::cli {

/// Prints what is wrong and gives nothing for an invalid scenario: exit code 3. Throws
/// scenarios::FileError when a file cannot be read.
/// `text`: of the scenario, when it is no file but comes out of results.
[[nodiscard]] std::optional<scenarios::Validated> load(
    const CommandLine& line, const std::optional<std::string>& text = std::nullopt);

/// The same, for those who tell the failure in a way of their own.
[[nodiscard]] scenarios::Expected<scenarios::Validated, scenarios::LoadFailure> try_load(
    const CommandLine& line, const std::optional<std::string>& text = std::nullopt);

/// Are the metrics that --precision and --fail-on name reported by some model? Tells which are not:
/// a misspelled one would never be imprecise and never get worse.
[[nodiscard]] bool names_metrics(const CommandLine& line);

/// "sign_in.time", or with a statistic "sign_in.time.p95", apart; told on stderr when no model
/// reports it.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> metric_and_statistic(
    std::string_view flag, const std::string& name);

/// The question of a verb about one scenario.
[[nodiscard]] study::Question question_about(const scenarios::Validated& loaded,
                                             const CommandLine& line, std::string_view verb);

/// The cases of the scenario, each resolved; none when one was chosen.
[[nodiscard]] scenarios::Expected<std::vector<study::CaseText>, scenarios::LoadFailure> cases_of(
    const scenarios::Validated& loaded, const CommandLine& line);

/// Adds the cases of the scenario, each resolved, unless one was chosen. False, told on stderr: one
/// of them is not valid.
[[nodiscard]] bool add_cases(study::Question& question, const scenarios::Validated& loaded,
                             const CommandLine& line);

/// A resolved scenario with values set in it, as a question keeps it. `flag`: where the values come
/// from, for their faults.
[[nodiscard]] scenarios::Expected<scenarios::Validated, scenarios::LoadFailure> load_resolved(
    const std::string& text, const std::vector<std::string>& sets = {},
    const std::string& flag = "--set");
/// Its scenario alone; prints what is wrong.
[[nodiscard]] std::optional<scenarios::Scenario> load_or_print(
    const std::string& text, const std::vector<std::string>& sets = {});

void print(const scenarios::LoadFailure& failure);

}  // namespace ocssim::cli
