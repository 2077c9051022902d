// Sizing against what is known: Erlang C's least number of servers, and the least number of
// addresses by counting ports.
#include "study/size.hpp"

#include "models/theory/mmc.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <algorithm>
#include <cstdio>
#include <gtest/gtest.h>

namespace ocssim::study {
namespace {

scenarios::Validated loaded(const std::string& name, const std::vector<std::string>& sets = {},
                            const std::optional<std::string>& case_name = std::nullopt) {
  scenarios::LoadOptions options;
  options.scenario = name;
  options.sets = sets;
  options.case_name = case_name;
  options.metrics = scenarios::metric_registry();
  auto validated = scenarios::load_validated(options);
  EXPECT_TRUE(validated.has_value());
  return *std::move(validated);
}

SizeRequest request_for(const scenarios::Validated& scenario, const std::string& path,
                        const std::optional<scenarios::Variation>& among = std::nullopt) {
  SizeRequest request;
  request.scenario = {scenario.resolved_json, {}};
  auto resource = resource_of(request.scenario, path, among);
  EXPECT_TRUE(resource.has_value());
  request.resources = {*std::move(resource)};
  return request;
}

/// The answer of one search; aborts the test without.
std::string least_of(SizeStudy& study) {
  reports::MemoryStore store;
  Runner runner(store, {.jobs = 2});
  EXPECT_EQ(study.conduct(runner), RunStatus::complete);
  const SizeSearch& search = *study.searches().front();
  EXPECT_EQ(search.search().status(), SearchStatus::found);
  if (search.search().least().empty()) return "";
  return search.settings_at(search.search().least().front()).front().value;
}

/// Least c at which the 95th percentile of the sojourn time of an M/M/c stays below 0.5 s.
std::uint32_t erlang_c_servers(double arrivals) {
  std::uint32_t servers = static_cast<std::uint32_t>(arrivals * 0.1) + 1;
  while (models::mmc_sojourn_quantile(
             {.arrival_rate = arrivals, .service_time = 0.1, .servers = servers}, 0.95) >= 0.5) {
    ++servers;
  }
  return servers;
}

TEST(SizeTheory, AStationIsSizedExactlyAsErlangCSays) {
  for (const int thousands : {35, 68, 118}) {
    const std::uint32_t expected = erlang_c_servers(thousands);
    const scenarios::Validated scenario =
        loaded("mmc-knee", {"clients.users=" + std::to_string(thousands) + "k"});
    SizeStudy study({request_for(scenario, "stations[0].servers")});
    const std::string least = least_of(study);
    std::printf("%d arrivals a second, S = 0.1 s, p95 < 0.5 s: c = %u by Erlang C, %s simulated\n",
                thousands, expected, least.c_str());
    EXPECT_EQ(least, std::to_string(expected));
    EXPECT_EQ(study.searches().front()->probes().size(), 2u) << "N and N - 1 are enough";
  }
}

TEST(Size, WrongExpectationsCostProbesNotTheAnswer) {
  // Closed forms say nothing of a hyperexponential station: bisection over the levels.
  const scenarios::Validated scenario = loaded(
      "mmc-knee",
      {"clients.users=68k", "stations[0].service=hyperexponential", "stations[0].service_scv=1"});
  SizeRequest request =
      request_for(scenario, "stations[0].servers",
                  scenarios::Variation{"stations[0].servers", {"4", "6", "8", "10", "12", "14"}});
  SizeStudy study({std::move(request)});
  // A squared coefficient of variation of 1 is the exponential law.
  EXPECT_EQ(least_of(study), std::to_string((erlang_c_servers(68.0) + 1) / 2 * 2));
  EXPECT_FALSE(study.searches().front()->expected().has_value());
}

TEST(Size, LevelsAreWholeInTheUnitOfTheScenario) {
  const scenarios::Validated pool = loaded("snat-sizing");
  const SetScenario stated{pool.resolved_json, {}};
  const auto addresses = resource_of(stated, "load_balancer.snat.addresses", std::nullopt);
  ASSERT_TRUE(addresses);
  EXPECT_EQ(addresses->values.front(), "1");
  const auto memory = resource_of(stated, "sql.memory", std::nullopt);
  ASSERT_TRUE(memory);
  EXPECT_EQ(memory->values.front(), "1 GiB");
  EXPECT_GE(memory->values.size(), 24u);
  // A count that follows from users is still a count.
  const auto servers = resource_of(stated, "front_ends.count", std::nullopt);
  ASSERT_TRUE(servers);
  EXPECT_EQ(servers->values[7], "8");
  EXPECT_FALSE(resource_of(stated, "name", std::nullopt));
  EXPECT_FALSE(resource_of(stated, "clients.userz", std::nullopt));
}

/// A hundredth of the shipped table: 650 ports an address, 125 users a server.
scenarios::Validated small_pool(const std::string& users, const std::string& case_name) {
  return loaded("snat-sizing",
                {"clients.users=" + users, "load_balancer.snat.ports_per_address=650",
                 "front_ends.count=1 per 125 users"},
                case_name);
}

struct SizedCase {
  const char* name;
  const char* users;
  const char* least;
};

class SnatSizing : public testing::TestWithParam<SizedCase> {};

TEST_P(SnatSizing, TheVerdictsOnPortsAreTheSameWithEverythingOn) {
  const SizedCase& given = GetParam();
  const scenarios::Validated scenario = small_pool(given.users, given.name);
  std::vector<std::string> verdicts;
  for (const bool full_detail : {false, true}) {
    SizeRequest request = request_for(scenario, "load_balancer.snat.addresses");
    request.full_detail = full_detail;
    SizeStudy study({std::move(request)});
    EXPECT_EQ(study.searches().front()->switched_off().settings.empty(), full_detail);
    EXPECT_EQ(least_of(study), given.least) << (full_detail ? "everything on" : "ports only");
    std::string seen;
    for (const SizeProbe& probe : study.searches().front()->probes()) {
      seen += std::to_string(probe.point[0] + 1) +
              (probe.results.verdict == Verdict::met ? " met, " : " not met, ");
    }
    verdicts.push_back(seen);
  }
  EXPECT_EQ(verdicts[0], verdicts[1]);
}

INSTANTIATE_TEST_SUITE_P(Cases, SnatSizing,
                         testing::Values(SizedCase{"per_ip steady", "600", "1"},
                                         SizedCase{"per_ip steady", "1000", "2"},
                                         SizedCase{"per_ip steady", "1400", "3"},
                                         SizedCase{"per_ip storm", "1000", "2"},
                                         SizedCase{"per_ip server lost", "1000", "2"},
                                         SizedCase{"per_ip pool lost", "1000", "4"},
                                         SizedCase{"per_tuple pool lost", "1000", "1"},
                                         SizedCase{"per_tuple storm", "1000", "1"}),
                         [](const auto& it) {
                           std::string name = std::string(it.param.name) + "_" + it.param.users;
                           std::replace(name.begin(), name.end(), ' ', '_');
                           return name;
                         });

TEST(SwitchedOff, WhatMayTouchThePortsStaysOn) {
  const std::vector<std::string> ports{"load_balancer.snat.addresses"};
  const auto off = [&](const std::string& name, const std::vector<std::string>& sets) {
    return what_cannot_touch(loaded(name, sets).scenario, ports).settings.size();
  };
  EXPECT_GT(off("snat-sizing", {}), 30u);
  // Sign-ins fail for other reasons, too.
  EXPECT_EQ(off("enterprise-100k", {}), 0u);
  // Without work connections would idle out.
  EXPECT_EQ(off("snat-sizing", {"load_balancer.idle_timeout=5 min"}), 0u);
  EXPECT_EQ(off("snat-sizing", {"clients.keep_alive.enabled=false"}), 0u);
  EXPECT_EQ(off("snat-sizing", {R"(events=[{"at":"1 s","fail":"sql","mode":"process"}])"}), 0u);
  const std::vector<std::string> servers{"front_ends.count"};
  EXPECT_TRUE(what_cannot_touch(loaded("snat-sizing").scenario, servers).settings.empty());
}

TEST(RuleOfThumb, IsTheGuidesForAddresses) {
  const auto rule = rule_of_thumb(loaded("snat-sizing", {"clients.users=140k"}).scenario,
                                  "load_balancer.snat.addresses");
  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->value, 3u);
  EXPECT_FALSE(rule_of_thumb(loaded("snat-sizing").scenario, "sql.memory"));
}

}  // namespace
}  // namespace ocssim::study
