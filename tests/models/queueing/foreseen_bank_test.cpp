// A bank that foresees its departures is the same station as one that waits for them.
#include "models/queueing/foreseen_bank.hpp"

#include "engine/random/exponential.hpp"
#include "engine/random/stream.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

struct Visit {
  std::int64_t arrival;  // [ns]
  std::int64_t service;  // [ns]
};

SimTime at(std::int64_t ns) {
  return SimTime{Duration{ns}};
}

/// Poisson arrivals with bursts of up to `burst` at one instant; exponential services.
std::vector<Visit> random_visits(std::uint64_t seed, std::uint32_t count, double load,
                                 std::uint32_t servers, std::uint32_t burst) {
  const Stream stream(seed, "test.visits", 0);
  std::vector<Visit> visits;
  double now = 0.0;
  while (visits.size() < count) {
    const RandomBlock block = stream.draw(0, visits.size());
    const std::uint32_t together = 1 + block.below(1, burst);
    now += exponential(1e6 * together / (load * servers), block.uniform(0));
    for (std::uint32_t i = 0; i < together; ++i) {
      const double service = exponential(1e6, stream.draw(1, visits.size()).uniform(0));
      visits.push_back({static_cast<std::int64_t>(now), static_cast<std::int64_t>(service)});
    }
  }
  return visits;
}

struct Account {
  std::vector<std::int64_t> departures;
  WideInteger busy_ns = 0;
  WideInteger waiting_ns = 0;
};

/// The same by the rule alone: every server's next free instant, no level, no window.
Account by_hand(const std::vector<Visit>& visits, std::uint32_t servers, std::int64_t until) {
  Account account;
  std::vector<std::int64_t> free(servers, 0);
  for (const Visit& visit : visits) {
    auto first = std::min_element(free.begin(), free.end());
    const std::int64_t begin = std::max(*first, visit.arrival);
    *first = begin + visit.service;
    account.departures.push_back(*first);
    account.busy_ns += std::min(*first, until) - std::min(begin, until);
    account.waiting_ns += std::min(begin, until) - std::min(visit.arrival, until);
  }
  return account;
}

TEST(ForeseenBank, DeparturesAndLevelsAreThoseOfTheRule) {
  for (const std::uint32_t servers : {1u, 2u, 8u, 40u}) {
    for (const double load : {0.3, 0.9, 1.2}) {
      const auto visits = random_visits(servers, 5000, load, servers, 30);
      const std::int64_t until = visits.back().arrival;
      const Account expected = by_hand(visits, servers, until);
      ForeseenBank bank(servers);
      for (std::size_t i = 0; i < visits.size(); ++i) {
        const SimTime left = bank.enter(at(visits[i].arrival), Duration{visits[i].service});
        ASSERT_EQ(left, at(expected.departures[i])) << servers << " servers, visit " << i;
      }
      bank.settle(at(until));
      EXPECT_EQ(bank.busy().integral_ns(at(until)), expected.busy_ns) << servers << ", " << load;
      EXPECT_EQ(bank.queue().integral_ns(at(until)), expected.waiting_ns) << servers;
      EXPECT_LE(bank.busy().max(), servers);
      EXPECT_GE(bank.queue().min(), 0);
      EXPECT_EQ(bank.sojourn_time().count(), visits.size());
    }
  }
}

TEST(ForeseenBank, LevelsAreRightAtEveryLookInBetween) {
  const auto visits = random_visits(7, 2000, 0.8, 4, 5);
  ForeseenBank bank(4);
  for (const Visit& visit : visits) {
    bank.enter(at(visit.arrival), Duration{visit.service});
    if (visit.arrival % 3 != 0) continue;
    const std::int64_t look = visit.arrival;
    bank.settle(at(look));
    std::vector<Visit> seen;
    for (const Visit& one : visits) {
      if (&one <= &visit) seen.push_back(one);
    }
    const Account expected = by_hand(seen, 4, look);
    ASSERT_EQ(bank.busy().integral_ns(at(look)), expected.busy_ns);
    ASSERT_EQ(bank.queue().integral_ns(at(look)), expected.waiting_ns);
  }
}

TEST(ForeseenBank, AWindowBeginsWithWhoIsThere) {
  // Two servers: 0 until 100, 0 until 50, the third waits from 10 to 50 and is served until 80.
  ForeseenBank bank(2);
  EXPECT_EQ(bank.enter(at(0), Duration{100}), at(100));
  EXPECT_EQ(bank.enter(at(0), Duration{50}), at(50));
  EXPECT_EQ(bank.enter(at(10), Duration{30}), at(80));
  bank.begin_observation(at(20));
  bank.settle(at(120));
  EXPECT_EQ(bank.busy().integral_ns(at(120)), WideInteger{80 + 30 + 30});
  EXPECT_EQ(bank.queue().integral_ns(at(120)), WideInteger{30});
  EXPECT_EQ(bank.busy().max(), 2);
  EXPECT_EQ(bank.busy().level(), 0);
  EXPECT_EQ(bank.sojourn_time().count(), 0u);  // nobody came in the window
}

}  // namespace
}  // namespace ocssim::models
