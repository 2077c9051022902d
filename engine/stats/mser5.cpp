#include "engine/stats/mser5.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace ocssim {
namespace {

constexpr std::size_t fewest_batches = 10;
/// A handful of batches at the end can look alike by accident: what is kept is a tenth or more.
constexpr std::size_t fewest_kept_batches = 5;
constexpr std::size_t least_kept_part = 10;

std::vector<double> batch_by_five(std::span<const double> values) {
  std::vector<double> batches(values.size() / mser_batch);
  for (std::size_t i = 0; i < batches.size(); ++i) {
    double sum = 0.0;
    for (std::size_t j = 0; j < mser_batch; ++j) sum += values[i * mser_batch + j];
    batches[i] = sum / static_cast<double>(mser_batch);
  }
  return batches;
}

/// Places of the values in their order from below; equal ones share the mean of theirs.
std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double shared = 0.5 * static_cast<double>(begin + end - 1);
    for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = shared;
    begin = end;
  }
  return ranks;
}

}  // namespace

WarmUpCut mser5(std::span<const double> values) {
  const std::vector<double> batches = ranks_of(batch_by_five(values));
  if (batches.size() < fewest_batches) return {.slices = 0, .time = {}, .settled = false};

  const std::size_t fewest = std::max(fewest_kept_batches, batches.size() / least_kept_part);
  // From the back, so that mean and sum of squares of every suffix come from one pass (Welford).
  double mean = 0.0;
  double squares = 0.0;
  double best = std::numeric_limits<double>::infinity();
  std::size_t cut = 0;
  for (std::size_t d = batches.size(); d-- > 0;) {
    const auto kept = static_cast<double>(batches.size() - d);
    const double difference = batches[d] - mean;
    mean += difference / kept;
    squares += difference * (batches[d] - mean);
    const double statistic = squares / (kept * kept);
    // `<=`: of equal cuts the smallest, so that a constant series loses nothing.
    if (batches.size() - d >= fewest && statistic <= best) {
      best = statistic;
      cut = d;
    }
  }
  return {.slices = cut * mser_batch, .time = {}, .settled = 2 * cut <= batches.size()};
}

WarmUpCut mser5(std::span<const Series> series) {
  WarmUpCut largest;
  for (const Series& one : series) {
    WarmUpCut cut = mser5(std::span<const double>(one.values));
    cut.time = one.slice * static_cast<std::int64_t>(cut.slices);
    largest.settled = largest.settled && cut.settled;
    if (cut.time > largest.time) {
      largest.time = cut.time;
      largest.slices = cut.slices;
    }
  }
  return largest;
}

}  // namespace ocssim
