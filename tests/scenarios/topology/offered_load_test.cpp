// Offered load against the hand-made figures for 100,000 users, and against simple proportions.
#include "scenarios/topology/offered_load.hpp"

#include "tests/scenarios/model/loading.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim::scenarios {
namespace {

using models::MessageClass;

double rate(const OfferedLoad& load, MessageClass message) {
  return load.rates.messages[models::index_of(message)];
}

ResourceLoad resource(const OfferedLoad& load, std::string_view name) {
  const auto found = std::find_if(load.resources.begin(), load.resources.end(),
                                  [name](const ResourceLoad& each) { return each.name == name; });
  if (found == load.resources.end()) ADD_FAILURE() << name;
  return found == load.resources.end() ? ResourceLoad{} : *found;
}

OfferedLoad load_of(const std::string& name, const std::vector<std::string>& sets = {}) {
  return offered_load(scenario_with(name, sets));
}

TEST(OfferedLoad, SteadyRatesOfTheReferencePool) {
  const OfferedLoad load = load_of("enterprise-100k");
  // 100,000 users: sessions of 12 h, 4 publications, 60 polls, 2 x 10 messages an hour.
  EXPECT_NEAR(load.rates.sign_ins, 2.3, 0.03 * 2.3);
  EXPECT_NEAR(rate(load, MessageClass::keep_alive), 333.3, 0.1);
  EXPECT_NEAR(rate(load, MessageClass::register_refresh), 13.9, 0.03 * 13.9);
  EXPECT_NEAR(rate(load, MessageClass::register_leg) / 3.0 - load.rates.sign_ins, 3.5, 0.03 * 3.5);
  // 111 by activity and two of each sign-in; 28 watchers are told of each, sign-ins, ends alike.
  EXPECT_NEAR(rate(load, MessageClass::publish) - 2.0 * load.rates.sign_ins, 111.1, 0.1);
  EXPECT_NEAR(rate(load, MessageClass::notification), 3110.0 + 65.0 + 65.0, 0.01 * 3240.0);
  EXPECT_NEAR(rate(load, MessageClass::poll_cached) + rate(load, MessageClass::poll_stored), 1666.7,
              0.1);
  EXPECT_NEAR(rate(load, MessageClass::message), 555.6, 0.1);
  EXPECT_NEAR(rate(load, MessageClass::server_hop),
              7.0 / 8.0 * (rate(load, MessageClass::notification) + 555.56), 0.1);
}

TEST(OfferedLoad, NineRequestsASignIn) {
  const OfferedLoad load = load_of("enterprise-100k", {"clients.reauthentication_interval=300 d",
                                                       "clients.activity.presence_publications=0 "
                                                       "/ user / hour"});
  const double requests =
      rate(load, MessageClass::register_leg) + rate(load, MessageClass::subscribe) +
      rate(load, MessageClass::batch_subscribe) + rate(load, MessageClass::publish);
  EXPECT_NEAR(requests, 20.8, 0.03 * 20.8);
}

TEST(OfferedLoad, MorningHasThirteenPointNineSignInsASecond) {
  EXPECT_NEAR(load_of("enterprise-100k-morning").rates.sign_ins, 13.9, 0.03 * 13.9);
}

TEST(OfferedLoad, WithoutKeepAliveRegistrationsAreRenewedEveryQuarterHour) {
  const OfferedLoad load = load_of("enterprise-100k", {"clients.keep_alive.enabled=false"});
  EXPECT_NEAR(rate(load, MessageClass::register_refresh), 111.1, 0.1);
  EXPECT_EQ(rate(load, MessageClass::keep_alive), 0.0);
}

TEST(OfferedLoad, SnatPortsByBothScopes) {
  const ResourceLoad per_ip = resource(load_of("snat-one-address"), "snat.ports");
  EXPECT_GT(per_ip.utilization, 1.0);
  EXPECT_NEAR(per_ip.users_at_limit, 65000.0, 30.0);  // less the few in TIME_WAIT
  const ResourceLoad per_tuple =
      resource(load_of("snat-one-address", {"load_balancer.snat.scope=per_tuple"}), "snat.ports");
  EXPECT_NEAR(per_tuple.utilization, 12500.0 / 65000.0, 0.001);
}

TEST(OfferedLoad, SnatSizingByRuleAndByConnections) {
  const SnatSizing sizing = load_of("enterprise-100k", {"clients.endpoints_per_user=1.5"}).snat;
  EXPECT_EQ(sizing.by_rule, 2U);
  EXPECT_EQ(sizing.by_connections, 3U);
  // A server that dies in silence leaves an eighth of the connections behind.
  const SnatSizing power = load_of("front-end-lost", {"events[0].mode=power"}).snat;
  EXPECT_NEAR(power.dead, 12500.0, 0.1);
  EXPECT_NEAR(load_of("front-end-lost").snat.dead, 0.0, 0.0);
}

TEST(OfferedLoad, UsersActAndEachOfTheirEndpointsIsConnectedAndTold) {
  const OfferedLoad one = load_of("enterprise-100k");
  const OfferedLoad two = load_of("enterprise-100k", {"clients.endpoints_per_user=2"});
  for (const MessageClass of_users :
       {MessageClass::poll_cached, MessageClass::poll_stored, MessageClass::message,
        MessageClass::message_delivery, MessageClass::background}) {
    EXPECT_NEAR(rate(two, of_users), rate(one, of_users), 1e-9);
  }
  for (const MessageClass of_endpoints :
       {MessageClass::keep_alive, MessageClass::register_refresh, MessageClass::sign_out}) {
    EXPECT_NEAR(rate(two, of_endpoints), 2.0 * rate(one, of_endpoints), 1e-9);
  }
  // 111.1 publications/s and twice 2.315 + 2.315 sign-ins and ends, 28 watchers of two endpoints.
  EXPECT_NEAR(rate(two, MessageClass::notification), 56.0 * (111.11 + 4.0 * 2.3148), 1.0);
}

TEST(OfferedLoad, CpuGrowsInProportionToUsersAndFallsWithServers) {
  const double whole = resource(load_of("enterprise-100k"), "front_end.cpu").utilization;
  const double half =
      resource(load_of("enterprise-100k", {"clients.users=50k"}), "front_end.cpu").utilization;
  EXPECT_NEAR(half, whole / 2.0, 1e-9);
  const double sixteen =
      resource(load_of("enterprise-100k", {"front_ends.count=16"}), "front_end.cpu").utilization;
  EXPECT_NEAR(sixteen, whole / 2.0, 0.02 * whole);  // a little more traffic between servers
  EXPECT_GT(sixteen, whole / 2.0);
}

TEST(OfferedLoad, DoublingAnActivityAddsExactlyItsShare) {
  const OfferedLoad once = load_of("enterprise-100k");
  const OfferedLoad twice =
      load_of("enterprise-100k", {"clients.activity.polls=120 / user / hour"});
  const double share = once.rates.cpu_shares[models::index_of(MessageClass::poll_cached)] +
                       once.rates.cpu_shares[models::index_of(MessageClass::poll_stored)];
  EXPECT_NEAR(twice.rates.megacycles / once.rates.megacycles, 1.0 + share, 1e-9);
  double sum = 0.0;
  for (const double each : once.rates.cpu_shares) sum += each;
  EXPECT_NEAR(sum, 1.0, 1e-12);
}

TEST(OfferedLoad, CalibrationKeepsTheCountsOfTheEvidence) {
  const OfferedLoad load = load_of("enterprise-100k");
  // Sproc calls an incoming request in a production counter dump, and log writes a user and hour.
  EXPECT_NEAR(load.rates.sproc_calls / load.rates.client_requests, 0.44, 0.05);
  EXPECT_NEAR(load.rates.updates * 3600.0 / 100000.0, 15.0, 3.0);
  const double background = load.rates.cpu_shares[models::index_of(MessageClass::background)];
  EXPECT_NEAR(background * load.rates.megacycles / 100000.0, 0.35, 0.001);
  EXPECT_LE((1.0 - background) * load.rates.megacycles / 100000.0, 0.58);
  EXPECT_LT(load.rates.sproc_calls, 2500.0);
}

TEST(OfferedLoad, MemoryTiersHoldTheUsersOfTheGuide) {
  const auto users = [](const std::string& memory) {
    return load_of("enterprise-100k", {"sql.memory=" + memory}).users_in_memory;
  };
  // 2.5 to 3 of 4 GB, 6.0 to 6.5 of 8 GB, 10 to 10.5 of 12 GB at 80 KiB a user.
  EXPECT_NEAR(users("4 GiB"), 36000.0, 1000.0);
  EXPECT_NEAR(users("8 GiB"), 85000.0, 2000.0);
  EXPECT_GT(users("12 GiB"), 122000.0);
  const OfferedLoad small = load_of("enterprise-100k", {"sql.memory=4 GiB"});
  EXPECT_LT(small.buffer_pool.hit_ratio, 1.0);
  EXPECT_GT(resource(small, "sql.disk.data").utilization, 1.0);
}

TEST(OfferedLoad, CheckpointsWriteTheDifferentPagesOfAnInterval) {
  // 389 updates/s change 23,300 pages a minute; by Zipf(0.8) over a million about a third of them
  // have been changed in it before. 6 ms each on 8 spindles.
  const OfferedLoad load = load_of("enterprise-100k");
  const double pages = load.rates.updates * 60.0;
  const double written = resource(load, "sql.disk.data").offered / 0.006 * 60.0;
  EXPECT_NEAR(pages, 23'300.0, 300.0);
  EXPECT_GT(written, 0.6 * pages);
  EXPECT_LT(written, 0.8 * pages);
  EXPECT_EQ(resource(load_of("enterprise-100k", {"sql.checkpoint.interval=0 s"}), "sql.disk.data")
                .utilization,
            0.0);
}

TEST(OfferedLoad, EachResourceNamesTheUsersAtItsOwnLimit) {
  const Scenario scenario = scenario_with("enterprise-100k");
  for (const ResourceLoad& each : offered_load(scenario).resources) {
    EXPECT_FALSE(each.formula.empty()) << each.name;
    if (!std::isfinite(each.users_at_limit)) continue;
    const double there =
        resource(offered_load_at(scenario, std::floor(each.users_at_limit)), each.name).utilization;
    EXPECT_NEAR(there, each.limit, 0.01 * each.limit) << each.name;
  }
}

TEST(OfferedLoad, HandshakeStormOfTheReferencePool) {
  // 12,500 private-key operations on eight cores: 0.55, 3.6, 26.9 s; a fifth more for the rest.
  const Scenario scenario = scenario_with("enterprise-100k");
  EXPECT_NEAR(handshake_storm_seconds(scenario, 0), 1.2 * 0.55, 0.02);
  EXPECT_NEAR(handshake_storm_seconds(scenario, 1), 1.2 * 3.58, 0.02);
  EXPECT_NEAR(handshake_storm_seconds(scenario, 2), 1.2 * 26.9, 0.05);
}

}  // namespace
}  // namespace ocssim::scenarios
