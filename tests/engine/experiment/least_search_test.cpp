// The search against oracles whose least designs are known: exact ones, blurred ones, and liars.
#include "engine/experiment/least_search.hpp"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>

namespace ocssim {
namespace {

using Oracle = std::function<ProbeOutcome(const LevelPoint&)>;
using Points = std::vector<LevelPoint>;

LeastSearch searched(const LeastSearchConfig& config, const Oracle& oracle) {
  LeastSearch search(config);
  while (!search.ask().empty()) {
    std::vector<ProbeOutcome> outcomes;
    for (const LevelPoint& point : search.ask()) outcomes.push_back(oracle(point));
    search.tell(outcomes);
  }
  return search;
}

Oracle exact(std::function<bool(const LevelPoint&)> is_met) {
  return [is_met = std::move(is_met)](const LevelPoint& point) {
    return is_met(point) ? ProbeOutcome::met : ProbeOutcome::not_met;
  };
}

Oracle from_level(std::size_t least) {
  return exact([least](const LevelPoint& point) { return point[0] >= least; });
}

std::function<bool(const LevelPoint&)> expecting(std::size_t least) {
  return [least](const LevelPoint& point) { return point[0] >= least; };
}

TEST(LeastSearch, RightClosedFormsNeedTheTwoDesignsOfTheProofInOneRound) {
  LeastSearch search({.levels = {20}, .expected = expecting(6)});
  ASSERT_EQ(search.ask(), (Points{{6}, {5}}));
  search.tell({ProbeOutcome::met, ProbeOutcome::not_met});
  EXPECT_EQ(search.status(), SearchStatus::found);
  EXPECT_EQ(search.least(), (Points{{6}}));
  EXPECT_EQ(search.refuted_by({5})->point, (LevelPoint{5}));
  EXPECT_EQ(search.refuted_by({3})->point, (LevelPoint{5})) << "less than not met is not met";
  EXPECT_EQ(search.refuted_by({6}), nullptr);
}

TEST(LeastSearch, TheLeastAllowedNeedsNoProofBelowIt) {
  const LeastSearch search = searched({.levels = {8}, .expected = expecting(0)}, from_level(0));
  EXPECT_EQ(search.status(), SearchStatus::found);
  EXPECT_EQ(search.least(), (Points{{0}}));
  EXPECT_EQ(search.probes().size(), 1u);
}

TEST(LeastSearch, FindsTheLeastWhateverClosedFormsSay) {
  for (std::size_t levels : {1u, 2u, 3u, 17u, 64u}) {
    for (std::size_t least = 0; least < levels; ++least) {
      for (std::size_t said = 0; said <= levels; ++said) {
        const LeastSearch search = searched(
            {.levels = {levels}, .expected = expecting(said), .probes = 40}, from_level(least));
        ASSERT_EQ(search.status(), SearchStatus::found) << least << " of " << levels;
        ASSERT_EQ(search.least(), (Points{{least}}));
        // Doubling steps and bisection: twice the logarithm of the way.
        EXPECT_LE(search.probes().size(), 14u) << least << " of " << levels << " said " << said;
      }
    }
  }
}

TEST(LeastSearch, NothingAllowedIsEnough) {
  const LeastSearch search = searched({.levels = {9}, .expected = expecting(4)}, from_level(99));
  EXPECT_EQ(search.status(), SearchStatus::infeasible);
  EXPECT_TRUE(search.least().empty());
  EXPECT_EQ(search.refuted_by({8})->point, (LevelPoint{8}));
}

TEST(LeastSearch, AnUndecidedNeighborLeavesTheLeastUnproven) {
  const Oracle blurred = [](const LevelPoint& point) {
    if (point[0] == 5) return ProbeOutcome::undecided;
    return point[0] > 5 ? ProbeOutcome::met : ProbeOutcome::not_met;
  };
  const LeastSearch search = searched({.levels = {16}, .expected = expecting(6)}, blurred);
  EXPECT_EQ(search.status(), SearchStatus::inconclusive);
  EXPECT_EQ(search.least(), (Points{{6}})) << "the best that is known";
  EXPECT_EQ(search.refuted_by({4})->point, (LevelPoint{4}));
}

TEST(LeastSearch, MetBelowNotMetIsAContradictionNotAnAnswer) {
  const Oracle liar = [](const LevelPoint& point) {
    return point[0] == 6 ? ProbeOutcome::not_met : ProbeOutcome::met;
  };
  const LeastSearch search = searched({.levels = {16}, .expected = expecting(6)}, liar);
  EXPECT_TRUE(search.is_contradictory());
  EXPECT_EQ(search.status(), SearchStatus::inconclusive);
}

TEST(LeastSearch, ProbesThatAreUsedUpAreNoAnswer) {
  const LeastSearch search = searched({.levels = {4096}, .probes = 4}, from_level(3));
  EXPECT_EQ(search.status(), SearchStatus::inconclusive);
  EXPECT_LE(search.probes().size(), 4u);
}

/// Met when a + 2 b is 11 or more, levels counted from 0.
bool weighted(const LevelPoint& point) {
  return point[0] + 2 * point[1] >= 11;
}

TEST(LeastSearch, LexicographicMakesTheFirstLeastWithTheOthersAtTheTop) {
  const LeastSearch search = searched({.levels = {10, 5}, .probes = 30}, exact(weighted));
  ASSERT_EQ(search.status(), SearchStatus::found);
  // The second at its top, 4, gives 8: the first must be 3; then the second cannot be less than 4.
  EXPECT_EQ(search.least(), (Points{{3, 4}}));
  EXPECT_NE(search.refuted_by({2, 4}), nullptr);
  EXPECT_NE(search.refuted_by({3, 3}), nullptr);
}

/// All designs met with no less of anything met, by looking at every one.
Points minimal_of(std::size_t a, std::size_t b, const std::function<bool(const LevelPoint&)>& met) {
  Points points;
  for (std::size_t i = 0; i < a; ++i) {
    for (std::size_t j = 0; j < b; ++j) {
      const bool less = (i > 0 && met({i - 1, j})) || (j > 0 && met({i, j - 1}));
      if (met({i, j}) && !less) points.push_back({i, j});
    }
  }
  return points;
}

TEST(LeastSearch, AllMinimalIsTheParetoListOfEveryDesign) {
  for (const bool knows : {true, false}) {
    LeastSearchConfig config{.levels = {10, 5}, .probes = 60, .all_minimal = true};
    if (knows) config.expected = weighted;
    const LeastSearch search = searched(config, exact(weighted));
    ASSERT_EQ(search.status(), SearchStatus::found);
    EXPECT_EQ(search.least(), minimal_of(10, 5, weighted));
    EXPECT_LT(search.probes().size(), 50u) << "what follows is not asked";
    for (const LevelPoint& point : search.least()) {
      for (std::size_t i = 0; i < 2; ++i) {
        if (point[i] == 0) continue;
        LevelPoint less = point;
        --less[i];
        EXPECT_NE(search.refuted_by(less), nullptr);
      }
    }
  }
}

}  // namespace
}  // namespace ocssim
