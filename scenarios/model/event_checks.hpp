// What must be true of the timeline, and the settings that it may change.
#pragma once

#include "scenarios/model/cross_checks.hpp"
#include "scenarios/model/scalar.hpp"

#include <span>
#include <string_view>

namespace ocssim::scenarios {

/// Every event says one thing, of something that is there, before the end, in a possible order.
void check_events(const Draft& draft);

/// Paths of the settings that may change while the pool runs.
[[nodiscard]] std::span<const std::string_view> changeable_settings();

/// Order of the events by time; equal times keep the order of the file.
[[nodiscard]] std::vector<std::size_t> by_time(const std::vector<models::FaultConfig>& events);

/// Gives each change of a setting the settings that hold from then on. `scenario` is complete, its
/// events in the order of `list`, the timeline in the document.
void settle_changes(Scenario& scenario, const Value& list, const SourceTable& sources);

}  // namespace ocssim::scenarios
