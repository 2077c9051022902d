// Runs in which a server dies in one of several ways, or a resource behind it is too slow.
#include "tests/models/pool/pool_run.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

/// `front-end-lost` with 8,000 users, seen from just before the fault at 10 min on.
Settings eight_thousand() {
  return quiet() + Settings{"clients.users=8000", "simulation.phases[0].from=599 s",
                            "simulation.phases[0].to=40 min"};
}

TEST(Faults, ADeadProcessResetsItsConnectionsAtOnce) {
  const PoolRun run("front-end-lost", eight_thousand());
  ASSERT_EQ(run.timeline("fault").size(), 1u);
  EXPECT_EQ(run.timeline("fault")[0].at, sim_start + std::chrono::minutes(10));
  EXPECT_EQ(run.total("clients.reconnects"), 1000.0);
  EXPECT_EQ(run.highest("clients.silently_dead"), 0.0);
  // Down when no check succeeded for 16 s, checks every 5 s.
  ASSERT_EQ(run.timeline("member_down").size(), 1u);
  const auto down = run.timeline("member_down")[0].at - sim_start - std::chrono::minutes(10);
  EXPECT_LE(down, std::chrono::seconds(16));
  EXPECT_GE(down, std::chrono::seconds(11));
  EXPECT_EQ(run.mean("clients.without_connection"), 0.0);
  for (int index = 1; index < 8; ++index) {
    const std::string name = "front_end[" + std::to_string(index) + "]";
    EXPECT_NEAR(run.highest("lb.connections", name), 8000.0 / 7.0, 10.0);
  }
}

TEST(Faults, LossOfPowerIsSilenceUntilTheNextSend) {
  // Without answers: keep-alive after U(0, 300 s), TCP gives up 19 s later, U(0, 60 s), sign-in.
  const PoolRun run("front-end-lost", eight_thousand() + Settings{"events[0].mode=power"});
  EXPECT_EQ(run.total("clients.reconnects"), 1000.0);
  EXPECT_EQ(run.highest("clients.silently_dead"), 1000.0);
  EXPECT_EQ(run.mean("clients.without_connection"), 0.0);
  const PoolRun process("front-end-lost", eight_thousand());
  EXPECT_EQ(process.highest("clients.silently_dead"), 0.0);
  // The dead server's bindings hold their ports until the idle timeout of 20 min: more in use.
  EXPECT_GT(run.sum_of_means("snat.ports_in_use"),
            process.sum_of_means("snat.ports_in_use") + 400.0);
}

TEST(Faults, AServerThatLostPowerHasForgottenItsConnectionsWhenItIsBack) {
  const PoolRun run("front-end-lost", eight_thousand() + Settings{"events[0].mode=power"}, 0,
                    {OCSSIM_SOURCE_DIR "/tests/models/pool/power_back_soon.json"});
  EXPECT_EQ(run.timeline("restore").size(), 1u);
  EXPECT_EQ(run.total("clients.reconnects"), 1000.0);
  EXPECT_EQ(run.highest("clients.silently_dead"), 1000.0);
  EXPECT_EQ(run.mean("clients.without_connection"), 0.0);
}

TEST(Faults, AMonitorOn135LeavesADeadMemberPreferred) {
  const PoolRun right("front-end-lost", eight_thousand());
  const PoolRun wrong("front-end-lost",
                      eight_thousand() + Settings{"load_balancer.monitor.port=135"});
  EXPECT_TRUE(wrong.timeline("member_down").empty());
  // Least connections sends everybody who signs in to the server that holds none: those who lost
  // it, and those whose sessions end meanwhile.
  EXPECT_GE(wrong.mean("clients.without_connection"), 1000.0);
  EXPECT_EQ(right.mean("clients.without_connection"), 0.0);
  std::printf("refused by the dead member: %.0f with a monitor on 5061, %.0f with one on 135\n",
              right.total("lb.member_refused"), wrong.total("lb.member_refused"));
  EXPECT_GT(wrong.total("lb.member_refused"), 4.0 * right.total("lb.member_refused"));
  EXPECT_EQ(wrong.total("lb.new_connections", "front_end[0]"), 0.0);
}

/// Number of attempts within a time, by the law of reconnecting: the k-th gap is U(0, widths[k]).
struct Attempts {
  double mean = 0.0;
  double variance = 0.0;
};

