// Loading: shipped scenarios, precedence, canonical forms, origins, warnings.
#include "models/faults/pool_settings.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/metric_vocabulary.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <algorithm>

namespace ocssim::scenarios {
namespace {

using namespace std::chrono_literals;

const std::string least = R"({"schema_version": "1.0", "name": "t", "profile": "ocs2007r2")";

bool contains(const std::vector<std::string>& texts, std::string_view part) {
  return std::any_of(texts.begin(), texts.end(), [part](const std::string& text) {
    return text.find(part) != std::string::npos;
  });
}

TEST(Load, ThreeKeysMakeAScenario) {
  const auto validated = validate_text(least + "}");
  ASSERT_TRUE(validated);
  EXPECT_EQ(validated->scenario.clients.users, 100000U);
  EXPECT_EQ(validated->scenario.front_ends.count, 8U);
  EXPECT_EQ(validated->scenario.load_balancer.idle_timeout, 20min);
}

TEST(Load, EveryShippedScenarioIsValid) {
  const std::vector<std::string> names = shipped_scenarios();
  EXPECT_GE(names.size(), 5U);
  for (const std::string& name : names) EXPECT_EQ(scenario_with(name).name, name);
}

TEST(Load, EnterpriseIsTheGuidesExample) {
  const Scenario scenario = scenario_with("enterprise-100k");
  EXPECT_EQ(scenario.front_ends.count, 8U);
  EXPECT_EQ(scenario.load_balancer.snat.addresses, 2U);
  EXPECT_EQ(scenario.sql.memory, std::uint64_t{12} << 30);
  EXPECT_EQ(scenario.simulation.analysis, Analysis::steady);
  EXPECT_EQ(scenario.simulation.warm_up, WarmUp::none);
  EXPECT_EQ(scenario.simulation.duration, 30min);
  EXPECT_EQ(scenario.simulation.replications, 8U);
  EXPECT_TRUE(scenario.events.empty());
}

TEST(Load, MorningRampsOverTwoHoursAndTerminates) {
  const Scenario scenario = scenario_with("enterprise-100k-morning");
  EXPECT_EQ(scenario.clients.start, models::StartMode::ramp);
  EXPECT_EQ(scenario.clients.sign_in_window, 120min);
  EXPECT_EQ(scenario.simulation.analysis, Analysis::terminating);
}

TEST(Load, FrontEndLostFailsOneOfEightForGood) {
  const Scenario scenario = scenario_with("front-end-lost");
  ASSERT_EQ(scenario.events.size(), 1U);
  EXPECT_EQ(scenario.events[0].at, 10min);
  EXPECT_EQ(scenario.events[0].index, 0U);
  EXPECT_EQ(scenario.events[0].mode, models::FaultMode::process);
  ASSERT_EQ(scenario.simulation.phases.size(), 1U);
  EXPECT_EQ(scenario.simulation.phases[0].name, "after");
}

TEST(Load, KneeIsOneStationWithoutAPool) {
  const Scenario scenario = scenario_with("mmc-knee");
  EXPECT_FALSE(scenario.has_pool);
  ASSERT_EQ(scenario.stations.size(), 1U);
  EXPECT_EQ(scenario.stations[0].servers, 8U);
  EXPECT_FALSE(scenario.stations[0].queue_capacity);
  EXPECT_DOUBLE_EQ(scenario.stations[0].arrivals_per_user, 0.001);
}

TEST(Load, ReversedKeysGiveIdenticalCanonicalBytes) {
  const std::string forward = least + R"(, "clients": {"users": 5000, "start": "ramp"},
      "events": [{"at": "5 min", "fail": "front_end[1]", "mode": "hang"}], "x-note": 1})";
  const std::string backward =
      R"({"x-note": 1, "events": [{"mode": "hang", "fail": "front_end[1]", "at": "300 s"}],
      "clients": {"start": "ramp", "users": "5k"},
      "profile": "ocs2007r2", "name": "t", "schema_version": "1.0"})";
  const auto a = validate_text(forward);
  const auto b = validate_text(backward);
  ASSERT_TRUE(a);
  ASSERT_TRUE(b);
  EXPECT_EQ(a->scenario.canonical_json, b->scenario.canonical_json);
  EXPECT_EQ(a->scenario.physical_json, b->scenario.physical_json);
}

