#include "study/calibration/calibrate.hpp"

#include "scenarios/document/render.hpp"
#include "scenarios/model/load.hpp"
#include "study/calibration/overlay.hpp"
#include "tests/study/calibration/synthetic_counters.hpp"

#include <cstdio>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

scenarios::Scenario pool() {
  scenarios::LoadOptions options;
  options.scenario = "enterprise-100k";
  auto loaded = scenarios::load_scenario(options);
  EXPECT_TRUE(loaded.has_value());
  return *std::move(loaded);
}

struct Read {
  scenarios::SourceTable sources;
  scenarios::Diagnostics diagnostics;
  std::optional<Counters> counters;

  explicit Read(std::string text) {
    const auto id = sources.add("counters.csv", scenarios::SourceKind::scenario, std::move(text));
    const auto table = scenarios::parse_csv(sources, id, diagnostics);
    if (table) counters = read_counters(*table, diagnostics);
  }
  [[nodiscard]] std::string message() const { return scenarios::render_text(diagnostics, sources); }
};

SyntheticLoad four_classes() {
  return {.classes = {"publish", "message", "poll_stored", "notification"},
          .megacycles = {
              {"publish", 23.0}, {"message", 9.0}, {"poll_stored", 15.0}, {"notification", 5.0}}};
}

TEST(Calibrate, IntervalsCoverPlantedDemandsAtFivePercentNoise) {
  const scenarios::Scenario scenario = pool();
  const SyntheticLoad load = four_classes();
  constexpr int seeds = 300;
  std::map<std::string, int> covered;
  double held_out = 0.0;
  for (int seed = 1; seed <= seeds; ++seed) {
    const Read read(counters_csv(scenario, load, static_cast<std::uint64_t>(seed)));
    ASSERT_TRUE(read.counters.has_value()) << read.message();
    const Calibration found = calibrate(scenario, *read.counters, {});
    ASSERT_EQ(found.resources.size(), 1u);
    for (const FittedDemand& demand : found.resources[0].demands) {
      ASSERT_EQ(demand.state, DemandState::fitted);
      const double planted = load.megacycles.at(demand.name);
      if (demand.low <= planted && planted <= demand.high) ++covered[demand.name];
    }
    held_out += found.resources[0].held_out->mean_absolute / seeds;
  }
  // 285 expected of 300, binomial standard error 3.8.
  for (const auto& [name, count] : covered) {
    std::printf("%s: %d of %d intervals of 95 %% cover the planted demand\n", name.c_str(), count,
                seeds);
    EXPECT_GE(count, 270) << name;
    EXPECT_LT(count, seeds) << name;
  }
  // E|z| · 5 % = 4 %, and a little for the demands themselves.
  std::printf("held-out error %.4f, mean of %d seeds\n", held_out, seeds);
  EXPECT_NEAR(held_out, 0.05 * 0.798, 0.004);
}

TEST(Calibrate, NoiseOfTheRatesThemselvesCostsLittleCoverage) {
  // Errors in the regressors pull demands towards each other; message counters are exact counts,
  // so this is the worse case: 2 % in each rate beside 5 % in the utilization.
  const scenarios::Scenario scenario = pool();
  SyntheticLoad load = four_classes();
  load.rate_noise = 0.02;
  constexpr int seeds = 200;
  std::map<std::string, int> covered;
  for (int seed = 1; seed <= seeds; ++seed) {
    const Read read(counters_csv(scenario, load, static_cast<std::uint64_t>(seed)));
    const Calibration found = calibrate(scenario, *read.counters, {});
    for (const FittedDemand& demand : found.resources[0].demands) {
      const double planted = load.megacycles.at(demand.name);
      if (demand.low <= planted && planted <= demand.high) ++covered[demand.name];
    }
  }
  for (const auto& [name, count] : covered) {
    std::printf("%s: %d of %d\n", name.c_str(), count, seeds);
    EXPECT_GE(count, 180) << name;
  }
}

