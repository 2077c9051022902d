// PSTN ports (V23), response groups (V24), agents by Erlang C and A, IPsec, processors.
#include "models/theory/erlang.hpp"
#include "models/theory/erlang_a.hpp"
#include "models/theory/mmc.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

/// A pool that does next to nothing beside the calls: 100 endpoints.
Settings calls_only(const std::string& duration) {
  return scaled(100) + quiet() + lasting(duration, "10 min");
}

struct Measured {
  SampleMean sample;
  double half_width = 0.0;  // of the 95 % interval
};

Measured measure(const Settings& settings, std::uint32_t replications, std::string_view metric,
                 std::string_view component) {
  std::vector<double> values;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    values.push_back(PoolRun("enterprise-100k", settings, replication).mean(metric, component));
  }
  Measured measured{.sample = sample_mean(values)};
  measured.half_width = 2.365 * measured.sample.standard_error;  // t(0.975, 7)
  return measured;
}

void expect_inside(const char* what, const Measured& measured, double theory) {
  std::printf("%s: %.5f ± %.5f, theory %.5f\n", what, measured.sample.mean, measured.half_width,
              theory);
  EXPECT_NEAR(measured.sample.mean, theory, measured.half_width) << what;
}

void expect_close(const char* what, const Measured& measured, double theory) {
  std::printf("%s: %.5f ± %.5f (standard error), theory %.5f\n", what, measured.sample.mean,
              measured.sample.standard_error, theory);
  EXPECT_NEAR(measured.sample.mean, theory, 4.0 * measured.sample.standard_error) << what;
}

TEST(PstnPorts, AThousandErlangOnAThousandPorts) {
  // V23: 10,000 users of medium traffic, two calls of 3 min an hour; published: 1,000 ports.
  const Settings medium = {
      "clients.users=10000", "pstn.enabled=true", "pstn.calls_per_user=2 / user / hour",
      "pstn.servers=4",      "pstn.ports=250",    "pstn.cores=0"};
  const Measured blocking =
      measure(scaled(10000) + quiet() + Settings{"clients.keep_alive.enabled=false"} + medium +
                  lasting("150 min", "30 min"),
              8, "call.blocking", "pstn");
  expect_inside("blocking", blocking, 0.0248);
  EXPECT_NEAR(erlang_b(1000, 1000.0), 0.0248, 0.5e-4);
}

TEST(PstnPorts, ErlangBWhateverFillsFirst) {
  const Settings ports = {"pstn.enabled=true", "pstn.calls=0.1 / s",
                          "pstn.hold=100 s",   "pstn.calls_per_user=0 / user / hour",
                          "pstn.servers=2",    "pstn.ports=5",
                          "pstn.cores=0"};
  const double theory = erlang_b(10, 10.0);
  expect_close("ports", measure(calls_only("5 h") + ports, 8, "call.blocking", "pstn"), theory);
  // Two servers whose processors carry five calls each, and a hundred ports.
  const Settings processors =
      ports + Settings{"pstn.ports=100", "pstn.cores=1", "pstn.clock=100 MHz",
                       "pstn.call_megacycles=20", "deployment.srtp_required=false"};
  const PoolRun run("enterprise-100k", calls_only("5 h") + processors);
  EXPECT_EQ(run.total("call.refused_ports", "pstn"), 0.0);
  EXPECT_GT(run.total("call.refused_cpu", "pstn"), 100.0);
  EXPECT_NEAR(run.mean("call.blocking", "pstn"), theory, 0.1 * theory);
  EXPECT_EQ(run.highest("call.cpu.utilization", "pstn[0]"), 1.0);
  // With SRTP a call costs 1.2 times as much: four fit.
  const PoolRun secure("enterprise-100k",
                       calls_only("5 h") + processors + Settings{"deployment.srtp_required=true"});
  EXPECT_NEAR(secure.mean("call.blocking", "pstn"), erlang_b(8, 10.0), 0.1 * erlang_b(8, 10.0));
}

TEST(IpsecOnMedia, HoldsPortsWhileCallsAreSetUp) {
  // SEC-02: 2 s of set-up on top of 20 s of talk are a tenth more Erlangs.
  const Settings busy = {"pstn.enabled=true", "pstn.calls=0.5 / s",
                         "pstn.hold=20 s",    "pstn.calls_per_user=0 / user / hour",
                         "pstn.servers=1",    "pstn.ports=12",
                         "pstn.cores=0"};
  const PoolRun without("enterprise-100k", calls_only("5 h") + busy);
  const PoolRun with("enterprise-100k",
                     calls_only("5 h") + busy + Settings{"deployment.ipsec_on_media=true"});
  std::printf("blocking %.4f (%.4f), with IPsec %.4f (%.4f); set-up %.2f and %.2f s\n",
              without.mean("call.blocking", "pstn"), erlang_b(12, 10.0),
              with.mean("call.blocking", "pstn"), erlang_b(12, 11.0),
              without.mean("call.set_up_time", "pstn"), with.mean("call.set_up_time", "pstn"));
  EXPECT_EQ(without.mean("call.set_up_time", "pstn"), 0.0);
  EXPECT_EQ(with.mean("call.set_up_time", "pstn"), 2.0);
  EXPECT_NEAR(without.mean("call.blocking", "pstn"), erlang_b(12, 10.0), 0.012);
  EXPECT_NEAR(with.mean("call.blocking", "pstn"), erlang_b(12, 11.0), 0.012);
}

