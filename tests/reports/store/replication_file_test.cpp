#include "reports/store/replication_file.hpp"

#include "tests/reports/store/sample_observations.hpp"

#include <gtest/gtest.h>

namespace ocssim::reports {
namespace {

TEST(ReplicationFile, GivesBackEveryBit) {
  const Observations written = sample_observations();
  const auto read = read_observations("unit", write_observations("unit", written));
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(same_bits(written, *read));
}

TEST(ReplicationFile, GivesBackEmptyObservations) {
  const auto read = read_observations("unit", write_observations("unit", Observations{}));
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(same_bits(Observations{}, *read));
}

TEST(ReplicationFile, EqualObservationsGiveEqualBytes) {
  const std::string once = write_observations("unit", sample_observations());
  const auto read = read_observations("unit", once);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(once, write_observations("unit", *read));
}

TEST(ReplicationFile, IsRefusedWhenCutAnywhere) {
  const std::string bytes = write_observations("unit", sample_observations());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ASSERT_FALSE(read_observations("unit", bytes.substr(0, length))) << "cut at " << length;
  }
}

TEST(ReplicationFile, IsRefusedWhenAnyBitIsFlipped) {
  const std::string bytes = write_observations("unit", sample_observations());
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(read_observations("unit", damaged)) << "bit " << bit;
  }
}

TEST(ReplicationFile, IsRefusedWithBytesBehindIt) {
  EXPECT_FALSE(read_observations("unit", write_observations("unit", sample_observations()) + "x"));
}

TEST(ReplicationFile, IsRefusedUnderTheNameOfAnotherUnit) {
  EXPECT_FALSE(read_observations("other", write_observations("unit", sample_observations())));
}

}  // namespace
}  // namespace ocssim::reports
