// Events of the timeline that are no failure of a server: addresses, disks, the directory,
// settings.
#include "scenarios/model/event_checks.hpp"
#include "scenarios/model/schema.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

const std::string folder = OCSSIM_SOURCE_DIR "/tests/models/pool/";

/// 8,000 quiet clients on two addresses, 30 min.
Settings quiet_pool() {
  return quiet() + Settings{"clients.users=8000", "load_balancer.snat.addresses=2",
                            "simulation.duration=30 min"};
}

TEST(Timeline, ARemovedAddressResetsItsConnectionsAndTheOthersServeAll) {
  const PoolRun run("enterprise-100k", quiet_pool(), 0, {folder + "remove_address.json"});
  // Round robin: half of 8,000 are at snat_address[1] when it goes at 10 min.
  EXPECT_NEAR(run.total("clients.reconnects"), 4000.0, 40.0);  // a few sessions ended before
  EXPECT_EQ(run.mean("clients.without_connection"), 0.0);
  EXPECT_NEAR(run.highest("snat.ports_in_use", "snat_address[0]"), 8000.0, 60.0);
  ASSERT_EQ(run.timeline("change").size(), 1u);
  EXPECT_EQ(run.timeline("change")[0].component, "snat_address[1]");
}

TEST(Timeline, AnAddressThatIsMissingCostsItsShareOfPorts) {
  // 2 x 5,000 ports for 8,000: without one of them 3,000 find none.
  const Settings small = quiet_pool() + Settings{"load_balancer.snat.ports_per_address=5000"};
  const PoolRun removed("enterprise-100k", small, 0, {folder + "remove_address.json"});
  const PoolRun whole("enterprise-100k", small);
  std::printf("refused: %.0f with one address less, %.0f with both; without connection %.0f\n",
              removed.total("snat.refused"), whole.total("snat.refused"),
              removed.mean("clients.without_connection"));
  EXPECT_EQ(whole.total("snat.refused"), 0.0);
  EXPECT_NEAR(removed.mean("clients.without_connection"), 3000.0, 60.0);
  EXPECT_GT(removed.total("snat.syn_dropped"), 3000.0);
}

TEST(Timeline, RefusalsAreCountedOverTime) {
  const Settings small = quiet_pool() + Settings{"load_balancer.snat.ports_per_address=5000"};
  const PoolRun removed("enterprise-100k", small, 0, {folder + "remove_address.json"});
  double total = 0.0;
  double before = 0.0;
  std::size_t series = 0;
  for (const Series& one : removed.observations().histories) {
    if (one.name != "snat.syn_dropped.rate") continue;
    ++series;
    ASSERT_EQ(one.values.size(), 100u);
    EXPECT_EQ(one.slice, std::chrono::seconds(18));
    for (std::size_t i = 0; i < 100; ++i) {
      total += one.values[i] * 18.0;
      if (i < 33) before += one.values[i];
    }
  }
  EXPECT_EQ(series, 1u);
  EXPECT_EQ(before, 0.0) << "the address goes at 10 min";
  EXPECT_NEAR(total, removed.total("snat.syn_dropped"), 1e-6);
}

/// A tenth of the pool with all its work.
Settings tenth() {
  return scaled(10000) + Settings{"simulation.duration=12 min"};
}

TEST(Timeline, ADegradedDiskIsSlowUntilItIsRestored) {
  const Settings one_disk = tenth() + Settings{"sql.disks.data.spindles=1"};
  const PoolRun usual("enterprise-100k", one_disk);
  const PoolRun slow("enterprise-100k", one_disk, 0, {folder + "slow_disk.json"});
  const double before = usual.mean("sql.disk.data.utilization", "sql");
  const double after = slow.mean("sql.disk.data.utilization", "sql");
  std::printf("data disks busy: %.3f, twice as slow for a third of the time %.3f\n", before, after);
  ASSERT_GT(before, 0.02);
  ASSERT_LT(before, 0.35);
  // 4 of 12 minutes at twice the time: 4/3 of the load.
  EXPECT_NEAR(after / before, 4.0 / 3.0, 0.12);
}

TEST(Timeline, ASilentDirectoryHoldsNtlmSignInsAndNoOthers) {
  const auto with = [](const char* authentication) {
    return PoolRun("enterprise-100k",
                   quiet() + Settings{"clients.users=2000", "simulation.duration=20 min",
                                      "clients.session_length=1 h",
                                      std::string("clients.authentication=") + authentication},
                   0, {folder + "directory_away.json"});
  };
  const PoolRun ntlm = with("ntlm");
  const PoolRun kerberos = with("kerberos");
  std::printf("failed attempts: %.0f with NTLM, %.0f with Kerberos\n",
              ntlm.total("clients.attempt_failures"), kerberos.total("clients.attempt_failures"));
  EXPECT_GT(ntlm.total("clients.attempt_failures"), 100.0);
  EXPECT_EQ(kerberos.total("clients.attempt_failures"), 0.0);
  EXPECT_EQ(ntlm.timeline("fault").size(), 1u);
}

TEST(Timeline, AChangedSettingHoldsFromItsInstantOn) {
  // 2 min of idle timeout from 5 min on, and nobody says anything for 15: all are cut.
  const Settings silent = quiet() + Settings{"clients.users=1000", "simulation.duration=20 min",
                                             "clients.keep_alive.enabled=false"};
  const PoolRun changed("enterprise-100k", silent, 0, {folder + "change_timeout.json"});
  const PoolRun usual("enterprise-100k", silent);
  EXPECT_EQ(usual.total("lb.idle_drops"), 0.0);
  EXPECT_GE(changed.total("lb.idle_drops"), 1000.0);
  ASSERT_EQ(changed.timeline("change").size(), 1u);
  EXPECT_NE(changed.timeline("change")[0].text.find("load_balancer.idle_timeout is 2 min"),
            std::string::npos);
}

TEST(Timeline, AChangedRateOfWorkIsSeenAtOnce) {
  const PoolRun run("enterprise-100k",
                    scaled(2000) + Settings{"simulation.duration=20 min",
                                            "clients.activity.polls=0 / user / hour"},
                    0, {folder + "polls_begin.json"});
  // 60 a user and hour from 10 min on: 2,000 a minute.
  EXPECT_NEAR(run.total("offered.polls"), 20000.0, 4.0 * 142.0);
}

TEST(Timeline, EverySettingThatMayChangeIsOne) {
  for (const std::string_view path : scenarios::changeable_settings()) {
    const scenarios::SchemaNode* node = scenarios::find_schema_node(path);
    ASSERT_NE(node, nullptr) << path;
    ASSERT_NE(node->field, nullptr) << path;
    EXPECT_TRUE(static_cast<bool>(node->field->store)) << path;
  }
}

TEST(Timeline, ASecondLogicalBalancerKeepsItsPortsApart) {
  const Settings web = scaled(1000) + Settings{"simulation.duration=1 min"};
  const PoolRun one("enterprise-100k", web, 0, {folder + "web_connections.json"});
  const PoolRun two("enterprise-100k", web + Settings{"load_balancer.logical_balancers=2"}, 0,
                    {folder + "web_connections.json"});
  EXPECT_GT(two.mean("snat.ports_in_use", "snat_address[2]"), 0.0);
  EXPECT_NEAR(two.sum_of_means("snat.ports_in_use"), one.sum_of_means("snat.ports_in_use"), 2.0);
  EXPECT_LT(two.mean("snat.ports_in_use", "snat_address[0]"),
            one.mean("snat.ports_in_use", "snat_address[0]"));
}

}  // namespace
}  // namespace ocssim::models