TEST(Calibrate, ClassesThatMoveTogetherAreRefusedByName) {
  const scenarios::Scenario scenario = pool();
  SyntheticLoad load = four_classes();
  load.equal_to = "notification";
  const Read read(counters_csv(scenario, load, 1));
  const Calibration found = calibrate(scenario, *read.counters, {});
  const ResourceFit& fit = found.resources.at(0);
  EXPECT_EQ(fit.state, ResourceState::not_identifiable);
  ASSERT_EQ(fit.collinear.size(), 1u);
  EXPECT_THAT(fit.collinear[0].names, ElementsAre("publish", "notification"));
  EXPECT_TRUE(overlay_sets(found).empty()) << "nothing of a refused resource is written";

  // With one of the two known, the others can be told apart again.
  const Calibration held = calibrate(scenario, *read.counters, {.hold = {"notification"}});
  EXPECT_EQ(held.resources.at(0).state, ResourceState::fitted);
  EXPECT_EQ(overlay_sets(held).size(), 3u);
  // The profile's 6 Mcycles stand for the planted 5, at twice the rate of publish.
  EXPECT_LE(held.resources[0].demands[0].low, 23.0 - 2.0);
  EXPECT_GE(held.resources[0].demands[0].high, 23.0 - 2.0);
}

TEST(Calibrate, CountersOfAnotherLoadArePredicted) {
  const scenarios::Scenario scenario = pool();
  SyntheticLoad load = four_classes();
  const Read read(counters_csv(scenario, load, 1));
  load.level = 2.5;
  load.rows = 20;
  const Read other(counters_csv(scenario, load, 2));
  const Calibration found = calibrate(scenario, *read.counters, {.other = &*other.counters});
  const PredictionError& error = found.resources[0].held_out.value();
  EXPECT_EQ(error.rows, 20u);
  EXPECT_NEAR(error.mean_absolute, 0.04, 0.02);
  EXPECT_LT(std::abs(error.bias), 0.03);
  EXPECT_TRUE(found.resources[0].is_within_tolerance);

  // A load of which a class costs what it did not cost before is outside.
  load.megacycles["publish"] = 60.0;
  const Read changed(counters_csv(scenario, load, 3));
  const Calibration outside = calibrate(scenario, *read.counters, {.other = &*changed.counters});
  EXPECT_FALSE(outside.resources[0].is_within_tolerance);
  EXPECT_LT(outside.resources[0].held_out->bias, -0.2);
}

TEST(Calibrate, CallsAreWholeAndDiskTimesAreTimes) {
  const scenarios::Scenario scenario = pool();
  std::string text =
      "publish,poll_stored,sql.batch_requests,sql.cpu.utilization,sql.disk.data.reads,"
      "sql.disk.data.writes,sql.disk.data.utilization\n";
  for (int row = 0; row < 12; ++row) {
    const double publish = 100.0 + 37.0 * (row % 4);
    const double poll = 300.0 - 53.0 * (row % 3);
    const double calls = 3.0 * publish + poll + (row % 2 == 0 ? 0.4 : -0.4);
    const double reads = 40.0 + 10.0 * (row % 5);
    const double writes = 30.0 - 4.0 * (row % 3);
    const double cores = calls * 2.0 / (scenario.sql.clock_hz / 1e6);
    text += std::to_string(publish) + "," + std::to_string(poll) + "," + std::to_string(calls) +
            "," + std::to_string(cores / scenario.sql.cores) + "," + std::to_string(reads) + "," +
            std::to_string(writes) + "," +
            std::to_string((reads * 0.007 + writes * 0.003) / scenario.sql.data.spindles) + "\n";
  }
  const Read read(text);
  ASSERT_TRUE(read.counters.has_value()) << read.message();
  const Calibration found = calibrate(scenario, *read.counters, {});
  EXPECT_THAT(overlay_sets(found),
              UnorderedElementsAre("front_ends.messages.publish.sproc_calls=3",
                                   "front_ends.messages.poll_stored.sproc_calls=1",
                                   testing::StartsWith("sql.call_megacycles="),
                                   testing::StartsWith("sql.disks.data.read_time="),
                                   testing::StartsWith("sql.disks.data.write_time=")));
  const std::string overlay = overlay_json(found, {.counters = "counters.csv"});
  EXPECT_THAT(overlay, HasSubstr("\"confidence\": \"measured\""));
  EXPECT_THAT(overlay, HasSubstr("sql.cpu.utilization of 12 rows"));

  scenarios::LoadOptions options;
  options.scenario = "base.json";
  options.text = "{ \"schema_version\": \"1.0\", \"name\": \"x\", \"profile\": \"ocs2007r2\", " +
                 overlay.substr(1);
  const auto loaded = scenarios::load_validated(options);
  ASSERT_TRUE(loaded.has_value()) << scenarios::render_text(loaded.error().diagnostics,
                                                            loaded.error().sources);
  EXPECT_NEAR(loaded->scenario.sql.call_megacycles, 2.0, 0.01);
  EXPECT_NEAR(to_seconds(loaded->scenario.sql.data.read_time), 0.007, 1e-4);
  const auto row = std::find_if(loaded->origins.begin(), loaded->origins.end(),
                                [](const auto& one) { return one.path == "sql.call_megacycles"; });
  EXPECT_EQ(row->confidence, "measured");
  EXPECT_THAT(row->source, HasSubstr("counters.csv"));
}

