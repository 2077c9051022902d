// Profiles of parts: put over the whole one, under the scenario; files, errors, provenance.
#include "scenarios/embedded.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/shipped_profile.hpp"
#include "tests/scenarios/model/loading.hpp"

#include <algorithm>

namespace ocssim::scenarios {
namespace {

using namespace std::chrono_literals;

const std::string least = R"({"schema_version": "1.0", "name": "t", "profile": "ocs2007r2")";

Validated branch_office(const std::vector<std::string>& sets = {}) {
  return load_with(
      std::string(OCSSIM_SOURCE_DIR) + "/tests/scenarios/model/profiles/" + "branch-office.json",
      sets);
}

const OriginRow& origin_of(const Validated& validated, std::string_view path) {
  const auto found = std::find_if(validated.origins.begin(), validated.origins.end(),
                                  [path](const OriginRow& row) { return row.path == path; });
  EXPECT_NE(found, validated.origins.end()) << path;
  return *found;
}

TEST(PartProfiles, LieOverTheWholeOneAndUnderTheScenario) {
  const auto part = validate_text(least + R"(, "profiles": ["linux-nat"]})");
  ASSERT_TRUE(part);
  EXPECT_EQ(part->scenario.load_balancer.idle_timeout, 120h);
  EXPECT_EQ(part->scenario.load_balancer.snat.addresses, 2U);  // the whole one's
  EXPECT_EQ(origin_of(*part, "load_balancer.idle_timeout").origin, "profile linux-nat (2026-08)");
  EXPECT_EQ(origin_of(*part, "load_balancer.snat.addresses").origin, "profile ocs2007r2");
  const auto stated = validate_text(
      least + R"(, "profiles": ["linux-nat"], "load_balancer": {"idle_timeout": "1 h"}})");
  ASSERT_TRUE(stated);
  EXPECT_EQ(stated->scenario.load_balancer.idle_timeout, 1h);
}

TEST(PartProfiles, TheLaterOneWins) {
  const auto proxy = validate_text(least + R"(, "profiles": ["linux-nat", "nginx-stream"]})");
  const auto nat = validate_text(least + R"(, "profiles": ["nginx-stream", "linux-nat"]})");
  ASSERT_TRUE(proxy);
  ASSERT_TRUE(nat);
  EXPECT_EQ(proxy->scenario.load_balancer.idle_timeout, 10min);
  EXPECT_EQ(nat->scenario.load_balancer.idle_timeout, 120h);
}

TEST(PartProfiles, AFileBesideTheScenarioIsAllThatANewOneTakes) {
  const Validated office = branch_office();
  EXPECT_EQ(office.scenario.load_balancer.idle_timeout, 90s);
  const OriginRow& ports = origin_of(office, "load_balancer.snat.ports_per_address");
  EXPECT_EQ(ports.origin, "profile tiny-nat (2026-11)");
  EXPECT_EQ(ports.source, "its manual");
  EXPECT_EQ(ports.confidence, "quoted");
  // 120 clients on 100 ports: 20 and no other are refused, as the file says.
  EXPECT_EQ(office.scenario.healthy_band.back().text, "snat.refused.total <= 0");
  const Observations seen = simulate(office.scenario, 0);
  const auto in_use =
      std::find_if(seen.metrics.begin(), seen.metrics.end(),
                   [](const Observation& one) { return one.metric == "snat.ports_in_use"; });
  ASSERT_NE(in_use, seen.metrics.end());
  EXPECT_EQ(in_use->max, 100.0);
}

TEST(PartProfiles, AResolvedScenarioDoesNotNeedTheFile) {
  const Validated office = branch_office();
  const auto again = validate_text(office.resolved_json);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->scenario.canonical_json, office.scenario.canonical_json);
  EXPECT_EQ(again->scenario.physical_json, office.scenario.physical_json);
}

TEST(PartProfiles, NamesOfProfilesAreNoPartOfTheModel) {
  const auto named = validate_text(least + R"(, "profiles": ["linux-nat"]})");
  ASSERT_TRUE(named);
  Document document = parse_document({"resolved.json", named->resolved_json});
  ASSERT_TRUE(document.root.erase("profiles"));
  const auto plain = validate(resolve_document(std::move(document)));
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->scenario.physical_json, named->scenario.physical_json);
}

TEST(PartProfiles, WholesAndPartsAreNotMixedUp) {
  EXPECT_EQ(faults_of(R"({"schema_version": "1.0", "name": "t", "profile": "haproxy"})").front(),
            "E306");
  EXPECT_EQ(faults_of(least + R"(, "profiles": ["ocs2007r2"]})").front(), "E306");
  EXPECT_EQ(faults_of(least + R"(, "profiles": ["harpoxy"]})").front(), "E306");
  EXPECT_EQ(faults_of(least + R"(, "profiles": ["nowhere.json"]})").front(), "E306");
  EXPECT_EQ(faults_of(least + R"(, "profiles": [5]})").front(), "E302");
  const auto typo = validate_text(least + R"(, "profiles": ["harpoxy"]})");
  ASSERT_FALSE(typo);
  EXPECT_EQ(typo.error().entries().front().suggestion, "haproxy");
  EXPECT_EQ(typo.error().entries().front().pointer, "/profiles/0");
}

TEST(PartProfiles, EachShippedOneLoadsOverTheReference) {
  std::size_t parts = 0;
  for (const std::string& name : shipped_profiles()) {
    if (name == "ocs2007r2" || name == "queueing") continue;
    ++parts;
    const auto validated = validate_text(least + R"(, "profiles": [")" + name + R"("]})");
    EXPECT_TRUE(validated) << name;
    if (!validated) continue;
    const bool has_date = std::all_of(
        validated->origins.begin(), validated->origins.end(), [&](const OriginRow& row) {
          return !row.origin.starts_with("profile " + name) || row.origin.ends_with(")");
        });
    EXPECT_TRUE(has_date) << name << " does not say of when it is";
  }
  EXPECT_GE(parts, 3U);
}

}  // namespace
}  // namespace ocssim::scenarios
