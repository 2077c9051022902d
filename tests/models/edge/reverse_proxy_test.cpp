// Downloads of remote users: BCMP of three stations, Erlang B of ports that rest.
#include "models/theory/erlang.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

/// Only meeting content, 1 MB on average, at `rate` a second of 100 users.
Settings content_at(double rate) {
  const std::string per_user = std::to_string(rate * 36.0) + " / user / hour";
  return {"web.enabled=true",
          "web.address_book_full.per_user=0 / user / hour",
          "web.address_book_delta.per_user=0 / user / hour",
          "web.group_expansion.per_user=0 / user / hour",
          "web.meeting_content.per_user=" + per_user,
          "web.meeting_content.size=1000000 B",
          "web.file_share=160 Mbps",
          "web.link=100 Mbps",
          "reverse_proxy.enabled=true",
          "reverse_proxy.remote_share=50 %",
          "reverse_proxy.link=50 Mbps"};
}

TEST(ReverseProxy, TakesTheTimeOfThreeSharedStations) {
  // 10 downloads/s: share at 50 %, link of the Web Components at 80 %; half of them remote: the
  // proxy's link at 80 %.  W = 0.05/0.5 + 0.08/0.2 + 0.16/0.2 = 1.3 s, 0.5 s of it inside.
  const PoolRun run("enterprise-100k", scaled(100) + quiet() + lasting("10 h", "30 min") +
                                           content_at(10.0) +
                                           Settings{"reverse_proxy.time_wait=0 s"});
  const double remote = run.mean("proxy.time", "meeting_content");
  std::printf("remote %.4f s (BCMP 1.3), inside %.4f s (BCMP 0.5)\n", remote,
              run.mean("web.time", "meeting_content"));
  EXPECT_NEAR(remote, 1.3, 0.05);
  EXPECT_NEAR(run.mean("web.time", "meeting_content"), 0.5, 0.02);
  EXPECT_NEAR(run.mean("proxy.link_utilization", "reverse_proxy[0]"), 0.8, 0.01);
  EXPECT_NEAR(run.rate("proxy.requests"), 5.0, 0.06);
  EXPECT_EQ(run.mean("proxy.blocking"), 0.0);
  // Little, from a level and a tally that share nothing.
  EXPECT_NEAR(run.mean("proxy.connections", "reverse_proxy[0]"), 5.0 * remote, 0.02 * 5.0 * remote);
}

TEST(ReverseProxy, RestingPortsRefuseByErlangB) {
  // One download/s of 0.2 s, ports rest 30 s: 30.2 Erl on 32 ports.
  const PoolRun run("enterprise-100k",
                    scaled(100) + quiet() + lasting("10 h", "10 min") + content_at(2.0) +
                        Settings{"reverse_proxy.time_wait=30 s", "reverse_proxy.ports=32",
                                 "reverse_proxy.link=1 Gbps"});
  const double hold = 30.0 + run.mean("proxy.time", "meeting_content");
  const double exact = erlang_b(32, hold * 1.0);
  std::printf("refused %.4f (Erlang B of %.2f Erl on 32: %.4f)\n", run.mean("proxy.blocking"), hold,
              exact);
  EXPECT_NEAR(run.mean("proxy.blocking"), exact, 0.012);
  EXPECT_EQ(run.total("proxy.refused_connections"), 0.0);
}

TEST(ReverseProxy, HandshakesKeepItsCoresBusyByTheUtilizationLaw) {
  const PoolRun run(
      "enterprise-100k",
      scaled(100) + quiet() + lasting("60 min", "5 min") + content_at(10.0) +
          Settings{"reverse_proxy.time_wait=0 s", "reverse_proxy.cores=1",
                   "reverse_proxy.clock=100 MHz", "reverse_proxy.connect_megacycles=10"});
  // 5/s of 0.1 s each.
  EXPECT_NEAR(run.mean("proxy.cpu.utilization", "reverse_proxy[0]"), 0.5, 0.02);
}

TEST(ReverseProxy, RefusesTheConnectionAfterItsLast) {
  const PoolRun run("enterprise-100k", scaled(100) + quiet() + lasting("60 min", "5 min") +
                                           content_at(10.0) +
                                           Settings{"reverse_proxy.connections=4"});
  EXPECT_EQ(run.highest("proxy.connections", "reverse_proxy[0]"), 4.0);
  EXPECT_GT(run.total("proxy.refused_connections"), 1000.0);
  EXPECT_EQ(run.total("proxy.refused_ports"), 0.0);
}

}  // namespace
}  // namespace ocssim::models
