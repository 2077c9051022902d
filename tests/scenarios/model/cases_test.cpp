// Cases of a scenario, and counts that follow from users.
#include "tests/scenarios/model/loading.hpp"

#include <optional>

namespace ocssim::scenarios {
namespace {

const std::string head = R"({"schema_version": "1.0", "name": "t", "profile": "ocs2007r2")";

Expected<Validated, LoadFailure> with_case(const std::string& text,
                                           const std::optional<std::string>& name,
                                           const std::vector<std::string>& sets = {}) {
  LoadOptions options;
  options.scenario = "test.json";
  options.text = text;
  options.case_name = name;
  options.sets = sets;
  return load_validated(options);
}

std::vector<std::string> faults(const std::string& text, const std::optional<std::string>& name) {
  std::vector<std::string> ids;
  const auto loaded = with_case(text, name);
  if (loaded) return ids;
  for (const Diagnostic& one : loaded.error().diagnostics.entries()) {
    ids.emplace_back(kind_of(one.code).id);
  }
  return ids;
}

const std::string two = head + R"(, "clients": {"users": 1000},
  "cases": [{"name": "calm"}, {"name": "storm", "change": {"clients": {"start": "storm"}}}]})";

TEST(Cases, OneIsChosenByNameAndNoneChangesNothing) {
  const auto plain = with_case(two, std::nullopt);
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->cases, (std::vector<std::string>{"calm", "storm"}));
  EXPECT_EQ(plain->scenario.clients.start, models::StartMode::steady);
  const auto storm = with_case(two, "storm");
  ASSERT_TRUE(storm);
  EXPECT_EQ(storm->scenario.clients.start, models::StartMode::storm);
  EXPECT_EQ(storm->cases.size(), 2u);
  const auto calm = with_case(two, "calm");
  ASSERT_TRUE(calm);
  EXPECT_EQ(calm->scenario.physical_json, plain->scenario.physical_json);
}

TEST(Cases, AResolvedScenarioIsThatOfOneCase) {
  const auto storm = with_case(two, "storm");
  ASSERT_TRUE(storm);
  EXPECT_EQ(storm->resolved_json.find("cases"), std::string::npos);
  const auto again = with_case(storm->resolved_json, std::nullopt);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->scenario.physical_json, storm->scenario.physical_json);
}

TEST(Cases, SetsStandAboveTheCase) {
  const auto loaded = with_case(two, "storm", {"clients.start=ramp"});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->scenario.clients.start, models::StartMode::ramp);
}

TEST(Cases, FaultsAreToldWhereTheyStand) {
  using Ids = std::vector<std::string>;
  EXPECT_EQ(faults(two, "sturm"), Ids{"E304"});
  EXPECT_EQ(faults(head + "}", "storm"), Ids{"E304"});
  EXPECT_EQ(faults(head + R"(, "cases": 5})", std::nullopt), Ids{"E302"});
  EXPECT_EQ(faults(head + R"(, "cases": [5]})", std::nullopt), Ids{"E302"});
  EXPECT_EQ(faults(head + R"(, "cases": [{"change": {}}]})", std::nullopt), Ids{"E303"});
  EXPECT_EQ(faults(head + R"(, "cases": [{"name": "a"}, {"name": "a"}]})", std::nullopt),
            Ids{"E308"});
  EXPECT_EQ(faults(head + R"(, "cases": [{"name": "a", "chance": {}}]})", std::nullopt),
            Ids{"E301"});
  // What a case changes is checked when it is chosen.
  const std::string bad =
      head + R"(, "cases": [{"name": "a", "change": {"clients": {"usr": 1}}}]})";
  EXPECT_TRUE(faults(bad, std::nullopt).empty());
  EXPECT_EQ(faults(bad, "a"), Ids{"E301"});
}

TEST(Cases, EveryCaseOfAShippedScenarioIsValid) {
  std::size_t count = 0;
  for (const std::string& name : shipped_scenarios()) {
    for (const std::string& one : load_with(name).cases) {
      LoadOptions options;
      options.scenario = name;
      options.case_name = one;
      EXPECT_TRUE(load_validated(options)) << name << ", " << one;
      ++count;
    }
  }
  EXPECT_GE(count, 8u);
}

TEST(PerUsers, ServersFollowFromUsersRoundedUp) {
  const auto servers = [](const std::string& users, const std::string& rule) {
    const auto loaded = with_case(head + R"(, "clients": {"users": )" + users +
                                      R"(}, "front_ends": {"count": ")" + rule + "\"}}",
                                  std::nullopt);
    return loaded ? loaded->scenario.front_ends.count : 0u;
  };
  EXPECT_EQ(servers("100000", "1 per 12500 users"), 8u);
  EXPECT_EQ(servers("100001", "1 per 12500 users"), 9u);
  EXPECT_EQ(servers("1", "1 per 12500 users"), 1u);
  EXPECT_EQ(servers("30000", "1 per 10k users"), 3u);
  EXPECT_EQ(servers("100000", "1 per 0 users"), 0u) << "refused";
  EXPECT_EQ(servers("100000", "2 per 12500 users"), 0u) << "refused";
  EXPECT_EQ(servers("100000", "1 per 10 users"), 0u) << "more servers than a pool may have";
}

TEST(PerUsers, IsKeptByAResolvedScenarioAndReplacedByASet) {
  const auto first = load_with("snat-sizing", {"clients.users=100k"});
  EXPECT_EQ(first.scenario.front_ends.count, 8u);
  const auto more = with_case(first.resolved_json, std::nullopt, {"clients.users=140k"});
  ASSERT_TRUE(more);
  EXPECT_EQ(more->scenario.front_ends.count, 12u);
  EXPECT_NE(more->scenario.canonical_json.find("\"count\":12"), std::string::npos);
  const auto stated = with_case(first.resolved_json, std::nullopt, {"front_ends.count=9"});
  ASSERT_TRUE(stated);
  EXPECT_EQ(stated->scenario.front_ends.count, 9u);
}

}  // namespace
}  // namespace ocssim::scenarios
