// Blocking of source ports through the whole pool, against Erlang's and Engset's formulas.
//
//   Erlang B   connections begin at random instants and hold a port for a fixed time; one that
//              finds none is lost. The formula does not depend on the law of the holding time.
//   Engset     N clients: each holds a port for a fixed time, is idle for a uniform time, tries
//              again; refused or not. It depends on the means only.
#include "engine/experiment/parallel.hpp"
#include "engine/stats/estimate.hpp"
#include "models/theory/engset.hpp"
#include "models/theory/erlang.hpp"
#include "study/verify/scenario_run.hpp"
#include "study/verify/theory/checks.hpp"

namespace ocssim::study {
namespace {

constexpr std::uint32_t replications = 8;
/// One that finds no port is accepted and closed; nothing costs time.
const char* const ports_only = "measured/c1/hapsrc";

Figure refused_share(const Settings& settings, const CheckContext& context) {
  const scenarios::Scenario scenario = scenario_with(ports_only, settings, context.seed);
  std::vector<double> shares(replications);
  parallel_for(replications, context.jobs, [&](std::size_t i) {
    const ScenarioRun run(scenario, static_cast<std::uint32_t>(i));
    const double refused = run.total("snat.refused");
    shares[i] = refused / (refused + run.sum_of_totals("lb.new_connections"));
  });
  return estimate_mean(shares, 0.95);
}

}  // namespace

Evidence verify_port_blocking(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "source ports: Erlang B and Engset";
  evidence.source = "Erlang 1917; Engset 1918";
  evidence.proves =
      "ports taken, held, freed and refused by clients, balancer and servers together";
  evidence.limits = "no TIME_WAIT, one address";
  const double length = context.pick(2500.0, 10000.0);
  // 9 connections a second for 10 s each: 90 Erl on 100 ports.
  const Settings erlang{"clients.users=" + std::to_string(static_cast<int>(9.0 * length)),
                        "clients.sign_in_window=" + time_text(length),
                        "clients.sign_in_spacing=random",
                        "clients.session_length=10 s",
                        "simulation.duration=" + time_text(length),
                        "load_balancer.snat.ports_per_address=100",
                        "load_balancer.snat.time_wait=0 s",
                        "front_ends.count=1"};
  evidence.rows.push_back(within_errors("Erlang B, 90 Erl on 100 ports", "1",
                                        models::erlang_b(100, 90.0), refused_share(erlang, context),
                                        replications));
  // 60 clients, held for 10 s, idle for U(0, 20 s), 32 ports.
  const models::EngsetSystem system{.sources = 60, .servers = 32, .load_per_idle_source = 1.0};
  const Settings engset{"clients.users=60",
                        "clients.sign_in_window=20 s",
                        "clients.sign_in_spacing=random",
                        "clients.reconnect.enabled=true",
                        "clients.reconnect.delay=20 s",
                        "clients.reconnect.backoff=1",
                        "clients.reconnect.max_delay=20 s",
                        "clients.session_length=30 d",
                        "clients.reauthentication_interval=30 d",
                        "clients.register_refresh.without=30 d",
                        "simulation.duration=" + time_text(context.pick(2000.0, 8000.0)),
                        "load_balancer.idle_timeout=10 s",
                        "load_balancer.snat.ports_per_address=32",
                        "front_ends.count=1"};
  evidence.rows.push_back(within_errors("Engset, 60 clients on 32 ports", "1",
                                        models::engset(system).call_congestion,
                                        refused_share(engset, context), replications));
  return evidence;
}

}  // namespace ocssim::study
