// Histories of refusals summed up: first, last, fullest, and of whom.
#include "reports/refusals.hpp"

#include <gtest/gtest.h>

namespace ocssim::reports {
namespace {

Series rates(const std::string& name, const std::string& component, std::vector<double> values) {
  return {.name = name,
          .component = component,
          .unit = "1/s",
          .slice = std::chrono::seconds{10},
          .values = std::move(values)};
}

TEST(Refusals, AreSummedUpByMetric) {
  const std::vector<Series> histories = {
      rates("snat.syn_dropped.rate", "", {0, 0.5, 2, 1, 0}),
      rates("front_end.rejected_503.rate", "front_end[0]", {0, 1, 0, 0, 0}),
      rates("front_end.rejected_503.rate", "front_end[1]", {0, 2, 3, 0, 1}),
      rates("lb.no_member.rate", "", {0, 0, 0, 0, 0}),
      {.name = "sign_in.time.p95",
       .component = "",
       .unit = "s",
       .slice = std::chrono::seconds{10},
       .values = {1}}};
  const std::vector<RefusalRow> rows = refusal_rows(histories);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].metric, "snat.syn_dropped");
  EXPECT_EQ(rows[0].total, 35.0);
  EXPECT_EQ(rows[0].first_s, 10.0);
  EXPECT_EQ(rows[0].last_s, 40.0);
  EXPECT_EQ(rows[0].fullest_s, 20.0);
  EXPECT_EQ(rows[0].fullest_rate, 2.0);
  EXPECT_EQ(rows[0].component, "");
  EXPECT_EQ(rows[1].total, 70.0);
  EXPECT_EQ(rows[1].fullest_rate, 3.0);
  EXPECT_EQ(rows[1].fullest_s, 10.0) << "3 a second in two intervals: the first";
  EXPECT_EQ(rows[1].component, "front_end[1]");
  EXPECT_NEAR(rows[1].component_share, 60.0 / 70.0, 1e-12);
}

TEST(Refusals, OfACauseAreOneLineAndOtherViewsOfThemNone) {
  const std::vector<Series> histories = {
      rates("snat.syn_dropped_held.rate", "", {0, 2, 1}),
      rates("snat.syn_dropped_at_address.rate", "snat_address[0]", {0, 2, 1}),
      rates("snat.syn_dropped_for_member.rate", "front_end[0]", {0, 2, 1}),
      rates("front_end.rejected_503.rate", "front_end[0]", {1, 0, 0}),
      rates("front_end.rejected_503.rate", "front_end[1]", {2, 0, 4}),
      rates("lb.no_member.rate", "", {0, 0, 0})};
  const std::vector<Series> causes = refusals_by_cause(histories);
  ASSERT_EQ(causes.size(), 2u);
  EXPECT_EQ(causes[0].name, "snat.syn_dropped_held");
  EXPECT_EQ(causes[0].values, (std::vector<double>{0, 2, 1}));
  EXPECT_EQ(causes[1].name, "front_end.rejected_503");
  EXPECT_EQ(causes[1].values, (std::vector<double>{3, 0, 4}));
  EXPECT_EQ(causes[1].slice, std::chrono::seconds{10});
}

}  // namespace
}  // namespace ocssim::reports
