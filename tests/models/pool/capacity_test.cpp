// Does the pool load its servers as its users, servers and activities say?
//
// The level of the load (62 % of a Front End) is a calibration and proves nothing; how it answers
// to a change is what is asserted here, with the tolerances of the specification.
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

constexpr const char* cpu = "front_end.cpu.utilization";

/// A user with two devices says no more than one with one; both of his watchers' devices hear it.
TEST(PoolCapacity, ASecondEndpointActsNoMoreAndIsToldAsMuch) {
  const Settings pool =
      scaled(10000) +
      Settings{"load_balancer.snat.ports_per_address=20000", "clients.contacts.sigma=0"} +
      lasting("10 min");
  const PoolRun one("enterprise-100k", pool);
  const PoolRun two("enterprise-100k", pool + Settings{"clients.endpoints_per_user=2"});
  // Poisson counts of 5,000 to 50,000: 4 standard errors of a ratio.
  const auto expect_ratio = [&](const char* metric, double expected) {
    const double ratio = two.total(metric) / one.total(metric);
    const double error = 4.0 * ratio * std::sqrt(1.0 / one.total(metric) + 1.0 / two.total(metric));
    std::printf("%s: %.0f with one endpoint, x%.4f with two\n", metric, one.total(metric), ratio);
    EXPECT_NEAR(ratio, expected, error) << metric;
  };
  expect_ratio("offered.publications", 1.0);
  expect_ratio("offered.polls", 1.0);
  expect_ratio("offered.messages", 1.0);
  expect_ratio("offered.keep_alives", 2.0);
  // Everybody has the same number of watchers: publications and changes are the noise.
  const double told = two.total("offered.notifications") / one.total("offered.notifications");
  const double publications = 10000.0 * 4.0 / 3600.0;
  const double changes = 2.0 * 10000.0 / 43200.0;  // sign-ins and ends
  EXPECT_NEAR(told, 2.0 * (publications + 2.0 * changes) / (publications + changes), 0.12);
}

TEST(PoolCapacity, HalfTheUsersOrTwiceTheServersHalveTheLoad) {
  const Settings pool = scaled(20000) + lasting("10 min");
  const double all = PoolRun("enterprise-100k", pool).front_ends_mean(cpu);
  const double half =
      PoolRun("enterprise-100k", pool + Settings{"clients.users=10000"}).front_ends_mean(cpu);
  const double twice =
      PoolRun("enterprise-100k", pool + Settings{"front_ends.count=16"}).front_ends_mean(cpu);
  std::printf("utilization %.4f; half the users %.4f (x%.4f); 16 Front Ends %.4f (x%.4f)\n", all,
              half, half / all, twice, twice / all);
  EXPECT_NEAR(half / all, 0.5, 0.02 * 0.5);
  EXPECT_NEAR(twice / all, 0.5, 0.02 * 0.5);
  EXPECT_GE(all, 0.55);
  EXPECT_LE(all, 0.70);
}

/// Work that one activity causes, as a share of all work of the run: its own messages, and its part
/// of those that it shares with others, by what caused them.
struct ActivityShares {
  explicit ActivityShares(const PoolRun& run) {
    const double publications = run.total("offered.publications");
    const double sign_ins = run.total("offered.sign_ins");
    // Who is told: watchers of publications, of sign-ins (two publications each) and sign-outs.
    const double told = publications / (publications + 2.0 * sign_ins);
    const double notified = run.megacycles("notification");
    const double delivered = run.megacycles("message_delivery");
    const double hops = run.megacycles("server_hop");
    const double hops_for_notifications =
        hops * run.messages("notification") /
        (run.messages("notification") + run.messages("message_delivery"));
    const double whole = run.megacycles();
    polls = (run.megacycles("poll_cached") + run.megacycles("poll_stored")) / whole;
    const double published =
        run.megacycles("publish") * publications / (publications + 2.0 * sign_ins);
    presence = (published + told * (notified + hops_for_notifications)) / whole;
    messages = (run.megacycles("message") + delivered + hops - hops_for_notifications) / whole;
    background = run.megacycles("background") / whole;
  }
  ActivityShares& operator+=(const ActivityShares& other) {
    polls += other.polls;
    presence += other.presence;
    messages += other.messages;
    background += other.background;
    return *this;
  }
  double polls = 0.0;
  double presence = 0.0;
  double messages = 0.0;
  double background = 0.0;
};

/// Over two replications, everybody with the same number of watchers: a standard error of 0.3
/// points.
std::vector<PoolRun> two_runs(const Settings& settings) {
  std::vector<PoolRun> runs;
  for (std::uint32_t replication = 0; replication < 2; ++replication) {
    runs.emplace_back(
        "enterprise-100k",
        scaled(20000) + lasting("15 min") + Settings{"clients.contacts.sigma=0"} + settings,
        replication);
  }
  return runs;
}

double utilization(const std::vector<PoolRun>& runs) {
  double sum = 0.0;
  for (const PoolRun& run : runs) sum += run.front_ends_mean(cpu);
  return sum / static_cast<double>(runs.size());
}

