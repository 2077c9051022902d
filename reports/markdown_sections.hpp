// The parts that Markdown reports share; each is empty when it has nothing to say, and begins with
// a blank line otherwise.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/report_head.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::reports {

/// The answer in bold, then what was asked.
[[nodiscard]] std::string markdown_head(std::string_view headline, const ReportHead& head);
[[nodiscard]] std::string objectives_table(std::span<const ObjectiveResult> objectives);
[[nodiscard]] std::string bottlenecks_table(std::span<const Bottleneck> bottlenecks);
[[nodiscard]] std::string findings_list(std::span<const Finding> findings);
[[nodiscard]] std::string warnings_list(const std::vector<std::string>& warnings);
[[nodiscard]] std::string markdown_foot(std::uint64_t fingerprint, const ReportHead& head);

}  // namespace ocssim::reports
