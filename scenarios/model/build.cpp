// Runs one replication of a validated scenario.
#include "scenarios/model/build.hpp"

#include "engine/simulation.hpp"
#include "engine/stats/mser5.hpp"
#include "engine/stats/observe.hpp"
#include "models/archiving/record_server.hpp"
#include "models/back_end/sql_back_end.hpp"
#include "models/balancer/egress_nat.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/clients.hpp"
#include "models/clients/connection_streams.hpp"
#include "models/conferencing/conferences.hpp"
#include "models/conferencing/mcu_server.hpp"
#include "models/director/director.hpp"
#include "models/edge/reverse_proxy.hpp"
#include "models/front_end/front_end.hpp"
#include "models/front_end/role_servers.hpp"
#include "models/observer/narrator.hpp"
#include "models/pools/pool_link.hpp"
#include "models/queueing/station.hpp"
#include "models/voice/announcements.hpp"
#include "models/voice/attendant.hpp"
#include "models/voice/call_service.hpp"
#include "models/voice/outside_voice.hpp"
#include "models/voice/session_work.hpp"
#include "models/web/web_components.hpp"
#include "scenarios/model/wiring.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ocssim::scenarios {
namespace {

/// Where the observation window lies.
struct WindowPlan {
  SimTime begin{};
  SimTime end{};
};

/// Metrics of the run itself, and those that the study makes of what replications leave.
const std::vector<MetricInfo>& run_metrics() {
  static const std::vector<MetricInfo> table = {
      {"events.processed", "events", MetricKind::count, Better::none,
       "events handled since time 0, warm-up included"},
      {"recovery.time", "s", MetricKind::tally, Better::lower,
       "from a fault to the first 60 s from which on as many are signed in as before and every "
       "objective on times is met"}};
  return table;
}

/// The whole run, or from the first named phase to the last.
WindowPlan window_of(const Scenario& scenario) {
  const SimulationPlan& plan = scenario.simulation;
  WindowPlan window{.begin = sim_start, .end = sim_start + plan.duration};
  if (plan.warm_up == WarmUp::fixed) window.begin = sim_start + plan.warm_up_time;
  if (plan.phases.empty()) return window;
  window.begin = sim_never;
  window.end = sim_start;
  for (const PhaseWindow& phase : plan.phases) {
    window.begin = std::min(window.begin, sim_start + phase.from);
    window.end = std::max(window.end, sim_start + phase.to);
  }
  return window;
}

const char* describe(StopReason reason) {
  switch (reason) {
    case StopReason::horizon:
      return "horizon";
    case StopReason::no_more_events:
      return "no_more_events";
    case StopReason::event_limit:
      return "event_limit";
    case StopReason::stop_requested:
      return "stop_requested";
  }
  return "";
}

bool ended_early(StopReason reason) {
  return reason == StopReason::event_limit || reason == StopReason::stop_requested;
}

/// Runs to `until`, with a look at the pool on the way.
StopReason run_until(Model& model, SimTime until, const SimulateOptions& options) {
  Simulation& sim = model.simulation();
  if (options.look && options.look_every > Duration::zero()) {
    const std::int64_t every = options.look_every.count();
    for (SimTime next{Duration{(sim.now().time_since_epoch().count() / every + 1) * every}};
         next <= until; next += options.look_every) {
      const StopReason reason = sim.run_until(next - Duration{1});
      if (ended_early(reason)) return reason;
      options.look(next, model.pool());
    }
  }
  return sim.run_until(until);
}

Observations run_once(const Scenario& scenario, std::uint32_t replication,
                      const SimulateOptions& options, const WindowPlan& window) {
  RunPlan plan;
  plan.seed = scenario.simulation.seed;
  plan.replication = replication;
  plan.event_limit = options.event_limit;
  plan.stop_requested = options.stop_requested;
  plan.trace = options.trace;
  if (options.narrator != nullptr && scenario.has_pool) plan.trace = options.narrator;
  Model model(scenario, plan, window.end);
  if (options.narrator != nullptr) options.narrator->connect(model.pool());
  Simulation& sim = model.simulation();

  Observations out;
  out.replication = replication;
  StopReason reason = StopReason::horizon;
  if (window.begin > sim_start) reason = run_until(model, window.begin, options);
  sim.begin_observation();
  if (!ended_early(reason)) reason = run_until(model, window.end, options);
  out.window_begin_s = to_seconds(window.begin);
  out.window_end_s = to_seconds(sim.now());
  const SimTime horizon = sim_start + scenario.simulation.duration;
  const bool goes_on = !ended_early(reason) && window.end < horizon;
  if (!goes_on) sim.drop_events();
  sim.end_observation(out);
  out.warm_up_cut_s = out.window_begin_s;
  if (goes_on) reason = run_until(model, horizon, options);
  out.events_processed = sim.events_processed();
  out.metrics.push_back(observe_count(run_metrics().front(), "", sim.events_processed(),
                                      {.begin = sim_start, .end = sim.now()}));
  out.event_fingerprint = sim.event_fingerprint();
  out.stop_reason = describe(reason);
  std::stable_sort(out.timeline.begin(), out.timeline.end(),
                   [](const TimelineEntry& a, const TimelineEntry& b) { return a.at < b.at; });
  return out;
}

/// Conferences last for an hour: in a shorter run their number is one slow wave, which says nothing
/// of how the pool warms up. They begin stationary or are looked at from empty on purpose.
std::vector<Series> warm_up_series(const std::vector<Series>& all) {
  std::vector<Series> used;
  std::copy_if(all.begin(), all.end(), std::back_inserter(used), [](const Series& series) {
    return series.component.empty() && series.name.rfind("conferences.", 0) != 0 &&
           series.name.rfind("av.", 0) != 0;
  });
  return used;
}

bool wants_mser5(const Scenario& scenario) {
  return scenario.simulation.analysis == Analysis::steady &&
         scenario.simulation.warm_up == WarmUp::automatic;
}

}  // namespace