Attempts attempts_within(double time, const std::vector<double>& widths) {
  // Distribution of the instant of the k-th attempt on a grid of 0.5 s.
  constexpr double grid = 0.5;
  const auto cells = static_cast<std::size_t>(time / grid);
  std::vector<double> density(cells, 0.0);
  density[0] = 1.0;
  double first = 0.0;
  double second = 0.0;
  for (std::size_t k = 0; k < widths.size(); ++k) {
    const auto width = static_cast<std::size_t>(widths[k] / grid);
    std::vector<double> next(cells, 0.0);
    double running = 0.0;
    double all = 0.0;
    for (std::size_t cell = 0; cell < cells; ++cell) {
      running += density[cell] - (cell >= width ? density[cell - width] : 0.0);
      next[cell] = running / static_cast<double>(width);
      all += next[cell];
    }
    density.swap(next);
    first += all;  // P(at least k + 1 attempts)
    second += (2.0 * static_cast<double>(k) + 1.0) * all;
  }
  return {.mean = first, .variance = second - first * first};
}

TEST(Reconnect, DelaysGrowByTheBackOffToTheirMost) {
  // One port for 3,000 clients, the rest are reset at once: U(0, 60 s), then after k failures
  // U(0, min(15 min, 60 s * 2^k)).
  std::vector<double> widths = {60, 120, 240, 480};
  widths.resize(40, 900.0);
  const Attempts expected = attempts_within(3600.0, widths);
  const PoolRun run(
      "enterprise-100k",
      quiet() + Settings{"simulation.duration=1 h", "clients.users=3000", "clients.start=storm",
                         "load_balancer.snat.addresses=1", "load_balancer.snat.ports_per_address=1",
                         "load_balancer.snat.on_exhaustion=reset"});
  const double simulated = run.total("snat.refused") / 2999.0;
  const double standard_error = std::sqrt(expected.variance / 2999.0);
  std::printf("attempts a client: by hand %.4f, simulated %.4f, standard error %.4f\n",
              expected.mean, simulated, standard_error);
  // The grid of half a second is worth 0.01 attempts.
  EXPECT_NEAR(simulated, expected.mean, 4.0 * standard_error + 0.01);
}

/// A storm of 4,000 clients on one server, and nothing after they are in.
Settings storm() {
  return quiet() + Settings{"clients.users=4000",          "clients.start=storm",
                            "front_ends.count=1",          "front_ends.clock=100 GHz",
                            "clients.reconnect.delay=1 s", "clients.transaction_timeout=1 h"};
}

TEST(Ntlm, TwoSlotsPassTwoAnswersOfTheDirectoryAtATime) {
  // 4,000 questions of 50 ms on two slots: 40 a second while they wait. Kerberos asks nothing.
  const Settings seen = storm() + Settings{"front_ends.directory_latency=50 ms",
                                           "simulation.duration=60 s", "clients.authentication="};
  const auto with = [&](const char* authentication) {
    Settings settings = seen;
    settings.back() += authentication;
    return PoolRun("enterprise-100k", settings).total("offered.sign_ins");
  };
  const double ntlm = with("ntlm");
  std::printf("sign-ins in 60 s: %.0f with NTLM, %.0f with Kerberos\n", ntlm, with("kerberos"));
  EXPECT_NEAR(ntlm, 59.5 * 40.0, 4.0 * std::sqrt(59.5 * 40.0));
  EXPECT_EQ(with("kerberos"), 4000.0);
}

TEST(Throttle, From12SecondsOfQueueOnCallsAreAnswered503) {
  // One database connection and calls of a second: the queue is 12 s old 12 s after the first wait.
  const Settings slow =
      storm() + Settings{"front_ends.database_connections=1", "sql.call_megacycles=2330",
                         "clients.reconnect.enabled=false"};
  const PoolRun before("enterprise-100k", slow + Settings{"simulation.duration=12 s"});
  EXPECT_EQ(before.total("clients.rejected_503"), 0.0);
  const PoolRun after("enterprise-100k",
                      slow + Settings{"simulation.duration=20 s", "clients.reconnect.delay=15 s"});
  EXPECT_GT(after.total("clients.rejected_503"), 0.0);
  EXPECT_EQ(after.total("clients.rejected_503"),
            after.total("front_end.rejected_503", "front_end[0]"));
  const PoolRun never("enterprise-100k",
                      slow + Settings{"simulation.duration=20 s", "clients.reconnect.delay=15 s",
                                      "front_ends.queue_latency_limit=1 d"});
  EXPECT_EQ(never.total("clients.rejected_503"), 0.0);
}

}  // namespace
}  // namespace ocssim::models
