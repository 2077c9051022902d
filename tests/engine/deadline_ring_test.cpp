#include "engine/deadline_ring.hpp"

#include <cstdint>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim {
namespace {

struct Entry {
  std::int64_t end;  // [ns]; negative: cancelled
  int name;
};

std::optional<SimTime> end_of(const Entry& entry) {
  if (entry.end < 0) return std::nullopt;
  return SimTime{Duration{entry.end}};
}

SimTime at(std::int64_t ns) {
  return SimTime{Duration{ns}};
}

TEST(DeadlineRing, OneEventIsPendingForAllDeadlines) {
  DeadlineRing<Entry> ring;
  EXPECT_TRUE(ring.begin({10, 1}));
  EXPECT_FALSE(ring.begin({20, 2}));
  EXPECT_FALSE(ring.begin({20, 3}));
  EXPECT_FALSE(ring.begin({30, 4}));
  std::vector<int> expired;
  const auto expire = [&](const Entry& entry) { expired.push_back(entry.name); };
  EXPECT_EQ(ring.fire(at(10), end_of, expire), at(20));
  EXPECT_EQ(ring.fire(at(20), end_of, expire), at(30));
  EXPECT_EQ(expired, (std::vector<int>{1, 2, 3}));
  EXPECT_FALSE(ring.begin({40, 5}));
  EXPECT_EQ(ring.fire(at(30), end_of, expire), at(40));
  EXPECT_EQ(ring.fire(at(40), end_of, expire), std::nullopt);
  EXPECT_TRUE(ring.empty());
  EXPECT_TRUE(ring.begin({50, 6}));
}

TEST(DeadlineRing, PassesOverWhatWasCancelledAndWaitsForTheFirstThatWasNot) {
  DeadlineRing<Entry> ring;
  EXPECT_TRUE(ring.begin({-1, 1}));
  EXPECT_FALSE(ring.begin({-1, 2}));
  EXPECT_FALSE(ring.begin({70, 3}));
  EXPECT_FALSE(ring.begin({-1, 4}));
  std::vector<int> expired;
  const auto expire = [&](const Entry& entry) { expired.push_back(entry.name); };
  EXPECT_EQ(ring.fire(at(10), end_of, expire), at(70));
  EXPECT_TRUE(expired.empty());
  EXPECT_EQ(ring.size(), 2u);
  EXPECT_EQ(ring.fire(at(70), end_of, expire), std::nullopt);
  EXPECT_EQ(expired, std::vector<int>{3});
}

TEST(DeadlineRing, DropsCancelledOnesWhenAnotherBegins) {
  DeadlineRing<Entry> ring;
  const auto is_cancelled = [](const Entry& entry) { return entry.end < 0; };
  EXPECT_TRUE(ring.begin({-1, 1}, is_cancelled));
  for (int n = 2; n < 100; ++n) EXPECT_FALSE(ring.begin({-1, n}, is_cancelled));
  EXPECT_EQ(ring.size(), 1u);
  EXPECT_FALSE(ring.begin({5000, 100}, is_cancelled));
  EXPECT_FALSE(ring.begin({-1, 101}, is_cancelled));
  EXPECT_FALSE(ring.begin({-1, 102}, is_cancelled));
  EXPECT_EQ(ring.size(), 3u);  // the first is waited for
  EXPECT_EQ(ring.fire(at(10), end_of, [](const Entry&) { FAIL(); }), at(5000));
}

TEST(DeadlineRing, ADeadlineThatBeginsWhileOthersExpireNeedsNoSecondEvent) {
  DeadlineRing<Entry> ring;
  EXPECT_TRUE(ring.begin({10, 1}));
  const auto again = [&](const Entry&) { EXPECT_FALSE(ring.begin({20, 2})); };
  EXPECT_EQ(ring.fire(at(10), end_of, again), at(20));
}

}  // namespace
}  // namespace ocssim
