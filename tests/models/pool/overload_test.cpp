// Front Ends with more work than they can do (V18): what throttling saves, and what it does not.
//
// Signaling only, since conferencing work does not come through the client connections. The
// saturation load is that of utilization 1 by the utilization law, measured at a light load;
// goodput is that of minutes 25 to 30 over the goodput that the capacity allows.
//
// Mechanism, with N clients a server of capacity X that wish for r each: at most one transaction a
// connection means that a server holds up to N = 1.5 X / r of them, and works 1.5 / r on these.
// With r = 0.023 /s that is 61 s, more than the 32 s after which clients give up. A client that
// gives a wish up while its connection is not read comes back after 1 / r: the response time is 0.5
// / r.
#include "tests/models/pool/pool_run.hpp"

#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>

namespace ocssim::models {
namespace {

/// So many clients, each `busier` times as busy as the profile says.
struct Population {
  std::uint32_t users = 0;
  double busier = 1.0;
};

constexpr Population many{4000, 1.0};
constexpr Population few{100, 40.0};
constexpr double light_clock = 1e9;  // [Hz]

Settings signaling(const Population& population) {
  const auto rate = [&](double per_hour) {
    return std::to_string(per_hour * population.busier) + " / user / hour";
  };
  return {"clients.users=" + std::to_string(population.users),
          "front_ends.count=4",
          "clients.activity.background=0 / user / hour",
          "clients.activity.polls=" + rate(60.0),
          "clients.activity.im_sessions=" + rate(2.0),
          "clients.activity.presence_publications=" + rate(4.0),
          "clients.activity.message_gap=" + std::to_string(20.0 / population.busier) + " s"};
}

Settings without_throttling() {
  Settings off;
  for (const char* rule : {"queue_latency", "flow_control", "holding_time"}) {
    off.push_back(std::string("front_ends.throttling.") + rule + "=false");
  }
  return off;
}

Settings late() {
  return {R"(simulation.phases=[{"name": "late", "from": "25 min", "to": "30 min"}])"};
}

struct Saturation {
  double clock = 0.0;    // [Hz] at which the offered load is the capacity
  double goodput = 0.0;  // [1/s] of this load
};

Saturation saturation_of(const Population& population) {
  const PoolRun run("enterprise-100k",
                    signaling(population) + Settings{"front_ends.clock=1 GHz"} + lasting("5 min"));
  return {.clock = light_clock * run.front_ends_mean("front_end.cpu.utilization"),
          .goodput = run.rate("goodput.rate")};
}

PoolRun overloaded(const Population& population, const Saturation& saturation, double load,
                   const Settings& settings) {
  const std::string clock = std::to_string(saturation.clock / load) + " Hz";
  return PoolRun("enterprise-100k",
                 signaling(population) + Settings{"front_ends.clock=" + clock} + late() + settings);
}

/// Share of the goodput that the capacity allows.
double share(const PoolRun& run, const Saturation& saturation, double load) {
  return run.rate("goodput.rate") / (saturation.goodput / load);
}

TEST(Overload, WithoutThrottlingGoodputCollapses) {
  for (const Population& population : {many, few}) {
    const Saturation saturation = saturation_of(population);
    const PoolRun below = overloaded(population, saturation, 0.95, {});
    const PoolRun beyond = overloaded(population, saturation, 1.5, without_throttling());
    const double most = share(below, saturation, 0.95);
    const double left = share(beyond, saturation, 1.5);
    std::printf(
        "%u clients: goodput %.1f %% of the capacity at load 0.95, %.1f %% "
        "at 1.5 without throttling\n",
        population.users, 100.0 * most, 100.0 * left);
    EXPECT_GE(most, 0.90);
    EXPECT_LT(left, 0.40);
  }
}

TEST(Overload, TheRulesOfTheServerAloneDoNotSaveIt) {
  // A finding, pinned: clients that go on sending into a socket that nobody reads are answered too
  // late, whatever the server does. The kill after 1 min costs nothing: no transaction takes
  // longer.
  const Saturation saturation = saturation_of(many);
  const PoolRun literal = overloaded(many, saturation, 1.5, {});
  const PoolRun no_kill =
      overloaded(many, saturation, 1.5, {"front_ends.throttling.close_flow_controlled=false"});
  const double with_kill = share(literal, saturation, 1.5);
  const double without_kill = share(no_kill, saturation, 1.5);
  std::printf(
      "literal rules, clients that queue: goodput %.1f %%, without the kill %.1f %%, "
      "%.0f connections closed; a transaction is held for %.1f s\n",
      100.0 * with_kill, 100.0 * without_kill,
      literal.sum_of_totals("front_end.flow_control_closed"),
      literal.front_ends_mean("front_end.holding_time"));
  EXPECT_GT(literal.front_ends_mean("front_end.holding_throttle"), 0.9);
  EXPECT_GT(literal.front_ends_mean("front_end.holding_time"), 25.0);
  EXPECT_LT(with_kill, 0.40);
  EXPECT_NEAR(with_kill, without_kill, 0.02);
}

TEST(Overload, WithClientsThatGiveUpWhileTheyAreNotReadTheRulesSaveIt) {
  const Settings give_up = {"clients.queues_when_blocked=false"};
  for (const Population& population : {many, few}) {
    const Saturation saturation = saturation_of(population);
    const PoolRun on = overloaded(population, saturation, 1.5, give_up);
    const PoolRun off = overloaded(population, saturation, 1.5, give_up + without_throttling());
    double most = 0.0;
    for (const double load : {0.93, 0.97}) {
      const PoolRun below = overloaded(population, saturation, load, {});
      most = std::max(most, share(below, saturation, load));
    }
    std::printf(
        "%u clients that give up when blocked: goodput %.1f %% of its maximum with the "
        "rules, %.1f %% without\n",
        population.users, 100.0 * share(on, saturation, 1.5) / most,
        100.0 * share(off, saturation, 1.5) / most);
    EXPECT_GE(share(on, saturation, 1.5), 0.80 * most);
    EXPECT_LT(share(off, saturation, 1.5), 0.40 * most);
  }
}

}  // namespace
}  // namespace ocssim::models
