// KN on normal figures with known means: how often the best is selected, and at what cost.
#include "engine/experiment/best_selection.hpp"

#include "engine/random/elementary.hpp"
#include "engine/random/stream.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim {
namespace {

struct Truth {
  std::vector<double> means;
  double common = 0.0;  // share of the variance that all designs have in common
};

/// Figure of a design in a replication: variance 1, correlated as common random numbers make them.
double figure(const Truth& truth, const Stream& stream, std::size_t design, unsigned replication) {
  const auto normal = [&](std::uint64_t entity) {
    return elementary::normal_quantile(stream.draw(entity, replication).uniform(0));
  };
  const double shared = std::sqrt(truth.common) * normal(1000);
  return truth.means[design] + shared + std::sqrt(1.0 - truth.common) * normal(design);
}

BestSelection selected(const BestSelectionConfig& config, const Truth& truth,
                       std::uint32_t experiment) {
  const Stream stream(7, "best selection test", experiment);
  BestSelection selection(config);
  while (!selection.is_over()) {
    std::vector<std::vector<double>> figures;
    for (const std::size_t design : selection.ask()) {
      std::vector<double>& own = figures.emplace_back();
      for (unsigned r = selection.replications_of(design); r < selection.wanted(); ++r) {
        own.push_back(figure(truth, stream, design, r));
      }
    }
    selection.tell(figures);
  }
  return selection;
}

struct Outcome {
  double correct = 0.0;       // share of experiments
  double replications = 0.0;  // of all designs, mean
};

Outcome over_experiments(const BestSelectionConfig& config, const Truth& truth, std::size_t best,
                         unsigned experiments) {
  Outcome outcome;
  for (unsigned experiment = 0; experiment < experiments; ++experiment) {
    const BestSelection selection = selected(config, truth, experiment);
    outcome.correct += (selection.is_decided() && selection.best() == best ? 1.0 : 0.0);
    for (std::size_t i = 0; i < config.designs; ++i) {
      outcome.replications += selection.replications_of(i);
    }
  }
  outcome.correct /= experiments;
  outcome.replications /= experiments;
  return outcome;
}

TEST(BestSelection, InTheHardestCaseTheBestIsSelectedAsOftenAsPromised) {
  // All others exactly δ behind, the least favorable means; promised 0.90 of 1,000, with
  // independent figures and with common ones.
  for (const double common : {0.0, 0.8}) {
    const Truth truth{.means = {0.0, 0.0, 0.5, 0.0, 0.0}, .common = common};
    const Outcome outcome = over_experiments(
        {.designs = 5, .error = 0.10, .indifference = 0.5, .first = 10, .larger_is_better = true},
        truth, 2, 1000);
    std::printf(
        "k = 5, δ = σ/2, common %.1f: best in %.3f of 1,000 (0.90 promised), %.0f "
        "replications\n",
        common, outcome.correct, outcome.replications);
    EXPECT_GE(outcome.correct, 0.90 - 3.0 * 0.0095);
  }
}

TEST(BestSelection, CommonRandomNumbersAndCloseFieldsCostWhatTheyMust) {
  const BestSelectionConfig config{
      .designs = 4, .error = 0.05, .indifference = 0.5, .first = 10, .larger_is_better = false};
  const Truth far{.means = {0.0, 4.0, 5.0, 6.0}};
  const Truth close{.means = {0.0, 0.5, 0.5, 0.5}};
  const Truth close_common{.means = {0.0, 0.5, 0.5, 0.5}, .common = 0.9};
  const Outcome easy = over_experiments(config, far, 0, 200);
  const Outcome hard = over_experiments(config, close, 0, 200);
  const Outcome paired = over_experiments(config, close_common, 0, 200);
  EXPECT_GE(easy.correct, 0.99);
  EXPECT_LT(easy.replications, 60.0) << "what is far behind is dropped soon after the first ten";
  EXPECT_GT(hard.replications, 2.0 * easy.replications);
  EXPECT_LT(paired.replications, 0.5 * hard.replications);
}

TEST(BestSelection, OneDesignIsBestWithoutALook) {
  const BestSelection selection({.designs = 1});
  EXPECT_TRUE(selection.is_over());
  EXPECT_TRUE(selection.is_decided());
  EXPECT_EQ(selection.best(), 0u);
}

TEST(BestSelection, ReplicationsThatAreUsedUpAreSaidSo) {
  const Truth equal{.means = {0.0, 0.0}};
  const BestSelection selection =
      selected({.designs = 2, .error = 0.05, .indifference = 0.01, .first = 5, .replications = 20},
               equal, 0);
  EXPECT_FALSE(selection.is_decided());
  EXPECT_EQ(selection.survivors().size(), 2u);
  EXPECT_EQ(selection.replications_of(0), 20u);
}

}  // namespace
}  // namespace ocssim
