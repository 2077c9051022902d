// Published maxima at their full size: healthy there, and not at some load up to 3.5 times as much.
#include "tests/models/maxima/judged.hpp"

#include <cstdio>

namespace ocssim::study {
namespace {

struct Row {
  const char* scenario;
  const char* beyond;  // users that are too many
  const char* first;   // resource with least headroom at the published load
};

constexpr Row rows[] = {
    {"r1-consolidated-30000", "clients.users=60k", "sql.memory"},
    {"r1-expanded-midrange-50000", "clients.users=100k", "snat.ports"},
    {"r1-expanded-high-125000", "clients.users=160k", "snat.ports"},
    {"r2-100000", "clients.users=150k", ""},  // SNAT ports and processors: 130,000 users each
};

TEST(PublishedMaximaAtFullSize, HealthyAtTheLimitAndNotMetBeyond) {
  for (const Row& row : rows) {
    const std::string window = "simulation.duration=3 min";
    // Sign-ins of 3 min are too few for 99.9 %.
    const std::string objectives = R"(objectives=["healthy", "snat.refused.total <= 0"])";
    const Results at = judged(row.scenario, {window, objectives}, 4);
    std::printf("%s: first %s of %s, headroom %.3f\n", row.scenario,
                at.bottlenecks.at(0).resource.c_str(), at.bottlenecks.at(0).component.c_str(),
                at.bottlenecks.at(0).headroom.value.value_or(-1.0));
    for (const ObjectiveResult& line : at.objectives) {
      EXPECT_EQ(line.verdict, Verdict::met) << row.scenario << ": " << line.metric;
    }
    EXPECT_EQ(at.verdict, Verdict::met) << row.scenario;
    if (*row.first != '\0') {
      EXPECT_EQ(at.bottlenecks.at(0).resource, row.first) << row.scenario;
    }
    const Results beyond = judged(row.scenario, {window, objectives, row.beyond}, 4);
    EXPECT_EQ(beyond.verdict, Verdict::not_met) << row.scenario;
  }
}

TEST(ThreePoolsAtFullSize, TheLinkFillsFirstAndOnlyItsReliefHelps) {
  const std::vector<std::string> small = {"simulation.duration=3 min"};
  const Results at = judged("three-pools", small, 4);
  ASSERT_FALSE(at.bottlenecks.empty());
  EXPECT_EQ(at.verdict, Verdict::met);
  EXPECT_EQ(at.bottlenecks[0].resource, "pool_link");
  // 112,000 users a pool are too many for the link; a fifth more of anything else changes nothing.
  const auto with = [&](const char* setting) {
    return judged("three-pools", {small[0], "clients.users=112k", setting}, 4).verdict;
  };
  EXPECT_EQ(with("pools.link=45 Mbps"), Verdict::not_met);
  EXPECT_EQ(with("pools.link=54 Mbps"), Verdict::met);
  EXPECT_EQ(with("front_ends.clock=3.6 GHz"), Verdict::not_met);
  EXPECT_EQ(with("sql.clock=2.8 GHz"), Verdict::not_met);
  EXPECT_EQ(with("load_balancer.snat.addresses=4"), Verdict::not_met);
  EXPECT_EQ(with("sql.memory=29491 MiB"), Verdict::not_met);
}

}  // namespace
}  // namespace ocssim::study
