// The packed heap against a sorted set that does the same.
#include "engine/event_set.hpp"

#include <gtest/gtest.h>
#include <random>
#include <set>
#include <vector>

namespace ocssim {
namespace {

struct EarlierEvent {
  bool operator()(const Event& a, const Event& b) const { return earlier(a, b); }
};
using SortedEvents = std::set<Event, EarlierEvent>;

Event make_event(std::int64_t time, std::uint64_t insertion, Phase phase = Phase::departure) {
  const auto low = static_cast<std::uint32_t>(insertion);
  return {time, make_order(phase, insertion), low, static_cast<std::uint16_t>(low % 7),
          static_cast<std::uint16_t>(low % 3)};
}

void expect_same(const Event& got, const Event& expected) {
  ASSERT_EQ(got.time, expected.time);
  ASSERT_EQ(got.order, expected.order);
  ASSERT_EQ(got.entity, expected.entity);
  ASSERT_EQ(got.component, expected.component);
  ASSERT_EQ(got.kind, expected.kind);
}

// `spread` 0 makes all times equal, a small one makes many of them equal.
void shadow(std::uint64_t seed, std::int64_t spread, std::size_t most) {
  std::mt19937_64 random(seed);
  EventSet set;
  SortedEvents sorted;
  std::uint64_t insertion = 0;
  std::int64_t now = 0;
  for (int step = 0; step < 60000; ++step) {
    const bool filling = (step / 5000) % 2 == 0;
    const bool insert =
        sorted.empty() || (sorted.size() < most && random() % 8 < (filling ? 5 : 3));
    if (insert) {
      const auto ahead =
          static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(spread + 1));
      const Event event = make_event(now + ahead, insertion++, static_cast<Phase>(random() % 4));
      set.push(event);
      sorted.insert(event);
    } else {
      if (random() % 2 == 0) expect_same(set.top(), *sorted.begin());
      expect_same(set.pop(), *sorted.begin());
      now = sorted.begin()->time;
      sorted.erase(sorted.begin());
    }
    ASSERT_EQ(set.size(), sorted.size());
    ASSERT_EQ(set.empty(), sorted.empty());
  }
  while (!sorted.empty()) {
    expect_same(set.pop(), *sorted.begin());
    sorted.erase(sorted.begin());
  }
  ASSERT_TRUE(set.empty());
}

TEST(EventSet, PopsAsASortedSetWithDistinctTimes) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) shadow(seed, 1'000'000'000, 10'000);
}

TEST(EventSet, PopsAsASortedSetWithManyEqualTimes) {
  for (std::uint64_t seed = 11; seed <= 14; ++seed) shadow(seed, 5, 3'000);
}

TEST(EventSet, PopsAsASortedSetWithFewPending) {
  for (std::uint64_t seed = 21; seed <= 24; ++seed) shadow(seed, 50, 9);
}

TEST(EventSet, EqualTimesKeepInsertionOrder) {
  EventSet set;
  for (std::uint64_t insertion = 0; insertion < 1000; ++insertion) {
    set.push(make_event(7, insertion));
  }
  for (std::uint64_t insertion = 0; insertion < 1000; ++insertion) {
    ASSERT_EQ(set.pop().order, make_order(Phase::departure, insertion));
  }
}

TEST(EventSet, PhasesOrderAnInstantBeforeInsertionDoes) {
  EventSet set;
  set.push(make_event(7, 0, Phase::observation));
  set.push(make_event(7, 1, Phase::control));
  set.push(make_event(7, 2, Phase::arrival));
  set.push(make_event(7, 3, Phase::departure));
  set.push(make_event(6, 4, Phase::observation));
  EXPECT_EQ(set.pop().time, 6);
  EXPECT_EQ(set.pop().phase(), Phase::departure);
  EXPECT_EQ(set.pop().phase(), Phase::arrival);
  EXPECT_EQ(set.pop().phase(), Phase::control);
  EXPECT_EQ(set.pop().phase(), Phase::observation);
}

TEST(EventSet, TheLatestRepresentableInstantIsKept) {
  EventSet set;
  const std::int64_t latest = std::numeric_limits<std::int64_t>::max();
  set.push(make_event(latest, 1));
  set.push(make_event(0, 2));
  EXPECT_EQ(set.pop().time, 0);
  EXPECT_EQ(set.pop().time, latest);
  EXPECT_TRUE(set.empty());
}

TEST(EventSet, IsEmptyAfterClear) {
  EventSet set;
  for (std::uint64_t insertion = 0; insertion < 1000; ++insertion) {
    set.push(make_event(9, insertion));
  }
  set.pop();
  set.clear();
  EXPECT_TRUE(set.empty());
  set.push(make_event(3, 1));
  EXPECT_EQ(set.pop().time, 3);
  EXPECT_TRUE(set.empty());
}

}  // namespace
}  // namespace ocssim
