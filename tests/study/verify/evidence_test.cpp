// Rows of evidence pass what is inside their tolerance and nothing else, and the suite says so.
#include "engine/stats/estimate.hpp"
#include "engine/stats/probability.hpp"
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
