#include "reports/capacity_report.hpp"

#include "tests/reports/sample_experiments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ocssim::reports {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(CapacityReport, AnswersInItsFirstSentence) {
  EXPECT_EQ(capacity_headline(sample_capacity()),
            "mmc-knee carries 73,900 users (met) and not 75,800 (not met) at 95 % confidence; "
            "first to break: station.sojourn_time.p95 < 500 ms (measured 512 ms ± 9 ms).");
  EXPECT_THAT(capacity_text(sample_capacity(), {}), StartsWith("mmc-knee carries 73,900 users"));
}

TEST(CapacityReport, NamesThePathWhenItIsNotUsers) {
  CapacityAnswer answer = sample_capacity();
  answer.path = "stations[0].mean_service_time";
  answer.unit = "s";
  answer.highest_met = 0.12;
  answer.lowest_not_met = 0.123;
  EXPECT_THAT(capacity_headline(answer),
              StartsWith("mmc-knee meets its objectives at stations[0].mean_service_time = 120 ms "
                         "(met) and not at 123 ms (not met)"));
}

TEST(CapacityReport, SaysInconclusiveWithWhatIsKnown) {
  CapacityAnswer answer = sample_capacity();
  answer.status = CapacityStatus::inconclusive;
  answer.highest_met = 60000.0;
  EXPECT_THAT(capacity_headline(answer),
              StartsWith("INCONCLUSIVE: mmc-knee carries 60,000 users (met) and not 75,800 (not "
                         "met) at 95 % confidence; 2 probes left the bracket 20.8 % wide, 3 % was "
                         "asked"));
  answer.lowest_not_met.reset();
  EXPECT_THAT(capacity_headline(answer), HasSubstr("found no value at which they are not met"));
  answer.highest_met.reset();
  EXPECT_THAT(capacity_headline(answer), HasSubstr("2 probes decided nothing"));
  answer.lowest_not_met = 75800.0;
  EXPECT_THAT(capacity_headline(answer), HasSubstr("is not met at 75,800 users"));
}

TEST(CapacityReport, SaysWhenTheRangeHasNoLimitInside) {
  CapacityAnswer answer = sample_capacity();
  answer.status = CapacityStatus::infeasible;
  EXPECT_THAT(capacity_headline(answer), HasSubstr("not met even at 75,800 users, the smallest"));
  answer.status = CapacityStatus::unbounded;
  EXPECT_THAT(capacity_headline(answer), HasSubstr("carries 73,900 users, the largest value"));
}

TEST(CapacityReport, ShowsProbesByValueThenWhatWearsOut) {
  CapacityAnswer answer = sample_capacity();
  std::swap(answer.probes[0], answer.probes[1]);
  const std::string expected =
      "Probes by value, each decided at 95 %, n = replications\n"
      "  asked  clients.users  n  verdict       measured  decided by\n"
      "      2         73,900  8  met      489 ms ± 4 ms  station.sojourn_time.p95 < 500 ms, "
      "servers\n"
      "      1         75,800  8  NOT MET  512 ms ± 9 ms  station.sojourn_time.p95 < 500 ms, "
      "servers\n"
      "\n"
      "Headroom per resource at 73,900 users, least first\n"
      "  resource            now  headroom  users at limit  limit\n"
      "  servers.servers  92.4 %    +8.3 %          80,000  100 % of servers\n";
  EXPECT_THAT(capacity_text(answer, {}), HasSubstr(expected));
}

TEST(CapacityReport, ColorsOnlyWhenAsked) {
  EXPECT_THAT(capacity_text(sample_capacity(), {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(capacity_text(sample_capacity(), {.color = true}),
              HasSubstr("\x1b[1;31mNOT MET\x1b[0m"));
}

TEST(CapacityReport, GivesScriptsTheBracketAndEachProbe) {
  const nlohmann::json json = nlohmann::json::parse(capacity_json(sample_capacity()));
  const nlohmann::json& answer = json["answer"];
  EXPECT_EQ(answer["path"], "clients.users");
  EXPECT_EQ(answer["status"], "found");
  EXPECT_EQ(answer["highest_met"], 73900.0);
  EXPECT_EQ(answer["lowest_not_met"], 75800.0);
  EXPECT_EQ(answer["confidence"], 0.95);
  EXPECT_DOUBLE_EQ(answer["width"].get<double>(), 1900.0 / 75800.0);
  EXPECT_EQ(answer["start"], 74395.0);
  EXPECT_EQ(json["probes"][1]["value"], 75800.0);
  EXPECT_EQ(json["probes"][1]["verdict"], "not_met");
  EXPECT_EQ(json["broken"][0]["metric"], "station.sojourn_time");
  EXPECT_EQ(json["bottlenecks"][0]["resource"], "station.servers");
}

TEST(CapacityReport, MissingEndsAreNull) {
  CapacityAnswer answer = sample_capacity();
  answer.highest_met.reset();
  answer.start.reset();
  const nlohmann::json json = nlohmann::json::parse(capacity_json(answer));
  EXPECT_TRUE(json["answer"]["highest_met"].is_null());
  EXPECT_TRUE(json["answer"]["width"].is_null());
  EXPECT_TRUE(json["answer"]["start"].is_null());
}

TEST(CapacityReport, JunitSkipsTheUndecidedAndFailsTheInfeasible) {
  CapacityAnswer answer = sample_capacity();
  EXPECT_THAT(capacity_junit(answer), HasSubstr("failures=\"0\" skipped=\"0\""));
  answer.status = CapacityStatus::inconclusive;
  EXPECT_THAT(capacity_junit(answer), HasSubstr("failures=\"0\" skipped=\"1\""));
  answer.status = CapacityStatus::infeasible;
  EXPECT_THAT(capacity_junit(answer), HasSubstr("failures=\"1\" skipped=\"0\""));
}

TEST(CapacityReport, CsvAndMarkdownHoldTheProbes) {
  EXPECT_THAT(capacity_csv(sample_capacity()),
              HasSubstr("1,75800,not_met,8,station.sojourn_time,,p95,0.512,0.009,s,ok\r\n"));
  EXPECT_THAT(capacity_markdown(sample_capacity()),
              HasSubstr("| 1 | 73,900 | 8 | met | 489 ms ± 4 ms |"));
}

}  // namespace
}  // namespace ocssim::reports
