// The shipped scenarios in which a part at the edge fails first, each beside its twin without the
// one cause. Users of the pool are quiet: what is looked at is before them.
#include "models/theory/erlang.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ocssim::models {
namespace {

/// The resource that fills first by the offered load.
scenarios::ResourceLoad first_to_fill(const std::string& name, const Settings& settings = {}) {
  scenarios::LoadOptions options;
  options.scenario = name;
  options.sets = settings;
  options.metrics = scenarios::metric_registry();
  const auto scenario = scenarios::load_scenario(options);
  scenarios::ResourceLoad first;
  first.users_at_limit = 1e18;
  if (!scenario) {
    ADD_FAILURE() << name << " is not valid";
    return first;
  }
  for (const scenarios::ResourceLoad& load : scenarios::offered_load(*scenario).resources) {
    if (load.users_at_limit < first.users_at_limit) first = load;
  }
  return first;
}

/// It fails at its own limit, where closed forms put it at so many users; without the cause another
/// resource is first, beyond the users that the scenario has.
void expect_first(const std::string& name, const std::string& resource, double users,
                  const Settings& without_cause, double users_of_scenario = 100000.0) {
  const auto first = first_to_fill(name);
  const auto twin = first_to_fill(name, without_cause);
  std::printf("%s: %s at %.0f users; without the cause %s at %.0f\n", name.c_str(),
              first.name.c_str(), first.users_at_limit, twin.name.c_str(), twin.users_at_limit);
  EXPECT_EQ(first.name, resource);
  EXPECT_NEAR(first.users_at_limit, users, 0.001 * users);
  EXPECT_NE(twin.name, resource);
  EXPECT_GT(twin.users_at_limit, users_of_scenario);
}

Settings short_run() {
  return quiet() + lasting("20 min");
}

/// A full service refuses what comes beyond what leaves: R/A = 1 − D/A of two Poisson counts, whose
/// variance is (1 − B)(2 − B)/A. Within four standard errors.
void expect_blocking(const PoolRun& run, const std::string& service, double exact) {
  const double calls = run.total("call.offered", service);
  const double error = 4.0 * std::sqrt((1.0 - exact) * (2.0 - exact) / calls);
  std::printf("%s: refused %.4f of %.0f (Erlang B %.4f)\n", service.c_str(),
              run.mean("call.blocking", service), calls, exact);
  EXPECT_NEAR(run.mean("call.blocking", service), exact, error);
}

TEST(AccessEdgeFull, RefusesWhatItsFifteenThousandConnectionsDoNotHold) {
  const Settings two = {"access_edge.servers=2"};
  expect_first("access-edge-full", "access_edge.ports", erlang_b_load(15000, 0.01) / 0.2, two);
  const PoolRun run("access-edge-full", short_run());
  EXPECT_EQ(run.highest("call.in_progress", "access_edge"), 15000.0);
  expect_blocking(run, "access_edge", erlang_b(15000, 20000.0));
  // 15,000 sessions of 216 requests an hour, nearly: the pause begins at the answer.
  EXPECT_NEAR(run.rate("session.requests", "access_edge[0]"), 900.0, 9.0);
  EXPECT_LT(run.mean("session.cpu.utilization", "access_edge[0]"), 0.1);
  const PoolRun twin("access-edge-full", short_run() + two);
  EXPECT_EQ(twin.mean("call.blocking", "access_edge"), 0.0);
  EXPECT_NEAR(twin.mean("call.in_progress", "access_edge"), 20000.0, 100.0);
}

TEST(WebConferencingEdgeFull, RefusesWhatItsThreeThousandConnectionsDoNotHold) {
  const Settings two = {"web_conferencing_edge.servers=2"};
  expect_first("web-conferencing-edge-full", "web_conferencing_edge.ports",
               erlang_b_load(3000, 0.01) / 0.035, two);
  const PoolRun run("web-conferencing-edge-full", short_run());
  EXPECT_EQ(run.highest("call.in_progress", "web_conferencing_edge"), 3000.0);
  expect_blocking(run, "web_conferencing_edge", erlang_b(3000, 3500.0));
  const PoolRun twin("web-conferencing-edge-full", short_run() + two);
  EXPECT_EQ(twin.mean("call.blocking", "web_conferencing_edge"), 0.0);
}

TEST(AvEdgeFull, RefusesWhatItsFifteenHundredSessionsDoNotHold) {
  const Settings two = {"av_edge.servers=2"};
  expect_first("av-edge-full", "av_edge.ports", erlang_b_load(1500, 0.01) / 0.0155, two);
  const PoolRun run("av-edge-full", quiet() + lasting("60 min"));
  EXPECT_EQ(run.highest("call.in_progress", "av_edge"), 1500.0);
  expect_blocking(run, "av_edge", erlang_b(1500, 1550.0));
  const PoolRun twin("av-edge-full", short_run() + two);
  EXPECT_EQ(twin.mean("call.blocking", "av_edge"), 0.0);
}

TEST(WebAccessVip, HasPortsForFewerSessionsThanItsServersHold) {
  const Settings two = {"communicator_web_access.snat_addresses=2"};
  expect_first("web-access-vip", "communicator_web_access.nat", erlang_b_load(32256, 0.01) / 0.36,
               two);
  const PoolRun run("web-access-vip", short_run());
  EXPECT_EQ(run.highest("call.in_progress", "communicator_web_access"), 32256.0);
  EXPECT_EQ(run.total("call.refused_ports", "communicator_web_access"), 0.0);
  EXPECT_EQ(run.total("snat.refused"), 0.0);  // the pool's own VIP has room
  expect_blocking(run, "communicator_web_access", erlang_b(32256, 36000.0));
  const PoolRun twin("web-access-vip", short_run() + two);
  EXPECT_EQ(twin.mean("call.blocking", "communicator_web_access"), 0.0);
}

TEST(ReverseProxyPorts, RunsOutOfRestingPortsBeforeAnythingElse) {
  const Settings three = {"reverse_proxy.servers=3"};
  const double per_user = (11.75 + 0.0042 + 0.0417 + 0.0375) / 3600.0 * 0.1;
  expect_first("reverse-proxy-ports", "reverse_proxy.ports",
               erlang_b_load(3976, 0.01) / (per_user * 240.0), three);
  const Settings run_time = quiet() + lasting("20 min", "4 min");  // four rests of 240 s
  const PoolRun run("reverse-proxy-ports", run_time);
  const double exact = erlang_b(3976, 100000.0 * per_user * 240.0);
  std::printf("refused %.4f (Erlang B %.4f), link at %.4f\n", run.mean("proxy.blocking"), exact,
              run.mean("proxy.link_utilization", "reverse_proxy[0]"));
  EXPECT_NEAR(run.mean("proxy.blocking"), exact, 0.015);
  EXPECT_NEAR(run.mean("proxy.port_utilization", "reverse_proxy[0]"), 1.0, 0.01);
  EXPECT_LT(run.mean("proxy.link_utilization", "reverse_proxy[0]"), 0.05);
  const PoolRun twin("reverse-proxy-ports", run_time + three);
  EXPECT_EQ(twin.mean("proxy.blocking"), 0.0);
}

TEST(MediationOneAdapter, LosesWhatOneAdapterDoesNotCarryOfBothSides) {
  const Settings two = {"pstn.adapters=2"};
  expect_first("mediation-one-adapter", "pstn.link", 100e6 / 149e3 / 0.072, two, 10000.0);
  const double exact =
      erlang_mean_excess(800, 720.0, 100e6 / 149e3) / (720.0 * (1.0 - erlang_b(800, 720.0)));
  std::vector<double> lost;
  for (std::uint32_t replication = 0; replication < 4; ++replication) {
    const PoolRun run("mediation-one-adapter", quiet() + lasting("60 min"), replication);
    lost.push_back(run.mean("call.media_lost", "pstn[0]"));
  }
  const SampleMean mean = sample_mean(lost);
  std::printf("media lost %.4f ± %.4f (by Erlang's loss system %.4f)\n", mean.mean,
              mean.standard_error, exact);
  EXPECT_NEAR(mean.mean, exact, 4.0 * mean.standard_error);
  EXPECT_NEAR(exact, 0.07, 0.01);
  const PoolRun twin("mediation-one-adapter", quiet() + lasting("60 min") + two);
  EXPECT_EQ(twin.mean("call.media_lost", "pstn[0]"), 0.0);
  EXPECT_NEAR(twin.mean("call.link_utilization", "pstn[0]"), 0.66, 0.04);
}

TEST(FileSharesOneDevice, LetMeetingsWaitForTelephones) {
  // 10,000 x 20 MiB within an hour are 466 Mbps of a device of 400.
  const Settings apart = {"web.shares.apart=true"};
  const auto first = first_to_fill("file-shares-one-device");
  EXPECT_EQ(first.name, "web.file_share");
  EXPECT_NEAR(first.users_at_limit, 84000.0, 2000.0);
  EXPECT_EQ(first_to_fill("file-shares-one-device", apart).name, "web.file_share.updates");
  const PoolRun run("file-shares-one-device", quiet());
  const PoolRun twin("file-shares-one-device", quiet() + apart);
  std::printf("meeting content %.1f s on one device, %.3f s apart; updates %.0f and %.0f s\n",
              run.mean("web.time", "meeting_content"), twin.mean("web.time", "meeting_content"),
              run.mean("web.time", "device_update"), twin.mean("web.time", "device_update"));
  EXPECT_GT(run.mean("web.time", "meeting_content"), 10.0);
  EXPECT_LT(twin.mean("web.time", "meeting_content"), 0.2);
  EXPECT_GT(twin.mean("web.time", "device_update"), 60.0);  // the cause stays for telephones
  EXPECT_GT(twin.mean("web.share_utilization", "updates"), 0.8);
  EXPECT_LT(twin.mean("web.share_utilization", "content"), 0.05);
}

}  // namespace
}  // namespace ocssim::models
