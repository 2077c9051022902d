// The shipped tables, whole: what the issue of the guide's rule comes to, and the memory tiers.
#include "tests/cli/tool.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>

namespace ocssim::cli {
namespace {

using nlohmann::json;
using Table = std::map<std::string, std::map<int, int>>;  // case → users → addresses

constexpr const char* path = "load_balancer.snat.addresses";

Table table_of(const json& answer) {
  Table table;
  for (const json& point : answer["points"]) {
    EXPECT_EQ(point["status"], "found") << point.dump();
    if (point["answer"].is_null()) continue;
    table[point["case"]][point["set"]["clients.users"]] = point["answer"][path];
  }
  return table;
}

int by_rule(int users) {
  return static_cast<int>(std::ceil(users / 65000.0));
}

TEST(SnatSizingTable, EveryAnswerIsProvenAndTheGuidesRuleIsTooSmallAfterASilentLoss) {
  const ToolFolder folder;
  const Outcome run = folder.ocssim(
      "size snat-sizing --min load_balancer.snat.addresses --vary clients.users=20k..400k:20k "
      "--json -q -v -o - -j2");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  std::printf("%s", run.err.c_str());
  const Table table = table_of(json::parse(run.out));
  ASSERT_EQ(table.size(), 8u);
  EXPECT_EQ(table.at("per_ip steady").at(60000), 1);
  EXPECT_EQ(table.at("per_ip steady").at(100000), 2);
  EXPECT_EQ(table.at("per_ip steady").at(140000), 3);
  int too_small = 0;
  for (int users = 20000; users <= 400000; users += 20000) {
    // 260,000 users fill four addresses to the last port: who signs out and in finds none.
    const int steady = by_rule(users) + (users % 65000 == 0 ? 1 : 0);
    EXPECT_EQ(table.at("per_ip steady").at(users), steady) << users;
    EXPECT_EQ(table.at("per_tuple steady").at(users), 1) << users;
    // The dead and the living: twice as many connections.
    const int lost = table.at("per_ip pool lost").at(users);
    EXPECT_GE(lost, by_rule(2 * users)) << users;
    EXPECT_LE(lost, by_rule(2 * users) + 1) << users;
    too_small += lost > by_rule(users) ? 1 : 0;
  }
  EXPECT_GE(too_small, 18);
}

TEST(SqlTiers, UsersFollowTheMemoryThatTheArchitectureCanUse) {
  const ToolFolder folder;
  const Outcome run = folder.ocssim("capacity sql-tiers --json -q -o - -j2");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  std::map<std::string, double> users;
  const json answer = json::parse(run.out);
  for (const json& one : answer["cases"]) {
    users[one["case"]] = one["capacity"]["answer"]["highest_met"];
    std::printf("%s: %.0f users\n", one["case"].get<std::string>().c_str(), users[one["case"]]);
  }
  // The tiers of the guide beside 32,000, 76,000 and 125,000, which half a GiB more or less moves.
  EXPECT_NEAR(users["4 GiB, 64-bit"], 32000, 0.16 * 32000);
  EXPECT_NEAR(users["8 GiB, 64-bit"], 76000, 0.16 * 76000);
  EXPECT_NEAR(users["12 GiB, 64-bit"], 125000, 0.16 * 125000);
  // 32 bits without AWE see 1.6 GB, 2.6 with /3GB, whatever is built in.
  EXPECT_NEAR(users["8 GiB, 32-bit"], users["4 GiB, 32-bit"], 0.05 * users["4 GiB, 32-bit"]);
  EXPECT_NEAR(users["12 GiB, 32-bit"], users["4 GiB, 32-bit"], 0.05 * users["4 GiB, 32-bit"]);
  EXPECT_NEAR(users["12 GiB, 32-bit, AWE without lock pages"], users["4 GiB, 32-bit"],
              0.05 * users["4 GiB, 32-bit"]);
  EXPECT_NEAR(users["12 GiB, 32-bit, /3GB"], users["4 GiB, 32-bit, /3GB"],
              0.05 * users["4 GiB, 32-bit, /3GB"]);
  EXPECT_GT(users["4 GiB, 32-bit, /3GB"], 1.5 * users["4 GiB, 32-bit"]);
  EXPECT_NEAR(users["12 GiB, 32-bit, AWE and lock pages"], users["12 GiB, 64-bit"],
              0.05 * users["12 GiB, 64-bit"]);
}

}  // namespace
}  // namespace ocssim::cli
