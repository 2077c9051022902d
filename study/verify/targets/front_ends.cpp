// Targets of servers: published pool (V1), lost servers (V2 to V4), the one that returns (V14), and
// overload (V18). Pools stand at a tenth or a hundredth of their size where nothing depends on it:
// clocks and ports in proportion.
#include "study/verify/scenario_run.hpp"
#include "study/verify/targets/checks.hpp"

#include <algorithm>

namespace ocssim::study {
namespace {

const char* const pool = "enterprise-100k";

/// Users that move and users on each survivor when one of `servers` is lost.
std::vector<EvidenceRow> lose_one(std::uint32_t servers, const CheckContext& context) {
  constexpr double users = 3000.0;  // a tenth
  const ScenarioRun run(
      "front-end-lost",
      quiet() + Settings{"clients.users=3000", "front_ends.count=" + std::to_string(servers),
                         "simulation.phases[0].from=599 s"},
      context.seed);
  const double each = users / (servers - 1);
  double most = 0.0;
  for (std::uint32_t index = 1; index < servers; ++index) {
    most = std::max(most, run.highest("lb.connections", front_end(index)));
  }
  const std::string name = "one of " + std::to_string(servers) + " lost: ";
  return {
      exactly(name + "users of 3,000 that move", "users", users / servers,
              run.total("clients.reconnects")),
      within_share(name + "users on a survivor, most", "users", each, most, 0.005),
      exactly(name + "without connection", "users", 0.0, run.mean("clients.without_connection"))};
}

/// A pool of signaling alone at 1.5 times its saturation load, which is that of utilization 1 by
/// the utilization law, measured at a light load.
class Overload {
 public:
  explicit Overload(std::uint64_t seed) : seed_(seed) {
    const ScenarioRun light(
        pool, signaling() + Settings{"front_ends.clock=1 GHz"} + lasting("5 min"), seed);
    clock_ = 1e9 * light.front_ends_mean("front_end.cpu.utilization");
    goodput_ = light.rate("goodput.rate");
  }
  /// Goodput of minutes 25 to 30 over the goodput that the capacity allows.
  [[nodiscard]] double goodput_share(const Settings& settings) const {
    const Settings overloaded =
        signaling() +
        Settings{"front_ends.clock=" + std::to_string(clock_ / load) + " Hz",
                 R"(simulation.phases=[{"name": "late", "from": "25 min", "to": "30 min"}])"};
    const ScenarioRun run(pool, overloaded + settings, seed_);
    return run.rate("goodput.rate") / (goodput_ / load);
  }

 private:
  static constexpr double load = 1.5;
  static Settings signaling() {
    return {"clients.users=4000", "front_ends.count=4",
            "clients.activity.background=0 / user / hour"};
  }

