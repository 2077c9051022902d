// Keep-alive, REGISTER refresh and idle timeout in every order of size: who loses connections.
//
// Data restart the idle timer, so a connection is silent for as long as the shortest of the two
// periods at most. It is lost when the idle timeout is shorter than that, and then a cycle is
//   with reset      idle timeout + reconnect delay
//   without         next send − idle timeout + retransmission time-out, instead of the reset
#include "tests/models/pool/pool_run.hpp"

#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>

namespace ocssim::models {
namespace {

struct Periods {
  int keep_alive;  // [s]; 0: none are sent
  int refresh;     // [s]
  int idle;        // [s]
  [[nodiscard]] int silence() const {
    return keep_alive == 0 ? refresh : std::min(keep_alive, refresh);
  }
};

std::string in_seconds(int value) {
  return std::to_string(value) + " s";
}

PoolRun run_with(const Periods& periods, bool reset) {
  const bool keeps_alive = periods.keep_alive > 0;
  return PoolRun(
      "enterprise-100k",
      quiet() + lasting("6 h", "2 h") +
          Settings{
              "clients.users=500",
              std::string("clients.keep_alive.enabled=") + (keeps_alive ? "true" : "false"),
              "clients.keep_alive.interval=" + in_seconds(std::max(periods.keep_alive, 60)),
              "clients.keep_alive.grain=0 s",
              "clients.register_refresh.with_keep_alive=" + in_seconds(periods.refresh),
              "clients.register_refresh.without=" + in_seconds(periods.refresh),
              "clients.session_length=30 d", "clients.reauthentication_interval=30 d",
              "load_balancer.idle_timeout=" + in_seconds(periods.idle),
              std::string("load_balancer.reset_on_idle_timeout=") + (reset ? "true" : "false")});
}

class EveryOrder : public testing::TestWithParam<Periods> {};

TEST_P(EveryOrder, TheIdleTimeoutBitesWhenItIsBelowBoth) {
  const Periods& periods = GetParam();
  const double delay = 30.0;            // mean of U(0, 60 s)
  const double retransmissions = 19.0;  // of the profile
  const bool is_cut = periods.idle < periods.silence();
  for (const bool reset : {true, false}) {
    const PoolRun run = run_with(periods, reset);
    const double rate = run.rate("clients.reconnects");
    const double cycle = reset ? periods.idle + delay : periods.silence() + retransmissions + delay;
    const double expected = is_cut ? 500.0 / cycle : 0.0;
    const double dead = run.mean("clients.silently_dead");
    const double dead_time = periods.silence() - periods.idle + retransmissions;
    const double expected_dead = is_cut && !reset ? 500.0 * dead_time / cycle : 0.0;
    std::printf(
        "keep-alive %3d s, refresh %3d s, idle %3d s, %s: reconnects %.3f /s (by hand %.3f), "
        "silently dead %.1f (%.1f)\n",
        periods.keep_alive, periods.refresh, periods.idle, reset ? "reset" : "silence", rate,
        expected, dead, expected_dead);
    EXPECT_NEAR(rate, expected, 0.03 * expected);
    EXPECT_NEAR(dead, expected_dead, 0.05 * expected_dead);
  }
}

INSTANTIATE_TEST_SUITE_P(Periods, EveryOrder,
                         testing::Values(Periods{100, 200, 300}, Periods{100, 300, 200},
                                         Periods{200, 100, 300}, Periods{300, 100, 200},
                                         Periods{200, 300, 100}, Periods{300, 200, 100},
                                         Periods{0, 300, 200}, Periods{0, 200, 300}));

TEST(DeadAtServer, AServerKeepsWhatTheBalancerHasForgotten) {
  // Idle after 4 min, keep-alive at 5 min, given up 19 s later; the server waits 20 min from the
  // last data: by Little's law it holds (20 − 4) min of dead connections for each drop.
  const Periods periods{300, 7200, 240};
  const PoolRun run = run_with(periods, false);
  const double drops = run.rate("lb.idle_drops");
  const double dead = run.mean("lb.dead_at_server");
  std::printf("drops %.3f /s, dead at the servers %.1f, by hand %.1f\n", drops, dead,
              drops * 960.0);
  EXPECT_NEAR(dead, drops * 960.0, 0.03 * drops * 960.0);
  EXPECT_EQ(run_with(periods, true).mean("lb.dead_at_server"), 0.0);
}

}  // namespace
}  // namespace ocssim::models
