#include "reports/json.hpp"

#include "tests/reports/sample_answer.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ocssim::reports {
namespace {

nlohmann::json parsed() {
  return nlohmann::json::parse(json_report(sample_answer()));
}

TEST(JsonReport, HasTheKeysThatScriptsRelyOn) {
  const nlohmann::json json = parsed();
  for (const char* key : {"ocssim", "command", "scenario", "seed", "fingerprint", "analysis",
                          "replications", "verdict", "objectives", "metrics", "components",
                          "bottlenecks", "timeline", "closed_form", "findings", "warnings"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["ocssim"]["model_version"], 1);
  EXPECT_EQ(json["verdict"], "not_met");
  EXPECT_EQ(json["scenario"]["clients"]["users"], 150000);
  EXPECT_EQ(json["fingerprint"], "0000000000abcdef");
  EXPECT_EQ(json["event_fingerprints"][1], "ffffffffffffffff");
}

TEST(JsonReport, GivesAMetricItsOwnNumberAndFurtherStatistics) {
  const nlohmann::json metric = parsed()["metrics"]["front_end.cpu.utilization"];
  EXPECT_EQ(metric["unit"], "1");
  EXPECT_EQ(metric["kind"], "time_average");
  EXPECT_EQ(metric["better"], "lower");
  EXPECT_EQ(metric["state"], "ok");
  EXPECT_EQ(metric["mean"], 0.93);
  EXPECT_EQ(metric["half_width"], 0.002);
  EXPECT_EQ(metric["confidence"], 0.95);
  EXPECT_EQ(metric["max"]["value"], 1.0);
  EXPECT_TRUE(metric["max"]["half_width"].is_null());
  EXPECT_EQ(parsed()["components"]["front_end[3]"]["front_end.cpu.utilization"]["mean"], 0.931);
}

TEST(JsonReport, WithheldAndInfiniteNumbersAreNull) {
  const nlohmann::json metrics = parsed()["metrics"];
  EXPECT_EQ(metrics["sign_in.time"]["state"], "unstable");
  EXPECT_TRUE(metrics["sign_in.time"]["mean"].is_null());
  EXPECT_EQ(metrics["sign_in.time"]["max"]["value"], 31.5);
  EXPECT_TRUE(metrics["sql.page_life_expectancy"]["mean"].is_null());
}

TEST(JsonReport, CountsGiveTheMeanTotalAndNamedRatesTheRate) {
  const nlohmann::json metrics = parsed()["metrics"];
  EXPECT_EQ(metrics["snat.refused"]["mean"], 0.0);
  EXPECT_EQ(metrics["snat.refused"]["total"]["value"], 0.0);
  EXPECT_EQ(metrics["goodput.rate"]["mean"], 1.0);
  EXPECT_EQ(metrics["goodput.rate"]["unit"], "1/s");
}

TEST(JsonReport, ClosedFormsHaveNineDigits) {
  EXPECT_EQ(parsed()["closed_form"][0]["predicted"], 0.930123457);
}

TEST(JsonReport, VerdictIsNullWhenNoObjectiveIsStated) {
  Answer answer = sample_answer();
  answer.results.has_objectives = false;
  EXPECT_TRUE(nlohmann::json::parse(json_report(answer))["verdict"].is_null());
}

}  // namespace
}  // namespace ocssim::reports
