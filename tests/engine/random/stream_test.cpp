// Philox against its published known answers, and what makes random numbers common.
#include "engine/random/stream.hpp"

#include "engine/name_hash.hpp"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <set>

namespace ocssim {
namespace {

using Block = std::array<std::uint64_t, 4>;

// Random123 1.09, kat_vectors, lines "philox4x64 10".
TEST(Philox, GivesThePublishedKnownAnswers) {
  constexpr std::uint64_t ones = ~std::uint64_t{0};
  EXPECT_EQ(
      philox_block({0, 0, 0, 0}, {0, 0}).bits,
      (Block{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}));
  EXPECT_EQ(
      philox_block({ones, ones, ones, ones}, {ones, ones}).bits,
      (Block{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}));
  EXPECT_EQ(
      philox_block({0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
                   {0x452821e638d01377, 0xbe5466cf34e90c6c})
          .bits,
      (Block{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}));
}

TEST(Stream, IsPhiloxOfReplicationEntityNumberAttemptUnderSeedAndPurpose) {
  const Stream stream(77, "clients/activity", 3);
  EXPECT_EQ(stream.draw(12, 5, 2).bits,
            philox_block({3, 12, 5, 2}, {77, name_hash("clients/activity")}).bits);
  EXPECT_EQ(stream.draw(12, 5).bits, stream.draw(12, 5, 0).bits);
}

TEST(Stream, DiffersInEveryPartOfItsKey) {
  std::set<Block> blocks;
  for (const std::uint64_t seed : {std::uint64_t{1}, std::uint64_t{2}}) {
    for (const char* const purpose : {"a", "b"}) {
      for (const std::uint32_t replication : {0u, 1u}) {
        const Stream stream(seed, purpose, replication);
        for (std::uint64_t entity = 0; entity < 3; ++entity) {
          for (std::uint64_t number = 0; number < 3; ++number) {
            blocks.insert(stream.draw(entity, number).bits);
            blocks.insert(stream.draw(entity, number, 1).bits);
          }
        }
      }
    }
  }
  EXPECT_EQ(blocks.size(), 2u * 2u * 2u * 3u * 3u * 2u);
}

// Mean of 40,000 uniform numbers has standard error 1/sqrt(12 × 40,000) = 0.00144.
TEST(Stream, UniformNumbersHaveMeanOneHalfAndAreUncorrelatedBetweenNeighbors) {
  const Stream stream(5, "test", 0);
  const int count = 40'000;
  std::array<double, 4> sums{};
  double between_entities = 0.0;
  double between_roles = 0.0;
  for (int n = 0; n < count; ++n) {
    const RandomBlock block = stream.draw(static_cast<std::uint64_t>(n), 0);
    const RandomBlock next = stream.draw(static_cast<std::uint64_t>(n) + 1, 0);
    for (std::size_t role = 0; role < 4; ++role) {
      ASSERT_GT(block.uniform(role), 0.0);
      ASSERT_LT(block.uniform(role), 1.0);
      sums[role] += block.uniform(role);
    }
    between_entities += (block.uniform(0) - 0.5) * (next.uniform(0) - 0.5);
    between_roles += (block.uniform(0) - 0.5) * (block.uniform(1) - 0.5);
  }
  for (const double sum : sums) EXPECT_NEAR(sum / count, 0.5, 4 * 0.00144);
  // A product of two independent ones has standard deviation 1/12.
  EXPECT_NEAR(between_entities / count, 0.0, 4.0 / 12.0 / std::sqrt(count));
  EXPECT_NEAR(between_roles / count, 0.0, 4.0 / 12.0 / std::sqrt(count));
}

TEST(RandomBlock, UniformNeverReachesZeroOrOne) {
  const RandomBlock ends{{0, ~std::uint64_t{0}, 0, 0}};
  EXPECT_EQ(ends.uniform(0), 0x1.0p-53);
  EXPECT_EQ(ends.uniform(1), 1.0 - 0x1.0p-53);
}

TEST(RandomBlock, BelowCoversExactlyItsRange) {
  const RandomBlock ends{{0, ~std::uint64_t{0}, std::uint64_t{1} << 63, 0}};
  EXPECT_EQ(ends.below(0, 10), 0u);
  EXPECT_EQ(ends.below(1, 10), 9u);
  EXPECT_EQ(ends.below(2, 10), 5u);
  EXPECT_EQ(ends.below(1, 1), 0u);
}

}  // namespace
}  // namespace ocssim
