// The queues inside a pool, with so little around them that product form holds: clients poll at
// exponential intervals, a poll visits the cores of its Front End and then those of the back end.
//
//   clients ─λ─▶ Front End, M/M/4 ──▶ database connection ──▶ back end, M/M/2 ──▶ answer
//
// Burke: what leaves the first is Poisson again. Connections and memory are plenty.
#include "engine/experiment/parallel.hpp"
#include "engine/stats/estimate.hpp"
#include "models/front_end/message_class.hpp"
#include "models/theory/mmc.hpp"
#include "study/verify/scenario_run.hpp"
#include "study/verify/theory/checks.hpp"

#include <string>
#include <vector>

namespace ocssim::study {
namespace {

constexpr std::uint32_t replications = 8;
constexpr double users = 1000.0;
constexpr models::MmcQueue front_end_queue{
    .arrival_rate = 500.0, .service_time = 0.8 * 4 / 500.0, .servers = 4};
constexpr models::MmcQueue sql_queue{
    .arrival_rate = 500.0, .service_time = 0.7 * 2 / 500.0, .servers = 2};

/// The clock at which so many Mcycles take so long.
std::string clock_text(double megacycles, double service_time) {
  return std::to_string(megacycles * 1e6 / service_time) + " Hz";
}

Settings polls_only() {
  const double an_hour = 3600.0 * front_end_queue.arrival_rate / users;
  return quiet() + Settings{"clients.users=1000",
                            "clients.activity.polls=" + std::to_string(an_hour) + " / user / hour",
                            "clients.activity.polls_cached_share=0 %",
                            "clients.keep_alive.enabled=false",
                            "clients.register_refresh.without=1000 h",
                            "clients.session_length=1000 h",
                            "clients.reauthentication_interval=1000 h",
                            "load_balancer.idle_timeout=1000 h",
                            "front_ends.count=1",
                            "front_ends.cores=4",
                            "front_ends.database_connections=1000",
                            "sql.cores=2",
                            "sql.token_cache.slowdown=0"};
}

}  // namespace

Evidence verify_pool_queues(const CheckContext& context) {
  const scenarios::Scenario costs = scenario_with("enterprise-100k", {});
  const models::MessageCost& poll =
      costs.front_ends.messages[index_of(models::MessageClass::poll_stored)];
  const Settings settings =
      polls_only() +
      Settings{"front_ends.clock=" + clock_text(poll.megacycles, front_end_queue.service_time),
               "sql.clock=" + clock_text(costs.sql.call_megacycles, sql_queue.service_time)} +
      lasting(context.pick("70 s", "610 s"), "10 s");
  const scenarios::Scenario scenario = scenario_with("enterprise-100k", settings, context.seed);
  const double network = 2.0 * to_seconds(scenario.network.front_end_to_sql);
  std::vector<double> at_front_end(replications);
  std::vector<double> busy(replications);
  std::vector<double> at_sql(replications);
  parallel_for(replications, context.jobs, [&](std::size_t i) {
    const ScenarioRun run(scenario, static_cast<std::uint32_t>(i));
    at_front_end[i] = run.mean("front_end.processing_time", front_end(0));
    busy[i] = run.mean("front_end.cpu.utilization", front_end(0));
    at_sql[i] = run.mean("sql.sproc_latency", front_end(0)) - network;
  });
  Evidence evidence;
  evidence.title = "queues inside a pool: a Front End's cores, then those of the back end";
  evidence.source = "Erlang C; Burke 1956";
  evidence.proves = "messages queue at a Front End and calls at the back end as M/M/c does";
  evidence.limits = "polls alone, all pages in memory; other classes differ by their demands";
  const auto judge = [&](const char* name, const char* unit, double theory,
                         const std::vector<double>& values) {
    evidence.rows.push_back(
        within_errors(name, unit, theory, estimate_mean(values, 0.95), replications));
  };
  judge("cores of a Front End, M/M/4, ρ 0.8: utilization", "1", 0.8, busy);
  judge("cores of a Front End, M/M/4, ρ 0.8: W", "s", models::mmc(front_end_queue).sojourn_time,
        at_front_end);
  judge("cores of the back end, M/M/2, ρ 0.7: W", "s", models::mmc(sql_queue).sojourn_time, at_sql);
  return evidence;
}

}  // namespace ocssim::study
