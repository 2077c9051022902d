// The back end's parts by hand: memory tiers, hit ratios, the log device.
#include "models/back_end/buffer_pool.hpp"
#include "models/back_end/log_device.hpp"
#include "models/theory/che.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

constexpr std::uint64_t gib = 1ull << 30;
constexpr std::uint64_t mb = 1'000'000;

/// As the profile says: 1 GiB and 6.25 % of RAM for others; 1.6 and 2.6 GB for 32 bits.
SqlConfig server(std::uint64_t memory) {
  SqlConfig sql;
  sql.memory = memory;
  sql.memory_reserved = gib;
  sql.memory_reserved_share = 0.0625;
  sql.pool_limit_32bit = 1600 * mb;
  sql.pool_limit_32bit_3gb = 2600 * mb;
  sql.data_per_user = 80 * 1024;
  sql.popularity = 0.8;
  return sql;
}

SqlConfig server_32(std::uint64_t memory, bool flag_3gb, bool awe, bool lock_pages) {
  SqlConfig sql = server(memory);
  sql.architecture = Architecture::bits_32;
  sql.flag_3gb = flag_3gb;
  sql.awe = awe;
  sql.lock_pages = lock_pages;
  return sql;
}

TEST(BufferPool, SixtyFourBitsUseWhatMemoryLeaves) {
  EXPECT_EQ(buffer_pool_bytes(server(4 * gib)), gib * 11 / 4);   // 2.75
  EXPECT_EQ(buffer_pool_bytes(server(8 * gib)), gib * 13 / 2);   // 6.5
  EXPECT_EQ(buffer_pool_bytes(server(12 * gib)), gib * 41 / 4);  // 10.25
}

TEST(BufferPool, ThirtyTwoBitsSeeTheirAddressSpaceWhateverTheMemory) {
  for (const std::uint64_t memory : {4 * gib, 8 * gib, 12 * gib, 64 * gib}) {
    EXPECT_EQ(buffer_pool_bytes(server_32(memory, false, false, false)), 1600 * mb);
    EXPECT_EQ(buffer_pool_bytes(server_32(memory, true, false, false)), 2600 * mb);
  }
}

TEST(BufferPool, AweNeedsLockedPages) {
  EXPECT_EQ(buffer_pool_bytes(server_32(8 * gib, false, true, false)), 1600 * mb);
  EXPECT_EQ(buffer_pool_bytes(server_32(8 * gib, false, false, true)), 1600 * mb);
  EXPECT_EQ(buffer_pool_bytes(server_32(8 * gib, false, true, true)), gib * 13 / 2);
}

TEST(BufferPool, TiersHoldAboutAsManyUsersAsTheirServersWereRatedFor) {
  // 2.75 / 6.5 / 10.25 GiB at 80 KiB a user: beside 30,000 / 50,000 / 125,000 of the old guide.
  for (const auto& [memory, users] :
       {std::pair{4 * gib, 36044u}, {8 * gib, 85196u}, {12 * gib, 134348u}}) {
    EXPECT_EQ(size_buffer_pool(server(memory), users).hit_ratio, 1.0);
    EXPECT_LT(size_buffer_pool(server(memory), users + 2000).hit_ratio, 1.0);
  }
}

TEST(BufferPool, MoreMemoryHitsMoreAndTheApproximationIsChes) {
  const BufferPool small = size_buffer_pool(server(4 * gib), 100000);
  const BufferPool middle = size_buffer_pool(server(8 * gib), 100000);
  const BufferPool large = size_buffer_pool(server(12 * gib), 100000);
  EXPECT_LT(small.hit_ratio, middle.hit_ratio);
  EXPECT_LT(middle.hit_ratio, large.hit_ratio);
  EXPECT_EQ(large.hit_ratio, 1.0);
  EXPECT_EQ(small.data_pages, 1000000u);
  EXPECT_EQ(small.pages, gib * 11 / 4 / page_bytes);
  EXPECT_DOUBLE_EQ(small.hit_ratio,
                   che_zipf(0.8, 1000000, static_cast<double>(small.pages)).hit_ratio);
}

/// Ends the write of a device and gives the commits that were on it.
std::vector<std::uint32_t> end_write(LogDevice& log, bool expect_more) {
  std::vector<std::uint32_t> done;
  EXPECT_EQ(log.end_write(sim_start, [&](std::uint32_t job) { done.push_back(job); }), expect_more);
  return done;
}

using Jobs = std::vector<std::uint32_t>;

TEST(LogDevice, WithoutCacheThoseThatWaitShareTheNextWrite) {
  LogDevice log(true);
  EXPECT_TRUE(log.enter(sim_start, 1));
  for (const std::uint32_t job : {2u, 3u, 4u}) EXPECT_FALSE(log.enter(sim_start, job));
  EXPECT_EQ(log.number_in_system().level(), 4);
  EXPECT_EQ(end_write(log, true), Jobs({1}));
  EXPECT_FALSE(log.enter(sim_start, 5));  // too late for the write of 2, 3 and 4
  EXPECT_EQ(end_write(log, true), Jobs({2, 3, 4}));
  EXPECT_EQ(end_write(log, false), Jobs({5}));
  EXPECT_FALSE(log.writing());
  EXPECT_EQ(log.commits().count(), 5u);
  EXPECT_EQ(log.writes().count(), 3u);
  EXPECT_EQ(log.number_in_system().level(), 0);
}

TEST(LogDevice, WithCacheEveryCommitIsAWriteInOrder) {
  LogDevice log(false);
  constexpr std::uint32_t commits = 3000;  // more than its queue compacts at once
  EXPECT_TRUE(log.enter(sim_start, 0));
  for (std::uint32_t job = 1; job < commits; ++job) EXPECT_FALSE(log.enter(sim_start, job));
  for (std::uint32_t job = 0; job < commits; ++job) {
    EXPECT_EQ(end_write(log, job + 1 < commits), Jobs({job}));
  }
  EXPECT_EQ(log.writes().count(), commits);
}

}  // namespace
}  // namespace ocssim::models
