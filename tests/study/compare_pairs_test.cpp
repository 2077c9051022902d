// A pool compared with itself 200 times: false differences stay below the 99 % bound of a true 5 %.
#include "tests/study/compare_self.hpp"

#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

TEST(ComparePairs, AtMostEighteenOfTwoHundredDiffer) {
  EXPECT_LE(false_differences(200, 8), 18);
}

}  // namespace
}  // namespace ocssim::study
