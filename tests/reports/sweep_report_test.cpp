#include "reports/sweep_report.hpp"

#include "reports/text_table.hpp"
#include "tests/reports/sample_experiments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

namespace ocssim::reports {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(SweepReport, BeginsWithWhereTheVerdictTurns) {
  EXPECT_EQ(sweep_headline(sample_sweep()),
            "mmc-knee, 3 points: 1 met, 1 undecided, 1 NOT MET; met up to clients.users = 60k, "
            "not met from 80k on.");
}

TEST(SweepReport, SaysNothingOfATurnWhenVerdictsComeAndGo) {
  SweepAnswer answer = sample_sweep();
  answer.points.push_back(answer.points.front());
  answer.points.push_back(answer.points[2]);
  EXPECT_THAT(sweep_headline(answer), Not(HasSubstr("up to")));
}

TEST(SweepReport, ShowsARowAPointWithTheFiguresOfItsObjectives) {
  const std::string expected =
      "Design points, intervals at 95 %, n = replications\n"
      "  clients                         station\n"
      "    users  verdict    n  sojourn_time.p95  breaks first\n"
      "                                 < 500 ms\n"
      "      60k  met        8     352 ms ± 4 ms  servers.servers +33 %\n"
      "      70k  undecided  8     497 ms ± 6 ms  servers.servers +14 %\n"
      "      80k  NOT MET    8          withheld  servers.servers +0.0 %\n"
      "\n"
      "Saturation lies between 60k (met) and 80k (not met).\n"
      "\n"
      "Findings\n"
      "  warning  unstable  at 1 of 3: station grows\n";
  EXPECT_THAT(sweep_text(sample_sweep(), {}), HasSubstr(expected));
}

TEST(SweepReport, KeepsToAHundredColumnsAndShowsBrokenAndUndecidedObjectivesFirst) {
  SweepAnswer answer = sample_sweep();
  for (SweepPoint& point : answer.points) {
    const ObjectiveResult last = point.results.objectives.front();
    point.results.objectives.clear();
    for (int i = 0; i < 12; ++i) {
      ObjectiveResult other = last;
      other.metric = "component.quantity_" + std::to_string(i);
      other.text = other.metric + " < 500 ms";
      other.verdict = i == 9 ? Verdict::inconclusive : Verdict::met;
      point.results.objectives.push_back(other);
    }
    point.results.objectives.push_back(last);
  }
  const std::string text = sweep_text(answer, {.color = true});
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(width_of(line), text_width) << line;
  }
  EXPECT_THAT(text, HasSubstr("sojourn_time.p95"));
  EXPECT_THAT(text, HasSubstr("quantity_9"));
  EXPECT_THAT(text, HasSubstr("quantity_0"));
  EXPECT_THAT(text, Not(HasSubstr("quantity_8")));
  EXPECT_THAT(text, HasSubstr("more figures of objectives"));
  EXPECT_THAT(sweep_markdown(answer), HasSubstr("quantity\\_11"));
}

TEST(SweepReport, WithoutObjectivesShowsTheUsualFigures) {
  SweepAnswer answer = sample_sweep();
  for (SweepPoint& point : answer.points) {
    point.results.has_objectives = false;
    point.results.objectives.clear();
  }
  EXPECT_EQ(sweep_headline(answer), "mmc-knee, 3 points simulated, no objective stated.");
  EXPECT_THAT(sweep_text(answer, {}), HasSubstr("87.5 % ± 0.1 %"));
}

TEST(SweepReport, GivesScriptsTypedValuesAndNullForWithheldNumbers) {
  const nlohmann::json json = nlohmann::json::parse(sweep_json(sample_sweep()));
  EXPECT_EQ(json["ocssim"]["version"], "0.1.0");
  EXPECT_EQ(json["varied"], nlohmann::json({"clients.users"}));
  ASSERT_EQ(json["points"].size(), 3U);
  const nlohmann::json& last = json["points"][2];
  EXPECT_EQ(last["set"]["clients.users"], 80000);
  EXPECT_EQ(last["verdict"], "not_met");
  EXPECT_EQ(last["replications"], 8);
  EXPECT_TRUE(last["metrics"]["station.sojourn_time"]["p95"]["value"].is_null());
  EXPECT_EQ(last["metrics"]["station.sojourn_time"]["state"], "unstable");
  EXPECT_EQ(json["points"][0]["objectives"][0]["measured"], 0.352);
  EXPECT_EQ(json["points"][0]["fingerprint"], "0000000000055f00");
  EXPECT_EQ(json["findings"][0]["id"], "saturation_point");
}

TEST(SweepReport, ValuesWithoutATypedFormStayTheTextOfTheUser) {
  SweepAnswer answer = sample_sweep();
  answer.points[0].set[0].json.clear();
  const nlohmann::json json = nlohmann::json::parse(sweep_json(answer));
  EXPECT_EQ(json["points"][0]["set"]["clients.users"], "60k");
}

TEST(SweepReport, CsvIsTidyAndLeavesWithheldNumbersEmpty) {
  const std::string csv = sweep_csv(sample_sweep());
  EXPECT_THAT(csv, StartsWith("point,clients.users,verdict,replications,metric,component,statistic,"
                              "value,half_width,unit,state\r\n"));
  EXPECT_THAT(csv, HasSubstr("0,60000,met,8,station.sojourn_time,,p95,0.352,0.004,s,ok\r\n"));
  EXPECT_THAT(csv, HasSubstr("2,80000,not_met,8,station.sojourn_time,,p95,,,s,unstable\r\n"));
}

TEST(SweepReport, JunitHasASuiteAPoint) {
  const std::string xml = sweep_junit(sample_sweep());
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"mmc-knee, clients.users = 80k\" tests=\"1\" "
                             "failures=\"1\" skipped=\"0\">"));
  EXPECT_THAT(xml, HasSubstr("failures=\"0\" skipped=\"1\""));
  EXPECT_THAT(xml, testing::EndsWith("</testsuites>\n"));
}

}  // namespace
}  // namespace ocssim::reports
