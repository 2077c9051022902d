// LargeArray below and above the size from which it asks for large memory pages.
#include "engine/large_array.hpp"

#include <cstdint>
#include <gtest/gtest.h>

namespace ocssim {
namespace {

TEST(LargeArray, HoldsCopiesOfItsValueAtAnySize) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{1000},
                                 std::size_t{1} << 18, (std::size_t{1} << 20) + 3}) {
    LargeArray<std::uint64_t> array(size, 7);
    EXPECT_EQ(array.size(), size);
    for (std::size_t i = 0; i < size; ++i) ASSERT_EQ(array[i], 7u);
    if (size == 0) continue;
    array[size - 1] = 9;
    EXPECT_EQ(array[size - 1], 9u);
    array.fill(1);
    EXPECT_EQ(array[size - 1], 1u);
  }
}

TEST(LargeArray, IsMovedWithItsElements) {
  LargeArray<std::uint32_t> from(1 << 20, 5);
  const LargeArray<std::uint32_t> to = std::move(from);
  EXPECT_EQ(to[(1 << 20) - 1], 5u);
}

}  // namespace
}  // namespace ocssim
