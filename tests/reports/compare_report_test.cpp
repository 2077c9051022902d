#include "reports/compare_report.hpp"

#include "reports/text_table.hpp"
#include "tests/reports/sample_experiments.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ocssim::reports {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// The sample with every difference exactly 0, as the same design under the same seed gives.
CompareAnswer equal_designs() {
  CompareAnswer answer = sample_compare();
  for (Difference& row : answer.differences) {
    row.b = row.a;
    row.difference = {.value = 0.0, .half_width = 0.0};
    row.relative = 0.0;
    row.verdict = DifferenceVerdict::no_difference;
  }
  answer.got_worse.clear();
  return answer;
}

TEST(CompareReport, BeginsWithWhatGotBetterAndWorse) {
  EXPECT_EQ(compare_headline(sample_compare()),
            "B against A, of 5 figures: 1 significantly better, 1 significantly worse, 2 different "
            "without being better or worse, 1 without a significant difference, 95 % confidence by "
            "Holm; worse and watched: station.lost.total.");
}

TEST(CompareReport, SaysWhenNothingDiffers) {
  CompareAnswer answer = equal_designs();
  EXPECT_EQ(compare_headline(answer), "B equals A: all 5 differences are exactly 0.");
  EXPECT_THAT(compare_text(answer, {}), Not(HasSubstr("Significant differences")));
  answer.differences[0].difference = {.value = 1e-9, .half_width = 1e-3};
  EXPECT_THAT(compare_headline(answer), StartsWith("No significant difference between B and A in "
                                                   "any of 5 figures"));
}

TEST(CompareReport, ShowsTheLargestChangesFirstThenTheWatchedMetrics) {
  const std::string expected =
      "Significant differences over 16 pairs of replications, largest first\n"
      "  metric                         A       B    change of A's       p  var.  B is\n"
      "  station.lost.total             0      12         +12 jobs  <0.001  0.08  WORSE\n"
      "  station.utilization.mean  62.5 %  55.6 %  -11.1 % ± 1.0 %  <0.001  0.08  different\n"
      "  station.sojourn_time.p95  307 ms  304 ms   -1.0 % ± 1.0 %  <0.001  0.08  better\n";
  const std::string text = compare_text(sample_compare(), {});
  EXPECT_THAT(text, HasSubstr(expected));
  EXPECT_THAT(
      text, HasSubstr("B: mmc-knee, stations[0].servers = 9, 2 h simulated, 10 min of warm-up, "));
  EXPECT_LT(text.find("station.sojourn_time.p95"), text.find("Watched"));
  EXPECT_THAT(text.substr(text.find("Watched")), HasSubstr("goodput.rate "));
  EXPECT_THAT(text.substr(text.find("Watched")), Not(HasSubstr("station.utilization")));
}

TEST(CompareReport, ShowsComponentsThatDifferFromTheSystem) {
  CompareAnswer answer = sample_compare();
  EXPECT_THAT(compare_text(answer, {}), Not(HasSubstr("servers.utilization.mean")));
  answer.differences.back().b.value = 0.5;
  EXPECT_THAT(compare_text(answer, {}), Not(HasSubstr("servers.utilization.mean")))
      << "it goes the way of the system";
  answer.differences.back().verdict = DifferenceVerdict::worse;
  EXPECT_THAT(compare_text(answer, {}), HasSubstr("servers.utilization.mean"));
}

TEST(CompareReport, KeepsToAHundredColumns) {
  CompareAnswer answer = sample_compare();
  answer.differences[0].metric = "front_end.a_quantity_with_a_very_long_name_indeed";
  std::istringstream lines(compare_text(answer, {.color = true}));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(width_of(line), text_width) << line;
  }
}

TEST(CompareReport, GivesScriptsEachDifferenceByMetricAndStatistic) {
  const nlohmann::json json = nlohmann::json::parse(compare_json(sample_compare()));
  const nlohmann::json& row = json["differences"]["station.sojourn_time.p95"];
  EXPECT_EQ(row["a"], 0.307);
  EXPECT_EQ(row["b"], 0.304);
  EXPECT_DOUBLE_EQ(row["difference"].get<double>(), 0.304 - 0.307);
  EXPECT_DOUBLE_EQ(row["half_width"].get<double>(), 0.00307);
  EXPECT_EQ(row["p_adjusted"], 0.0004);
  EXPECT_EQ(row["better"], "lower");
  EXPECT_EQ(row["verdict"], "better");
  EXPECT_EQ(row["variance_ratio"], 0.08);
  EXPECT_TRUE(json["differences"]["station.lost.total"]["relative"].is_null());
  EXPECT_EQ(json["differences"]["goodput.rate"]["unit"], "1/s");
  EXPECT_EQ(json["components"]["servers"]["station.utilization.mean"]["verdict"], "different");
  EXPECT_EQ(json["b"]["set"]["stations[0].servers"], 9);
  EXPECT_EQ(json["got_worse"], nlohmann::json({"station.lost.total"}));
}

TEST(CompareReport, CsvHasALineADifference) {
  const std::string csv = compare_csv(sample_compare());
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 6);
  EXPECT_THAT(csv, HasSubstr("station.lost,,total,jobs,0,0,12,0.24,12,0,,"));
}

TEST(CompareReport, JunitFailsWhatGotWorse) {
  const std::string xml = compare_junit(sample_compare());
  EXPECT_THAT(xml, HasSubstr("tests=\"2\" failures=\"1\" skipped=\"0\""));
  EXPECT_THAT(xml, HasSubstr("<failure message=\"change +12 jobs\"/>"));
  EXPECT_THAT(compare_junit(equal_designs()), HasSubstr("failures=\"0\""));
}

TEST(CompareReport, NamesWhatIsWatchedAndCouldNotBeCompared) {
  CompareAnswer answer = sample_compare();
  answer.judged.emplace_back("sign_in.time.p95");
  EXPECT_THAT(compare_text(answer, {}),
              HasSubstr("Watched and not compared, withheld in A or B: sign_in.time.p95.\n"));
  EXPECT_THAT(compare_markdown(answer), HasSubstr("sign\\_in.time.p95"));
  EXPECT_THAT(compare_junit(answer), HasSubstr("tests=\"3\" failures=\"1\" skipped=\"1\""));
}

TEST(CompareReport, MarkdownEscapesWhatWouldBeMarkup) {
  EXPECT_THAT(
      compare_markdown(sample_compare()),
      HasSubstr("B: mmc-knee, stations\\[0\\].servers = 9, 2 h simulated, 10 min of warm-up, "));
}

}  // namespace
}  // namespace ocssim::reports
