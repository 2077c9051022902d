// recovery.time from histories made by hand: what counts as back, and what does not end in time.
#include "study/recovery.hpp"

#include "study/judge.hpp"
#include "tests/study/observations_by_hand.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace ocssim::study {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// `reconnect-storm`: a fault at 10 min, seen until 20 min, in steps of 10 s.
scenarios::Scenario one_fault(const std::string& objective) {
  return shipped("reconnect-storm", {"objectives[0]=" + objective});
}

/// 1,000 signed in, 900 for `outage` steps from the fault on, 995 then; sign-in p95 of `slow` s in
/// the windows that begin in the first `slow_windows` steps after the fault.
Observations history(std::size_t outage, std::size_t slow_windows = 0, double slow = 30.0) {
  Observations run;
  Series level;
  level.name = "clients.signed_in";
  Series p95;
  p95.name = "sign_in.time.p95";
  level.slice = p95.slice = std::chrono::seconds{10};
  for (std::size_t step = 0; step < 120; ++step) {
    const bool after = step >= 60;
    level.values.push_back(!after ? 1000.0 : step < 60 + outage ? 900.0 : 995.0);
    if (step < 115) p95.values.push_back(after && step < 60 + slow_windows ? slow : none);
  }
  run.histories = {level, p95};
  run.window_end_s = 1200.0;
  return run;
}

double seconds_of(const scenarios::Scenario& scenario, const Observations& run) {
  const std::vector<Duration> instants = fault_instants(scenario);
  return recovery_of(scenario, run, instants, 0)->time;
}

TEST(Recovery, IsTheFirstMinuteFromWhichOnEverybodyIsBack) {
  const scenarios::Scenario scenario = one_fault("clients.without_connection <= 0");
  ASSERT_EQ(fault_instants(scenario).size(), 1u);
  EXPECT_EQ(fault_instants(scenario)[0], std::chrono::minutes(10));
  EXPECT_EQ(seconds_of(scenario, history(0)), 0.0) << "nobody noticed";
  // Windows of six steps: one at 900 and five at 995 make 979, below 990; six at 995 are enough.
  EXPECT_EQ(seconds_of(scenario, history(4)), 40.0);
  EXPECT_EQ(seconds_of(scenario, history(20)), 200.0);
}

TEST(Recovery, WaitsForObjectivesOnTimes) {
  const scenarios::Scenario timed = one_fault("sign_in.time.p95 < 10 s");
  EXPECT_EQ(seconds_of(timed, history(4, 12)), 120.0);
  EXPECT_EQ(seconds_of(timed, history(4, 12, 9.0)), 40.0) << "9 s are good enough";
  const scenarios::Scenario other = one_fault("sign_in.time.p99 < 10 s");
  EXPECT_EQ(seconds_of(other, history(4, 12)), 40.0) << "of another statistic";
}

TEST(Recovery, ARelapseBeginsItAnew) {
  const scenarios::Scenario scenario = one_fault("clients.without_connection <= 0");
  Observations run = history(4);
  run.histories[0].values[90] = 900.0;  // 15 min
  EXPECT_EQ(seconds_of(scenario, run), 310.0);
}

TEST(Recovery, WhatDoesNotComeBackIsCensored) {
  const scenarios::Scenario scenario = one_fault("recovery.time.mean < 5 min");
  const std::vector<Observations> runs = {history(4), history(60), history(6)};
  const auto lost = recovery_of(scenario, runs[1], fault_instants(scenario), 0);
  ASSERT_TRUE(lost);
  EXPECT_FALSE(lost->ended);
  EXPECT_EQ(lost->time, 540.0) << "the last whole minute begins 9 min after the fault";
  const std::vector<MetricResult> metrics = recovery_times(scenario, runs, 0.95);
  ASSERT_EQ(metrics.size(), 1u);
  ASSERT_TRUE(metrics[0].censored);
  EXPECT_EQ(metrics[0].censored->ended, 2u);
  EXPECT_EQ(metrics[0].censored->of, 3u);
  EXPECT_FALSE(metrics[0].find("mean")->value);
  EXPECT_FALSE(metrics[0].find("max")->value);
}

TEST(Recovery, AMeanNeedsAllReplications) {
  const scenarios::Scenario scenario = one_fault("recovery.time.mean < 5 min");
  const std::vector<MetricResult> metrics =
      recovery_times(scenario, std::vector<Observations>(8, history(4)), 0.95);
  EXPECT_EQ(metrics[0].find("mean")->value, 40.0);
  EXPECT_EQ(metrics[0].find("p50")->value, 40.0);
  EXPECT_FALSE(metrics[0].find("p95")->value) << "8 say nothing of one in twenty";
  EXPECT_EQ(metrics[0].censored->ended, 8u);
}

Judgment judged(const std::string& objective, const std::vector<Observations>& runs) {
  const scenarios::Scenario scenario = one_fault(objective);
  std::vector<MetricResult> metrics = recovery_times(scenario, runs, 0.95);
  return judge_objectives({.objectives = std::span(scenario.objectives).first(1),
                           .replications = runs,
                           .metrics = metrics});
}

TEST(Recovery, ObjectivesAreDecidedByWhatIsCertain) {
  const std::vector<Observations> quick(8, history(4));
  EXPECT_EQ(judged("recovery.time.mean < 5 min", quick).verdict, Verdict::met);
  EXPECT_EQ(judged("recovery.time.p50 < 5 min", quick).verdict, Verdict::met);
  EXPECT_EQ(judged("recovery.time.p95 < 5 min", quick).verdict, Verdict::inconclusive);
  const std::vector<Observations> never(8, history(60));
  const Judgment lost = judged("recovery.time.mean < 5 min", never);
  EXPECT_EQ(lost.verdict, Verdict::not_met) << "each takes more than 9 min";
  EXPECT_EQ(lost.objectives[0].reason, "0 of 8 replications recovered");
  EXPECT_EQ(judged("recovery.time.mean < 1 h", never).verdict, Verdict::inconclusive);
}

TEST(Recovery, IsAbsentWithoutAFault) {
  const scenarios::Scenario calm = shipped("reconnect-storm", {"events=[]"});
  EXPECT_TRUE(recovery_times(calm, std::vector<Observations>(2, history(4)), 0.95).empty());
}

}  // namespace
}  // namespace ocssim::study
