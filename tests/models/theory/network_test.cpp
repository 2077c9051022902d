// Jackson networks, mean value analysis, bounds, and the LRU hit ratio.
#include "models/theory/che.hpp"
#include "models/theory/jackson.hpp"
#include "models/theory/mva.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <stdexcept>
#include <vector>

namespace ocssim::models {
namespace {

TEST(TrafficEquations, FeedbackAndSplit) {
  // 0 → 1 (0.6), 0 → 2 (0.4), 1 → 0 (0.25); γ_0 = 3: λ_0 = 3 + 0.25·0.6 λ_0 = 3/0.85.
  Eigen::MatrixXd routing = Eigen::MatrixXd::Zero(3, 3);
  routing(0, 1) = 0.6;
  routing(0, 2) = 0.4;
  routing(1, 0) = 0.25;
  const Eigen::VectorXd external = (Eigen::VectorXd(3) << 3.0, 0.0, 0.0).finished();
  const Eigen::VectorXd rates = traffic_equations(external, routing);
  EXPECT_NEAR(rates[0], 3.0 / 0.85, 1e-12);
  EXPECT_NEAR(rates[1], 0.6 * 3.0 / 0.85, 1e-12);
  EXPECT_NEAR(rates[2], 0.4 * 3.0 / 0.85, 1e-12);
}

TEST(TrafficEquations, RefuseATrap) {
  Eigen::MatrixXd routing = Eigen::MatrixXd::Zero(2, 2);
  routing(0, 1) = 1.0;
  routing(1, 0) = 1.0;
  EXPECT_THROW((void)traffic_equations(Eigen::VectorXd::Ones(2), routing), std::domain_error);
  routing(1, 0) = 1.5;
  EXPECT_THROW((void)traffic_equations(Eigen::VectorXd::Ones(2), routing), std::domain_error);
}

TEST(Jackson, TandemIsTwoIndependentQueues) {
  Eigen::MatrixXd routing = Eigen::MatrixXd::Zero(2, 2);
  routing(0, 1) = 1.0;
  const Eigen::VectorXd external = (Eigen::VectorXd(2) << 4.0, 0.0).finished();
  const JacksonResult result = jackson(external, routing, {{0.2, 1}, {1.0, 8}});
  const double first = 1.0 / (5.0 - 4.0);
  const double second = mmc({.arrival_rate = 4.0, .service_time = 1.0, .servers = 8}).sojourn_time;
  EXPECT_NEAR(result.sojourn_time, first + second, 1e-12);
  EXPECT_THROW((void)jackson(external, routing, {{0.25, 1}, {1.0, 8}}), std::domain_error);
}

/// Mean busy servers of c servers and N customers that think Z: birth-death by definition.
double machine_repair_throughput(unsigned customers, unsigned servers, double think,
                                 double service) {
  long double p = 1.0L;
  long double total = 1.0L;
  long double busy = 0.0L;
  for (unsigned k = 1; k <= customers; ++k) {
    const unsigned serving = k < servers ? k : servers;
    p *= static_cast<long double>(customers - k + 1) / think * service / serving;
    total += p;
    busy += p * serving;
  }
  return static_cast<double>(busy / total) / service;
}

TEST(Mva, MultiServerAgreesWithTheMachineRepairChain) {
  for (const unsigned customers : {1u, 5u, 20u, 60u, 200u}) {
    for (const unsigned servers : {1u, 2u, 4u, 8u}) {
      SCOPED_TRACE(testing::Message() << customers << " customers, " << servers << " servers");
      const MvaResult result = mva({{0.5, servers}}, 10.0, customers);
      const double exact = machine_repair_throughput(customers, servers, 10.0, 0.5);
      EXPECT_NEAR(result.throughput, exact, 1e-10 * exact);
      EXPECT_NEAR(result.utilizations[0], exact * 0.5 / servers, 1e-10);
      EXPECT_NEAR(result.numbers_in_station[0] + 10.0 * result.throughput, customers,
                  1e-9 * customers);
    }
  }
}

TEST(Mva, BalancedNetworkHasItsClosedForm) {
  // K equal single servers, no think time: X(N) = N / (D (N + K − 1)).
  const std::vector<MvaStation> stations(3, MvaStation{0.2, 1});
  const MvaResult result = mva(stations, 0.0, 7);
  EXPECT_NEAR(result.throughput, 7.0 / (0.2 * 9.0), 1e-12);
  EXPECT_NEAR(result.numbers_in_station[1], 7.0 / 3.0, 1e-12);
}

TEST(Mva, SeveralMultiServersShareThePopulation) {
  const std::vector<MvaStation> stations{{0.5, 8}, {0.3, 4}, {0.06, 1}, {1.0, 0}};
  const MvaResult result = mva(stations, 10.0, 300);
  double everybody = 10.0 * result.throughput;
  for (const double number : result.numbers_in_station) everybody += number;
  EXPECT_NEAR(everybody, 300.0, 1e-7);
  EXPECT_NEAR(result.utilizations[1], result.throughput * 0.3 / 4.0, 1e-12);
}

TEST(Mva, AHundredThousandCustomersSaturateTheBottleneck) {
  const MvaResult result = mva({{0.004, 8}}, 40.0, 100'000);
  EXPECT_NEAR(result.throughput, 2000.0, 1e-6);              // 100,000/40 = 2,500 > 8/0.004 = 2,000
  EXPECT_NEAR(result.numbers_in_station[0], 20'000.0, 0.1);  // logarithms near 1e6
  EXPECT_EQ(mva({{0.004, 8}}, 40.0, 0).throughput, 0.0);
}

TEST(Mva, DelayOnlyNeverQueues) {
  const MvaResult result = mva({{2.0, 0}}, 3.0, 100);
  EXPECT_NEAR(result.throughput, 20.0, 1e-12);
  EXPECT_NEAR(result.residence_times[0], 2.0, 1e-12);
}

TEST(Mva, StaysInsideItsAsymptoticBounds) {
  const std::vector<MvaStation> stations{{0.05, 1}, {0.3, 4}, {0.1, 0}};
  for (const std::uint64_t n : {1u, 10u, 40u, 200u, 2000u}) {
    const MvaResult result = mva(stations, 5.0, n);
    const AsymptoticBounds bounds = asymptotic_bounds(stations, 5.0, static_cast<double>(n));
    EXPECT_LE(result.throughput, bounds.throughput_high * (1 + 1e-9)) << n;
    EXPECT_GE(result.throughput, bounds.throughput_low * (1 - 1e-9)) << n;
    EXPECT_GE(result.response_time, bounds.response_low * (1 - 1e-9)) << n;
    EXPECT_LE(result.response_time, bounds.response_high * (1 + 1e-9)) << n;
  }
  // Largest demand a server: 0.3/4; N* = (5 + 0.45)/0.075.
  EXPECT_NEAR(asymptotic_bounds(stations, 5.0, 1.0).saturation_population, 5.45 / 0.075, 1e-12);
  EXPECT_NEAR(mva(stations, 5.0, 2000).throughput, 4.0 / 0.3, 0.01);
}

TEST(Che, AgreesWithTheTwelvePublishedCells) {
  struct Row {
    double alpha, hit_ratio[3];
  };
  constexpr Row rows[] = {{0.6, {0.0432, 0.2432, 0.6735}},
                          {0.8, {0.1566, 0.4367, 0.7916}},
                          {1.0, {0.3905, 0.6756, 0.8986}},
                          {1.2, {0.6563, 0.8614, 0.9639}}};
  constexpr double cache[3] = {100, 1000, 5000};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_NEAR(che_zipf(row.alpha, 10'000, cache[i]).hit_ratio, row.hit_ratio[i], 0.5e-4)
          << row.alpha << " " << cache[i];
    }
  }
}

TEST(Che, GroupedPopularityEqualsEveryPageOnItsOwn) {
  constexpr std::uint64_t pages = 30'000;
  for (const double alpha : {0.7, 1.0}) {
    std::vector<PopularityClass> every(pages);
    double total = 0.0;
    for (std::uint64_t k = 0; k < pages; ++k) {
      every[k].probability = std::pow(static_cast<double>(k + 1), -alpha);
      total += every[k].probability;
    }
    for (PopularityClass& one : every) one.probability /= total;
    for (const double cache : {500.0, 10'000.0, 28'000.0}) {
      const CheResult exact = che(every, cache);
      const CheResult grouped = che_zipf(alpha, pages, cache);
      EXPECT_NEAR(grouped.hit_ratio, exact.hit_ratio, 1e-6);
      EXPECT_NEAR(grouped.characteristic_time, exact.characteristic_time,
                  1e-5 * exact.characteristic_time);
    }
  }
}

TEST(Che, UniformReferencesHitInProportion) {
  const std::vector<PopularityClass> uniform{{1000.0, 0.001}};
  EXPECT_NEAR(che(uniform, 250.0).hit_ratio, 0.25, 1e-12);
}

TEST(Che, EmptyAndEndlessCaches) {
  EXPECT_EQ(che_zipf(0.8, 1000, 0.0).hit_ratio, 0.0);
  EXPECT_EQ(che_zipf(0.8, 1000, 1000.0).hit_ratio, 1.0);
  EXPECT_EQ(che_zipf(0.8, 1000, 1000.0).characteristic_time,
            std::numeric_limits<double>::infinity());
  const std::vector<PopularityClass> half_used{{10.0, 0.1}, {90.0, 0.0}};
  EXPECT_EQ(che(half_used, 10.0).hit_ratio, 1.0) << "pages nobody wants take no place";
}

TEST(Che, ZipfProbabilitiesAddToOneOverMillionsOfFewClasses) {
  const std::vector<PopularityClass> classes = zipf_popularity(0.8, 1'600'000);
  double pages = 0.0;
  double probability = 0.0;
  for (const PopularityClass& one : classes) {
    pages += one.pages;
    probability += one.pages * one.probability;
  }
  EXPECT_EQ(pages, 1'600'000.0);
  EXPECT_NEAR(probability, 1.0, 1e-12);
  EXPECT_LT(classes.size(), 3000u);
}

}  // namespace
}  // namespace ocssim::models
