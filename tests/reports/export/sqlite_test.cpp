#include "tests/reports/export/sample_points.hpp"

#include <gtest/gtest.h>
#include <memory>
#include <sqlite3.h>

namespace ocssim::reports {
namespace {

struct Closer {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};

/// The answer of a query as text, one line a row, '|' between columns, "-" for NULL.
std::string answer_of(const std::string& bytes, const std::string& query) {
  sqlite3* opened = nullptr;
  EXPECT_EQ(sqlite3_open(":memory:", &opened), SQLITE_OK);
  const std::unique_ptr<sqlite3, Closer> database(opened);
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
  std::copy(bytes.begin(), bytes.end(), copy);
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  EXPECT_EQ(sqlite3_deserialize(opened, "main", copy, size, size, SQLITE_DESERIALIZE_FREEONCLOSE),
            SQLITE_OK);
  std::string answer;
  const auto add = [](void* out, int columns, char** values, char**) {
    auto& text = *static_cast<std::string*>(out);
    for (int i = 0; i < columns; ++i) {
      text += (i == 0 ? "" : "|") + std::string(values[i] == nullptr ? "-" : values[i]);
    }
    text += "\n";
    return 0;
  };
  EXPECT_EQ(sqlite3_exec(opened, query.c_str(), add, &answer, nullptr), SQLITE_OK)
      << sqlite3_errmsg(opened);
  return answer;
}

TEST(SqliteExport, IsAWholeDatabase) {
  const std::string bytes = sqlite_export(sample_points());
  EXPECT_TRUE(bytes.starts_with("SQLite format 3"));
  EXPECT_EQ(bytes.size() % 4096, 0U);
  EXPECT_EQ(answer_of(bytes, "PRAGMA integrity_check"), "ok\n");
}

TEST(SqliteExport, KeepsWhatEachPointSetsWithItsType) {
  EXPECT_EQ(answer_of(sqlite_export(sample_points()),
                      "SELECT point, \"clients.users\", typeof(\"clients.users\"), "
                      "\"load_balancer.method\", seed, verdict, replications FROM point"),
            "0|60000|integer|round_robin|1|met|2\n1|80000|integer|round_robin|1|-|2\n");
}

TEST(SqliteExport, GivesBackEveryRow) {
  const std::string bytes = sqlite_export(sample_points());
  std::string expected;
  for (const ExportedPoint& point : sample_points()) {
    for (const ExportedRow& row : exported_rows(point, 0)) {
      if (!row.replication) continue;
      expected += std::to_string(*row.replication) + "|" + row.metric + "|" + row.component + "|" +
                  row.statistic + "|" + row.unit + "|" + row.state + "\n";
    }
  }
  EXPECT_EQ(answer_of(bytes,
                      "SELECT replication, metric, component, statistic, unit, state FROM "
                      "observation ORDER BY rowid"),
            expected);
  EXPECT_EQ(answer_of(bytes, "SELECT count(*) FROM estimate"), "10\n");
  EXPECT_EQ(answer_of(bytes,
                      "SELECT value, half_width FROM estimate WHERE point = 0 AND metric = "
                      "'station.sojourn_time' AND statistic = 'mean'"),
            "0.125|0.25\n");
}

TEST(SqliteExport, WithheldNumbersAreNull) {
  EXPECT_EQ(answer_of(sqlite_export(sample_points()),
                      "SELECT value, half_width, state FROM estimate WHERE point = 1 LIMIT 1"),
            "-|-|unstable\n");
}

TEST(SqliteExport, AnswersAQuestionOverPoints) {
  EXPECT_EQ(answer_of(sqlite_export(sample_points()),
                      "SELECT \"clients.users\", avg(value) FROM point JOIN observation USING "
                      "(point) WHERE statistic = 'mean' GROUP BY point"),
            "60000|0.375\n80000|2.25\n");
}

TEST(SqliteExport, SeedsBeyondItsIntegersStayWhole) {
  std::vector<ExportedPoint> points = sample_points();
  points[1].seed = 18446744073709551615U;
  EXPECT_EQ(answer_of(sqlite_export(points), "SELECT seed FROM point"),
            "1\n18446744073709551615\n");
}

TEST(SqliteExport, EqualRowsAreEqualBytes) {
  EXPECT_EQ(sqlite_export(sample_points()), sqlite_export(sample_points()));
}

TEST(SqliteExport, QuotesPathsThatLookLikeSql) {
  std::vector<ExportedPoint> points = sample_points();
  points[0].set[0].path = "x\"); DROP TABLE point; --";
  EXPECT_EQ(answer_of(sqlite_export(points), "SELECT count(*) FROM point"), "2\n");
}

}  // namespace
}  // namespace ocssim::reports
