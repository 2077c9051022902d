// Every recorded row inside its tolerance: what is compared stands in study/verify/measured.
#include "study/verify/check.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <gtest/gtest.h>
#include <thread>

namespace ocssim::study {
namespace {

std::vector<Check> measurements() {
  std::vector<Check> found;
  for (const Check& check : catalog()) {
    if (check.group == EvidenceGroup::measurements) found.push_back(check);
  }
  return found;
}

MeasuredData recordings() {
  const char* other = std::getenv("OCSSIM_MEASURED");
  return MeasuredData(other != nullptr ? other : OCSSIM_TEST_DATA);
}

class Recording : public testing::TestWithParam<Check> {};

TEST_P(Recording, IsMetInEveryRow) {
  const Evidence evidence =
      GetParam().run({.depth = Depth::full,
                      .seed = 1,
                      .jobs = std::max(1u, std::thread::hardware_concurrency()),
                      .data = recordings()});
  for (const EvidenceRow& row : evidence.rows) {
    std::printf("%-70s %12.6g %12.6g  %s\n", row.name.c_str(), row.expected, row.simulated,
                row.rule.c_str());
    EXPECT_NE(row.standing, Standing::failed) << row.name;
  }
  EXPECT_GT(evidence.count(Standing::passed), 5u);
}

INSTANTIATE_TEST_SUITE_P(Measured, Recording, testing::ValuesIn(measurements()),
                         [](const auto& check) { return std::string(check.param.id); });

}  // namespace
}  // namespace ocssim::study
