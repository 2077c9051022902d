#include "reports/export/exported.hpp"

#include "reports/export/csv_text.hpp"
#include "tests/reports/export/sample_points.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ocssim::reports {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(CsvText, QuotesOnlyWhereItMust) {
  EXPECT_EQ(csv_line({"a", "b c", "d,e", "f\"g", "h\ni", ""}),
            "a,b c,\"d,e\",\"f\"\"g\",\"h\ni\",\r\n");
}

TEST(CsvText, ATextThatASpreadsheetWouldRunIsText) {
  EXPECT_EQ(csv_line({"=1+1", "+1", "-2.5e-3", "@x", "-1+cmd|' /C calc'!A0", "=\"a\",b"}),
            "\"'=1+1\",\"'+1\",-2.5e-3,\"'@x\",\"'-1+cmd|' /C calc'!A0\",\"'=\"\"a\"\",b\"\r\n");
}

TEST(CsvText, NumbersReadBackAndWithheldOnesAreEmpty) {
  EXPECT_EQ(csv_number(0.1), "0.1");
  EXPECT_EQ(std::stod(csv_number(1.0 / 3.0)), 1.0 / 3.0);
  EXPECT_EQ(csv_number({}), "");
  EXPECT_EQ(csv_number(std::numeric_limits<double>::infinity()), "");
}

TEST(ExportedRows, AreEstimatesThenReplicationsInOrder) {
  const std::vector<ExportedRow> rows = exported_rows(sample_points()[0], 0);
  ASSERT_EQ(rows.size(), 15U);  // 5 figures, of all and of 2 replications
  EXPECT_FALSE(rows[4].replication.has_value());
  EXPECT_EQ(rows[5].replication, 0U);
  EXPECT_EQ(rows[10].replication, 1U);
  EXPECT_EQ(rows[0].half_width, 0.25);
  EXPECT_FALSE(rows[5].half_width.has_value());
}

TEST(ExportedRows, HoldWhatEachReplicationObservedAndTheSystemPutTogether) {
  const std::vector<ExportedRow> rows = exported_rows(sample_points()[0], 0);
  EXPECT_EQ(rows[5].value, 0.125);                     // mean
  EXPECT_EQ(rows[10].value, 0.625);                    // mean
  EXPECT_EQ(rows[11].value, 3.0 * 0.625);              // max
  EXPECT_EQ(rows[12].value, 16.0);                     // 11 of one component and 5 of the other
  EXPECT_DOUBLE_EQ(rows[13].value.value_or(0), 0.16);  // a second, in a window of 100 s
  EXPECT_EQ(rows[13].unit, "1/s");
  EXPECT_EQ(rows[14].value, 11.0);
}

TEST(ExportedRows, WithheldEstimatesStayWithheldAndTheirObservationsAreMarked) {
  const std::vector<ExportedRow> rows = exported_rows(sample_points()[1], 1);
  EXPECT_FALSE(rows[0].value.has_value());
  EXPECT_EQ(rows[5].value, 2.0);
  EXPECT_EQ(rows[5].state, "unstable");
}

TEST(CsvExport, HasAColumnAPathAndEmptyFieldsForWithheldNumbers) {
  const std::string csv = csv_export(sample_points());
  EXPECT_THAT(csv, StartsWith("point,clients.users,load_balancer.method,kind,replication,metric,"
                              "component,statistic,value,half_width,unit,state\r\n"));
  EXPECT_THAT(csv, HasSubstr("0,60000,round_robin,estimate,,station.sojourn_time,servers,mean,"
                             "0.125,0.25,s,ok\r\n"));
  EXPECT_THAT(csv, HasSubstr("0,60000,round_robin,observation,1,station.lost,\"a, \"\"b\"\"\","
                             "total,11,,jobs,ok\r\n"));
  EXPECT_THAT(csv, HasSubstr("1,80000,round_robin,estimate,,station.sojourn_time,servers,mean,,,s,"
                             "unstable\r\n"));
}

TEST(CsvExport, PointsThatDoNotSetAPathLeaveItEmpty) {
  std::vector<ExportedPoint> points = sample_points();
  points[0].set.clear();
  EXPECT_THAT(csv_export(points), HasSubstr("\r\n0,,,estimate,"));
}

TEST(JsonlExport, HoldsOneStrictObjectALine) {
  std::istringstream lines(jsonl_export(sample_points()));
  std::vector<nlohmann::json> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(rows.size(), 30U);
  EXPECT_EQ(rows[0]["set"]["clients.users"], 60000);
  EXPECT_EQ(rows[0]["set"]["load_balancer.method"], "round_robin");
  EXPECT_EQ(rows[0]["kind"], "estimate");
  EXPECT_TRUE(rows[0]["replication"].is_null());
  EXPECT_EQ(rows[14]["kind"], "observation");
  EXPECT_EQ(rows[14]["replication"], 1);
  EXPECT_EQ(rows[14]["component"], "a, \"b\"");
  EXPECT_TRUE(rows[15]["value"].is_null());
  EXPECT_EQ(rows[15]["state"], "unstable");
}

}  // namespace
}  // namespace ocssim::reports
