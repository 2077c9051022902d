// The search over a real station: where closed forms put the knee, and what a search does with it.
#include "study/capacity.hpp"

#include "models/theory/mmc.hpp"
#include "scenarios/model/build.hpp"
#include "study/predict.hpp"
#include "study/question.hpp"
#include "tests/study/observations_by_hand.hpp"

#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

scenarios::Validated loaded(const std::string& name, const std::vector<std::string>& sets = {}) {
  scenarios::LoadOptions options;
  options.scenario = name;
  options.sets = sets;
  options.metrics = scenarios::metric_registry();
  auto validated = scenarios::load_validated(options);
  EXPECT_TRUE(validated.has_value());
  return *std::move(validated);
}

/// Users at which the 95th percentile of an M/M/8 with S = 0.1 s is 0.5 s; a user brings 0.001/s.
double knee() {
  return 1000.0 *
         models::mmc_rate_for_sojourn_quantile({.service_time = 0.1, .servers = 8}, 0.95, 0.5);
}

TEST(Capacity, BeginsAtTheClosedFormsKnee) {
  const scenarios::Validated scenario = loaded("mmc-knee");
  const CapacityStudy study({.scenario = scenario.resolved_json}, scenario.scenario);
  EXPECT_NEAR(study.start().value, knee(), 0.002 * knee());
  EXPECT_NE(study.start().formula.find("M/M/c"), std::string::npos);
}

TEST(Capacity, BracketsTheKneeWithinThePrecisionAsked) {
  const scenarios::Validated scenario = loaded("mmc-knee");
  CapacityStudy study({.scenario = scenario.resolved_json}, scenario.scenario);
  reports::MemoryStore store;
  Runner runner(store, {.jobs = 2});
  ASSERT_EQ(study.conduct(runner), RunStatus::complete);
  ASSERT_EQ(study.search().status(), SearchStatus::found);
  const double low = *study.search().highest_met();
  const double high = *study.search().lowest_not_met();
  std::printf("knee %.0f in [%.0f, %.0f], %zu probes\n", knee(), low, high, study.probes().size());
  EXPECT_LE(low, knee());
  EXPECT_GE(high, knee());
  EXPECT_LE((high - low) / high, 0.03);
  EXPECT_EQ(study.probe_at(low)->results.verdict, Verdict::met);
  EXPECT_EQ(study.probe_at(high)->results.verdict, Verdict::not_met);
}

TEST(Capacity, VariesAnyNumberWithItsUnit) {
  const scenarios::Validated scenario = loaded("mmc-knee");
  const VariedScenario varied(scenario.resolved_json, "stations[0].mean_service_time");
  ASSERT_TRUE(varied.present());
  EXPECT_EQ(varied.present()->number, 100.0);
  EXPECT_EQ(varied.setting(120.0), "stations[0].mean_service_time=120 ms");
  ASSERT_TRUE(varied.at(120.0));
  EXPECT_EQ(varied.at(120.0)->stations[0].mean_service_time, Duration{120'000'000});
  EXPECT_FALSE(VariedScenario(scenario.resolved_json, "name").present());
  EXPECT_FALSE(VariedScenario(scenario.resolved_json, "no.such.path").present());
}

TEST(Capacity, ClosedFormsSayWhatBreaksInAPool) {
  const auto fits = predict(shipped("enterprise-100k"));
  ASSERT_TRUE(fits);
  EXPECT_TRUE(fits->met);
  const auto too_much = predict(shipped("enterprise-100k", {"clients.users=150k"}));
  ASSERT_TRUE(too_much);
  EXPECT_FALSE(too_much->met);
}

TEST(Question, IsTheSameAfterItsWayThroughAFile) {
  const scenarios::Validated scenario = loaded("mmc-knee");
  Question question;
  question.verb = "sweep";
  question.command = "ocssim sweep mmc-knee --vary 'clients.users=1k..5k:1k'";
  question.scenario = scenario.resolved_json;
  question.vary = {"clients.users=1k..5k:1k", "stations[0].servers=7,8"};
  question.zip = true;
  question.where = "clients.users > 2k";
  question.a_set = {{"a.b", "5 %"}};
  question.least = {"front_ends.count", "sql.cores"};
  question.among = {"sql.cores=4,8"};
  question.pareto = true;
  question.cases = {{"storm", scenario.resolved_json}};
  question.precise = {"station.sojourn_time.p95"};
  question.warnings = {"a block is not simulated"};
  question.placeholders = {{"front_ends.x", "5", "a guess: \"5\""}};
  const auto again = question_from(to_json(question));
  ASSERT_TRUE(again);
  EXPECT_EQ(to_json(*again), to_json(question));
  EXPECT_EQ(again->vary, question.vary);
  EXPECT_EQ(again->cases.front().scenario, scenario.resolved_json);
  EXPECT_TRUE(again->zip);
  EXPECT_EQ(again->placeholders[0].source, "a guess: \"5\"");
  EXPECT_FALSE(question_from("{ \"verb\": \"run\" }"));
  EXPECT_FALSE(question_from("nonsense"));
  EXPECT_FALSE(question_from(R"({ "verb": "run", "scenario": {}, "vary": [1] })"));
}

/// Units are found again by stored questions: the resolved text must be the same physical scenario.
TEST(Question, TheResolvedScenarioIsTheSamePhysicalOne) {
  for (const std::string& name : scenarios::shipped_scenarios()) {
    const scenarios::Validated first = loaded(name);
    scenarios::LoadOptions options;
    options.scenario = "scenario";
    options.text = first.resolved_json;
    options.metrics = scenarios::metric_registry();
    const auto again = scenarios::load_validated(options);
    ASSERT_TRUE(again) << name;
    EXPECT_EQ(again->scenario.physical_json, first.scenario.physical_json) << name;
    EXPECT_EQ(again->scenario.canonical_json, first.scenario.canonical_json) << name;
  }
}

}  // namespace
}  // namespace ocssim::study
