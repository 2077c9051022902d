// Roles of an Edge Server at their published limits, with source or destination NAT before them.
#include "models/theory/erlang.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

Settings quiet_pool(const std::string& duration) {
  return scaled(100) + quiet() + lasting(duration, "10 min");
}

TEST(AvEdge, RefusesTheSessionAfterItsFifteenHundredth) {
  // 1,500 sessions (O7-CAP). 1,600 Erl of them: Erlang B.
  const Settings busy = {"av_edge.enabled=true", "av_edge.calls=8 / s", "av_edge.hold=200 s",
                         "av_edge.calls_per_user=0 / user / hour"};
  const PoolRun run("enterprise-100k", quiet_pool("60 min") + busy);
  std::printf("sessions at most %.0f; refused %.4f (Erlang B %.4f)\n",
              run.highest("call.in_progress", "av_edge"), run.mean("call.blocking", "av_edge"),
              erlang_b(1500, 1600.0));
  EXPECT_EQ(run.highest("call.in_progress", "av_edge"), 1500.0);
  EXPECT_NEAR(run.mean("call.blocking", "av_edge"), erlang_b(1500, 1600.0), 0.02);
  EXPECT_NEAR(run.total("call.refused_ports", "av_edge"),
              run.total("call.offered", "av_edge") * run.mean("call.blocking", "av_edge"), 1e-6);
}

TEST(AccessEdge, HasNoMoreConnectionsThanSnatPortsBehindSourceNat) {
  // Six Access Edge Servers hold 90,000 connections (O7-CAP); one SNAT address has 64,512 ports.
  const Settings edges = {"access_edge.enabled=true",
                          "access_edge.calls=40 / s",
                          "access_edge.hold=1800 s",
                          "access_edge.servers=6",
                          "access_edge.requests=0 / user / hour",
                          "access_edge.time_wait=0 s",
                          "access_edge.calls_per_user=0 / user / hour"};
  const PoolRun snat("enterprise-100k",
                     quiet_pool("20 min") + edges + Settings{"access_edge.snat_addresses=1"});
  const PoolRun dnat("enterprise-100k", quiet_pool("20 min") + edges);
  EXPECT_EQ(snat.highest("call.in_progress", "access_edge"), 64512.0);
  EXPECT_GT(snat.total("call.refused_nat", "access_edge"), 100.0);
  EXPECT_EQ(snat.total("call.refused_ports", "access_edge"), 0.0);
  EXPECT_EQ(dnat.total("call.refused_nat", "access_edge"), 0.0);
  EXPECT_EQ(dnat.mean("call.blocking", "access_edge"), 0.0);
}

TEST(CommunicatorWebAccess, IsFullByThePortsOfItsVipBeforeItsSessions) {
  // Two connections a session: 222 ports of its own VIP are 111 sessions, whatever the 5,000
  // places.
  const Settings busy = {"communicator_web_access.enabled=true",
                         "communicator_web_access.calls=0.6 / s",
                         "communicator_web_access.hold=200 s",
                         "communicator_web_access.time_wait=0 s",
                         "communicator_web_access.calls_per_user=0 / user / hour",
                         "communicator_web_access.ports_per_address=222"};
  const PoolRun run("enterprise-100k", quiet_pool("5 h") + busy);
  EXPECT_EQ(run.highest("call.in_progress", "communicator_web_access"), 111.0);
  EXPECT_NEAR(run.mean("call.blocking", "communicator_web_access"), erlang_b(111, 120.0), 0.02);
  EXPECT_EQ(run.total("call.refused_ports", "communicator_web_access"), 0.0);
}

TEST(CommunicatorWebAccess, PortsInTimeWaitCountAsTaken) {
  // 0.3/s x (200 s + 200 s of rest) = 120 Erl on 111 ports, one a session: Erlang B again.
  const Settings busy = {"communicator_web_access.enabled=true",
                         "communicator_web_access.calls=0.3 / s",
                         "communicator_web_access.hold=200 s",
                         "communicator_web_access.time_wait=200 s",
                         "communicator_web_access.connections=1",
                         "communicator_web_access.calls_per_user=0 / user / hour",
                         "communicator_web_access.ports_per_address=111"};
  const PoolRun run("enterprise-100k", quiet_pool("10 h") + busy);
  EXPECT_NEAR(run.mean("call.blocking", "communicator_web_access"), erlang_b(111, 120.0), 0.02);
  EXPECT_GT(run.total("call.refused_nat", "communicator_web_access"), 100.0);
}

TEST(WebConferencingEdge, IsFullAtThreeThousand) {
  const Settings busy = {"web_conferencing_edge.enabled=true", "web_conferencing_edge.calls=20 / s",
                         "web_conferencing_edge.hold=160 s",
                         "web_conferencing_edge.calls_per_user=0 / user / hour"};
  const PoolRun run("enterprise-100k", quiet_pool("40 min") + busy);
  EXPECT_EQ(run.highest("call.in_progress", "web_conferencing_edge"), 3000.0);
  EXPECT_NEAR(run.mean("call.blocking", "web_conferencing_edge"), erlang_b(3000, 3200.0), 0.015);
}

}  // namespace
}  // namespace ocssim::models
