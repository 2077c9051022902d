// The FIFO ring against std::deque.
#include "engine/fifo_ring.hpp"

#include <deque>
#include <gtest/gtest.h>
#include <random>

namespace ocssim {
namespace {

TEST(FifoRing, BehavesAsADeque) {
  std::mt19937_64 random(1);
  FifoRing<std::uint64_t> ring;
  std::deque<std::uint64_t> deque;
  for (int step = 0; step < 100'000; ++step) {
    const bool filling = (step / 1000) % 2 == 0;
    if (deque.empty() || random() % 8 < (filling ? 5u : 3u)) {
      const std::uint64_t value = random();
      ring.push_back(value);
      deque.push_back(value);
    } else {
      ring.pop_front();
      deque.pop_front();
    }
    ASSERT_EQ(ring.size(), deque.size());
    ASSERT_EQ(ring.empty(), deque.empty());
    if (deque.empty()) continue;
    ASSERT_EQ(ring.front(), deque.front());
    const std::size_t index = random() % deque.size();
    ASSERT_EQ(ring[index], deque[index]);
  }
}

}  // namespace
}  // namespace ocssim
