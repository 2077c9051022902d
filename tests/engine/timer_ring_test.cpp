// The calendar ring against a sorted set that does the same, at several widths and as a heap.
#include "engine/timer_ring.hpp"

#include "engine/component.hpp"

#include <array>
#include <gtest/gtest.h>
#include <optional>
#include <random>
#include <set>
#include <tuple>
#include <vector>

namespace ocssim {
namespace {

constexpr std::int64_t forever = std::numeric_limits<std::int64_t>::max();
constexpr std::array<std::uint16_t, 3> three_kinds{30, 31, 32};
constexpr std::array<std::uint16_t, 1> one_kind{30};

/// A set of armed timers that is slow and obviously right.
class SortedTimers {
 public:
  explicit SortedTimers(std::size_t count) : armed_(count) {}
  void arm(std::uint32_t timer, std::int64_t due, std::uint64_t order) {
    disarm(timer);
    armed_[timer] = {due, order, timer};
    sorted_.insert(*armed_[timer]);
  }
  void disarm(std::uint32_t timer) {
    if (armed_[timer]) sorted_.erase(*armed_[timer]);
    armed_[timer].reset();
  }
  using Firing = std::tuple<std::int64_t, std::uint64_t, std::uint32_t>;
  [[nodiscard]] std::optional<Firing> first() const {
    return sorted_.empty() ? std::nullopt : std::optional<Firing>(*sorted_.begin());
  }
  [[nodiscard]] std::size_t size() const { return sorted_.size(); }
  [[nodiscard]] bool is_armed(std::uint32_t timer) const { return armed_[timer].has_value(); }

 private:
  std::vector<std::optional<Firing>> armed_;
  std::set<Firing> sorted_;
};

struct Law {
  const char* name;
  std::uint32_t entities;
  std::int64_t unit;  // [ns]
  int steps;
  std::uint64_t far_one_in;  // every how many arms is very far
};

/// Delays that hit everything: the instant itself, equal times, near, ring length, months.
std::int64_t delay(std::mt19937_64& random, const Law& law) {
  const auto unit = static_cast<std::uint64_t>(law.unit);
  if (random() % law.far_one_in == 0) {
    return static_cast<std::int64_t>((random() % unit) << (random() % 16));
  }
  switch (random() % 5) {
    case 0:
      return 0;
    case 1:
      return static_cast<std::int64_t>(unit / 2 * (random() % 3));
    case 2:
      return static_cast<std::int64_t>(random() % (unit / 50 + 1));
    default:
      return static_cast<std::int64_t>(random() % unit);
  }
}

/// The ring's timers by key, dense or sparse.
class TimersByKey {
 public:
  TimersByKey(TimerRing& ring, std::uint32_t entities, bool sparse)
      : ring_(ring),
        sparse_(sparse),
        first_(sparse ? ring.reserve_sparse(nullptr, 5, entities, three_kinds)
                      : ring.reserve(nullptr, 5, entities, three_kinds)) {}
  [[nodiscard]] std::uint32_t find(std::uint32_t key) const {
    return sparse_ ? ring_.find_sparse(first_, key) : first_ + key;
  }
  [[nodiscard]] bool is_armed(std::uint32_t key) const {
    const std::uint32_t timer = find(key);
    return timer != TimerRing::no_timer && ring_.is_armed(timer);
  }
  void arm(std::uint32_t key, std::int64_t due, std::uint64_t order) {
    ring_.arm(sparse_ ? ring_.take_sparse(first_, key) : first_ + key, due, order);
  }
  void disarm(std::uint32_t key) {
    const std::uint32_t timer = find(key);
    if (timer != TimerRing::no_timer) ring_.disarm(timer);
  }

