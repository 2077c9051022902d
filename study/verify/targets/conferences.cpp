// Targets of conferencing: users and meetings from the bottom up (V8), a meeting of 1,000 (V13).
#include "study/verify/scenario_run.hpp"
#include "study/verify/targets/checks.hpp"

#include <string>

namespace ocssim::study {
namespace {

/// Nobody but the conferences does anything, on processors that nobody looks at.
Settings conferences_only() {
  return quiet() + Settings{"clients.keep_alive.enabled=false",
                            "clients.session_length=1000 h",
                            "clients.reauthentication_interval=1000 h",
                            "clients.register_refresh.without=1000 h",
                            "load_balancer.idle_timeout=1000 h",
                            "front_ends.clock=20 GHz",
                            "front_ends.messages.conference_mixing.megacycles=1000",
                            "front_ends.messages.conference_data.megacycles=1000",
                            "av.simulate=conferences"};
}

double a_server(const ScenarioRun& run, std::string_view metric) {
  double sum = 0.0;
  for (int server = 0; server < 8; ++server) {
    sum += run.mean(metric, "mcu[" + std::to_string(server) + "].application_sharing");
  }
  return sum / 8.0;
}

}  // namespace

Evidence verify_conferences(const CheckContext& context) {
  // As the published arithmetic has it: all of 4, everybody joins at the begin.
  const Settings settings =
      conferences_only() +
      Settings{"clients.users=80000", "av.conferences.join_within=0 s",
               "av.meeting_policy.anonymous_participants=true",
               R"(av.conferences.sizes=[{"participants": 4, "share": "100 %"}])"} +
      lasting(context.pick("10 h", "20 h")) + Settings{"simulation.analysis=terminating"};
  const ScenarioRun run("enterprise-100k", settings, context.seed);
  Evidence evidence;
  evidence.title = "conferences at 80,000 users";
  evidence.kind = EvidenceClass::arithmetic;
  evidence.source = "L13-CONF";
  evidence.proves = "arrivals, durations, media mix and factory give the published arithmetic";
  evidence.limits = "5 % in conference and sizes of 4 are its inputs";
  evidence.rows = {
      within_share("users in conference", "users", 4000.0, run.mean("conferences.users"), 0.03),
      within_share("users of a server", "users", 500.0, run.sum_of_means("focus.users") / 8.0,
                   0.03),
      within_share("meetings of a server", "conferences", 125.0,
                   run.sum_of_means("focus.conferences") / 8.0, 0.03),
      within_share("meetings of a server with a shared application", "conferences", 46.875,
                   a_server(run, "mcu.conferences"), 0.05),
      within_share("their users", "users", 187.5, a_server(run, "mcu.users"), 0.05)};
  return evidence;
}

Evidence verify_large_meeting(const CheckContext& context) {
  const auto run = [&](const char* audio) {
    return ScenarioRun("large-meeting",
                       quiet() + Settings{std::string("av.conferences.meetings[0].audio=") + audio},
                       context.seed);
  };
  const ScenarioRun quarter = run("25 %");
  const ScenarioRun most = run("75 %");
  Evidence evidence;
  evidence.title = "a meeting of 1,000";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "L10-BIG (Lync 2010, a dedicated pool)";
  evidence.proves = "roster updates by one thread: the row that was not used for the calibration";
  evidence.limits =
      "calibrated: the work of an update to the 25 s, the size of the content to the 55 s; that "
      "all join at once is assumed; what else data collaboration waits for is not modeled";
  evidence.rows = {
      shown("last audio, 250 of 1,000", "s", 25.0, quarter.highest("conferences.audio_time")),
      within_share("last audio, 750 of 1,000", "s", 43.0, most.highest("conferences.audio_time"),
                   0.15),
      shown("all joined, 250 of 1,000", "s", 55.0, quarter.highest("conferences.join_time")),
      shown("all joined, 750 of 1,000", "s", 62.0, most.highest("conferences.join_time"))};
  return evidence;
}

}  // namespace ocssim::study
