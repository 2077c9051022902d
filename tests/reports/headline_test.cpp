#include "reports/headline.hpp"

#include "tests/reports/sample_answer.hpp"

#include <gtest/gtest.h>

namespace ocssim::reports {
namespace {

TEST(Headline, NamesLoadFirstResourceAndFailedObjective) {
  EXPECT_EQ(sample_answer().results.headline,
            "NOT MET: 150,000 users exceed what the objectives allow; first: front_end.cpu of "
            "front_end[3] 93.1 % ± 0.2 % (limit 80 %); not met: front_end.cpu.utilization "
            "93.1 % ± 0.2 % (limit < 80 %).");
}

TEST(Headline, SaysWhatBreaksFirstWhenAllIsMet) {
  Results results = sample_answer().results;
  results.verdict = Verdict::met;
  results.objectives[0].parts[0].verdict = Verdict::met;
  results.bottlenecks[0].present = 0.62;
  results.bottlenecks[0].headroom = {.value = 0.8 / 0.62 - 1.0, .half_width = 0.004};
  EXPECT_EQ(headline(results, 100000.0),
            "MET: 100,000 users meet the objective; what breaks first: front_end.cpu of "
            "front_end[3] at 128,893 users, now 62.0 % ± 0.2 % (limit 80 %).");
}

TEST(Headline, CountsWhatIsUndecided) {
  Results results = sample_answer().results;
  results.verdict = Verdict::inconclusive;
  results.objectives[0].parts[0].verdict = Verdict::inconclusive;
  EXPECT_TRUE(
      headline(results, 0.0)
          .starts_with(
              "INCONCLUSIVE: 1 of 1 objectives undecided at this load: front_end.cpu.utilization"));
}

TEST(Headline, ClaimsNoVerdictWithoutObjectives) {
  Results results = sample_answer().results;
  results.has_objectives = false;
  results.objectives.clear();
  EXPECT_TRUE(headline(results, 10.0).starts_with("DONE: 10 users simulated, no objective"));
}

}  // namespace
}  // namespace ocssim::reports