TEST(Load, PhysicalFormIgnoresLabelsObjectivesAndTheStoppingRule) {
  const std::string same = scenario_with("enterprise-100k").physical_json;
  EXPECT_EQ(scenario_with("enterprise-100k",
                          {"name=other", "simulation.replications=64", "simulation.precision=1 %",
                           "x-note=hello", "objectives=[]"})
                .physical_json,
            same);
  EXPECT_NE(scenario_with("enterprise-100k", {"clients.users=99999"}).physical_json, same);
  EXPECT_NE(scenario_with("enterprise-100k", {"simulation.duration=31 min"}).physical_json, same);
  EXPECT_NE(scenario_with("enterprise-100k", {"simulation.analysis=terminating"}).physical_json,
            same);
}

TEST(Load, LaterLayersWin) {
  LoadOptions options;
  options.scenario = "enterprise-100k";
  options.sets = {"simulation.seed=2", "clients.users=2k"};
  options.seed = "3";
  options.slos = {"sign_in.success >= 99 %"};
  const auto loaded = load_scenario(options);
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->simulation.seed, 3U);
  EXPECT_EQ(loaded->clients.users, 2000U);
  ASSERT_EQ(loaded->objectives.size(), 1U);
  EXPECT_EQ(loaded->objectives[0].metric, "sign_in.success");
}

TEST(Load, AFaultInAFlagIsShownUnderItsName) {
  LoadOptions options;
  options.scenario = "enterprise-100k";
  options.duration = "30 mim";
  const auto loaded = load_scenario(options);
  ASSERT_FALSE(loaded);
  const std::string shown = render_text(loaded.error().diagnostics, loaded.error().sources);
  EXPECT_EQ(shown.find("--duration:1:4: error[E203]"), 0U) << shown;
}

TEST(Load, UnknownNameSuggestsAShippedScenario) {
  LoadOptions options;
  options.scenario = "enterprize-100k";
  try {
    (void)load_scenario(options);
    FAIL() << "it was found";
  } catch (const FileError& error) {
    EXPECT_NE(std::string(error.what()).find("enterprise-100k"), std::string::npos);
  }
}

TEST(Load, MultiplesCountTheProfilesDefault) {
  const Scenario scenario = scenario_with("enterprise-100k", {"av.nic.rx_descriptors=x3"});
  EXPECT_EQ(scenario.media.nic.rx_descriptors, 768U);
}

TEST(Load, HandshakeCostFollowsTheKeyLength) {
  const auto cost = [](const std::string& bits) {
    const Scenario scenario =
        scenario_with("enterprise-100k", {"front_ends.certificate_key_bits=" + bits});
    return scenario.front_ends.messages[models::index_of(models::MessageClass::tls_handshake)]
        .megacycles;
  };
  // RSA-A: 0.350, 2.291 and 17.22 ms at 2,330 Mcycle/s, and a fifth for the rest.
  EXPECT_NEAR(cost("1024"), 0.350 * 2.33 * 1.2, 1e-3);
  EXPECT_NEAR(cost("2048"), 2.291 * 2.33 * 1.2, 1e-3);
  EXPECT_NEAR(cost("4096"), 17.22 * 2.33 * 1.2, 1e-3);
}

TEST(Load, WhatIsNotSimulatedIsNamed) {
  const Scenario scenario = scenario_with("enterprise-100k", {"av.conferences.peak_factor=1.5"});
  EXPECT_TRUE(contains(scenario.warnings, "av: conferences"));
  EXPECT_TRUE(scenario_with("snat-one-address").warnings.empty());
}

TEST(Load, ObjectivesWithoutAModelAreNamedAndBandLinesNotJudged) {
  const std::vector<MetricInfo> metrics{*find_metric(metric_vocabulary(), "sql.queue_latency")};
  LoadOptions options;
  options.scenario = "enterprise-100k";
  options.slos = {"av.mos.mean > 3", "healthy"};
  options.metrics = metrics;
  const auto loaded = load_scenario(options);
  ASSERT_TRUE(loaded);
  EXPECT_TRUE(contains(loaded->warnings, "av.mos"));
  EXPECT_TRUE(contains(loaded->warnings, "nic.rx.dropped"));
  ASSERT_EQ(loaded->healthy_band.size(), 1U);
  EXPECT_EQ(loaded->healthy_band[0].metric, "sql.queue_latency");
}

