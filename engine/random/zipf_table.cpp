#include "engine/random/zipf_table.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"

#include <algorithm>

namespace ocssim {
namespace {

constexpr double two_to_64 = 0x1p64;
constexpr std::uint64_t all = ~std::uint64_t{0};

/// `share` of 2^64, in [0, 1].
std::uint64_t of_2_to_64(double share) {
  return share < 1.0 ? static_cast<std::uint64_t>(share * two_to_64) : all;
}

double ratio_to_power(std::uint64_t rank, std::uint64_t first, double alpha) {
  return elementary::pow(static_cast<double>(rank) / static_cast<double>(first), -alpha);
}

}  // namespace

ZipfTable::ZipfTable(double alpha, std::uint64_t ranks) : alpha_(alpha) {
  OCSSIM_CHECK(alpha >= 0.0 && alpha <= 100.0);
  OCSSIM_CHECK(ranks >= 1 && ranks < std::uint64_t{1} << 32);
  constexpr std::uint64_t alone = 64;
  constexpr std::uint64_t part = 32;
  std::vector<double> bounds;
  for (std::uint64_t first = 1; first <= ranks;) {
    const std::uint64_t width = first <= alone ? 1 : std::min(first / part, ranks - first + 1);
    const double least = ratio_to_power(first + width - 1, first, alpha);
    classes_.push_back({.first = static_cast<std::uint32_t>(first),
                        .width = static_cast<std::uint32_t>(width),
                        .certain = width == 1 ? all : of_2_to_64(least)});
    bounds.push_back(static_cast<double>(width) * ratio_to_power(first, 1, alpha));
    first += width;
  }
  make_columns(bounds);
}

void ZipfTable::make_columns(const std::vector<double>& bounds) {
  double sum = 0.0;
  for (const double bound : bounds) sum += bound;
  // Vose: a column below the mean is filled up by one above it.
  std::vector<double> height;
  std::vector<std::uint32_t> below, above;
  columns_.resize(bounds.size());
  for (std::uint32_t i = 0; i < bounds.size(); ++i) {
    height.push_back(bounds[i] / sum * static_cast<double>(bounds.size()));
    (height[i] < 1.0 ? below : above).push_back(i);
    columns_[i] = {.threshold = all, .alias = i};
  }
  while (!below.empty() && !above.empty()) {
    const std::uint32_t low = below.back();
    const std::uint32_t high = above.back();
    below.pop_back();
    columns_[low] = {.threshold = of_2_to_64(height[low]), .alias = high};
    height[high] -= 1.0 - height[low];
    if (height[high] >= 1.0) continue;
    above.pop_back();
    below.push_back(high);
  }
}

bool ZipfTable::is_taken(const RankClass& one, std::uint32_t rank, std::uint64_t coin) const {
  return coin < of_2_to_64(ratio_to_power(rank, one.first, alpha_));
}

}  // namespace ocssim
