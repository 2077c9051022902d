// Requests of sessions, held against exact mean value analysis and the law of idle times.
#include "models/theory/mva.hpp"
#include "models/theory/real_functions.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>

namespace ocssim::models {
namespace {

constexpr const char* server = "communicator_web_access[0]";

/// So many from the start, held 1,000 h: one in 1,000 changes in an hour.
Settings sessions_of(int sessions) {
  return {"communicator_web_access.enabled=true",
          "communicator_web_access.calls_per_user=0 / user / hour",
          "communicator_web_access.hold=1000 h",
          "communicator_web_access.calls=" + std::to_string(sessions / 1000.0) + " / hour",
          "communicator_web_access.connect_megacycles=0"};
}

/// Pause 1 s, 20 Mcycles on two cores of 1 GHz, 10,000 B over 8 Mbps: D = 20 ms, then 10 ms.
Settings two_stations() {
  return {"communicator_web_access.requests=3600 / user / hour",
          "communicator_web_access.cores=2",
          "communicator_web_access.clock=1 GHz",
          "communicator_web_access.request_megacycles=20",
          "communicator_web_access.request_size=10000 B",
          "communicator_web_access.link=8 Mbps",
          "communicator_web_access.idle_timeout=0 s"};
}

void expect_mva(int sessions) {
  const PoolRun run("enterprise-100k", scaled(100) + quiet() + lasting("30 min", "2 min") +
                                           sessions_of(sessions) + two_stations());
  const MvaResult exact = mva({{.service_demand = 0.02, .servers = 2}, {.service_demand = 0.01}},
                              1.0, static_cast<std::uint64_t>(sessions));
  const double rate = run.rate("session.requests", server);
  const double time = run.mean("session.request_time", server);
  std::printf("%d sessions: %.3f requests/s (MVA %.3f), %.5f s (MVA %.5f)\n", sessions, rate,
              exact.throughput, time, exact.response_time);
  EXPECT_NEAR(rate, exact.throughput, 0.015 * exact.throughput);
  EXPECT_NEAR(time, exact.response_time, 0.04 * exact.response_time);
  EXPECT_NEAR(run.mean("session.cpu.utilization", server), exact.utilizations[0], 0.01);
  EXPECT_NEAR(run.mean("session.link_utilization", server), exact.utilizations[1], 0.01);
  // Interactive response time law, from counters that share nothing with the tally of times.
  EXPECT_NEAR(sessions / rate - 1.0, time, 0.02 * (1.0 + time));
}

TEST(SessionWork, AgreesWithMvaWhileThereIsRoom) {
  expect_mva(50);
}

TEST(SessionWork, AgreesWithMvaInOverload) {
  expect_mva(200);
}

TEST(SessionWork, AnIdleTimeoutBelowThePauseCostsAHandshakeAShareOfRequests) {
  // Pauses of 600 s on average, cut after 300 s: e^(−1/2) of all requests connect again, twice
  // each.
  const Settings idle = {"communicator_web_access.requests=6 / user / hour",
                         "communicator_web_access.idle_timeout=300 s",
                         "communicator_web_access.connect_megacycles=6"};
  const PoolRun run("enterprise-100k", scaled(100) + quiet() + lasting("130 min", "10 min") +
                                           sessions_of(2000) + idle);
  const double requests = run.total("session.requests", server);
  const double share = run.total("session.connects", server) / 2.0 / requests;
  std::printf("%.0f requests, %.4f of them connect again (e^-0.5 = %.4f)\n", requests, share,
              natural_exp(-0.5));
  EXPECT_NEAR(share, natural_exp(-0.5), 4.0 * std::sqrt(0.24 / requests));
  const PoolRun longer("enterprise-100k",
                       scaled(100) + quiet() + lasting("60 min") + sessions_of(2000) +
                           Settings{"communicator_web_access.requests=6 / user / hour",
                                    "communicator_web_access.idle_timeout=0 s"});
  EXPECT_LT(longer.total("session.connects", server), 20.0);  // of new sessions: 2 an hour
}

TEST(SessionWork, ConnectionsThatRestTakeThePortsOfTheVip) {
  // 100 sessions ask every 60 s, each time on a new connection (idle after 1 s) whose port rests
  // 240 s. 110 ports let 110/241 requests a second pass of 100/60.
  const Settings busy = {"communicator_web_access.requests=60 / user / hour",
                         "communicator_web_access.idle_timeout=1 s",
                         "communicator_web_access.time_wait=240 s",
                         "communicator_web_access.connections=1"};
  const Settings run_time = scaled(100) + quiet() + lasting("12050 s", "2410 s");  // 40 rests
  const PoolRun tight("enterprise-100k",
                      run_time + sessions_of(100) + busy +
                          Settings{"communicator_web_access.ports_per_address=110"});
  const PoolRun wide("enterprise-100k",
                     run_time + sessions_of(100) + busy +
                         Settings{"communicator_web_access.ports_per_address=600"});
  const double refused =
      tight.total("session.refused", server) / tight.total("session.requests", server);
  std::printf("refused %.4f of requests (by hand %.4f); with 600 ports %.0f\n", refused,
              1.0 - 110.0 / 241.0 * 0.6, wide.total("session.refused", server));
  EXPECT_NEAR(refused, 1.0 - 110.0 / 241.0 * 0.6, 0.02);
  EXPECT_EQ(wide.total("session.refused", server), 0.0);
  // Little: 100/60 requests/s x (at least 1 s open + 240 s of rest) of 600 ports.
  EXPECT_NEAR(wide.mean("session.port_utilization", "communicator_web_access"),
              100.0 / 60.0 * 241.0 / 600.0, 0.03);
}

}  // namespace
}  // namespace ocssim::models
