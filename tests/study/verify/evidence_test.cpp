// Rows of evidence pass what is inside their tolerance and nothing else, and the suite says so.
#include "engine/stats/estimate.hpp"
#include "engine/stats/probability.hpp"
#include "study/verify/statistics/checks.hpp"
#include "study/verify/statistics/false_alarms.hpp"
#include "study/verify/verify.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace ocssim::study {
namespace {

TEST(Evidence, FourStandardErrorsAreTheLimit) {
  constexpr std::uint32_t replications = 20;
  const double t = student_quantile(0.975, replications - 1);
  const Figure figure{.value = 10.0, .half_width = 0.5 * t};  // standard error 0.5
  EXPECT_EQ(within_errors("x", "s", 11.99, figure, replications).standing, Standing::passed);
  EXPECT_EQ(within_errors("x", "s", 12.01, figure, replications).standing, Standing::failed);
  EXPECT_EQ(within_errors("x", "s", 7.99, figure, replications).standing, Standing::failed);
}

TEST(Evidence, AWithheldFigureFails) {
  EXPECT_EQ(within_errors("x", "s", 1.0, Figure{}, 20).standing, Standing::failed);
  EXPECT_EQ(within_errors("x", "s", 1.0, Figure{.value = 1.0}, 20).standing, Standing::failed);
}

TEST(Evidence, SharesDistancesAndBoundsIncludeTheirLimit) {
  EXPECT_EQ(within_share("x", "", 100.0, 105.0, 0.05).standing, Standing::passed);
  EXPECT_EQ(within_share("x", "", 100.0, 105.1, 0.05).standing, Standing::failed);
  EXPECT_EQ(within_share("x", "", 0.0, 0.1, 0.05).standing, Standing::failed);
  EXPECT_EQ(within_distance("x", "", 0.5, 0.75, 0.25).standing, Standing::passed);
  EXPECT_EQ(within_distance("x", "", 0.5, NAN, 0.25).standing, Standing::failed);
  EXPECT_EQ(exactly("x", "", 650.0, 650.0).standing, Standing::passed);
  EXPECT_EQ(exactly("x", "", 650.0, 649.0).standing, Standing::failed);
  EXPECT_EQ(at_most("x", "", 1.0, NAN).standing, Standing::failed);
  EXPECT_EQ(at_least("x", "", 1.0, 1.0).standing, Standing::passed);
  EXPECT_EQ(at_least("x", "", 1.0, 0.9).standing, Standing::failed);
}

TEST(Evidence, WhatIsShownFailsNothing) {
  Evidence evidence;
  evidence.rows = {shown("x", "", 1.0, 100.0)};
  EXPECT_TRUE(evidence.passed());
  evidence.rows.push_back(exactly("y", "", 1.0, 2.0));
  EXPECT_FALSE(evidence.passed());
  EXPECT_EQ(evidence.count(Standing::shown), 1u);
}

TEST(FalseAlarms, LimitIsWhatLuckGivesOnceInTenThousand) {
  EXPECT_EQ(most_by_luck(0.0), 0u);
  // Poisson of mean 1: P(N > 5) = 5.9e-4, P(N > 6) = 8.3e-5.
  EXPECT_EQ(most_by_luck(1.0), 6u);
  // Of mean 0.001: P(N > 1) = 5e-7.
  EXPECT_EQ(most_by_luck(0.001), 1u);
}

SeededEvidence seeded(std::uint64_t seed, const char* id, double simulated) {
  const Figure figure{.value = simulated, .half_width = student_quantile(0.975, 19)};
  SeededEvidence run{.seed = seed, .evidence = {}};
  run.evidence.id = id;
  run.evidence.rows = {within_errors("Wq", "s", 10.0, figure, 20),
                       exactly("residual", "ns", 0.0, 0.0), shown("x", "", 1.0, 2.0)};
  return run;
}

TEST(FalseAlarms, AreCountedByCheckAndShown) {
  const std::vector<SeededEvidence> runs{seeded(2, "a", 10.0), seeded(2, "b", 10.0),
                                         seeded(3, "a", 15.0), seeded(3, "b", 10.0)};
  const Evidence evidence = count_false_alarms(runs);
  ASSERT_EQ(evidence.rows.size(), 4u);
  EXPECT_EQ(evidence.rows[0].name, "a: false alarms of 4 rows");
  EXPECT_EQ(evidence.rows[0].simulated, 1.0);
  EXPECT_EQ(evidence.rows[1].simulated, 0.0);
  EXPECT_EQ(evidence.rows[2].name, "all: false alarms of 8 rows");
  EXPECT_EQ(evidence.rows[3].name, "seed 3, a, Wq");
  EXPECT_EQ(evidence.rows[3].standing, Standing::shown);
  EXPECT_TRUE(evidence.passed()) << "one alarm is luck";
}

TEST(FalseAlarms, AsManyAsNoLuckGivesFail) {
  std::vector<SeededEvidence> runs;
  for (std::uint64_t seed = 2; seed <= 21; ++seed) runs.push_back(seeded(seed, "a", 15.0));
  EXPECT_FALSE(count_false_alarms(runs).passed());
}

TEST(FalseAlarms, ChanceOfARowIsThatOfItsRule) {
  // P(|T| > 4), 19 degrees of freedom.
  EXPECT_NEAR(seeded(2, "a", 10.0).evidence.rows[0].chance, 7.6619e-4, 1e-8);
  // At most 68 of 80 at 0.95 (76 − 4 · 1.949 = 68.2): 6.1362e-4 by the binomial sum.
  EXPECT_NEAR(binomial_row("x", 0.95, 80, 76).chance, 6.1362e-4, 1e-8);
}

TEST(Verify, OtherSeedsAreOneCheckBehindTheStatistics) {
  VerifyOptions options;
  options.only = {"streams", "V5"};
  options.other_seeds = 2;
  const Verification found = verify(options);
  ASSERT_EQ(found.evidence.size(), 3u);
  EXPECT_EQ(found.evidence[0].id, "streams");
  EXPECT_EQ(found.evidence[1].id, "other seeds");
  EXPECT_EQ(found.evidence[1].rows[0].name, "streams: false alarms of 22 rows");
  EXPECT_EQ(found.evidence[2].id, "V5");
}

TEST(Catalog, NamesEachCheckOnceAndEveryTarget) {
  std::set<std::string> names;
  for (const Check& check : catalog()) EXPECT_TRUE(names.insert(check.id).second) << check.id;
  for (int target = 1; target <= 25; ++target) {
    EXPECT_TRUE(names.contains("V" + std::to_string(target))) << target;
  }
  EXPECT_EQ(unknown_check({"V5", "closed_forms", "C1"}), std::nullopt);
  EXPECT_EQ(unknown_check({"V5", "V26"}), "V26");
}

TEST(Verify, RunsWhatIsNamedInTheOrderOfTheCatalog) {
  VerifyOptions options;
  options.only = {"streams", "V25", "V5"};
  const Verification first = verify(options);
  ASSERT_EQ(first.evidence.size(), 3u);
  EXPECT_EQ(first.evidence[0].id, "streams");
  EXPECT_EQ(first.evidence[1].id, "V5");
  EXPECT_TRUE(first.passed());
  // The same numbers with any number of threads.
  options.context.jobs = 4;
  const Verification again = verify(options);
  for (std::size_t i = 0; i < first.evidence.size(); ++i) {
    ASSERT_EQ(again.evidence[i].rows.size(), first.evidence[i].rows.size());
    for (std::size_t row = 0; row < first.evidence[i].rows.size(); ++row) {
      EXPECT_EQ(again.evidence[i].rows[row].simulated, first.evidence[i].rows[row].simulated);
    }
  }
}

}  // namespace
}  // namespace ocssim::study
