#include "engine/experiment/demand_regression.hpp"

#include "engine/random/stream.hpp"
#include "engine/stats/probability.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace ocssim {
namespace {

/// Five classes whose rates vary by a factor of three, each by itself; noise of the sum is 5 %.
struct Synthetic {
  std::vector<double> planted{12.0, 20.0, 6.0, 0.2, 8.0};
  std::size_t rows = 48;
  double noise = 0.05;

  [[nodiscard]] DemandData data(std::uint64_t seed) const {
    const Stream rates(seed, "rates", 0);
    const Stream noises(seed, "noise", 0);
    DemandData made{.columns = planted.size(), .x = {}, .y = {}};
    for (std::size_t row = 0; row < rows; ++row) {
      double sum = 0.0;
      for (std::size_t column = 0; column < planted.size(); ++column) {
        const double rate = 100.0 * (0.5 + rates.draw(row, column).uniform(0));
        made.x.push_back(rate);
        sum += rate * planted[column];
      }
      made.y.push_back(sum * (1.0 + noise * normal_quantile(noises.draw(row, 0).uniform(0))));
    }
    return made;
  }
};

TEST(DemandRegression, WithoutNoisePlantedDemandsComeBackExactly) {
  Synthetic synthetic;
  synthetic.noise = 0.0;
  const DemandFit fit = fit_demands(synthetic.data(1), 0.95);
  for (std::size_t j = 0; j < synthetic.planted.size(); ++j) {
    EXPECT_NEAR(fit.demands[j].value, synthetic.planted[j], 1e-9 * synthetic.planted[j]);
    EXPECT_NEAR(fit.demands[j].high, fit.demands[j].low, 1e-8);
  }
}

TEST(DemandRegression, IntervalsCoverPlantedDemandsAsOftenAsTheySay) {
  const Synthetic synthetic;
  constexpr int seeds = 400;
  std::vector<int> covered(synthetic.planted.size(), 0);
  for (int seed = 1; seed <= seeds; ++seed) {
    const DemandFit fit = fit_demands(synthetic.data(static_cast<std::uint64_t>(seed)), 0.95);
    for (std::size_t j = 0; j < covered.size(); ++j) {
      const Demand& demand = fit.demands[j];
      if (demand.low <= synthetic.planted[j] && synthetic.planted[j] <= demand.high) ++covered[j];
    }
  }
  // Binomial: 380 expected of 400, standard error 4.4; more is no fault, HC3 is careful.
  for (std::size_t j = 0; j < covered.size(); ++j) {
    std::printf("demand %g: %d of %d intervals of 95 %% cover it\n", synthetic.planted[j],
                covered[j], seeds);
    EXPECT_GE(covered[j], 380 - 4 * 4) << synthetic.planted[j];
    EXPECT_LE(covered[j], 399) << "an interval that always covers says nothing";
  }
}

TEST(DemandRegression, ColumnsThatMoveTogetherAreNamed) {
  Synthetic synthetic;
  DemandData data = synthetic.data(3);
  EXPECT_TRUE(near_dependencies(data).empty());
  for (std::size_t row = 0; row < data.rows(); ++row) {
    data.x[row * data.columns + 3] = 3.0 * data.x[row * data.columns + 1];
  }
  const std::vector<NearDependency> found = near_dependencies(data);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].columns, (std::vector<std::size_t>{1, 3}));
  EXPECT_GT(found[0].condition_index, 1e6);
  EXPECT_GT(found[0].variance_shares[0], 0.99);
}

TEST(DemandRegression, OneLoadAtManyLevelsTellsNothingApart) {
  DemandData data{.columns = 3, .x = {}, .y = {}};
  for (int users = 1; users <= 20; ++users) {
    for (const double rate : {1.0, 2.0, 5.0}) data.x.push_back(rate * users);
    data.y.push_back(100.0 * users);
  }
  const std::vector<NearDependency> found = near_dependencies(data);
  EXPECT_EQ(found.size(), 2u) << "three columns, one direction";
}

