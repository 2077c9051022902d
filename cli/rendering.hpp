// From results to the bytes of the format that was asked for.
#pragma once

#include "cli/command_line.hpp"
#include "engine/stats/results.hpp"
#include "reports/answer.hpp"
#include "scenarios/model/scenario.hpp"

#include <string>

namespace ocssim::cli {

/// Puts what was asked beside the results, as plain values, and words the headline.
[[nodiscard]] reports::Answer compose(const CommandLine& line, const scenarios::Scenario& scenario,
                                      Results results);

/// By `line.format`: text, json, markdown, junit; text in color where the terminal allows it.
[[nodiscard]] std::string render(const reports::Answer& answer, const CommandLine& line);

}  // namespace ocssim::cli