TEST(Counters, UnitsOfColumnsAndRowsWithGaps) {
  const Read read(
      "publish [1/min], front_end.cpu.utilization [%], x-note, point\n"
      "60, 50, a, p\n,25,b,q\n120,75,c,p\n");
  ASSERT_TRUE(read.counters.has_value()) << read.message();
  EXPECT_EQ(read.counters->at(0, "publish"), 1.0);
  EXPECT_EQ(read.counters->at(1, "publish"), std::nullopt);
  EXPECT_EQ(read.counters->at(2, "front_end.cpu.utilization"), 0.75);
  EXPECT_EQ(read.counters->load_of(2), 0u);
  EXPECT_EQ(read.counters->loads(), 2u);
}

TEST(Counters, FaultsNameTheirPlaceAndTheNearestName) {
  EXPECT_THAT(Read("publsh,front_end.cpu.utilization\n1,0.5\n").message(),
              testing::AllOf(HasSubstr("counters.csv:1:1: error[E604]"),
                             HasSubstr("did you mean \"publish\"")));
  EXPECT_THAT(Read("publish [1/day]\n1\n").message(), HasSubstr("error[E604]: unit"));
  EXPECT_THAT(Read("publish,publish\n1,2\n").message(), HasSubstr("counters.csv:1:9: error[E605]"));
  EXPECT_THAT(Read("publish,front_end.cpu.utilization\n1,50\n").message(),
              testing::AllOf(HasSubstr("counters.csv:2:3: error[E609]"), HasSubstr("[%]")));
  EXPECT_THAT(Read("publish\n-1\n").message(), HasSubstr("error[E609]"));
  EXPECT_THAT(Read("publish\nmany\n").message(), HasSubstr("counters.csv:2:1: error[E603]"));
}

TEST(Calibrate, NothingToFitAndTooFewRowsAreNoNumbers) {
  const scenarios::Scenario scenario = pool();
  EXPECT_TRUE(calibrate(scenario, *Read("publish\n1\n").counters, {}).resources.empty());
  const Calibration few =
      calibrate(scenario, *Read("publish,front_end.cpu.utilization\n1,0.5\n2,0.6\n").counters, {});
  EXPECT_EQ(few.resources.at(0).state, ResourceState::too_few_rows);
  const Calibration silent = calibrate(
      scenario, *Read("publish,front_end.cpu.utilization\n0,0\n0,0\n0,0\n0,0\n").counters, {});
  EXPECT_EQ(silent.resources.at(0).state, ResourceState::no_traffic);
}

}  // namespace
}  // namespace ocssim::study
