// Pools that break a rule of the guide about the balancer's surroundings, each beside a twin that
// keeps it; and the balancer's own limit.
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

/// Quiet clients on eight servers: nobody sends anything but keep-alives and refreshes.
Settings silent_pool(int users, const std::string& duration) {
  return quiet() + Settings{"clients.users=" + std::to_string(users), "simulation.phases=[]",
                            "simulation.duration=" + duration};
}

bool has(const PoolRun& run, std::string_view metric) {
  return run.observations().find(metric, "") != nullptr;
}

TEST(WithoutAffinity, OneMessageInEightMeetsItsServer) {
  const Settings pool = silent_pool(1600, "5 min");
  const PoolRun run("front-end-lost", pool + Settings{"events=[]", "load_balancer.affinity=false"});
  const PoolRun twin("front-end-lost", pool + Settings{"events=[]"});
  const PoolRun alone("front-end-lost", pool + Settings{"events=[]", "front_ends.count=1",
                                                        "load_balancer.affinity=false"});
  // Each client sends one keep-alive in 5 min, and a refresh in 4 % of cases: 1/8 of those who sent
  // one message stay. A sign-in is a handshake and eight requests: none of 8^9 gets through.
  const double stay = 1600.0 * (1.0 / 8.0) * (1.0 - 300.0 / 7200.0 * 7.0 / 8.0);
  const double outside = run.mean("clients.without_connection");
  std::printf("astray %.0f, without connection %.0f (by hand %.0f)\n", run.total("lb.astray"),
              outside, 1600.0 - stay);
  EXPECT_NEAR(outside, 1600.0 - stay, 4.0 * std::sqrt(1600.0 * 7.0 / 64.0) + 10.0);
  EXPECT_GE(run.total("lb.astray"), outside);
  EXPECT_EQ(run.find("sign_in.success").sum, 0.0);
  EXPECT_FALSE(has(twin, "lb.astray"));
  EXPECT_EQ(twin.mean("clients.without_connection"), 0.0);
  EXPECT_EQ(alone.total("lb.astray"), 0.0) << "one server gets everything";
}

TEST(ChangesThatStopThePool, ResetEveryConnectionOnceAChange) {
  const Settings drained =
      silent_pool(1000, "20 min") + Settings{R"(events=[{"at": "5 min", "drain": "front_end[0]"},)"
                                             R"( {"at": "15 min", "restore": "front_end[0]"}])"};
  const PoolRun run("front-end-lost",
                    drained + Settings{"deployment.membership_changes_online=false"});
  const PoolRun twin("front-end-lost", drained);
  std::printf("connections reset: %.0f, reconnects %.0f; online %.0f\n",
              run.total("lb.stopped_connections"), run.total("clients.reconnects"),
              twin.total("clients.reconnects"));
  // Two changes; everybody is back within a minute or two of the first.
  EXPECT_NEAR(run.total("lb.stopped_connections"), 2000.0, 4.0);
  EXPECT_GE(run.total("clients.reconnects"), 1990.0);
  EXPECT_EQ(run.timeline("pool_stopped").size(), 2u);
  EXPECT_FALSE(has(twin, "lb.stopped_connections"));
  EXPECT_EQ(twin.total("clients.reconnects"), 0.0);
}

TEST(ChangesThatStopThePool, AreNotFailuresOfAServer) {
  const PoolRun run(
      "front-end-lost",
      silent_pool(400, "20 min") + Settings{"deployment.membership_changes_online=false",
                                            R"(events=[{"at": "5 min", "fail": "front_end[0]"},)"
                                            R"( {"at": "8 min", "restore": "front_end[0]"}])"});
  EXPECT_EQ(run.total("lb.stopped_connections"), 0.0);
}

