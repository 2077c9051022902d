// When a connection is cut for being idle. Data pass at random instants, λ an hour in both
// directions together, and the balancer cuts the connection once none passed for T:
//
//   cuts a connection-hour = λ / (e^(λT) − 1)
//
// (a Poisson process leaves its first gap of T after (e^(λT) − 1) / λ in the mean). Users publish
// and their watchers are notified; keep-alives and all other timers are off.
#include "models/theory/real_functions.hpp"
#include "study/verify/scenario_run.hpp"
#include "study/verify/theory/checks.hpp"

#include <string>

namespace ocssim::study {
namespace {

constexpr double publications = 12.0;   // an hour
constexpr double timeout = 5.0 / 60.0;  // [h]

/// Each publication goes to `watchers` others.
Settings publishing(double watchers) {
  return quiet() + Settings{"clients.users=1000",
                            "clients.activity.presence_publications=12 / user / hour",
                            "clients.contacts.mean=" + std::to_string(watchers),
                            "clients.contacts.sigma=0",
                            "clients.contacts.watching_share=100 %",
                            "clients.keep_alive.enabled=false",
                            "clients.register_refresh.without=1000 h",
                            "clients.session_length=1000 h",
                            "clients.reauthentication_interval=1000 h",
                            "clients.reconnect.delay=1 s",
                            "front_ends.idle_timeout=1 d",
                            "load_balancer.idle_timeout=5 min",
                            "load_balancer.reset_on_idle_timeout=true"};
}

/// A connection-hour.
double cuts(const ScenarioRun& run) {
  return 3600.0 * run.rate("lb.idle_drops") / run.mean("clients.signed_in");
}

}  // namespace

Evidence verify_idle_connections(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "idle connections are cut";
  evidence.source = "gaps of a Poisson process";
  evidence.proves = "data in either direction restart the idle timer, and nothing else does";
  evidence.limits = "with reset; what clients notice without is a recorded measurement (C3)";
  const ScenarioRun alone("enterprise-100k",
                          publishing(0.0) + lasting(context.pick("90 min", "330 min"), "30 min"),
                          context.seed);
  const double theory = publications / models::exp_minus_one(publications * timeout);
  evidence.rows.push_back(within_share("own data only, λT 1: cuts", "1/connection/h", theory,
                                       cuts(alone), context.pick(0.05, 0.025)));
  // λT is 29 in the mean; that of the least noticed user of 1,000 is above 10.
  const ScenarioRun noticed("enterprise-100k", publishing(28.0) + lasting("20 min"), context.seed);
  evidence.rows.push_back(
      exactly("with notifications from 28 others: cuts", "1/connection/h", 0.0, cuts(noticed)));
  return evidence;
}

}  // namespace ocssim::study
