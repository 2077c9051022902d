// The search against oracles whose edge is known: exact ones, noisy ones and liars.
#include "engine/experiment/bracket_search.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <random>

namespace ocssim {
namespace {

using Oracle = std::function<ProbeOutcome(double)>;

BracketSearch searched(const BracketSearchConfig& config, const Oracle& oracle) {
  BracketSearch search(config);
  while (const auto value = search.ask()) search.tell(oracle(*value));
  return search;
}

Oracle edge_at(double edge) {
  return [edge](double value) { return value <= edge ? ProbeOutcome::met : ProbeOutcome::not_met; };
}

/// Undecided within `blur` of the edge, right elsewhere.
Oracle blurred_edge_at(double edge, double blur) {
  return [=](double value) {
    if (std::abs(value - edge) <= blur * edge) return ProbeOutcome::undecided;
    return value <= edge ? ProbeOutcome::met : ProbeOutcome::not_met;
  };
}

double width(const BracketSearch& search) {
  return (*search.lowest_not_met() - *search.highest_met()) / *search.lowest_not_met();
}

TEST(BracketSearch, AGoodStartNeedsTwoProbes) {
  const BracketSearch search =
      searched({.start = 74'000.0, .check_order = false}, edge_at(73'950.0));
  EXPECT_EQ(search.status(), SearchStatus::found);
  EXPECT_EQ(search.probes().size(), 2u);
  EXPECT_LE(*search.highest_met(), 73'950.0);
  EXPECT_GT(*search.lowest_not_met(), 73'950.0);
  EXPECT_LE(width(search), 0.03);
}

TEST(BracketSearch, FindsTheEdgeFromAnyStart) {
  for (const double start : {1.0, 37.0, 500.0, 9'000.0, 60'000.0, 100'000.0, 900'000.0}) {
    const BracketSearch search =
        searched({.start = start, .highest = 1e6, .probes = 40}, edge_at(73'456.0));
    ASSERT_EQ(search.status(), SearchStatus::found) << start;
    EXPECT_LE(*search.highest_met(), 73'456.0);
    EXPECT_GT(*search.lowest_not_met(), 73'456.0);
    EXPECT_LE(width(search), 0.03);
  }
}

TEST(BracketSearch, AnUndecidedMiddleIsApproachedFromItsSides) {
  const BracketSearch search =
      searched({.start = 1000.0, .grain = 0.0, .probes = 20}, blurred_edge_at(1000.0, 0.008));
  ASSERT_EQ(search.status(), SearchStatus::found);
  EXPECT_LT(*search.highest_met(), 1000.0);
  EXPECT_GT(*search.lowest_not_met(), 1000.0);
  EXPECT_LE(width(search), 0.03);
}

TEST(BracketSearch, SaysInconclusiveWhenWhatIsUndecidedIsTooWide) {
  const BracketSearch search =
      searched({.start = 1000.0, .grain = 0.0, .probes = 30}, blurred_edge_at(1000.0, 0.05));
  EXPECT_EQ(search.status(), SearchStatus::inconclusive);
  EXPECT_LT(search.probes().size(), 30u);
}

TEST(BracketSearch, SaysInconclusiveWhenTheProbesAreUsedUp) {
  const BracketSearch search = searched({.start = 10.0, .highest = 1e9, .probes = 4}, edge_at(1e6));
  EXPECT_EQ(search.status(), SearchStatus::inconclusive);
  EXPECT_EQ(search.probes().size(), 4u);
}

TEST(BracketSearch, NothingMetAtTheLowestIsInfeasible) {
  const BracketSearch search = searched({.start = 100.0, .lowest = 10.0, .probes = 40},
                                        [](double) { return ProbeOutcome::not_met; });
  EXPECT_EQ(search.status(), SearchStatus::infeasible);
  EXPECT_EQ(*search.lowest_not_met(), 10.0);
}

TEST(BracketSearch, MetAtTheHighestIsUnbounded) {
  const BracketSearch search = searched({.start = 100.0, .highest = 1000.0, .probes = 40},
                                        [](double) { return ProbeOutcome::met; });
  EXPECT_EQ(search.status(), SearchStatus::unbounded);
  EXPECT_EQ(*search.highest_met(), 1000.0);
}

TEST(BracketSearch, MetFarAboveOrNotMetFarBelowIsAContradiction) {
  // Met below 500 and above 1,200 only.
  const BracketSearch above = searched({.start = 1000.0, .probes = 20}, [](double value) {
    return value <= 1000.0 || value > 1200.0 ? ProbeOutcome::met : ProbeOutcome::not_met;
  });
  EXPECT_TRUE(above.is_contradictory());
  EXPECT_EQ(above.status(), SearchStatus::inconclusive);
  const BracketSearch below = searched({.start = 1000.0, .probes = 20}, [](double value) {
    return value > 700.0 && value <= 1000.0 ? ProbeOutcome::met : ProbeOutcome::not_met;
  });
  EXPECT_TRUE(below.is_contradictory());
  EXPECT_EQ(below.status(), SearchStatus::inconclusive);
}

TEST(BracketSearch, CountsAreAskedAsWholeNumbersNarrowerThanTheWidth) {
  const BracketSearch search =
      searched({.start = 3.0, .lowest = 1.0, .highest = 64.0, .probes = 20}, edge_at(5.0));
  ASSERT_EQ(search.status(), SearchStatus::found);
  EXPECT_EQ(*search.highest_met(), 5.0);
  EXPECT_EQ(*search.lowest_not_met(), 6.0);
  for (const BracketSearch::Probe& probe : search.probes()) {
    EXPECT_EQ(probe.value, std::round(probe.value));
  }
}

TEST(BracketSearch, AsksTheSameUntilItIsTold) {
  BracketSearch search({.start = 100.0});
  const auto first = search.ask();
  EXPECT_EQ(search.ask(), first);
  search.tell(ProbeOutcome::met);
  EXPECT_NE(search.ask(), first);
}

/// Verdicts of an oracle that errs with the probability it admits, as a real probe does: the
/// bracket must hold the edge at least as often as promised.
TEST(BracketSearch, KeepsItsPromiseUnderNoise) {
  constexpr double edge = 1000.0;
  constexpr double spread = 0.004;  // of a measurement, relative to the edge
  constexpr double factor = 2.9;    // two-sided normal at 1 − 0.05/12
  int conclusive = 0;
  int right = 0;
  for (unsigned seed = 1; seed <= 500; ++seed) {
    std::mt19937_64 generator(seed);
    std::normal_distribution<double> error(0.0, spread * edge);
    std::uniform_real_distribution<double> start(0.93 * edge, 1.07 * edge);
    const BracketSearch search =
        searched({.start = start(generator), .grain = 0.0}, [&](double value) {
          const double measured = value + error(generator);
          if (std::abs(measured - edge) <= factor * spread * edge) return ProbeOutcome::undecided;
          return measured < edge ? ProbeOutcome::met : ProbeOutcome::not_met;
        });
    if (search.status() != SearchStatus::found) continue;
    ++conclusive;
    right += *search.highest_met() <= edge && edge <= *search.lowest_not_met() ? 1 : 0;
  }
  EXPECT_GE(conclusive, 250);
  EXPECT_GE(right, static_cast<int>(0.95 * conclusive));
}

}  // namespace
}  // namespace ocssim
