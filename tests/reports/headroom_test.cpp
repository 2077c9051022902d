// A headroom says as much as was measured, and no more.
#include "reports/headroom.hpp"

#include "reports/headline.hpp"
#include "reports/json_sections.hpp"
#include "tests/reports/sample_answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>

namespace ocssim::reports {
namespace {

using ::testing::HasSubstr;

/// A resource of 1,000 users whose limit lies at `times` their load, ± `half` of that load.
Bottleneck at_limit_of(double times, double half) {
  Bottleneck row;
  row.resource = "sql.cpu";
  row.limit_value = 0.8;
  row.present = 0.8 / times;
  row.unit = "1";
  row.headroom = {.value = times - 1.0, .half_width = half};
  row.users_at_limit = 1000.0 * times;
  return row;
}

TEST(Headroom, HasItsInterval) {
  const Bottleneck row = at_limit_of(4.0, 0.02);
  EXPECT_TRUE(is_told(row));
  EXPECT_EQ(headroom_text(row), "+300 % ± 2 %");
  EXPECT_EQ(users_at_limit_text(row), "4,000 ± 20");
  EXPECT_EQ(headroom_text(at_limit_of(0.5, 0.01)), "-50 % ± 1 %");
}

TEST(Headroom, BeyondTenTimesTheLoadIsABound) {
  EXPECT_EQ(headroom_text(at_limit_of(10.0, 0.0)), "+900 %");
  const Bottleneck row = at_limit_of(3600.0, 7.0);
  EXPECT_FALSE(is_told(row));
  EXPECT_EQ(headroom_text(row), "over +900 %");
  EXPECT_EQ(users_at_limit_text(row), "over 10,000");
  EXPECT_EQ(why_not_told(row), "over 10 times the load that was simulated");
}

TEST(Headroom, OfAUseThatIsNotToldFromNoneIsWithheld) {
  // 25 % ± 230 % of what there is.
  const Bottleneck row = at_limit_of(4.0, 4.0 * 9.2);
  EXPECT_EQ(headroom_text(row), "withheld");
  EXPECT_EQ(users_at_limit_text(row), "withheld");
  EXPECT_EQ(why_not_told(row), "its use is not told from none");
}

TEST(Headroom, OfWhatWasNotUsedSaysSo) {
  Bottleneck row = at_limit_of(1.0, 0.0);
  row.headroom = {.value = std::numeric_limits<double>::infinity()};
  row.users_at_limit = std::numeric_limits<double>::infinity();
  EXPECT_EQ(headroom_text(row), "not used");
  EXPECT_EQ(users_at_limit_text(row), "not used");
}

TEST(Headroom, IsNullInJsonWithTheReasonWhereItIsNotTold) {
  const std::vector<Bottleneck> rows{at_limit_of(4.0, 0.02), at_limit_of(3600.0, 7.0)};
  const std::string json = bottlenecks_json(rows).line();
  EXPECT_THAT(
      json, HasSubstr(R"("headroom":3.0,"half_width":0.02,"users_at_limit":4000.0,"withheld":"")"));
  EXPECT_THAT(json, HasSubstr(R"("headroom":null,"half_width":null,"users_at_limit":null,)"
                              R"("withheld":"over 10 times the load that was simulated")"));
}

TEST(Headroom, TheHeadlineNamesNoLimitThatWasNotMeasured) {
  Results results = sample_answer().results;
  results.has_objectives = false;
  results.bottlenecks = {at_limit_of(3600.0, 7.0)};
  EXPECT_EQ(headline(results, 7.0),
            "DONE: 7 users simulated, no objective stated; nothing breaks within 10 times this "
            "load.");
  results.bottlenecks = {at_limit_of(3600.0, 4000.0)};
  EXPECT_EQ(headline(results, 7.0),
            "DONE: 7 users simulated, no objective stated; what breaks first is not told: the use "
            "of sql.cpu is not told from none.");
}

}  // namespace
}  // namespace ocssim::reports
