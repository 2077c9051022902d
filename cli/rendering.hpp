// From a question and its scenario to the head of a report, and from `run` results to bytes.
#pragma once

#include "cli/inquiry.hpp"
#include "engine/stats/results.hpp"
#include "reports/answer.hpp"
#include "reports/report_head.hpp"
#include "scenarios/model/scenario.hpp"
#include "study/question.hpp"

#include <cstdint>
#include <string>

namespace ocssim::cli {

/// `replications` in the words of the setting: "8 replications".
[[nodiscard]] reports::ReportHead head_of(const study::Question& question,
                                          const scenarios::Scenario& scenario,
                                          const std::string& replications);

/// "8 replications", "1 replication".
[[nodiscard]] std::string replications_text(std::uint32_t count);

/// Puts what was asked beside the results, as plain values, and words the headline.
[[nodiscard]] reports::Answer compose(const study::Question& question,
                                      const scenarios::Scenario& scenario, Results results);

/// By format: text, json, markdown, junit.
[[nodiscard]] std::string render(const reports::Answer& answer, const Rendering& rendering);

}  // namespace ocssim::cli
