#include "engine/deadline_ring.hpp"

#include <cstdint>
#include <gtest/gtest.h>
#include <random>
#include <set>
#include <utility>
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

/// The ring with the one event of its owner, against the set of all deadlines that still count.
class RingShadow {
 public:
  explicit RingShadow(std::uint64_t seed) : random_(seed) {}

  /// Time goes on by 0 to 3 ns; the event comes in between if it is due.
  void advance() {
    const std::int64_t until = now_ + static_cast<std::int64_t>(random_() % 4);
    while (due_ && *due_ <= at(until)) {
      now_ = due_->time_since_epoch().count();
      due_ = ring_.fire(
          *due_, [this](int name) { return end_of_name(name); },
          [this](int name) { expect_first(name); });
    }
    now_ = until;
    // None was missed: what still counts ends later.
    if (!counts_.empty()) {
      ASSERT_GT(counts_.begin()->first, now_);
    }
  }
  void begin() {
    const int name = static_cast<int>(ends_.size());
    ends_.push_back(now_ + length);
    counts_.emplace(ends_.back(), name);
    const auto is_cancelled = [this](int other) { return ends_[index_of(other)] < 0; };
    const bool is_due = random_() % 2 == 0 ? ring_.begin(name) : ring_.begin(name, is_cancelled);
    ASSERT_EQ(is_due, !due_);
    if (is_due) due_ = at(now_ + length);
  }
  void cancel_any() {
    if (counts_.empty()) return;
    auto one = counts_.begin();
    std::advance(one, static_cast<std::ptrdiff_t>(random_() % counts_.size()));
    ends_[index_of(one->second)] = -1;
    counts_.erase(one);
  }
  [[nodiscard]] std::uint64_t any(std::uint64_t below) { return random_() % below; }
  [[nodiscard]] std::size_t expired() const { return expired_; }
  [[nodiscard]] bool counts_any() const { return !counts_.empty(); }

 private:
  static constexpr std::int64_t length = 50;  // [ns]

  static std::size_t index_of(int name) { return static_cast<std::size_t>(name); }
  [[nodiscard]] std::optional<SimTime> end_of_name(int name) const {
    const std::int64_t end = ends_[index_of(name)];
    return end < 0 ? std::nullopt : std::optional(at(end));
  }
  void expect_first(int name) {
    ASSERT_FALSE(counts_.empty());
    ASSERT_EQ(*counts_.begin(), std::pair(now_, name));
    counts_.erase(counts_.begin());
    ++expired_;
  }

  std::mt19937_64 random_;
  DeadlineRing<int> ring_;
  std::optional<SimTime> due_;                     // the owner's event
  std::vector<std::int64_t> ends_;                 // by name; negative: cancelled
  std::set<std::pair<std::int64_t, int>> counts_;  // end and name of those not cancelled
  std::int64_t now_ = 0;
  std::size_t expired_ = 0;
};

TEST(DeadlineRing, ExpiresAsASortedSetWhateverIsCancelled) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    RingShadow shadow(seed);
    for (int step = 0; step < 50'000 && !HasFatalFailure(); ++step) {
      const std::uint64_t what = shadow.any(8);
      if (what < 3) {
        shadow.advance();
      } else if (what < 6) {
        shadow.begin();
      } else {
        shadow.cancel_any();
      }
    }
    while (shadow.counts_any() && !HasFatalFailure()) shadow.advance();
    EXPECT_GT(shadow.expired(), 1'000u);
  }
}

}  // namespace
}  // namespace ocssim
