// The parts that JSON reports share, each as `ocssim schema results` says.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/json_value.hpp"
#include "reports/report_head.hpp"

#include <span>
#include <vector>

namespace ocssim::reports {

/// Closed forms are promised to nine significant digits, and printed so.
[[nodiscard]] JsonValue nine_digits(double value);

/// What every report begins with: tool, command, resolved scenario.
[[nodiscard]] JsonValue head_json(const ReportHead& head);

/// Null when no objective is stated.
[[nodiscard]] JsonValue verdict_json(const Results& results);
[[nodiscard]] JsonValue objectives_json(std::span<const ObjectiveResult> objectives);

/// Metric → its figures; the system's only.
[[nodiscard]] JsonValue metrics_of_system(const Results& results);
/// Component → metric → its figures.
[[nodiscard]] JsonValue metrics_of_components(const Results& results);

[[nodiscard]] JsonValue bottlenecks_json(std::span<const Bottleneck> bottlenecks);
[[nodiscard]] JsonValue timeline_json(const Results& results);
/// Refusals a second over the run, of replication 0.
[[nodiscard]] JsonValue refusals_json(const Results& results);
[[nodiscard]] JsonValue closed_form_json(const Results& results);
[[nodiscard]] JsonValue path_timers_json(const Results& results);
[[nodiscard]] JsonValue shares_json(const Results& results);
[[nodiscard]] JsonValue identities_json(const Results& results);
[[nodiscard]] JsonValue recommendations_json(const Results& results);
[[nodiscard]] JsonValue attribution_json(const Results& results);
[[nodiscard]] JsonValue windows_json(const Results& results);
/// Verdict, objectives as "text": measured, and what binds first: one point of many, on a page.
void add_point_summary(JsonValue& point, const Results& results);
[[nodiscard]] JsonValue findings_json(std::span<const Finding> findings);

/// Path → value, typed as the resolved scenario has it.
[[nodiscard]] JsonValue set_json(std::span<const Setting> set);

/// Adds what one design point of many shows of its results: verdict, objectives, the system's
/// metrics, bottlenecks, findings. `export` has its components and replications.
void add_point_results(JsonValue& point, const Results& results);

}  // namespace ocssim::reports
