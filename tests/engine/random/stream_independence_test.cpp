// Keyed streams against an implementation from the paper, and independence in every coordinate.
#include "engine/name_hash.hpp"
#include "engine/random/stream.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <gtest/gtest.h>
#include <string_view>
#include <vector>

namespace ocssim {
namespace {

using Block = std::array<std::uint64_t, 4>;

/// Philox4x64-10 written down from the paper: J. K. Salmon et al., Parallel random numbers: as easy
/// as 1, 2, 3, SC 2011, with the multipliers and Weyl constants of its table.
Block philox_of_paper(Block counter, std::array<std::uint64_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const Wide first = Wide{0xD2E7'470E'E14C'6C93} * counter[0];
    const Wide second = Wide{0xCA5A'8263'9512'1157} * counter[2];
    counter = {static_cast<std::uint64_t>(second >> 64) ^ counter[1] ^ key[0],
               static_cast<std::uint64_t>(second),
               static_cast<std::uint64_t>(first >> 64) ^ counter[3] ^ key[1],
               static_cast<std::uint64_t>(first)};
    key[0] += 0x9E37'79B9'7F4A'7C15;
    key[1] += 0xBB67'AE85'84CA'A73B;
  }
  return counter;
}

TEST(StreamIndependence, ZeroKeyAndCounterGiveTheFirstPublishedKnownAnswer) {
  // The shortest text whose FNV-1a hash is 0, by the authors of the hash; the finalizer keeps 0.
  constexpr std::string_view purpose_zero("\xd5\x6b\xb9\x53\x42\x87\x08\x36", 8);
  ASSERT_EQ(name_hash(purpose_zero), 0u);
  const Block published{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b,
                        0x7e68b68aec7ba23b};
  EXPECT_EQ(Stream(0, purpose_zero, 0).draw(0, 0).bits, published);
  EXPECT_EQ(philox_of_paper({0, 0, 0, 0}, {0, 0}), published);
}

TEST(StreamIndependence, AThousandKeysAgreeWithThePaper) {
  for (std::uint64_t n = 0; n < 1000; ++n) {
    const std::uint64_t seed = mix_bits(n + 1);
    const auto replication = static_cast<std::uint32_t>(mix_bits(n + 2));
    const std::uint64_t entity = mix_bits(n + 3);
    const std::uint64_t attempt = n % 3 == 0 ? 0 : mix_bits(n + 4);
    const Stream stream(seed, "sign_in", replication);
    ASSERT_EQ(stream.draw(entity, n, attempt).bits,
              philox_of_paper({replication, entity, n, attempt}, {seed, name_hash("sign_in")}));
  }
}

using Two = std::array<double, 2>;

/// Chi-square of pairs of uniform numbers over 16 × 16 cells, within four standard deviations.
template <class Pair>
void expect_independent(Pair pair) {
  constexpr std::uint64_t count = 100000;
  constexpr double degrees = 255.0;
  std::vector<double> cells(256, 0.0);
  for (std::uint64_t n = 0; n < count; ++n) {
    const Two two = pair(n);
    cells[static_cast<std::size_t>(two[0] * 16.0) * 16 + static_cast<std::size_t>(two[1] * 16.0)] +=
        1.0;
  }
  constexpr double expected = count / 256.0;
  double sum = 0.0;
  for (const double cell : cells) sum += (cell - expected) * (cell - expected) / expected;
  EXPECT_NEAR(sum, degrees, 4.0 * std::sqrt(2.0 * degrees));
}

TEST(StreamIndependence, RolesOfOneBlock) {
  const Stream stream(1, "pairs", 0);
  for (std::size_t role = 0; role < 4; ++role) {
    expect_independent([&](std::uint64_t n) {
      const RandomBlock block = stream.draw(n, 0);
      return Two{block.uniform(role), block.uniform((role + 1) % 4)};
    });
  }
}

TEST(StreamIndependence, NeighborsInEveryCoordinate) {
  const Stream stream(1, "pairs", 0);
  const Stream other_seed(2, "pairs", 0);
  const Stream other_purpose(1, "pairt", 0);
  const Stream other_replication(1, "pairs", 1);
  const auto expect_neighbor_independent = [&](auto neighbor) {
    expect_independent([&](std::uint64_t n) {
      return Two{stream.draw(n, 4).uniform(0), neighbor(n).uniform(0)};
    });
  };
  expect_neighbor_independent([&](std::uint64_t n) { return stream.draw(n + 1, 4); });
  expect_neighbor_independent([&](std::uint64_t n) { return stream.draw(n, 5); });
  expect_neighbor_independent([&](std::uint64_t n) { return stream.draw(n, 4, 1); });
  expect_neighbor_independent([&](std::uint64_t n) { return other_seed.draw(n, 4); });
  expect_neighbor_independent([&](std::uint64_t n) { return other_purpose.draw(n, 4); });
  expect_neighbor_independent([&](std::uint64_t n) { return other_replication.draw(n, 4); });
}

TEST(StreamIndependence, MomentsAreThoseOfTheUniformLaw) {
  const Stream stream(11, "moments", 2);
  constexpr std::uint64_t blocks = 100000;
  double sum = 0.0;
  double squares = 0.0;
  for (std::uint64_t n = 0; n < blocks; ++n) {
    const RandomBlock block = stream.draw(1, n);
    for (std::size_t role = 0; role < 4; ++role) {
      const double centered = block.uniform(role) - 0.5;
      sum += centered;
      squares += centered * centered;
    }
  }
  constexpr double count = 4.0 * blocks;
  EXPECT_NEAR(sum / count, 0.0, 4.0 * std::sqrt(1.0 / 12.0 / count));
  // Var[(U - 1/2)^2] = 1/80 - 1/144 = 1/180.
  EXPECT_NEAR(squares / count, 1.0 / 12.0, 4.0 * std::sqrt(1.0 / 180.0 / count));
}

TEST(StreamIndependence, OneFlippedBitOfTheCounterFlipsHalfOfTheBlock) {
  const Stream stream(1, "avalanche", 0);
  double flipped = 0.0;
  double count = 0.0;
  for (std::uint64_t entity = 0; entity < 100; ++entity) {
    const RandomBlock before = stream.draw(entity, 17);
    for (unsigned bit = 0; bit < 64; ++bit) {
      const RandomBlock after = stream.draw(entity ^ (std::uint64_t{1} << bit), 17);
      for (std::size_t word = 0; word < 4; ++word) {
        flipped += std::popcount(before.bits[word] ^ after.bits[word]);
        count += 64.0;
      }
    }
  }
  EXPECT_NEAR(flipped / count, 0.5, 4.0 * std::sqrt(0.25 / count));
}

}  // namespace
}  // namespace ocssim
