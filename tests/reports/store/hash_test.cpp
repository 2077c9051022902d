#include "reports/store/hash.hpp"

#include <gtest/gtest.h>

namespace ocssim::reports {
namespace {

// Published test vectors of XXH3 with seed 0 for no input: XXH3_64bits 2d06800538d394c2,
// XXH3_128bits 99aa06d3014798d86001c324468d497f (xxHash, tests of release 0.8.0).
TEST(Hash, IsXxh3OfNothing) {
  EXPECT_EQ(hash_64(""), 0x2d06800538d394c2u);
  EXPECT_EQ(hash_128_hex(""), "99aa06d3014798d86001c324468d497f");
}

TEST(Hash, WritesLeadingZeros) {
  EXPECT_EQ(hex_64(0), "0000000000000000");
  EXPECT_EQ(hex_64(0x1F), "000000000000001f");
}

}  // namespace
}  // namespace ocssim::reports
