// What must fit together in the blocks of applications, and whether their load is constant.
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/model/cross_checks.hpp"

namespace ocssim::scenarios {

void check_applications(const Draft& draft) {
  const models::AttendantConfig& attendant = draft.scenario.attendant;
  if (!draft.is_good({"/conferencing_attendant"})) return;
  if (attendant.start_window <= attendant.start_every) return;
  draft.fail(DiagnosticCode::out_of_range, "/conferencing_attendant/start_window",
             "callers of one start come after the next one",
             "at most " + format_duration(attendant.start_every));
}

bool comes_in_waves(const Scenario& scenario) {
  const auto attendant = models::index_of(models::CallServiceRole::conferencing_attendant);
  const bool in_bursts = scenario.attendant.scheduled_share > 0.0;
  return (scenario.call_services[attendant].enabled && in_bursts) ||
         (scenario.announcements.enabled && scenario.announcements.meeting_callers > 0) ||
         (scenario.director.enabled && scenario.director.return_share > 0.0);
}

}  // namespace ocssim::scenarios
