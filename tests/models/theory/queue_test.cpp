// M/G/1, M/D/1, processor sharing, Allen-Cunneen, M/M/c/K, two choices: tables and identities.
#include "models/theory/erlang.hpp"
#include "models/theory/md1k.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/mmck.hpp"
#include "models/theory/operational_laws.hpp"
#include "models/theory/two_choices.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>

namespace ocssim::models {
namespace {

TEST(Md1, WaitsHalfAsLongAsMm1) {
  constexpr double cases[4][2] = {{0.5, 0.5}, {0.8, 2.0}, {0.9, 4.5}, {0.95, 9.5}};
  for (const auto& [load, wait] : cases) {
    EXPECT_NEAR(md1(load, 1.0).waiting_time, wait, 1e-12);
    const MmcQueue exponential{.arrival_rate = load, .service_time = 1.0, .servers = 1};
    EXPECT_NEAR(md1(load, 1.0).waiting_time, 0.5 * mmc(exponential).waiting_time, 1e-12);
  }
}

TEST(Mg1, ExponentialServiceIsMm1) {
  const Mg1Result general = mg1({.arrival_rate = 7.0, .service_time = 0.1, .scv = 1.0});
  const MmcResult exponential = mmc({.arrival_rate = 7.0, .service_time = 0.1, .servers = 1});
  EXPECT_NEAR(general.waiting_time, exponential.waiting_time, 1e-14);
  EXPECT_NEAR(general.number_in_system, exponential.number_in_system, 1e-13);
  EXPECT_THROW((void)mg1({.arrival_rate = 10.0, .service_time = 0.1}), std::domain_error);
}

TEST(ProcessorSharing, DoesNotCareForTheDistribution) {
  const Mg1Result calm = mg1_processor_sharing({.arrival_rate = 8, .service_time = 0.1, .scv = 0});
  const Mg1Result wild = mg1_processor_sharing({.arrival_rate = 8, .service_time = 0.1, .scv = 9});
  EXPECT_EQ(calm.sojourn_time, wild.sojourn_time);
  EXPECT_NEAR(calm.sojourn_time, 0.5, 1e-14);
  EXPECT_NEAR(processor_sharing_sojourn({.arrival_rate = 8, .service_time = 0.1}, 0.3), 1.5, 1e-14);
}

TEST(AllenCunneen, IsExactForMmcAndMg1) {
  const GgcQueue many{.arrival_rate = 7, .service_time = 1, .servers = 8};
  EXPECT_NEAR(allen_cunneen_waiting_time(many),
              mmc({.arrival_rate = 7, .service_time = 1, .servers = 8}).waiting_time, 1e-14);
  const GgcQueue one{.arrival_rate = 0.7, .service_time = 1, .servers = 1, .service_scv = 3.0};
  EXPECT_NEAR(allen_cunneen_waiting_time(one),
              mg1({.arrival_rate = 0.7, .service_time = 1, .scv = 3.0}).waiting_time, 1e-14);
}

TEST(Md1k, HasTheClosedFormsOfFewPlacesAndTheLimitOfMany) {
  // K = 1: Erlang B. K = 2: π_1 = (1 − a_0)/a_0, so that π_0 = a_0 and loss = 1 − 1/(e^−ρ + ρ).
  // K = 3: π_0 a_0-weights 1, (1 − a_0)/a_0, (1 − a_0 − a_1)/a_0² : by hand below.
  for (const double load : {0.2, 0.7, 1.0, 1.4}) {
    EXPECT_NEAR(md1k_loss(load, 1), load / (1.0 + load), 1e-14);
    const double a0 = std::exp(-load);
    const double a1 = load * a0;
    EXPECT_NEAR(md1k_loss(load, 2), 1.0 - 1.0 / (a0 + load), 1e-14);
    const double first = (1.0 - a0) / a0;
    const double second = ((1.0 - a0 - a1) + first * (1.0 - a0 - a1)) / a0;
    EXPECT_NEAR(md1k_loss(load, 3), 1.0 - 1.0 / (1.0 / (1.0 + first + second) + load), 1e-13);
    EXPECT_LT(md1k_loss(load, 20), mm1k_loss(load, 20));
  }
  EXPECT_NEAR(md1k_loss(1.25, 1000), 1.0 - 1.0 / 1.25, 1e-9);
  EXPECT_NEAR(md1k_loss(1.1, 256), 1.0 - 1.0 / 1.1, 1e-6);
  EXPECT_LT(md1k_loss(0.9, 768), 1e-30);
  EXPECT_EQ(md1k_loss(0.0, 5), 0.0);
  EXPECT_THROW((void)md1k_loss(0.5, 0), std::domain_error);
}

struct Mm1kCase {
  double load;
  std::uint64_t places;
  double loss;
};

TEST(Mm1k, AgreesWithTheSixPublishedCells) {
  constexpr Mm1kCase cases[] = {{0.8, 10, 0.023493},  {0.9, 20, 0.013651},  {0.95, 50, 0.004151},
                                {1.0, 256, 0.003891}, {1.0, 768, 0.001300}, {1.1, 256, 0.090909}};
  for (const Mm1kCase& c : cases) {
    EXPECT_NEAR(mm1k_loss(c.load, c.places), c.loss, 0.5e-6) << c.load << " " << c.places;
  }
}

TEST(Mm1k, EqualsItsClosedForm) {
  for (const double load : {0.3, 0.99, 1.5}) {
    for (const std::uint64_t places : {1u, 7u, 40u}) {
      const auto k = static_cast<double>(places);
      const double closed = (1.0 - load) * std::pow(load, k) / (1.0 - std::pow(load, k + 1.0));
      EXPECT_NEAR(mm1k_loss(load, places), closed, 1e-13);
    }
  }
}

TEST(Mmck, WithoutWaitingPlacesIsErlangB) {
  const MmckResult result =
      mmck({.arrival_rate = 7.0, .service_time = 1.0, .servers = 8, .system_places = 8});
  EXPECT_NEAR(result.loss, erlang_b(8, 7.0), 1e-15);
  EXPECT_NEAR(result.carried_load, 7.0 * (1.0 - erlang_b(8, 7.0)), 1e-13);
  EXPECT_EQ(result.queue_length, 0.0);
}

TEST(Mmck, WithEndlessPlacesIsMmc) {
  const MmckResult finite =
      mmck({.arrival_rate = 7.0, .service_time = 1.0, .servers = 8, .system_places = 5000});
  const MmcResult endless = mmc({.arrival_rate = 7.0, .service_time = 1.0, .servers = 8});
  EXPECT_NEAR(finite.waiting_time, endless.waiting_time, 1e-10);
  EXPECT_NEAR(finite.number_in_system, endless.number_in_system, 1e-9);
  EXPECT_LT(finite.loss, 1e-100);
}

TEST(Mmck, FarBeyondSaturationLosesTheExcess) {
  const MmckResult result =
      mmck({.arrival_rate = 80.0, .service_time = 1.0, .servers = 8, .system_places = 100'000});
  EXPECT_NEAR(result.loss, 0.9, 1e-12);
  EXPECT_NEAR(result.utilization, 1.0, 1e-12);
}

TEST(TwoChoices, AgreesWithThePublishedLimits) {
  constexpr double cases[6][2] = {{0.5, 1.2657}, {0.7, 1.6145},  {0.8, 1.9474},
                                  {0.9, 2.6141}, {0.95, 3.3830}, {0.99, 5.4320}};
  for (const auto& [load, sojourn] : cases) {
    EXPECT_NEAR(power_of_choices_sojourn(load), sojourn, 0.5e-4) << load;
  }
}

TEST(TwoChoices, OneChoiceIsRandom) {
  EXPECT_NEAR(power_of_choices_sojourn(0.7, 1), 1.0 / 0.3, 1e-14);
  EXPECT_EQ(power_of_choices_sojourn(0.0), 1.0);
  EXPECT_LT(power_of_choices_sojourn(0.9, 3), power_of_choices_sojourn(0.9, 2));
}

TEST(OperationalLaws, TieThroughputLoadAndTimeTogether) {
  EXPECT_DOUBLE_EQ(utilization_law(1650.0, 0.0015, 8), 0.309375);
  EXPECT_DOUBLE_EQ(response_time_law(100.0, 5.0, 15.0), 5.0);
}

}  // namespace
}  // namespace ocssim::models