TEST(Load, EveryValueHasAnOrigin) {
  const Validated loaded = load_with("enterprise-100k-morning", {"clients.users=5k"});
  const auto row = [&loaded](std::string_view path) {
    const auto found = std::find_if(loaded.origins.begin(), loaded.origins.end(),
                                    [path](const OriginRow& r) { return r.path == path; });
    return found == loaded.origins.end() ? OriginRow{} : *found;
  };
  EXPECT_EQ(row("clients.users").origin, "--set clients.users=5k");
  EXPECT_EQ(row("clients.start").origin.find("shipped:enterprise-100k-morning.json:"), 0U);
  EXPECT_EQ(row("front_ends.count").origin.find("shipped:enterprise-100k.json:"), 0U);
  EXPECT_EQ(row("clients.contacts.mean").origin, "profile ocs2007r2");
  EXPECT_EQ(row("clients.contacts.mean").source, "R2-CAP");
  EXPECT_EQ(row("clients.contacts.mean").confidence, "quoted");
  for (const OriginRow& each : loaded.origins) {
    EXPECT_FALSE(each.origin.empty()) << each.path;
    EXPECT_FALSE(each.value.empty()) << each.path;
  }
}

TEST(Load, TheResolvedTextLoadsAsTheSameScenario) {
  for (const std::string& name : shipped_scenarios()) {
    const Validated once = load_with(name);
    const auto twice = validate_text(once.resolved_json);
    ASSERT_TRUE(twice) << name;
    EXPECT_EQ(twice->scenario.canonical_json, once.scenario.canonical_json) << name;
  }
}

TEST(Load, EventsComeInOrderOfTime) {
  const auto validated = validate_text(least + R"(, "events": [
      {"at": "9 min", "restore": "front_end[2]"}, {"at": "3 min", "fail": "front_end[2]"}]})");
  ASSERT_TRUE(validated);
  EXPECT_EQ(validated->scenario.events[0].at, 3min);
  EXPECT_EQ(validated->scenario.events[0].index, 2U);
  EXPECT_EQ(validated->scenario.events[1].action, models::FaultAction::restore);
}

TEST(Load, AFaultyValueIsNotBlamedOnWhatDependsOnIt) {
  EXPECT_EQ(faults_of(least + R"(, "simulation": {"duration": "30"},
      "events": [{"at": "40 min", "fail": "front_end[0]"}]})"),
            std::vector<std::string>{"E202"});
  EXPECT_EQ(faults_of(least + R"(, "front_ends": {"count": "many"},
      "events": [{"at": "5 min", "fail": "front_end[9]"}]})")
                .size(),
            1U);
}

TEST(Load, NobodyIsSentToLookIntoAProfile) {
  const auto validated =
      validate_text(least + R"(, "clients": {"reconnect": {"delay": "20 min"}}})");
  ASSERT_FALSE(validated);
  const Diagnostic diagnostic = validated.error().entries().front();
  EXPECT_EQ(kind_of(diagnostic.code).id, "E413");
  EXPECT_EQ(diagnostic.where.source, SourceId{0});
}

TEST(Load, EveryTargetCanFailAndIsSaidInTheTimeline) {
  const auto failing = [](const std::string& target) {
    return scenario_with("enterprise-100k",
                         {"clients.users=200", "simulation.duration=2 min",
                          R"(events=[{"at": "1 min", "fail": ")" + target + R"("}])"});
  };
  for (const std::string target : {"front_end[0]", "sql", "load_balancer", "directory"}) {
    EXPECT_FALSE(simulate(failing(target), 0).timeline.empty()) << target;
  }
}

TEST(Load, AChangedSettingIsReadAsThatSettingAsks) {
  const auto validated = validate_text(least + R"(, "events": [
      {"at": "9 min", "set": "load_balancer.idle_timeout", "to": "1 h"},
      {"at": "3 min", "set": "front_ends.throttling.watermarks", "to": true}]})");
  ASSERT_TRUE(validated);
  const Scenario& scenario = validated->scenario;
  EXPECT_EQ(scenario.events[0].target, "front_ends.throttling.watermarks");
  ASSERT_TRUE(scenario.events[0].settings);
  EXPECT_TRUE(scenario.events[0].settings->front_ends.throttling.watermarks);
  EXPECT_EQ(scenario.events[0].settings->load_balancer.idle_timeout, 20min);
  EXPECT_EQ(scenario.events[1].settings->load_balancer.idle_timeout, 1h);
  EXPECT_TRUE(scenario.events[1].settings->front_ends.throttling.watermarks) << "it holds on";
  EXPECT_EQ(scenario.load_balancer.idle_timeout, 20min);
}

}  // namespace
}  // namespace ocssim::scenarios
