// "Did you mean" helps with typing errors and keeps silent otherwise.
#include "scenarios/document/nearest.hpp"

#include <array>
#include <gtest/gtest.h>

namespace ocssim::scenarios {
namespace {

constexpr std::array<std::string_view, 5> keys{"load_balancer", "front_ends", "clients", "sql",
                                               "av"};

TEST(EditDistance, CountsInsertDeleteSubstituteAndSwap) {
  EXPECT_EQ(edit_distance("sql", "sql"), 0U);
  EXPECT_EQ(edit_distance("sql", "sq"), 1U);
  EXPECT_EQ(edit_distance("sql", "sqll"), 1U);
  EXPECT_EQ(edit_distance("sql", "sxl"), 1U);
  EXPECT_EQ(edit_distance("sql", "slq"), 1U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);  // Wagner and Fischer's textbook example
}

TEST(EditDistance, CaseAndDashesAreNoChange) {
  EXPECT_EQ(edit_distance("Load-Balancer", "load_balancer"), 0U);
}

TEST(Nearest, FindsTheTypingError) {
  EXPECT_EQ(nearest("load_balancr", keys), "load_balancer");
  EXPECT_EQ(nearest("front_end", keys), "front_ends");
  EXPECT_EQ(nearest("cleints", keys), "clients");
}

TEST(Nearest, FindsTheOneKeyThatHoldsTheWord) {
  EXPECT_EQ(nearest("balancer", keys), "load_balancer");
}

TEST(Nearest, KeepsSilentWhenNothingIsNear) {
  EXPECT_EQ(nearest("archiving", keys), std::nullopt);
  EXPECT_EQ(nearest("", keys), std::nullopt);
  EXPECT_EQ(nearest(std::string(1000, 'a'), keys), std::nullopt);
}

TEST(Nearest, TiesGoToTheFirst) {
  constexpr std::array<std::string_view, 2> words{"abcd", "abce"};
  EXPECT_EQ(nearest("abcf", words), "abcd");
}

}  // namespace
}  // namespace ocssim::scenarios
