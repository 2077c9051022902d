// Page pools by hand, against plain copies of their rules, and on Zipf's law against the published
// table of LRU hit ratios.
#include "models/back_end/page_pool.hpp"

#include "engine/random/zipf_table.hpp"
#include "models/back_end/sparse_lru_pages.hpp"
#include "models/theory/che.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

/// What each use did: 'h' for a hit, '.' for a free frame, the evicted page as a digit.
template <class Pool>
std::string uses(Pool& pool, const std::vector<std::uint32_t>& pages) {
  std::string text;
  for (const std::uint32_t page : pages) {
    const PageUse use = pool.use(page);
    text += use.hit ? 'h' : use.evicted == no_page ? '.' : static_cast<char>('0' + use.evicted);
  }
  return text;
}

TEST(LruPages, EvictsThePageUnusedForLongest) {
  LruPages pool(3, 10);
  // 1 2 3 fill it; 1 is used again, so 4 evicts 2, and 2 evicts 3, then 3 evicts 1.
  EXPECT_EQ(uses(pool, {1, 2, 3, 1, 4, 2, 3, 4}), "...h231h");
  EXPECT_TRUE(pool.holds(2));
  EXPECT_TRUE(pool.holds(3));
  EXPECT_TRUE(pool.holds(4));
  EXPECT_FALSE(pool.holds(1));
  EXPECT_EQ(pool.resident(), 3u);
}

TEST(LruPages, IsEmptyAfterClear) {
  LruPages pool(3, 10);
  uses(pool, {1, 2, 3});
  pool.clear();
  EXPECT_EQ(pool.resident(), 0u);
  EXPECT_EQ(uses(pool, {1, 2, 3, 1}), "...h");
}

TEST(LruPages, WithRoomForAllNothingIsEvicted) {
  LruPages pool(20, 5);
  EXPECT_EQ(uses(pool, {0, 1, 2, 3, 4, 0, 4}), ".....hh");
  EXPECT_EQ(pool.frames(), 5u);
}

TEST(ClockPages, TheHandTakesTheFirstFrameThatIsNotInUse) {
  ClockPages pool(3, 10);
  // Frames 1 2 3, counts 1 1 1. Page 1 is used again: 2 1 1. For 4 the hand lowers 1 0 0, then
  // 0 and takes 2's frame: pages 1 4 3, counts 0 1 0, hand at 3's frame.
  EXPECT_EQ(uses(pool, {1, 2, 3, 1, 4}), "...h2");
  EXPECT_EQ(pool.usage(1), 0);
  EXPECT_EQ(pool.usage(4), 1);
  // 5 takes 3's frame at once; 6 then 1's; 7: the hand passes 4 (1 to 0), 5 (1 to 0), 6 (1 to 0)
  // and takes 4's.
  EXPECT_EQ(uses(pool, {5, 6, 7}), "314");
}

TEST(ClockPages, AUsageCountStopsAtFive) {
  ClockPages pool(2, 10);
  uses(pool, {1, 1, 1, 1, 1, 1, 1, 1, 2});
  EXPECT_EQ(pool.usage(1), 5);
  // For 3 the hand passes 1 twice (5 to 3) and 2 once, then takes 2's frame; for 4 again (3 to 1),
  // and takes 3's; for 5 it lowers 1 to 0 and 4 to 0 and takes 1's; for 6 then 4's at once.
  EXPECT_EQ(uses(pool, {3, 4}), "23");
  EXPECT_EQ(pool.usage(1), 1);
  EXPECT_EQ(uses(pool, {5, 6}), "14");
}

/// The same rules on plain containers.
class PlainLru {
 public:
  explicit PlainLru(std::size_t frames) : frames_(frames) {}
  bool use(std::uint32_t page) {
    const auto found = std::find(pages_.begin(), pages_.end(), page);
    const bool hit = found != pages_.end();
    if (hit) pages_.erase(found);
    pages_.push_front(page);
    if (pages_.size() > frames_) pages_.pop_back();
    return hit;
  }

 private:
  std::size_t frames_;
  std::deque<std::uint32_t> pages_;
};

TEST(LruPages, FollowsAPlainListOverRandomUses) {
  constexpr std::uint32_t pages = 300;
  const Stream stream(3, "uses", 0);
  const ZipfTable law(0.7, pages);
  LruPages pool(80, pages);
  PlainLru plain(80);
  std::array<std::uint32_t, 12> call{};
  for (std::uint64_t n = 0; n < 3000; ++n) {
    law.fill(call, stream, 0, n, 0);
    for (std::uint32_t& page : call) pool.prefetch(--page);  // changes nothing
    pool.prefetch_neighbors(call);
    for (const std::uint32_t page : call) ASSERT_EQ(pool.use(page).hit, plain.use(page));
  }
}

