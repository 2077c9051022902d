// Page pools by hand and against plain copies of their rules. Hit ratios on Zipf's law, against the
// published table and Che's approximation, are the check "pages" of `verify`.
#include "models/back_end/page_pool.hpp"

#include "engine/random/zipf_table.hpp"
#include "models/back_end/sparse_lru_pages.hpp"

#include <algorithm>
#include <array>
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

}  // namespace
}  // namespace ocssim::models
