// Which input moves the answer, where it is known: a station's service time moves its sojourn time,
// and a placeholder that nothing uses moves nothing.
#include "study/sensitivity.hpp"

#include "models/theory/mmc.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <algorithm>
#include <cstdio>
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

UncertainInput input(std::string path, std::string value, std::string low, std::string high) {
  return {.path = std::move(path),
          .value = std::move(value),
          .low = std::move(low),
          .high = std::move(high),
          .why = "range",
          .source = "this test"};
}

/// The station of mmc-knee at 60 arrivals a second on 8 servers, one hour.
SensitivityRequest station(SensitivityMethod method) {
  SensitivityRequest request;
  request.scenario = {loaded("mmc-knee", {"clients.users=60k", "simulation.duration=1 h",
                                          "simulation.replications=8"})
                          .resolved_json,
                      {}};
  request.method = method;
  request.inputs = {input("stations[0].servers", "8", "7", "9"),
                    input("stations[0].mean_service_time", "100 ms", "90 ms", "125 ms"),
                    input("stations[0].discipline", "fifo", "fifo", "fifo")};
  request.of = AnswerFigure{.metric = "station.sojourn_time",
                            .component = "",
                            .statistic = "mean",
                            .unit = "",
                            .objective = ""};
  return request;
}

double sojourn(std::uint32_t servers, double service) {
  return models::mmc({.arrival_rate = 60.0, .service_time = service, .servers = servers})
      .sojourn_time;
}

TEST(Sensitivity, TheTornadoIsWhatErlangCSays) {
  SensitivityStudy study(station(SensitivityMethod::tornado));
  reports::MemoryStore store;
  Runner runner(store, {.jobs = 2});
  ASSERT_EQ(study.conduct(runner), RunStatus::complete);
  ASSERT_EQ(study.tornado().size(), 3u);
  const TornadoRow& first = study.tornado()[0];
  const TornadoRow& second = study.tornado()[1];
  EXPECT_EQ(first.input.path, "stations[0].mean_service_time");
  EXPECT_EQ(second.input.path, "stations[0].servers");
  const auto check = [](const SensitivityEnd& end, double expected) {
    std::printf("%s: W = %.5f s by Erlang C, %.5f +- %.5f simulated\n", end.value.c_str(), expected,
                *end.figure.value, *end.figure.half_width);
    EXPECT_NEAR(*end.figure.value, expected, 2.5 * *end.figure.half_width);
  };
  check(first.low, sojourn(8, 0.090));
  check(first.high, sojourn(8, 0.125));
  check(second.low, sojourn(7, 0.1));
  check(second.high, sojourn(9, 0.1));
  // Pairs tell more than two intervals: the same customers met both designs.
  EXPECT_LT(*second.high.difference.half_width, *second.high.figure.half_width);
  // 8 servers meet p95 < 500 ms, and so do 7 with 60 arrivals a second; 125 ms do not.
  EXPECT_EQ(study.base_results().verdict, Verdict::met);
  EXPECT_EQ(first.high.verdict, Verdict::not_met);
  EXPECT_EQ(second.high.verdict, Verdict::met);
}

TEST(Sensitivity, WhatMovesNothingIsRunOnce) {
  SensitivityStudy study(station(SensitivityMethod::tornado));
  reports::MemoryStore store;
  Runner runner(store, {.jobs = 2});
  ASSERT_EQ(study.conduct(runner), RunStatus::complete);
  const TornadoRow& last = study.tornado()[2];
  EXPECT_EQ(last.input.path, "stations[0].discipline");
  EXPECT_FALSE(last.low.is_moved);
  EXPECT_TRUE(last.high.difference.exact);
  // Base and four ends that move, 8 replications each; both ends of the third share the base's.
  EXPECT_EQ(runner.counts().simulated + runner.counts().reused, 5u * 8u + 2u);
}

TEST(Sensitivity, MorrisRanksTheSameInputsAndSeesTheirInteraction) {
  SensitivityRequest request = station(SensitivityMethod::morris);
  request.trajectories = 4;
  SensitivityStudy study(std::move(request));
  reports::MemoryStore store;
  Runner runner(store, {.jobs = 2});
  ASSERT_EQ(study.conduct(runner), RunStatus::complete);
  ASSERT_EQ(study.morris().size(), 3u);
  EXPECT_EQ(study.morris()[0].input.path, "stations[0].mean_service_time");
  EXPECT_GT(study.morris()[0].effect.mean, 0.0);
  EXPECT_EQ(study.morris()[1].input.path, "stations[0].servers");
  EXPECT_LT(study.morris()[1].effect.mean, 0.0) << "more servers, shorter sojourn";
  EXPECT_GT(study.morris()[1].effect.deviation, 0.0) << "more so when service is slow";
  EXPECT_DOUBLE_EQ(study.morris()[2].effect.mean_absolute, 0.0);
}

TEST(UncertainInputs, AreThePlaceholdersAndRangesOfTheProfile) {
  const UncertainInputs found = uncertain_inputs(loaded("enterprise-100k").scenario);
  const auto find = [&](const std::string& path) {
    const auto at = std::find_if(found.inputs.begin(), found.inputs.end(),
                                 [&](const UncertainInput& one) { return one.path == path; });
    EXPECT_NE(at, found.inputs.end()) << path;
    return at == found.inputs.end() ? UncertainInput{} : *at;
  };
  const UncertainInput calls = find("sql.call_megacycles");
  EXPECT_EQ(calls.low, "1.7475");
  EXPECT_EQ(calls.high, "5.2425");
  EXPECT_EQ(calls.why, "placeholder");
  const UncertainInput data = find("sql.data_per_user");
  EXPECT_EQ(data.low, "80 KiB");
  EXPECT_EQ(data.high, "126 KiB");
  EXPECT_EQ(data.why, "range");
  EXPECT_EQ(find("clients.activity.polls_cached_share").high, "90 %");
  EXPECT_EQ(find("clients.keep_alive.restart_on_traffic").high, "true");
  EXPECT_EQ(find("clients.reconnect.delay").low, "30 s");
  const bool has_users = std::any_of(found.inputs.begin(), found.inputs.end(),
                                     [](const auto& one) { return one.path == "clients.users"; });
  EXPECT_FALSE(has_users) << "what the scenario states is certain";
  const bool says_why =
      std::any_of(found.left_out.begin(), found.left_out.end(), [](const std::string& text) {
        return text == "clients.keep_alive.jitter: 0 has no half, and no range is known";
      });
  EXPECT_TRUE(says_why);
}

TEST(UncertainInputs, EveryEndAndPlaceBetweenIsAValidScenario) {
  const scenarios::Validated pool = loaded("enterprise-100k");
  const SetScenario stated{pool.resolved_json, {}};
  for (const UncertainInput& one : uncertain_inputs(pool.scenario).inputs) {
    for (const double place : {0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0}) {
      const std::string value = value_between(one, place);
      if (stated.with({{one.path, value}})) continue;
      // More calls that update than there are calls, or a search of ports that says no number of
      // tries; whoever asks is told that this cannot be.
      const bool needs_another = one.path.ends_with(".updates") ||
                                 one.path.ends_with(".sproc_calls") || value == "random_tries";
      EXPECT_TRUE(needs_another) << one.path << " = " << value;
    }
  }
}

}  // namespace
}  // namespace ocssim::study
