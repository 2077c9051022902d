// Erlang B and C, M/M/c, Engset: the tables of the specification, and identities between formulas.
#include "models/theory/erlang.hpp"

#include "models/theory/engset.hpp"
#include "models/theory/erlang_a.hpp"
#include "models/theory/kaufman_roberts.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/operational_laws.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>

namespace ocssim::models {
namespace {

struct ErlangCase {
  std::uint32_t servers;
  double load, blocking;
};

TEST(ErlangB, AgreesWithTheNinePublishedCells) {
  constexpr ErlangCase cases[] = {
      {1, 0.5, 0.333333},    {5, 2.0, 0.036697},     {10, 5.0, 0.018385},
      {10, 4.461, 0.009998}, {20, 12.03, 0.009996},  {24, 15.295, 0.010000},
      {50, 37.90, 0.009995}, {100, 84.06, 0.009992}, {100, 90, 0.026957},
  };
  for (const ErlangCase& c : cases) {
    EXPECT_NEAR(erlang_b(c.servers, c.load), c.blocking, 0.5e-6) << c.servers << " " << c.load;
  }
}

TEST(ErlangB, AThousandPortsAtAThousandErlang) {
  EXPECT_NEAR(erlang_b(1000, 1000.0), 0.0248, 0.5e-4);  // target V23
}

TEST(ErlangB, EqualsItsDefiningSum) {
  // B(3, 2) = (8/6) / (1 + 2 + 2 + 8/6) = 4/19.
  EXPECT_NEAR(erlang_b(3, 2.0), 4.0 / 19.0, 1e-15);
  EXPECT_EQ(erlang_b(0, 2.0), 1.0);
  EXPECT_EQ(erlang_b(4, 0.0), 0.0);
}

TEST(ErlangB, InversesInvert) {
  EXPECT_NEAR(erlang_b(10, erlang_b_load(10, 0.01)), 0.01, 1e-12);
  EXPECT_NEAR(erlang_b_load(1, 0.5), 1.0, 1e-12);
  EXPECT_EQ(erlang_b_servers(4.461, 0.01), 10u);
  EXPECT_EQ(erlang_b_servers(4.47, 0.01), 11u);
  EXPECT_EQ(erlang_b_servers(0.0, 0.01), 1u);
}

TEST(KaufmanRoberts, IsWhatIsWorkedOutByHand) {
  // q = 1, 1, (1·1·1 + 1·2·1)/2: of 3.5, one port is refused at 1.5, two at 2.5.
  const std::vector<CallClass> classes = {{1.0, 1}, {1.0, 2}};
  const std::vector<double> refused = kaufman_roberts(2, classes);
  EXPECT_NEAR(refused[0], 3.0 / 7.0, 1e-15);
  EXPECT_NEAR(refused[1], 5.0 / 7.0, 1e-15);
}

TEST(KaufmanRoberts, IsErlangBForOneClass) {
  for (const std::uint32_t ports : {1u, 12u, 1000u}) {
    const std::vector<CallClass> one = {{0.9 * ports, 1}};
    EXPECT_NEAR(kaufman_roberts(ports, one)[0], erlang_b(ports, 0.9 * ports), 1e-14) << ports;
    // Calls of two ports on twice as many are the same system.
    const std::vector<CallClass> two = {{0.9 * ports, 2}};
    EXPECT_NEAR(kaufman_roberts(2 * ports, two)[0], erlang_b(ports, 0.9 * ports), 1e-14) << ports;
  }
  EXPECT_EQ(kaufman_roberts(1, std::vector<CallClass>{{1.0, 2}})[0], 1.0);
}

TEST(ErlangA, LiesBetweenErlangBAndErlangC) {
  // Callers with no patience are lost when all are busy, very patient ones wait as in Erlang C.
  const ErlangAResult hasty =
      erlang_a({.arrival_rate = 9.0, .service_time = 1.0, .patience = 1e-9, .servers = 10});
  EXPECT_NEAR(hasty.abandonment, erlang_b(10, 9.0), 1e-7);
  const ErlangAResult patient =
      erlang_a({.arrival_rate = 9.0, .service_time = 1.0, .patience = 1e9, .servers = 10});
  EXPECT_NEAR(patient.probability_of_waiting, erlang_c(10, 9.0), 1e-6);
  EXPECT_NEAR(patient.waiting_time,
              mmc({.arrival_rate = 9.0, .service_time = 1.0, .servers = 10}).waiting_time, 1e-6);
  EXPECT_LT(patient.abandonment, 1e-8);
}

TEST(ErlangA, OneServerWithEqualRatesIsMMInfinity) {
  // θ = μ: every state k leaves at rate kμ, so the number in system is Poisson(a).
  const double a = 2.0;
  const ErlangAResult one =
      erlang_a({.arrival_rate = a, .service_time = 1.0, .patience = 1.0, .servers = 1});
  EXPECT_NEAR(one.probability_of_waiting, 1.0 - std::exp(-a), 1e-12);
  EXPECT_NEAR(one.queue_length, a - (1.0 - std::exp(-a)), 1e-12);
  // What is served and what is lost is what comes.
  EXPECT_NEAR(one.utilization + one.abandonment * a, a, 1e-12);
}

struct MmcCase {
  std::uint32_t servers;
  double waits[4];
  double mean_wait[4];
};

constexpr double mmc_loads[4] = {0.5, 0.8, 0.9, 0.95};
constexpr MmcCase mmc_cases[] = {
    {1, {0.500000, 0.800000, 0.900000, 0.950000}, {1.0000, 4.0000, 9.0000, 19.0000}},
    {2, {0.333333, 0.711111, 0.852632, 0.925641}, {0.3333, 1.7778, 4.2632, 9.2564}},
    {4, {0.173913, 0.596432, 0.787753, 0.891419}, {0.0870, 0.7455, 1.9694, 4.4571}},
    {8, {0.059044, 0.457645, 0.701533, 0.844169}, {0.0148, 0.2860, 0.8769, 2.1104}},
    {16, {0.009019, 0.304884, 0.591343, 0.780192}, {0.0011, 0.0953, 0.3696, 0.9752}},
};

TEST(Mmc, AgreesWithTheTwentyPublishedCells) {
  for (const MmcCase& c : mmc_cases) {
    for (std::size_t i = 0; i < 4; ++i) {
      SCOPED_TRACE(testing::Message() << "c " << c.servers << " rho " << mmc_loads[i]);
      const MmcResult result = mmc(
          {.arrival_rate = c.servers * mmc_loads[i], .service_time = 1.0, .servers = c.servers});
      EXPECT_NEAR(result.probability_of_waiting, c.waits[i], 0.5e-6);
      EXPECT_NEAR(result.waiting_time, c.mean_wait[i], 0.5e-4);
      EXPECT_NEAR(result.utilization, mmc_loads[i], 1e-15);
    }
  }
}

TEST(Mmc, OneServerHasAnExponentialSojourn) {
  const MmcQueue queue{.arrival_rate = 8.0, .service_time = 0.1, .servers = 1};
  const double rate = 10.0 - 8.0;
  EXPECT_NEAR(mmc(queue).sojourn_time, 1.0 / rate, 1e-12);
  for (const double q : {0.5, 0.95, 0.999}) {
    EXPECT_NEAR(mmc_sojourn_quantile(queue, q), -std::log(1.0 - q) / rate, 1e-10);
  }
  EXPECT_NEAR(mmc_sojourn_tail(queue, 0.7), std::exp(-rate * 0.7), 1e-14);
}

TEST(Mmc, TailsIntegrateToTheirMeans) {
  for (const double rate : {2.0, 3.0, 3.9}) {  // θ = 2, 1 (= μ, the special point), 0.1
    const MmcQueue queue{.arrival_rate = rate, .service_time = 1.0, .servers = 4};
    double wait = 0.0;
    double sojourn = 0.0;
    constexpr double step = 0.01;
    for (int i = 0; i < 40000; ++i) {
      wait += step * mmc_waiting_tail(queue, (i + 0.5) * step);
      sojourn += step * mmc_sojourn_tail(queue, (i + 0.5) * step);
    }
    EXPECT_NEAR(wait, mmc(queue).waiting_time, 1e-4);
    EXPECT_NEAR(sojourn, mmc(queue).sojourn_time, 1e-4);
  }
}

TEST(Mmc, TailIsFiniteForVeryLongTimes) {
  const MmcQueue queue{.arrival_rate = 7.999, .service_time = 1.0, .servers = 8};
  const double tail = mmc_sojourn_tail(queue, 2000.0);
  EXPECT_NEAR(tail, mmc_waiting_tail(queue, 2000.0) / (1.0 - 0.001), 1e-6);
}

TEST(Mmc, WaitingQuantileIsZeroWhereFewWait) {
  const MmcQueue queue{.arrival_rate = 4.0, .service_time = 1.0, .servers = 8};
  EXPECT_EQ(mmc_waiting_quantile(queue, 0.9), 0.0);  // 5.9 % wait
  EXPECT_NEAR(mmc_waiting_tail(queue, mmc_waiting_quantile(queue, 0.99)), 0.01, 1e-14);
}

TEST(Mmc, RateForAQuantileInverts) {
  const MmcQueue queue{.arrival_rate = 0.0, .service_time = 0.1, .servers = 8};
  const double rate = mmc_rate_for_sojourn_quantile(queue, 0.95, 0.5);
  EXPECT_NEAR(mmc_sojourn_quantile({rate, 0.1, 8}, 0.95), 0.5, 1e-9);
  EXPECT_EQ(mmc_rate_for_sojourn_quantile(queue, 0.95, 0.2), 0.0) << "service alone takes 0.3 s";
}

TEST(Mmc, LittlesLawHolds) {
  const MmcResult result = mmc({.arrival_rate = 7.0, .service_time = 1.0, .servers = 8});
  EXPECT_DOUBLE_EQ(littles_law(7.0, result.sojourn_time), result.number_in_system);
  EXPECT_NEAR(result.number_in_system - result.queue_length, 7.0, 1e-12);
}

TEST(Mmc, RefusesASaturatedQueue) {
  EXPECT_THROW((void)mmc({.arrival_rate = 8.0, .service_time = 1.0, .servers = 8}),
               std::domain_error);
  EXPECT_EQ(erlang_c(8, 8.0), 1.0);
}

/// p_k of a finite source by its definition.
std::vector<double> engset_probabilities(unsigned sources, unsigned servers, double beta) {
  std::vector<double> p{1.0};
  double total = 1.0;
  for (unsigned k = 1; k <= servers; ++k) {
    p.push_back(p.back() * (sources - k + 1) * beta / k);
    total += p.back();
  }
  for (double& one : p) one /= total;
  return p;
}

TEST(Engset, EqualsItsDefiningSum) {
  for (const unsigned sources : {6u, 10u, 40u}) {
    const std::vector<double> p = engset_probabilities(sources, 6, 0.4);
    double carried = 0.0;
    double asked = 0.0;
    for (unsigned k = 0; k <= 6; ++k) {
      carried += k * p[k];
      asked += (sources - k) * p[k];
    }
    const EngsetResult result =
        engset({.sources = sources, .servers = 6, .load_per_idle_source = 0.4});
    EXPECT_NEAR(result.time_congestion, p[6], 1e-14);
    EXPECT_NEAR(result.call_congestion, (sources - 6) * p[6] / asked, 1e-14);
    EXPECT_NEAR(result.carried_load, carried, 1e-13);
  }
}

TEST(Engset, WithManySourcesIsErlang) {
  const double load = 5.0;
  const EngsetResult result =
      engset({.sources = 10'000'000, .servers = 10, .load_per_idle_source = load / 10'000'000});
  EXPECT_NEAR(result.time_congestion, erlang_b(10, load), 1e-6);
  EXPECT_NEAR(result.call_congestion, erlang_b(10, load), 1e-6);
}

TEST(Engset, NeverBlocksWhenEverySourceHasAServer) {
  const EngsetResult result = engset({.sources = 5, .servers = 8, .load_per_idle_source = 1.0});
  EXPECT_EQ(result.time_congestion, 0.0);
  EXPECT_EQ(result.call_congestion, 0.0);
  EXPECT_NEAR(result.carried_load, 2.5, 1e-14);
}

}  // namespace
}  // namespace ocssim::models