TEST(SparseLruPages, DoesWhatLruPagesDoesUseByUse) {
  constexpr std::uint32_t pages = 3000;
  const Stream stream(5, "uses", 0);
  const ZipfTable law(0.6, pages);
  for (const std::uint32_t frames : {1u, 2u, 7u, 200u, 2999u}) {
    LruPages dense(frames, pages);
    SparseLruPages sparse(frames, pages);
    std::array<std::uint32_t, 12> call{};
    for (std::uint64_t n = 0; n < 3000; ++n) {
      if (n == 1500) {
        dense.clear();
        sparse.clear();
      }
      law.fill(call, stream, frames, n, 0);
      for (std::uint32_t& page : call) sparse.prefetch(--page);  // changes nothing
      sparse.prefetch_neighbors(call);
      for (const std::uint32_t page : call) {
        const PageUse one = dense.use(page);
        const PageUse other = sparse.use(page);
        ASSERT_EQ(other.hit, one.hit) << frames << " frames, call " << n;
        ASSERT_EQ(other.evicted, one.evicted) << frames << " frames, call " << n;
      }
      ASSERT_EQ(sparse.resident(), dense.resident());
      ASSERT_EQ(sparse.holds(call[0]), dense.holds(call[0]));
    }
  }
}

struct TableCell {
  double alpha;
  std::uint32_t frames;
  double hit_ratio;
};

/// 10,000 objects, Zipf(alpha): Che's approximation as published in the specification.
constexpr std::array<TableCell, 12> published{{{0.6, 100, 0.0432},
                                               {0.6, 1000, 0.2432},
                                               {0.6, 5000, 0.6735},
                                               {0.8, 100, 0.1566},
                                               {0.8, 1000, 0.4367},
                                               {0.8, 5000, 0.7916},
                                               {1.0, 100, 0.3905},
                                               {1.0, 1000, 0.6756},
                                               {1.0, 5000, 0.8986},
                                               {1.2, 100, 0.6563},
                                               {1.2, 1000, 0.8614},
                                               {1.2, 5000, 0.9639}}};

/// Hit ratio over 1.2 million uses after 300,000.
template <class Pool>
double hit_ratio(const TableCell& cell) {
  constexpr std::uint32_t pages = 10'000;
  const Stream stream(11, "table", 0);
  const ZipfTable law(cell.alpha, pages);
  Pool pool(cell.frames, pages);
  std::array<std::uint32_t, 12> call{};
  double hits = 0.0;
  constexpr std::uint64_t warm_up = 25'000, calls = 100'000;
  for (std::uint64_t n = 0; n < warm_up + calls; ++n) {
    law.fill(call, stream, 0, n, 0);
    for (const std::uint32_t rank : call) {
      if (pool.use(rank - 1).hit && n >= warm_up) hits += 1.0;
    }
  }
  return hits / (12.0 * calls);
}

TEST(LruPages, HasThePublishedHitRatios) {
  double worst = 0.0;
  for (const TableCell& cell : published) {
    const double lru = hit_ratio<LruPages>(cell);
    const double clock = hit_ratio<ClockPages>(cell);
    const double che = che_zipf(cell.alpha, 10'000, cell.frames).hit_ratio;
    std::printf("alpha %.1f  C %4u  published %.4f  Che %.4f  LRU %.4f  clock %.4f\n", cell.alpha,
                cell.frames, cell.hit_ratio, che, lru, clock);
    EXPECT_NEAR(lru, cell.hit_ratio, 0.01);
    EXPECT_NEAR(che, cell.hit_ratio, 0.0001);
    EXPECT_GT(clock, lru - 0.005);  // it remembers how often a page was used
    worst = std::max(worst, std::abs(lru - cell.hit_ratio));
  }
  std::printf("largest difference of LRU: %.4f\n", worst);
}

TEST(LruPages, UniformReferencesHitTheShareThatFits) {
  // 2,500 of 10,000 pages: 0.25.
  EXPECT_NEAR(hit_ratio<LruPages>({0.0, 2500, 0.25}), 0.25, 0.002);
  EXPECT_NEAR(hit_ratio<ClockPages>({0.0, 2500, 0.25}), 0.25, 0.002);
}

}  // namespace
}  // namespace ocssim::models