TEST(DemandRegression, ACoefficientNeverFallsBelowZero) {
  // y = 2 a − 1 b: with b at 0 the best a is Σay/Σaa.
  DemandData data{.columns = 2, .x = {1, 0, 0, 1, 1, 1, 2, 1}, .y = {2, -1, 1, 3}};
  const std::vector<double> b = non_negative_least_squares(data);
  EXPECT_NEAR(b[0], (2.0 + 1.0 + 6.0) / 6.0, 1e-12);
  EXPECT_EQ(b[1], 0.0);
}

// Found by fuzzing: the only free column was taken back by rounding, and nothing was left to solve.
TEST(DemandRegression, LastFreeColumnMayBeTakenBack) {
  DemandData data;
  data.columns = 1;
  data.x = {1.0, 2.0, 4.0};
  data.y = {0.5, 0.0, 0.0};
  const DemandFit fit = fit_demands(data, 0.95);
  ASSERT_EQ(fit.demands.size(), 1u);
  EXPECT_GE(fit.demands[0].value, 0.0);
  EXPECT_LT(fit.demands[0].value, 0.5);
}

// Found by fuzzing: nothing is explained, so the second pass had no level to weigh rows by, and
// took weights that overflow.
TEST(DemandRegression, RowsWeighAlikeWhereTheFitExplainsNothing) {
  const DemandData data{.columns = 1, .x = {0.0, 2.0, 4.0}, .y = {0.5, 0.0, 0.0}};
  const DemandFit fit = fit_demands(data, 0.95);
  ASSERT_EQ(fit.demands.size(), 1u);
  EXPECT_EQ(fit.demands[0].value, 0.0);
  EXPECT_EQ(fit.condition, 1.0);
  EXPECT_TRUE(std::isfinite(fit.demands[0].high));
  const DemandData idle{.columns = 1, .x = {2.0, 4.0}, .y = {0.0, 0.0}};
  EXPECT_TRUE(near_dependencies(idle).empty());
}

/// Best over all sets of free columns: what the active set must find.
double least_error(const DemandData& data) {
  double least = INFINITY;
  for (unsigned set = 0; set < (1u << data.columns); ++set) {
    DemandData part = data;
    for (std::size_t at = 0; at < part.x.size(); ++at) {
      if ((set >> (at % data.columns) & 1u) == 0) part.x[at] = 0.0;
    }
    // The search space of the part is one of the orthant's faces, so its own NNLS is no better.
    const std::vector<double> sums = predicted(part, non_negative_least_squares(part));
    double error = 0.0;
    for (std::size_t i = 0; i < sums.size(); ++i) error += std::pow(sums[i] - data.y[i], 2.0);
    least = std::min(least, error);
  }
  return least;
}

TEST(DemandRegression, MeetsTheConditionsOfKuhnAndTucker) {
  const Stream stream(7, "kkt", 0);
  for (std::uint64_t problem = 0; problem < 200; ++problem) {
    DemandData data{.columns = 5, .x = {}, .y = {}};
    for (std::uint64_t row = 0; row < 9; ++row) {
      for (std::uint64_t column = 0; column < 5; ++column) {
        data.x.push_back(stream.draw(problem, row * 10 + column).uniform(0) - 0.3);
      }
      data.y.push_back(stream.draw(problem, row * 10 + 9).uniform(0) - 0.5);
    }
    const std::vector<double> b = non_negative_least_squares(data);
    const std::vector<double> sums = predicted(data, b);
    double error = 0.0;
    for (std::size_t j = 0; j < 5; ++j) {
      double slope = 0.0;  // of the error, downwards
      for (std::size_t i = 0; i < 9; ++i) slope += data.x[i * 5 + j] * (data.y[i] - sums[i]);
      EXPECT_GE(b[j], 0.0);
      EXPECT_LE(slope, 1e-9) << "a larger value would be better";
      if (b[j] > 0.0) {
        EXPECT_NEAR(slope, 0.0, 1e-9);
      }
    }
    for (std::size_t i = 0; i < 9; ++i) error += std::pow(sums[i] - data.y[i], 2.0);
    EXPECT_NEAR(error, least_error(data), 1e-9);
  }
}

}  // namespace
}  // namespace ocssim