  std::uint64_t seed_;
  double clock_ = 0.0;    // [Hz] at which the offered load is the capacity
  double goodput_ = 0.0;  // [1/s] of this load
};

Settings rules_off() {
  return {"front_ends.throttling.queue_latency=false", "front_ends.throttling.flow_control=false",
          "front_ends.throttling.holding_time=false"};
}

}  // namespace

Evidence verify_published_pool(const CheckContext& context) {
  const ScenarioRun run(pool, scaled(10000) + lasting(context.pick("5 min", "30 min")),
                        context.seed);
  Evidence evidence;
  evidence.title = "8 Front Ends carry 100,000 users";
  evidence.kind = EvidenceClass::calibrated;
  evidence.source = "R2-CONS; L13-MON";
  evidence.proves = "nothing: the level of the load was arranged so that it comes out";
  evidence.limits = "calibrated: front_ends.messages, clients.activity.background";
  evidence.rows = {
      shown("Front End CPU, limit", "1", 0.80, run.front_ends_mean("front_end.cpu.utilization")),
      shown("sproc latency, limit", "s", 0.100, run.front_ends_mean("sql.sproc_latency")),
      shown("answers 503, limit", "", 0.0, run.sum_of_totals("front_end.rejected_503"))};
  return evidence;
}

Evidence verify_one_of_eight_lost(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "one of eight Front Ends lost";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "by arithmetic, 8/7";
  evidence.proves = "connections and load of a lost server spread over the survivors";
  evidence.limits = "the steady state after the loss, not the storm";
  constexpr double users = 8000.0;
  const Settings settings =
      scaled(static_cast<std::uint32_t>(users)) + Settings{"simulation.duration=18 min",
                                                           "simulation.phases[0].from=14 min",
                                                           "simulation.phases[0].to=18 min"};
  const ScenarioRun lost("front-end-lost", settings, context.seed);
  const ScenarioRun whole("front-end-lost", settings + Settings{"events=[]"}, context.seed);
  const auto survivors = [](const ScenarioRun& run) {
    return run.front_ends_mean("front_end.cpu.utilization", 1);
  };
  evidence.rows = {
      within_share("connections of a survivor", "", users / 7.0,
                   lost.front_ends_mean("lb.connections", 1), 0.01),
      within_share("CPU of a survivor over that before", "1", 8.0 / 7.0,
                   survivors(lost) / survivors(whole), 0.03),
      exactly("connections of the lost one", "", 0.0, lost.mean("lb.connections", front_end(0))),
      exactly("residual of Little's law", "ns", 0.0,
              std::max(lost.residual_ns(), whole.residual_ns()))};
  return evidence;
}

Evidence verify_one_of_three_lost(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "30,000 users on 3 Front Ends, one lost";
  evidence.kind = EvidenceClass::arithmetic;
  evidence.source = "L10-CAP";
  evidence.proves = "10,000 users move, 5,000 to each survivor";
  evidence.rows = lose_one(3, context);
  return evidence;
}

Evidence verify_one_of_five_lost(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "30,000 users on 5 and on 6 Front Ends, one lost";
  evidence.kind = EvidenceClass::arithmetic;
  evidence.source = "L13-CAP";
  evidence.proves = "6,000 move to 7,500 each; 5,000 move to 6,000 each";
  evidence.rows = lose_one(5, context);
  const std::vector<EvidenceRow> six = lose_one(6, context);
  evidence.rows.insert(evidence.rows.end(), six.begin(), six.end());
  return evidence;
}

Evidence verify_returning_front_end(const CheckContext& context) {
  const Settings tenth{"clients.users=11250", "front_ends.clock=233 MHz", "sql.clock=233 MHz"};
  const ScenarioRun run("returning-front-end", tenth, context.seed);
  constexpr double caught_up = 0.95 * 12500.0 / (25000.0 / 1800.0);  // [s]
  Evidence evidence;
  evidence.title = "a Front End returns under least connections";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "L13-MON; HEALTH; by arithmetic";
  evidence.proves = "it takes every new connection until it holds as many as the others";
  evidence.limits = "overload is said only where the run shows it: here it does not";
  evidence.rows = {
      exactly("share of new connections over the fair one", "1", 8.0,
              run.mean("lb.returning_share")),
      // 1,188 sign-ins at random instants: one standard deviation is 2.9 %.
      within_share("time until 95 % of the others' connections", "s", caught_up,
                   run.mean("lb.catch_up_time"), 4.0 * 0.029),
      at_most("its CPU meanwhile", "1", 0.80, run.mean("front_end.cpu.utilization", front_end(0)))};
  const Settings ramp = quiet() + tenth;
  const double without =
      ScenarioRun("returning-front-end", ramp, context.seed).mean("lb.catch_up_time");
  const ScenarioRun ramped("returning-front-end", ramp + Settings{"load_balancer.slow_ramp=900 s"},
                           context.seed);
  evidence.rows.push_back(within_share("weighted ramp of 900 s: catch-up over that without", "1",
                                       1.0, ramped.mean("lb.catch_up_time") / without, 0.03));
  const ScenarioRun hour("returning-front-end", ramp + Settings{"load_balancer.slow_ramp=3600 s"},
                         context.seed);
  evidence.rows.push_back(at_most("weighted ramp of 3,600 s: peak share", "1", 3.2,
                                  hour.mean("lb.returning_peak_share")));
  return evidence;
}

Evidence verify_overload(const CheckContext& context) {
  const Overload overload(context.seed);
  Evidence evidence;
  evidence.title = "overload at 1.5 times the saturation load";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "SHEN-TCP; throttling rules of L13-MON";
  evidence.proves = "without control goodput collapses; a limit on transactions keeps it";
  evidence.limits =
      "the published rules keep it only with clients that do not wait behind a connection that is "
      "not read: with clients that queue it collapses too (shown)";
  evidence.rows = {
      at_most("goodput over capacity, rules off", "1", 0.40, overload.goodput_share(rules_off())),
      at_least("rules on, clients give up while not read", "1", 0.75,
               overload.goodput_share({"clients.queues_when_blocked=false"})),
      shown("rules on, clients queue", "1", 0.80, overload.goodput_share({}))};
  return evidence;
}

Evidence verify_local_503(const CheckContext& context) {
  const Overload overload(context.seed);
  Evidence evidence;
  evidence.title = "local 503 as the only control";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "GARR";
  evidence.proves = "answers 503 when the back-end queue is old gain little at a busy Front End";
  evidence.limits = "overload of Front Ends, not of the back end, where the rule belongs";
  const double off = overload.goodput_share(rules_off());
  const double only = overload.goodput_share(
      {"front_ends.throttling.flow_control=false", "front_ends.throttling.holding_time=false"});
  evidence.rows = {at_most("goodput over capacity, 503 only", "1", 0.40, only),
                   at_most("gain over no rule", "1", 0.10, only - off)};
  return evidence;
}

}  // namespace ocssim::study
