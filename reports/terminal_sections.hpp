// The sections of the report on a terminal; each is empty when it has nothing to say.
#pragma once

#include "reports/answer.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::reports {

/// Least headroom first; `title` says of what.
[[nodiscard]] std::string headroom_section(std::span<const Bottleneck> bottlenecks,
                                           std::string_view title);
[[nodiscard]] std::string headroom_section(const Results& results);
[[nodiscard]] std::string objectives_section(const Results& results);
[[nodiscard]] std::string users_section(const Results& results);
[[nodiscard]] std::string adapters_section(const Results& results);
[[nodiscard]] std::string refusals_section(const Results& results);
/// Idle timers in a row, where one of them can kill a connection unheard or has cut any.
[[nodiscard]] std::string path_timers_section(const Results& results);
[[nodiscard]] std::string closed_form_section(const Results& results);
[[nodiscard]] std::string shares_section(const Results& results);
/// When refusals came, in replication 0.
[[nodiscard]] std::string refusals_over_time_section(const Results& results);
/// How long after faults service was as before.
[[nodiscard]] std::string recovery_section(const Results& results);
[[nodiscard]] std::string timeline_section(const Results& results);
[[nodiscard]] std::string findings_section(std::span<const Finding> findings);
[[nodiscard]] std::string confidence_section(const Results& results);
[[nodiscard]] std::string warnings_section(const std::vector<std::string>& warnings);
[[nodiscard]] std::string warnings_section(const Answer& answer);

/// The objective as written, without the limit that has a column of its own.
[[nodiscard]] std::string objective_name(const ObjectiveResult& objective);

/// A resource as one name, the component in the place of its kind: "front_end[2].cpu".
[[nodiscard]] std::string short_name(const Bottleneck& bottleneck);

/// "met", "NOT MET", "undecided".
[[nodiscard]] std::string verdict_cell(Verdict verdict);

}  // namespace ocssim::reports
