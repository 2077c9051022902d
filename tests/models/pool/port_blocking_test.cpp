// Blocking of source ports against Erlang's and Engset's formulas.
//
//   Erlang B   connections begin at random instants and hold a port for a fixed time; one that
//              finds none is lost. The formula does not depend on the law of the holding time.
//   Engset     N clients: each holds a port for a fixed time, is idle for a uniform time, tries
//              again; refused or not. It depends on the means only.
#include "models/theory/engset.hpp"
#include "models/theory/erlang.hpp"
#include "tests/models/pool/pool_run.hpp"

#include <cstdio>
#include <gtest/gtest.h>
#include <string>

namespace ocssim::models {
namespace {

/// One that finds no port is accepted and closed; nothing costs time.
const std::string ports_only = OCSSIM_SOURCE_DIR "/tests/validation/c1/hapsrc.json";

struct Blocking {
  SampleMean share;
  double formula = 0.0;
};

void expect_agrees(const char* what, const Blocking& blocking) {
  const auto& [mean, standard_error] = blocking.share;
  std::printf("%s: formula %.5f, simulated %.5f, half-width %.1f %%\n", what, blocking.formula,
              mean, 100.0 * 2.365 * standard_error / mean);
  EXPECT_NEAR(mean, blocking.formula, 4.0 * standard_error);
  EXPECT_LE(2.365 * standard_error, 0.05 * mean);  // Student t, 7 degrees of freedom, 95 %
}

constexpr std::uint32_t replications = 8;

TEST(PortBlocking, IsErlangBWhenConnectionsComeAtRandom) {
  // 9 connections a second for 10 s each: 90 Erl on 100 ports, 0.026957 (domain numbers, 4.2).
  const Settings settings{"clients.users=90000",
                          "clients.sign_in_window=10000 s",
                          "clients.sign_in_spacing=random",
                          "clients.session_length=10 s",
                          "simulation.duration=10000 s",
                          "load_balancer.snat.ports_per_address=100",
                          "load_balancer.snat.time_wait=0 s",
                          "front_ends.count=1"};
  std::vector<double> shares;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const PoolRun run(ports_only, settings, replication);
    const double refused = run.total("snat.refused");
    shares.push_back(refused / (refused + run.sum_of_totals("lb.new_connections")));
  }
  expect_agrees("Erlang B, 90 Erl, 100 ports", {sample_mean(shares), erlang_b(100, 90.0)});
}

TEST(PortBlocking, IsEngsetWhenClientsComeBack) {
  // 60 clients, held for 10 s, idle for U(0, 20 s), 32 ports.
  const EngsetSystem system{.sources = 60, .servers = 32, .load_per_idle_source = 10.0 / 10.0};
  const Settings settings{"clients.users=60",
                          "clients.sign_in_window=20 s",
                          "clients.sign_in_spacing=random",
                          "clients.reconnect.enabled=true",
                          "clients.reconnect.delay=20 s",
                          "clients.reconnect.backoff=1",
                          "clients.reconnect.max_delay=20 s",
                          "clients.session_length=30 d",
                          "clients.reauthentication_interval=30 d",
                          "clients.register_refresh.without=30 d",
                          "simulation.duration=8000 s",
                          "load_balancer.idle_timeout=10 s",
                          "load_balancer.snat.ports_per_address=32",
                          "front_ends.count=1"};
  std::vector<double> shares;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const PoolRun run(ports_only, settings, replication);
    const double refused = run.total("snat.refused");
    shares.push_back(refused / (refused + run.sum_of_totals("lb.new_connections")));
  }
  expect_agrees("Engset, 60 clients, 32 ports",
                {sample_mean(shares), engset(system).call_congestion});
}

}  // namespace
}  // namespace ocssim::models