TEST(AddressesThatChange, LoseAServerThatLostPowerAndNoOther) {
  const auto with = [](const std::string& mode, const std::string& is_static) {
    std::string events = R"(events=[{"at": "10 min", "fail": "front_end[0]", "mode": ")";
    events.append(mode).append(R"("}, {"at": "12 min", "restore": "front_end[0]"}])");
    return PoolRun("front-end-lost",
                   silent_pool(1000, "40 min") +
                       Settings{events, "deployment.front_end_addresses_static=" + is_static});
  };
  const PoolRun lost = with("power", "false");
  const PoolRun twin = with("power", "true");
  const PoolRun process = with("process", "false");
  // 125 stood from the start. Its bindings, dead for 20 min, rank it with the others: of some 75
  // who come back after it an eighth and what evens it out are for it.
  const double opened = lost.total("lb.new_connections", "front_end[0]");
  std::printf("opened to front_end[0]: not found %.0f, found %.0f\n", opened,
              twin.total("lb.new_connections", "front_end[0]"));
  EXPECT_EQ(lost.total("lb.members_not_found"), 1.0);
  EXPECT_EQ(lost.timeline("member_not_found").size(), 1u);
  EXPECT_LT(opened, 130.0);
  EXPECT_GT(twin.total("lb.new_connections", "front_end[0]"), 140.0);
  EXPECT_FALSE(has(twin, "lb.members_not_found"));
  EXPECT_EQ(process.total("lb.members_not_found"), 0.0) << "its computer never went down";
}

TEST(AVipThatMoves, IsFoundWhenTheNameIsLookedUpAgain) {
  const auto with = [](const std::string& is_static, const std::string& lifetime) {
    return PoolRun("balancer-fails-over",
                   silent_pool(1000, "60 min") + Settings{"load_balancer.connection_mirroring=true",
                                                          "deployment.vip_static=" + is_static,
                                                          "deployment.name_lifetime=" + lifetime});
  };
  const PoolRun moved = with("false", "20 min");
  const PoolRun fresh = with("false", "0 s");
  const PoolRun twin = with("true", "20 min");
  std::printf("SYNs to the old address %.0f, reconnects %.0f; names fresh %.0f, %.0f\n",
              moved.total("lb.stale_name"), moved.total("clients.reconnects"),
              fresh.total("lb.stale_name"), fresh.total("clients.reconnects"));
  // They notice U(0, 300) + 19 s later and try after U(0, 60): 200 s in the mean, and the name is
  // still kept by 1 − 200/1200 of them.
  EXPECT_GT(moved.total("lb.stale_name"), 0.75 * 1000.0);
  EXPECT_GE(moved.total("clients.reconnects"), 950.0) << "mirroring does not help";
  // At 50 min all names are new; who failed often tries again within 15 min.
  EXPECT_LE(moved.mean("clients.without_connection"), 50.0);
  EXPECT_EQ(fresh.total("lb.stale_name"), 0.0);
  EXPECT_GE(fresh.total("clients.reconnects"), 950.0);
  EXPECT_FALSE(has(twin, "lb.stale_name"));
  EXPECT_EQ(twin.total("clients.reconnects"), 0.0);
}

TEST(DestinationNat, LosesConnectsOfServersToTheirOwnPool) {
  const auto with = [](const std::string& nat, const std::string& from) {
    std::string stream = R"(connections=[{"listener": 444, "rate": "1 / s", "hold": "30 s", )";
    stream.append(R"("prefill": 0, "from": ")").append(from).append(R"("}])");
    return PoolRun("front-end-lost", silent_pool(400, "10 min") +
                                         Settings{"events=[]", "load_balancer.nat=" + nat, stream});
  };
  const PoolRun bypassed = with("dnat", "servers");
  const PoolRun translated = with("snat", "servers");
  const PoolRun of_clients = with("dnat", "clients");
  const double lost = bypassed.total("lb.bypassed");
  EXPECT_NEAR(lost, 600.0, 4.0 * std::sqrt(600.0));
  EXPECT_EQ(bypassed.total("listener.refused", "connections[0]"), lost);
  EXPECT_EQ(bypassed.total("listener.opened", "connections[0]"), 0.0);
  EXPECT_FALSE(has(translated, "lb.bypassed"));
  EXPECT_GT(translated.total("listener.opened", "connections[0]"), 500.0);
  EXPECT_EQ(of_clients.total("lb.bypassed"), 0.0);
  EXPECT_GT(of_clients.total("listener.opened", "connections[0]"), 500.0);
}

TEST(LimitsOfTheBalancer, HoldSoManyConnectionsAndNoMore) {
  const PoolRun full(
      "front-end-lost",
      silent_pool(1000, "10 min") + Settings{"events=[]", "load_balancer.limits.connections=600"});
  EXPECT_EQ(full.mean("clients.without_connection"), 400.0);
  EXPECT_EQ(full.highest("lb.connection_utilization"), 1.0);
  EXPECT_GE(full.total("lb.over_connections"), 400.0);
  EXPECT_EQ(full.total("snat.refused"), 0.0) << "ports are not what is missing";
}

}  // namespace
}  // namespace ocssim::models