Observations simulate(const Scenario& scenario, std::uint32_t replication,
                      const SimulateOptions& options) {
  const WindowPlan window = window_of(scenario);
  Observations whole = run_once(scenario, replication, options, window);
  if (!wants_mser5(scenario) || whole.stop_reason == "stop_requested") return whole;
  // MSER-5 looks at the series of the system that all replications have, then the same run (same
  // seed, same events) is observed from the cut on.
  const WarmUpCut cut = mser5(warm_up_series(whole.series));
  if (cut.slices == 0 && cut.settled) return whole;
  WindowPlan rest = window;
  rest.begin = sim_start + cut.time;
  Observations settled = cut.settled ? run_once(scenario, replication, options, rest) : whole;
  settled.warm_up_cut_s = to_seconds(rest.begin);
  settled.settled = cut.settled;
  return settled;
}

std::span<const MetricInfo> metric_registry() {
  static const std::vector<MetricInfo> registry = [] {
    using enum models::RecordServer::Role;
    std::vector<MetricInfo> all;
    for (const auto* table :
         {&models::Clients::metrics(), &models::LoadBalancer::metrics(),
          &models::ConnectionStreams::metrics(), &models::EgressNat::metrics(),
          &models::FrontEnd::metrics(), &models::Conferences::metrics(),
          &models::McuServer::metrics(), &models::SqlBackEnd::metrics(),
          &models::Adapter::metrics(), &models::Station::metrics(), &models::CallService::metrics(),
          &models::SessionWork::metrics(), &models::ReverseProxy::metrics(),
          &models::WebComponents::metrics(), &models::RoleServers::metrics(),
          &models::PoolLink::metrics(), &models::RecordServer::metrics(archiving),
          &models::RecordServer::metrics(monitoring), &run_metrics()}) {
      all.insert(all.end(), table->begin(), table->end());
    }
    for (const auto* table : {&models::Attendant::metrics(), &models::Announcements::metrics(),
                              &models::OutsideVoice::metrics(), &models::Director::metrics()}) {
      all.insert(all.end(), table->begin(), table->end());
    }
    std::sort(all.begin(), all.end(),
              [](const MetricInfo& a, const MetricInfo& b) { return a.name < b.name; });
    return all;
  }();
  return registry;
}

}  // namespace ocssim::scenarios
