// An optional index in one register is used as std::optional is.
#include "engine/compact_optional.hpp"

#include <cstdint>
#include <gtest/gtest.h>
#include <optional>

namespace ocssim {
namespace {

using Index = CompactOptional<std::uint16_t>;

Index half(std::uint16_t number) {
  if (number % 2 != 0) return std::nullopt;
  return static_cast<std::uint16_t>(number / 2);
}

TEST(CompactOptional, HoldsAValueOrNone) {
  static_assert(sizeof(Index) == sizeof(std::uint16_t));
  EXPECT_FALSE(Index());
  EXPECT_FALSE(half(7).has_value());
  ASSERT_TRUE(half(8));
  EXPECT_EQ(*half(8), 4);
  EXPECT_EQ(*half(0), 0);
  EXPECT_EQ(half(8), half(8));
  EXPECT_NE(half(8), half(7));
  EXPECT_EQ(half(7), Index(std::nullopt));
  EXPECT_EQ(*Index(0xFFFE), 0xFFFE);
}

}  // namespace
}  // namespace ocssim
