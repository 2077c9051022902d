// Published maxima by their offered load, and the smallest of them by simulation.
#include "tests/models/maxima/judged.hpp"

#include <cstdio>

namespace ocssim::study {
namespace {

struct Row {
  const char* scenario;
  double users;       // published
  const char* first;  // to fill
};

constexpr Row rows[] = {
    {"standard-edition-5000", 5000, "sql.memory"},
    {"r1-consolidated-30000", 30000, "sql.memory"},
    {"r1-expanded-midrange-50000", 50000, "snat.ports"},
    {"r1-expanded-high-125000", 125000, "snat.ports"},
    {"r2-100000", 100000, "snat.ports"},
};

TEST(PublishedMaxima, LieBelowWhatFillsFirstAndNotFarBelow) {
  for (const Row& row : rows) {
    const scenarios::Scenario scenario = loaded(row.scenario, {});
    EXPECT_EQ(scenario.clients.users, row.users) << row.scenario;
    const scenarios::OfferedLoad load = scenarios::offered_load(scenario);
    scenarios::ResourceLoad first = first_to_fill(scenario);
    if (load.users_in_memory < first.users_at_limit) {  // beyond it calls read from disk
      first.name = "sql.memory";
      first.users_at_limit = load.users_in_memory;
    }
    std::printf("%s: %s at %.0f users, %.2f of the published\n", row.scenario, first.name.c_str(),
                first.users_at_limit, first.users_at_limit / row.users);
    EXPECT_EQ(first.name, row.first) << row.scenario;
    EXPECT_GT(first.users_at_limit, row.users) << row.scenario;
    EXPECT_LT(first.users_at_limit, 3.5 * row.users) << row.scenario;
  }
}

TEST(PublishedMaxima, StandardEditionIsHealthyAtFiveThousandAndNotBeyond) {
  const std::vector<std::string> window = {"simulation.duration=10 min"};
  const Results at = judged("standard-edition-5000", window, 4);
  EXPECT_EQ(at.verdict, Verdict::met);
  EXPECT_EQ(at.bottlenecks.at(0).resource, "sql.memory");
  const Results beyond = judged("standard-edition-5000", {window[0], "clients.users=17500"}, 4);
  EXPECT_EQ(beyond.verdict, Verdict::not_met);
}

}  // namespace
}  // namespace ocssim::study
