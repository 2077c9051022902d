// The suite at full depth; and closed forms and statistics over 20 other seeds, where a row that
// fails is a false alarm: they are counted and shown.
#include "study/verify/verify.hpp"

#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>
#include <thread>

namespace ocssim::study {
namespace {

unsigned threads() {
  return std::max(1u, std::thread::hardware_concurrency());
}

TEST(FullSuite, EveryJudgedRowLiesWithinItsTolerance) {
  VerifyOptions options;
  options.context = {.depth = Depth::full, .seed = 1, .jobs = threads(), .data = {}};
  for (const Evidence& evidence : verify(options).evidence) {
    for (const EvidenceRow& row : evidence.rows) {
      EXPECT_NE(row.standing, Standing::failed) << evidence.id << " " << row.name << ": expected "
                                                << row.expected << ", simulated " << row.simulated;
    }
  }
}

TEST(OtherSeeds, GiveHardlyAnyFalseAlarms) {
  VerifyOptions options;
  options.context = {.depth = Depth::quick, .seed = 1, .jobs = threads(), .data = {}};
  options.only = {"closed_forms", "statistics"};
  options.other_seeds = 20;
  bool is_counted = false;
  for (const Evidence& evidence : verify(options).evidence) {
    if (evidence.id != "other seeds") continue;
    is_counted = true;
    for (const EvidenceRow& row : evidence.rows) {
      std::printf("%s: %g, %s %g\n", row.name.c_str(), row.simulated, row.rule.c_str(),
                  row.expected);
      EXPECT_NE(row.standing, Standing::failed) << row.name;
    }
  }
  EXPECT_TRUE(is_counted);
}

}  // namespace
}  // namespace ocssim::study