TEST(PoolCapacity, DoublingAnActivityAddsItsShareOfTheLoad) {
  const std::vector<PoolRun> base = two_runs({});
  ActivityShares share(base[0]);
  share += ActivityShares(base[1]);
  const struct {
    const char* setting;
    double share;
  } doubled[] = {{"clients.activity.polls=120 / user / hour", share.polls / 2.0},
                 {"clients.activity.presence_publications=8 / user / hour", share.presence / 2.0},
                 {"clients.activity.im_sessions=4 / user / hour", share.messages / 2.0},
                 {"clients.activity.background=63 / user / hour", share.background / 2.0}};
  for (const auto& [setting, expected] : doubled) {
    const double grows = utilization(two_runs({setting})) / utilization(base) - 1.0;
    std::printf("%-56s share %.4f, load grows by %.4f\n", setting, expected, grows);
    EXPECT_NEAR(grows, expected, 0.01) << setting;
  }
}

TEST(PoolCapacity, UtilizationLawHoldsForEveryFrontEnd) {
  // rho = sum over classes of rate x demand / (cores x clock), from counters of messages and means
  // of demands: no variable in common with the time average of busy cores.
  const PoolRun run("enterprise-100k", scaled(20000) + lasting("10 min"));
  const struct {
    const char* message;
    double megacycles;
  } demands[] = {{"tls_handshake", 6.4056}, {"register_leg", 12},    {"subscribe", 14},
                 {"batch_subscribe", 30},   {"publish", 20},         {"notification", 6},
                 {"server_hop", 2},         {"poll_cached", 8},      {"poll_stored", 14},
                 {"message", 11},           {"message_delivery", 7}, {"register_refresh", 12},
                 {"sign_out", 12},          {"keep_alive", 0.2},     {"background", 40}};
  double work = 0.0;
  for (const auto& [message, demand] : demands) work += run.messages(message) * demand;
  const double predicted = work / 600.0 / (8 * 8 * 466.0);
  const double simulated = run.front_ends_mean(cpu);
  std::printf("utilization law %.5f, simulated %.5f\n", predicted, simulated);
  EXPECT_NEAR(simulated, predicted, 0.005 * predicted);
}

TEST(PoolCapacity, TheSevenLeftOfEightCarryAnEighthMore) {
  // The server dies at 30 s, its 12,500 clients are back by 90 s; observed from 150 s on,
  // with the same number of watchers for everybody: 0.5 points of standard error.
  const Settings window = {"simulation.duration=4 min", "simulation.phases[0].from=150 s",
                           "simulation.phases[0].to=4 min", "events[0].at=30 s",
                           "clients.contacts.sigma=0"};
  const PoolRun lost("front-end-lost", window);
  const PoolRun whole("enterprise-100k",
                      lasting("4 min", "150 s") + Settings{"clients.contacts.sigma=0"});
  double sum = 0.0;
  for (int index = 1; index < 8; ++index) {
    const std::string name = "front_end[" + std::to_string(index) + "]";
    const double connections = lost.mean("lb.connections", name);
    EXPECT_NEAR(connections, 14286.0, 0.01 * 14286.0) << name;
    sum += connections;
  }
  EXPECT_NEAR(sum, 1e5, 0.002 * 1e5);
  EXPECT_EQ(lost.mean("lb.connections", "front_end[0]"), 0.0);
  const double ratio = lost.front_ends_mean(cpu, 1) / whole.front_ends_mean(cpu);
  std::printf("utilization %.4f, with one of eight lost %.4f (x%.4f; 8/7 = %.4f)\n",
              whole.front_ends_mean(cpu), lost.front_ends_mean(cpu, 1), ratio, 8.0 / 7.0);
  EXPECT_NEAR(ratio, 8.0 / 7.0, 0.01);
  for (int index = 1; index < 8; ++index) {
    const std::string name = "front_end[" + std::to_string(index) + "]";
    EXPECT_LT(lost.mean(cpu, name), 0.80) << name;
    EXPECT_LT(lost.mean("front_end.holding_time", name), 1.0) << name;
    EXPECT_LT(lost.mean("sql.sproc_latency", name), 0.1) << name;
    EXPECT_EQ(lost.total("front_end.rejected_503", name), 0.0) << name;
  }
  EXPECT_EQ(lost.total("snat.refused"), 0.0);
}

TEST(PoolCapacity, HalfAsManyUsersMoreBreakHardLimits) {
  // 150,000 clients ask for 150,000 of 2 x 65,000 ports; with a third address the CPU is the limit.
  const PoolRun run("enterprise-100k", Settings{"clients.users=150000"} + lasting("1 min"));
  EXPECT_GE(run.total("snat.refused"), 20000.0);
  EXPECT_GE(run.mean("clients.without_connection"), 19900.0);
  EXPECT_EQ(run.highest("snat.port_utilization", "snat_address[0]"), 1.0);
  EXPECT_EQ(run.timeline("first_refusal").size(), 1u);
  const PoolRun enough("enterprise-100k",
                       scaled(20000) +
                           Settings{"clients.users=30000", "load_balancer.snat.addresses=3"} +
                           lasting("2 min"));
  EXPECT_EQ(enough.total("snat.refused"), 0.0);
  std::printf("150,000 users, three addresses: utilization %.4f\n", enough.front_ends_mean(cpu));
  EXPECT_GT(enough.front_ends_mean(cpu), 0.80);
}

}  // namespace
}  // namespace ocssim::models
