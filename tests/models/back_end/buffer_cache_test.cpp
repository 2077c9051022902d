// The buffer pool at work, the pages that wait for a checkpoint and the token cache, by hand.
#include "models/back_end/buffer_cache.hpp"

#include "models/back_end/token_cache.hpp"
#include "models/theory/che.hpp"

#include <gtest/gtest.h>

namespace ocssim::models {
namespace {

SqlConfig database(PageReplacement policy) {
  SqlConfig sql;
  sql.pages_per_call = 12;
  sql.pages_per_update = 1;
  sql.popularity = 0.8;
  sql.buffer_pool = policy;
  return sql;
}

BufferPool size_of(std::uint64_t pages, std::uint64_t data_pages) {
  BufferPool size{.pages = pages, .data_pages = data_pages};
  if (pages < data_pages) {
    size.hit_ratio = che_zipf(0.8, data_pages, static_cast<double>(pages)).hit_ratio;
  }
  return size;
}

/// Hit ratio of `calls` calls from number `first` on.
double hit_ratio(BufferCache& cache, std::uint32_t first, std::uint32_t calls) {
  const Stream luck(1, "luck", 0);
  double missed = 0.0;
  for (std::uint32_t n = first; n < first + calls; ++n) {
    missed +=
        cache.touch({.client = 7, .number = n, .stage = 2}, luck.draw(0, n).uniform(0)).missed;
  }
  return 1.0 - missed / (12.0 * calls);
}

TEST(BufferCache, AWarmStartIsStationary) {
  constexpr std::uint32_t calls = 40'000;
  for (const PageReplacement policy :
       {PageReplacement::lru, PageReplacement::clock, PageReplacement::che}) {
    const BufferPool size = size_of(35'000, 100'000);
    BufferCache cache(database(policy), size);
    cache.prepare(1, 0);
    const double first = hit_ratio(cache, 0, calls);
    static_cast<void>(hit_ratio(cache, calls, 4 * calls));
    const double later = hit_ratio(cache, 5 * calls, calls);
    std::printf("policy %d: first %.4f, later %.4f, Che %.4f\n", static_cast<int>(policy), first,
                later, size.hit_ratio);
    EXPECT_NEAR(first, later, 0.004);
    EXPECT_NEAR(later, size.hit_ratio, policy == PageReplacement::clock ? 0.02 : 0.003);
  }
}

TEST(BufferCache, WithRoomForEverythingItMissesOnlyAfterAStop) {
  BufferCache cache(database(PageReplacement::lru), size_of(2000, 1000));
  cache.prepare(1, 0);
  EXPECT_EQ(hit_ratio(cache, 0, 100), 1.0);
  cache.empty();
  std::uint32_t missed = 0;
  for (std::uint32_t n = 0; n < 3000; ++n) {
    const auto touched = cache.touch({.client = 1, .number = n}, 0.5);
    missed += touched.missed;
    EXPECT_EQ(touched.replaced, 0u);
  }
  EXPECT_EQ(missed, 1000u);  // each page once
  EXPECT_EQ(hit_ratio(cache, 0, 100), 1.0);
}

TEST(BufferCache, TheSameCallTouchesTheSamePages) {
  BufferCache cache(database(PageReplacement::lru), size_of(500, 1000));
  cache.prepare(1, 0);
  static_cast<void>(cache.touch({.client = 1, .number = 5, .stage = 3}, 0.5));
  EXPECT_EQ(cache.touch({.client = 1, .number = 5, .stage = 3}, 0.5).missed, 0u);
}

TEST(BufferCache, ChangedPagesWaitForACheckpointOrAreWrittenWhenReplaced) {
  BufferCache large(database(PageReplacement::lru), size_of(1000, 1000));
  large.prepare(1, 0);
  for (int twice = 0; twice < 2; ++twice) large.change({.client = 1, .number = 5, .stage = 3});
  EXPECT_EQ(large.take_dirty(), 1u);  // a page changed twice is written once
  EXPECT_EQ(large.take_dirty(), 0u);

  BufferCache small(database(PageReplacement::lru), size_of(20, 1000));
  small.prepare(1, 0);
  small.change({.client = 1, .number = 5, .stage = 3});
  std::uint32_t written = 0;
  for (std::uint32_t n = 0; n < 100; ++n) {
    written += small.touch({.client = 2, .number = n}, 0.5).dirty_replaced;
  }
  EXPECT_EQ(written + small.take_dirty(), 1u);
  small.change({.client = 1, .number = 6, .stage = 3});
  small.empty();
  EXPECT_EQ(small.take_dirty(), 0u);  // a stop leaves nothing to write
}

TEST(DirtyPages, CountsEachPageOnce) {
  DirtyPages dirty(130);
  for (const std::uint32_t page : {0u, 64u, 129u, 64u}) dirty.mark(page);
  EXPECT_EQ(dirty.count(), 3u);
  EXPECT_TRUE(dirty.clean(64));
  EXPECT_FALSE(dirty.clean(64));
  EXPECT_EQ(dirty.count(), 2u);
  dirty.clear();
  EXPECT_EQ(dirty.count(), 0u);
}

SqlConfig token_server() {
  SqlConfig sql;
  sql.token_cache = {.entries_per_call = 0.25,
                     .slowdown = 0.5,
                     .limit_4618 = 1024,
                     .limit_4618_4610 = 8192,
                     .entry_size = 427,
                     .entries_at_start = 10,
                     .flush_interval = {}};
  return sql;
}

TEST(TokenCache, TraceFlagsLimitItAndFillItFromTheStart) {
  SqlConfig sql = token_server();
  EXPECT_EQ(TokenCache(sql, 1 << 30).entries().level(), 1024);
  sql.trace_flag_4610 = true;
  EXPECT_EQ(TokenCache(sql, 1 << 30).entries().level(), 8192);
  sql.trace_flag_4618 = false;  // 4610 alone does nothing
  EXPECT_EQ(TokenCache(sql, 1 << 30).entries().level(), 10);
  sql.version = 2008;  // has a limit of its own
  EXPECT_EQ(TokenCache(sql, 1 << 30).entries().level(), 8192);
}

TEST(TokenCache, GrowsUpToTheMemoryThatThereIs) {
  SqlConfig sql = token_server();
  sql.trace_flag_4618 = false;
  TokenCache cache(sql, 20 * 427);
  for (int call = 0; call < 8; ++call) cache.grow(sim_start);
  EXPECT_EQ(cache.entries().level(), 12);  // 10 + 8 / 4
  EXPECT_DOUBLE_EQ(cache.slowdown(), 1.0 + 0.5 * 12e-6);
  for (int call = 0; call < 1000; ++call) cache.grow(sim_start);
  EXPECT_EQ(cache.entries().level(), 20);
  cache.empty(sim_start);
  EXPECT_EQ(cache.slowdown(), 1.0);
}

}  // namespace
}  // namespace ocssim::models
