// The whole vocabulary is spoken: every metric that the build promises comes out of a run, with a
// unit and a help text, and every template of `init` is a scenario that runs.
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace ocssim::models {
namespace {

std::set<std::string> reported_by(const PoolRun& run) {
  std::set<std::string> names;
  for (const Observation& metric : run.observations().metrics) names.insert(metric.metric);
  return names;
}

// What balancer and servers let in at most: each reports only where it is limited.
const Settings limits{"load_balancer.limits.connections=2000", "load_balancer.connect_rate=100 / s",
                      "front_ends.dies_above=100000"};

// Ends that a balancer or a NAT brings, datagrams, and races for ports.
const Settings ends{"load_balancer.limits.connections=2000",
                    "load_balancer.limits.on_full=evict_oldest",
                    "load_balancer.max_connection_duration=1 h",
                    "load_balancer.on_deregistered=reset",
                    "load_balancer.fail_open=true",
                    "load_balancer.snat.race_window=1 us"};
const Settings ends_outside{"egress.race_window=1 us", R"(connections=[
      {"destination": 1, "hold": "1 min", "rate": "10 / s", "sends_every": "10 s"},
      {"destination": 1, "hold": "1 min", "rate": "10 / s", "transport": "udp"}])"};

// Rules of the guide that reports only have something to say about where they are broken.
const Settings broken{"load_balancer.affinity=false", "load_balancer.nat=dnat",
                      "deployment.vip_static=false", "deployment.front_end_addresses_static=false",
                      "deployment.membership_changes_online=false"};

TEST(Vocabulary, EveryMetricOfTheRegistryComesOutOfARun) {
  std::set<std::string> seen =
      reported_by(PoolRun("enterprise-100k", scaled(1000) + lasting("2 min")));
  seen.merge(reported_by(PoolRun("mmc-knee", lasting("2 min"))));
  seen.merge(reported_by(PoolRun("mixers-in-step", lasting("2 s"))));
  // A server that comes back, until it has caught up.
  seen.merge(reported_by(PoolRun("front-end-lost",
                                 scaled(1000) + Settings{"clients.session_length=20 min"}, 0,
                                 {OCSSIM_SOURCE_DIR "/tests/models/pool/power_back_soon.json"})));
  seen.merge(reported_by(PoolRun("enterprise-100k", scaled(1000) + lasting("1 min"), 0,
                                 {OCSSIM_SOURCE_DIR "/tests/models/pool/web_connections.json"})));
  // All that stands around the pool, and servers that do not reach each other.
  seen.merge(reported_by(PoolRun("enterprise-100k", scaled(1000) + lasting("1 min"), 0,
                                 {OCSSIM_SOURCE_DIR "/tests/models/pool/surroundings.json"})));
  seen.merge(reported_by(PoolRun("enterprise-100k", scaled(1000) + lasting("1 min") +
                                                        Settings{"front_ends.mutual_tls=false"})));
  seen.merge(reported_by(PoolRun("nic-rings", lasting("2 s"))));  // with stalls
  seen.merge(reported_by(PoolRun("enterprise-100k", scaled(1000) + lasting("1 min") + limits)));
  seen.merge(reported_by(PoolRun("enterprise-100k", scaled(1000) + lasting("1 min") + broken)));
  seen.merge(reported_by(PoolRun("enterprise-100k", scaled(1000) + lasting("1 min") + ends)));
  // Servers' own connections on the way out; and one source address with more than a server takes.
  const std::string published = OCSSIM_SOURCE_DIR "/scenarios/published/";
  seen.merge(reported_by(PoolRun(published + "snat-quota-cloud-nat.json", lasting("1 min"))));
  seen.merge(reported_by(
      PoolRun(published + "nat-table-evicts-cilium.json", lasting("1 min") + ends_outside)));
  seen.merge(reported_by(PoolRun(published + "registrar-behind-snat.json", lasting("5 min"))));
  seen.merge(reported_by(PoolRun(OCSSIM_SOURCE_DIR "/scenarios/today/path-timers.json",
                                 Settings{"clients.users=500"} + lasting("1 min"))));
  seen.insert("recovery.time");  // made by the study of what replications leave
  seen.merge(reported_by(PoolRun(
      "enterprise-100k", scaled(1000) + lasting("2 min") + Settings{"av.simulate=conferences"})));
  for (const MetricInfo& metric : scenarios::metric_registry()) {
    EXPECT_EQ(seen.erase(std::string(metric.name)), 1u) << metric.name << " is never reported";
    EXPECT_FALSE(metric.unit.empty()) << metric.name;
    EXPECT_FALSE(metric.help.empty()) << metric.name;
  }
  for (const std::string& name : seen) ADD_FAILURE() << name << " is reported and not declared";
}

TEST(Vocabulary, EveryTemplateIsAScenarioThatRuns) {
  for (const std::string& name : scenarios::shipped_scenarios()) {
    static const std::set<std::string> without_pool{"fec-feedback", "mixers-in-step", "mmc-knee",
                                                    "nic-rings"};
    const bool has_pool = without_pool.count(name) == 0;
    // A sliver of each: its own events and phases are at times that a minute does not reach.
    const Settings settings =
        has_pool ? scaled(1000) + Settings{"events=[]", "simulation.phases=[]"} : Settings{};
    const PoolRun run(name, settings + lasting("1 min"));
    EXPECT_GT(run.observations().events_processed, 0u) << name;
  }
}

}  // namespace
}  // namespace ocssim::models
