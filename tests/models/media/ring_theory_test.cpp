// The receive ring as a queue: loss of M/M/1/K and M/D/1/K, K descriptors counting the packet that
// the driver works on.
//
//   M/M/1/K  loss = (1 − ρ) ρ^K / (1 − ρ^(K+1))
//   M/D/1/K  loss = 1 − 1/(π_0 + ρ), the embedded chain of models/theory/md1k.hpp
//
// Asserted is the theory: within 4 standard errors of 20 replications whose half-width is at most
// 5 % of the loss. Seeds are fixed in advance.
#include "engine/random/exponential.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/estimate.hpp"
#include "models/media/nic.hpp"
#include "models/theory/md1k.hpp"
#include "models/theory/mmck.hpp"
#include "tests/models/media/media_by_hand.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <vector>

namespace ocssim::models {
namespace {

constexpr std::uint32_t replications = 20;
constexpr double mean_work = 1e6;  // [ns]: rounding to whole ns is a millionth

struct Cell {
  double load;
  std::uint32_t places;
  bool is_exponential;
  double millions;  // packets a replication
};

double loss_of(const Cell& cell, std::uint32_t replication) {
  NicConfig nic = quiet_media().nic;
  nic.rx_descriptors = cell.places;
  ReceiveRing ring(nic, std::chrono::milliseconds(20));
  ring.begin({});
  const Stream luck(11, "tests/ring_theory", replication);
  const auto packets = static_cast<std::uint64_t>(cell.millions * 1e6) / 2 * 2;
  double now = 0.0;
  std::uint64_t lost = 0;
  // The ring begins empty: it has forgotten that after a few times K² packets near load 1.
  const std::uint64_t warm_up = 2 * std::uint64_t{cell.places} * cell.places;
  for (std::uint64_t n = 0; n < warm_up + packets; n += 2) {
    const RandomBlock block = luck.draw(cell.places, n);  // [0, 2] gaps, [1, 3] work
    for (const std::size_t role : {0u, 2u}) {
      now += exponential(mean_work / cell.load, block.uniform(role));
      const double work =
          cell.is_exponential ? exponential(mean_work, block.uniform(role + 1)) : mean_work;
      const std::int64_t drained =
          ring.accept(static_cast<std::int64_t>(now + 0.5), 1 + static_cast<std::int64_t>(work));
      if (drained == ReceiveRing::lost && n >= warm_up) ++lost;
    }
  }
  return static_cast<double>(lost) / static_cast<double>(packets);
}

void expect_theory(const Cell& cell) {
  std::vector<double> losses;
  for (std::uint32_t r = 0; r < replications; ++r) losses.push_back(loss_of(cell, r));
  const Figure figure = estimate_mean(losses, 0.95);
  const double error = *figure.half_width / 2.093;  // Student, 19 degrees of freedom
  const double theory =
      cell.is_exponential ? mm1k_loss(cell.load, cell.places) : md1k_loss(cell.load, cell.places);
  std::printf("M/%c/1/%-3u load %.2f  loss %.6f  simulated %.6f ± %.6f (%.1f %%), %+.2f errors\n",
              cell.is_exponential ? 'M' : 'D', cell.places, cell.load, theory, *figure.value,
              *figure.half_width, 100.0 * *figure.half_width / theory,
              (*figure.value - theory) / error);
  EXPECT_LE(std::fabs(*figure.value - theory), 4.0 * error);
  EXPECT_LE(*figure.half_width, 0.05 * theory);
}

#ifdef OCSSIM_FULL_SIZE
TEST(RingTheoryAtFullSize, LossAtSevenHundredSixtyEightDescriptors) {
  expect_theory({1.0, 768, true, 48.0});
  expect_theory({1.0, 768, false, 80.0});
}
#else
TEST(RingTheory, LossIsThatOfMm1k) {
  for (const Cell& cell : {Cell{0.8, 10, true, 0.3},
                           {0.9, 20, true, 0.5},
                           {0.95, 50, true, 2.0},
                           {1.0, 256, true, 5.0},
                           {1.1, 256, true, 0.5}}) {
    expect_theory(cell);
  }
}

TEST(RingTheory, LossIsThatOfMd1k) {
  for (const Cell& cell : {Cell{0.8, 10, false, 1.5},
                           {0.9, 20, false, 2.0},
                           {1.0, 20, false, 0.2},
                           {1.0, 80, false, 1.0},
                           {1.1, 256, false, 0.5}}) {
    expect_theory(cell);
  }
}
#endif

}  // namespace
}  // namespace ocssim::models