TEST(MediationServer, CarriesEachSideOnItsOwnAdapter) {
  const Settings busy = {"pstn.enabled=true", "pstn.calls=1 / s",
                         "pstn.servers=1",    "pstn.calls_per_user=0 / user / hour",
                         "pstn.ports=1000",   "pstn.cores=0"};
  const PoolRun run("enterprise-100k", calls_only("3 h") + busy);
  const double calls = run.mean("call.in_progress", "pstn");
  EXPECT_NEAR(calls, 180.0, 6.0);
  EXPECT_NEAR(run.mean("call.inner_mbps", "pstn[0]"), calls * 0.057, 1e-9);  // RTAudio wideband
  EXPECT_NEAR(run.mean("call.outer_mbps", "pstn[0]"), calls * 0.092, 1e-9);  // G.711
}

TEST(ResponseGroup, SixteenCallsASecondAreFourHundredAndEightyInDialog) {
  // V24 (L10-RGS): 16 calls/s and 480 concurrent dialogs on 8 Front Ends, so 30 s each.
  const Settings published = {"response_group.enabled=true", "response_group.calls=16 / s",
                              "response_group.calls_per_user=0 / user / hour",
                              "response_group.agents=0"};
  const Measured in_dialog =
      measure(calls_only("40 min") + published + Settings{"response_group.ports=120"}, 8,
              "call.in_progress", "response_group");
  expect_inside("in dialog", in_dialog, 480.0);
  // 480 ports and no more: the published pair is at 3.5 % blocking.
  const Measured blocking =
      measure(calls_only("40 min") + published, 8, "call.blocking", "response_group");
  expect_inside("blocking", blocking, erlang_b(480, 480.0));
}

Settings agents(const std::string& patience) {
  return {"response_group.enabled=true",
          "response_group.calls=0.09 / s",
          "response_group.calls_per_user=0 / user / hour",
          "response_group.hold=10 s",
          "response_group.agents=10",
          "response_group.agent_time=100 s",
          "response_group.patience=" + patience};
}

TEST(ResponseGroup, AgentsAreErlangCWithoutPatience) {
  const MmcQueue queue{.arrival_rate = 0.09, .service_time = 100.0, .servers = 10};
  const Settings settings = calls_only("30 h") + agents("0 s");
  expect_close("waited", measure(settings, 8, "call.waited", "response_group"), erlang_c(10, 9.0));
  expect_close("waiting time", measure(settings, 8, "call.waiting_time", "response_group"),
               mmc(queue).waiting_time);
}

TEST(ResponseGroup, AgentsAreErlangAWithPatience) {
  const ErlangAResult theory =
      erlang_a({.arrival_rate = 0.09, .service_time = 100.0, .patience = 60.0, .servers = 10});
  const Settings settings = calls_only("30 h") + agents("60 s");
  expect_close("abandoned", measure(settings, 8, "call.abandoned", "response_group"),
               theory.abandonment);
  expect_close("waited", measure(settings, 8, "call.waited", "response_group"),
               theory.probability_of_waiting);
  expect_close("waiting time", measure(settings, 8, "call.waiting_time", "response_group"),
               theory.waiting_time);
}

TEST(UcApplications, HoldConnectionsBehindTheBalancer) {
  // A call of an application comes through the VIP: 1 call/s of 30 s takes 30 ports on average.
  const Settings behind = {"conferencing_attendant.enabled=true",
                           "conferencing_attendant.calls=1 / s",
                           "conferencing_attendant.wrong_code_share=0 %",
                           "conferencing_attendant.early_share=0 %",
                           "conferencing_attendant.scheduled_share=0 %",
                           "conferencing_attendant.calls_per_user=0 / user / hour",
                           "load_balancer.listeners=[5060, 5061, 5065, 135, 444, 5072]",
                           "load_balancer.snat.ports_per_address=65000"};
  const PoolRun run("enterprise-100k", calls_only("3 h") + behind);
  EXPECT_NEAR(run.mean("listener.connections", "connections[0]"), 30.0, 1.5);
  EXPECT_NEAR(run.mean("call.in_progress", "conferencing_attendant"), 30.0, 1.5);
  EXPECT_EQ(run.total("listener.refused", "connections[0]"), 0.0);
  // Without a listener nobody gets through (LB-15).
  const PoolRun none("enterprise-100k", calls_only("1 h") + behind +
                                            Settings{"load_balancer.listeners=[5060, 5061, 444]"});
  EXPECT_EQ(none.mean("listener.connections", "connections[0]"), 0.0);
}

}  // namespace
}  // namespace ocssim::models
