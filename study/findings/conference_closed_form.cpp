// Closed forms of conferences: M/G/∞ and Little's law.
#include "scenarios/topology/conference_load.hpp"
#include "study/findings/closed_form.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ocssim::study {

void compare_conferences(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                         std::vector<ClosedFormRow>& rows) {
  const models::ConferencingConfig& config = scenario.conferencing;
  const bool is_constant = scenario.clients.start == models::StartMode::steady &&
                           config.start == models::ConferenceStart::stationary &&
                           scenario.events.empty() && config.meetings.empty();
  if (config.detail == models::ConferenceDetail::load || !is_constant) return;
  const scenarios::ConferenceLoad load =
      scenarios::conference_load(config, static_cast<double>(scenario.clients.users));
  const auto add = [&](std::string_view metric, std::string_view statistic, double predicted,
                       const char* unit, std::string formula) {
    const Figure simulated = figure_of(metrics, metric, "", statistic);
    if (!simulated.value || predicted <= 0.0) return;
    rows.push_back({.name = std::string(metric),
                    .formula = std::move(formula),
                    .predicted = predicted,
                    .simulated = simulated,
                    .unit = unit});
  };
  add("conferences.in_progress", "mean", load.in_progress, "conferences",
      "M/G/inf: conferences/s · mean duration");
  add("conferences.users", "mean", load.users, "users",
      "Little: conferences/s · size · time in conference");
  add("conferences.begun", "rate", load.rate, "1/s", "users in conference / (size · stay)");
}

}  // namespace ocssim::study
