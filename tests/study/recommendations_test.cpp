// What to change, from figures made by hand: how much of it, because of what, to which effect.
#include "study/findings/recommendations.hpp"

#include "study/findings/bottleneck.hpp"
#include "tests/study/observations_by_hand.hpp"

#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

TEST(Recommendations, WithinItsLimitOneMoreOfWhatBindsNextAndWhatThatGives) {
  const scenarios::Scenario scenario = shipped("enterprise-100k");
  const auto runs = utilizations({0.60, 0.62, 0.64}, {"front_end[0]"});
  const auto changes = recommend_changes(scenario, find_bottlenecks(scenario, estimated(runs)));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].what, "9 Front Ends instead of 8");
  EXPECT_EQ(changes[0].set, std::vector<std::string>{"front_ends.count=9"});
  // h = 4.302653 · 0.02 / √3 = 0.0497: 5 % with one decimal.
  EXPECT_EQ(changes[0].because,
            "front_end.cpu of front_end[0] is at 62 % ± 5 %, its limit is 80 %");
  // 100,000 · 0.8 / 0.62 = 129,032 users; nine of eight parts of it, and of its half-width
  // 100,000 · (0.8 / 0.62) · 0.0496828 / 0.62 = 10,340.
  EXPECT_EQ(changes[0].effect,
            "in proportion its limit moves from 129,032 to 145,161 ± 11,633 users");
}

TEST(Recommendations, BeyondItsLimitTheLeastThatWouldDo) {
  const scenarios::Scenario scenario = shipped("enterprise-100k");
  const auto runs = utilizations({0.93, 0.95}, {"front_end[0]"});
  const auto changes = recommend_changes(scenario, find_bottlenecks(scenario, estimated(runs)));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].id, "beyond its limit");
  // 8 · 0.94 / 0.8 = 9.4: 10.
  EXPECT_EQ(changes[0].what, "10 Front Ends instead of 8");
}

TEST(Recommendations, WithTwiceTheLoadToSpareNothingIsBought) {
  const scenarios::Scenario scenario = shipped("enterprise-100k");
  const auto runs = utilizations({0.30, 0.31}, {"front_end[0]"});
  EXPECT_TRUE(recommend_changes(scenario, find_bottlenecks(scenario, estimated(runs))).empty());
}

TEST(Recommendations, ABrokenRuleNamesTheSettingThatMendsIt) {
  const scenarios::Scenario scenario = shipped("enterprise-100k");
  std::vector<Recommendation> changes = {{.id = "beyond its limit",
                                          .what = "a",
                                          .because = "b",
                                          .effect = "c",
                                          .cost = "d",
                                          .confidence = "e",
                                          .set = {"x=1"}},
                                         {.id = "binds next",
                                          .what = "a",
                                          .because = "b",
                                          .effect = "c",
                                          .cost = "d",
                                          .confidence = "e",
                                          .set = {"y=1"}}};
  const std::vector<Finding> broken = {
      {.id = "LB-08", .severity = "error", .text = "the idle timeout is 5 min", .component = ""},
      {.id = "LB-04", .severity = "error", .text = "no setting mends this", .component = ""}};
  add_rule_changes(scenario, broken, changes);
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[1].id, "LB-08") << "behind what is beyond its limit, before what is not";
  EXPECT_EQ(changes[1].because, "the idle timeout is 5 min");
  EXPECT_EQ(changes[1].set, std::vector<std::string>{"load_balancer.idle_timeout=20 min"});
}

}  // namespace
}  // namespace ocssim::study