 private:
  TimerRing& ring_;
  bool sparse_;
  std::uint32_t first_;
};

void shadow(const Law& law, TimerRing::Options options, std::uint64_t seed, bool sparse) {
  std::mt19937_64 random(seed);
  TimerRing ring(options);
  const std::uint32_t first_block = ring.reserve(nullptr, 4, 10, one_kind);
  ASSERT_EQ(first_block, 0u);
  TimersByKey timers(ring, law.entities, sparse);
  const std::uint32_t count = law.entities * 3;
  SortedTimers sorted(count);
  // Large numbers too: those that do not fit beside the time in the short keys of a bucket.
  std::uint64_t order = seed == 3 ? std::uint64_t{1} << 39 : 1;
  std::int64_t now = 0;
  const auto pick = [&] { return static_cast<std::uint32_t>(random() % count); };
  for (int step = 0; step < law.steps; ++step) {
    const std::uint64_t choice = random() % 16;
    if (choice < 6) {
      const std::uint32_t timer = pick();
      const std::int64_t due = now + delay(random, law);
      timers.arm(timer, due, order);
      sorted.arm(timer, due, order++);
    } else if (choice == 6) {
      const std::uint32_t timer = pick();
      timers.disarm(timer);
      sorted.disarm(timer);
    } else if (choice == 7) {
      // The clock moves without a timer: work in flight, or a jump over a long pause.
      const std::int64_t to = now + delay(random, law);
      const auto next = sorted.first();
      if (!next || std::get<0>(*next) > to) {
        ASSERT_FALSE(ring.find(to)) << "step " << step;
        now = to;
      }
    } else {
      const std::int64_t bound = random() % 4 == 0 ? forever : now + delay(random, law);
      const auto next = sorted.first();
      const bool expected = next && std::get<0>(*next) <= bound;
      ASSERT_EQ(ring.find(bound), expected) << law.name << " seed " << seed << " step " << step;
      if (!expected) continue;
      const auto [due, firing_order, timer] = *next;
      ASSERT_EQ(ring.top_key().order, firing_order) << law.name << " step " << step;
      const Event event = ring.pop();
      ASSERT_EQ(event.time, due);
      ASSERT_EQ(event.order, firing_order);
      ASSERT_EQ(event.entity, timer / 3);
      ASSERT_EQ(event.kind, 30 + timer % 3);
      ASSERT_EQ(event.component, 5);
      sorted.disarm(timer);
      ASSERT_FALSE(timers.is_armed(timer));
      now = due;
      if (random() % 2 == 0) {
        const std::int64_t again = now + delay(random, law);
        timers.arm(timer, again, order);
        sorted.arm(timer, again, order++);
      }
    }
    ASSERT_EQ(ring.size(), sorted.size());
    const std::uint32_t any = pick();
    ASSERT_EQ(timers.is_armed(any), sorted.is_armed(any));
  }
  while (const auto next = sorted.first()) {
    ASSERT_TRUE(ring.find(forever));
    ASSERT_EQ(ring.pop().order, std::get<1>(*next));
    sorted.disarm(std::get<2>(*next));
  }
  ASSERT_TRUE(ring.empty());
  ASSERT_FALSE(ring.find(forever));
  for (std::uint32_t timer = 0; sparse && timer < count; ++timer) {
    ASSERT_EQ(timers.find(timer), TimerRing::no_timer) << law.name;
  }
}

constexpr std::array<Law, 5> laws{{
    {"few timers, ms", 2, 1'000'000, 30'000, 20},
    {"hundred clients, s", 100, 1'000'000'000, 60'000, 50},
    {"thousand clients, ms", 1000, 1'000'000, 100'000, 1000},
    {"thousand clients, five min, hours ahead", 1000, 300'000'000'000, 100'000, 10},
    {"many equal times", 300, 8, 60'000, 10},
}};

class TimerRingShadow : public ::testing::TestWithParam<std::tuple<std::size_t, int>> {};

TEST_P(TimerRingShadow, FiresAsASortedSet) {
  const auto [law, width] = GetParam();
  TimerRing::Options options;
  if (width == 99) {
    options.carrier = TimerCarrier::heap;
  } else {
    options.width_shift = width;
  }
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    shadow(laws.at(law), options, seed, false);
    shadow(laws.at(law), options, seed, true);
  }
}

INSTANTIATE_TEST_SUITE_P(WidthsAndHeap, TimerRingShadow,
                         ::testing::Combine(::testing::Range<std::size_t>(0, laws.size()),
                                            ::testing::Values(-12, -2, 0, 2, 12, 99)));

TEST(TimerRing, SparseTimersAreAsManyAsWereArmedAtOnce) {
  TimerRing ring;
  constexpr std::uint32_t entities = 1'000'000;
  const std::uint32_t block = ring.reserve_sparse(nullptr, 0, entities, three_kinds);
  std::int64_t now = 0;
  for (std::uint64_t order = 1; order <= 100'000; ++order) {
    const auto key = static_cast<std::uint32_t>(order * 7919 % (3 * entities));
    ring.arm(ring.take_sparse(block, key), now + 1'000'000, order);
    if (order <= 500) continue;  // 500 are armed at a time
    ASSERT_TRUE(ring.find(forever));
    const Event event = ring.pop();
    ASSERT_EQ(event.entity * 3 + (event.kind - 30u), (order - 500) * 7919 % (3 * entities));
    now = event.time;
  }
  // All places that ever were stand on one page of 1,024 timers.
  EXPECT_EQ(ring.find_sparse(block, 5), TimerRing::no_timer);
  EXPECT_LT(ring.take_sparse(block, 5), 1024u);
}

TEST(TimerRing, EqualTimesKeepInsertionOrder) {
  TimerRing ring;
  ring.reserve(nullptr, 0, 500, one_kind);
  for (std::uint32_t timer = 0; timer < 500; ++timer) ring.arm(499 - timer, 1000, timer + 1);
  for (std::uint32_t timer = 0; timer < 500; ++timer) {
    ASSERT_TRUE(ring.find(forever));
    ASSERT_EQ(ring.pop().entity, 499 - timer);
  }
}

TEST(TimerRing, SetLaterFiresOnceWithTheLastNumber) {
  TimerRing ring;
  ring.reserve(nullptr, 0, 2, one_kind);
  ring.arm(0, 100, 1);
  ring.arm(1, 150, 2);
  ring.arm(0, 200, 3);
  ring.arm(0, 300, 4);
  ASSERT_TRUE(ring.find(forever));
  EXPECT_EQ(ring.pop().order, 2u);
  ASSERT_TRUE(ring.find(forever));
  const Event event = ring.pop();
  EXPECT_EQ(event.time, 300);
  EXPECT_EQ(event.order, 4u);
  EXPECT_FALSE(ring.find(forever));
}

TEST(TimerRing, SetEarlierFiresOnceAtTheEarlierInstant) {
  TimerRing ring;
  ring.reserve(nullptr, 0, 2, one_kind);
  ring.arm(0, 1'000'000'000'000, 1);
  ring.arm(1, 500, 2);
  ring.arm(0, 100, 3);
  ASSERT_TRUE(ring.find(forever));
  EXPECT_EQ(ring.pop().order, 3u);
  ring.arm(0, 2'000'000'000'000, 4);  // its first entry is still filed for the first due
  ASSERT_TRUE(ring.find(forever));
  EXPECT_EQ(ring.pop().order, 2u);
  ASSERT_TRUE(ring.find(forever));
  EXPECT_EQ(ring.pop().order, 4u);
  EXPECT_FALSE(ring.find(forever));
}

TEST(TimerRing, KeepsPhaseNumberAndDueToTheirLastBit) {
  TimerRing ring;
  ring.reserve(nullptr, 0, 3, one_kind);
  constexpr std::uint64_t number = (std::uint64_t{1} << 40) - 2;
  const std::uint64_t control = make_order(Phase::control, number);
  const std::uint64_t observation = make_order(Phase::observation, number);
  ring.arm(0, TimerRing::never - 1, observation);
  ring.arm(1, TimerRing::never - 1, control);
  ring.arm(2, TimerRing::never, make_order(Phase::departure, 1));
  ASSERT_TRUE(ring.find(forever));
  const Event first = ring.pop();
  EXPECT_EQ(first.order, control);
  EXPECT_EQ(first.time, TimerRing::never - 1);
  ASSERT_TRUE(ring.find(TimerRing::never - 1));
  EXPECT_EQ(ring.pop().order, observation);
  EXPECT_FALSE(ring.find(TimerRing::never - 1));  // it never fires
  EXPECT_TRUE(ring.is_armed(2));
  EXPECT_EQ(ring.due(2), TimerRing::never);
}

TEST(TimerRing, NothingBehindTheBoundIsOpened) {
  TimerRing ring;
  ring.reserve(nullptr, 0, 2, one_kind);
  ring.arm(0, 300'000'000'000, 1);
  EXPECT_FALSE(ring.find(10));
  EXPECT_EQ(ring.bucket_width(), 0);  // nothing was filed into buckets yet
  ring.arm(1, 20, 2);
  ASSERT_TRUE(ring.find(30));
  EXPECT_EQ(ring.pop().entity, 1u);
}

class PrefetchCounter final : public Component {
 public:
  PrefetchCounter() : Component("counter") {}
  void handle(Simulation& /*sim*/, const Event& /*event*/) override {}
  void prefetch(std::uint32_t entity) const noexcept override {
    entities.insert(entity);
    ++calls;
  }
  mutable std::set<std::uint32_t> entities;
  mutable std::size_t calls = 0;
};

TEST(TimerRing, RecordsOfAlmostAllFiringsArePrefetchedOnce) {
  TimerRing ring;
  PrefetchCounter counter;
  constexpr std::uint32_t count = 10'000;
  ring.reserve(&counter, 0, count, three_kinds);
  std::mt19937_64 random(9);
  for (std::uint32_t entity = 0; entity < count; ++entity) {
    ring.arm(3 * entity + 1, static_cast<std::int64_t>(random() % 1'000'000'000), entity);
  }
  for (std::uint32_t firing = 0; firing < count; ++firing) {
    ASSERT_TRUE(ring.find(forever));
    ring.pop();
  }
  EXPECT_GE(counter.entities.size(), std::size_t{count} * 99 / 100);
  EXPECT_EQ(counter.calls, counter.entities.size());
}

TEST(TimerRing, WidthFollowsTheRate) {
  TimerRing ring;
  constexpr std::uint32_t count = 5000;
  ring.reserve(nullptr, 0, count, one_kind);
  std::mt19937_64 random(5);
  std::uint64_t order = 1;
  std::int64_t now = 0;
  const auto fire_many = [&](std::int64_t period) {
    for (int firing = 0; firing < 300'000; ++firing) {
      ASSERT_TRUE(ring.find(forever));
      const Event event = ring.pop();
      ASSERT_GE(event.time, now);
      now = event.time;
      const auto ahead = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(period));
      ring.arm(event.entity, now + period / 2 + ahead, order++);
    }
  };
  for (std::uint32_t timer = 0; timer < count; ++timer) ring.arm(timer, timer, order++);
  fire_many(1'000'000'000);
  const std::int64_t slow = ring.bucket_width();
  EXPECT_GE(slow, 1'000'000'000 / std::int64_t{count});
  EXPECT_LE(slow, std::int64_t{20'000'000'000} / count);
  for (std::uint32_t timer = 0; timer < count; ++timer) ring.arm(timer, now + timer, order++);
  fire_many(1'000'000);
  EXPECT_LE(ring.bucket_width(), 20'000'000 / std::int64_t{count});
  EXPECT_LT(ring.rewidth_count(), 20u);
}

}  // namespace
}  // namespace ocssim
