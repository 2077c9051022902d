#include "models/theory/che.hpp"

#include "models/theory/real_functions.hpp"
#include "models/theory/require.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ocssim::models {
namespace {

/// Σ_{k=first}^{last} k^−alpha by Euler and Maclaurin; for first ≥ 1024 the next term is < 1e-15.
double power_sum(double alpha, double first, double last) {
  const double ends = power(first, -alpha) + power(last, -alpha);
  const double slopes = -alpha * (power(last, -alpha - 1.0) - power(first, -alpha - 1.0));
  const double integral =
      std::abs(alpha - 1.0) < 1e-9
          ? natural_log(last / first)
          : (power(last, 1.0 - alpha) - power(first, 1.0 - alpha)) / (1.0 - alpha);
  return integral + 0.5 * ends + slopes / 12.0;
}

}  // namespace

double distinct_pages(std::span<const PopularityClass> popularity, double references) {
  double pages = 0.0;
  for (const PopularityClass& one : popularity) {
    pages -= one.pages * exp_minus_one(-one.probability * references);
  }
  return pages;
}

CheResult che(std::span<const PopularityClass> popularity, double cache_pages) {
  require(cache_pages >= 0.0, "che: cache < 0");
  double referenced = 0.0;
  for (const PopularityClass& one : popularity) {
    require(one.pages >= 0.0 && one.probability >= 0.0, "che: popularity < 0");
    if (one.probability > 0.0) referenced += one.pages;
  }
  if (cache_pages == 0.0) return {};
  if (cache_pages >= referenced) return {1.0, std::numeric_limits<double>::infinity()};

  // Pages that stay for t references are the different ones among the last t.
  double low = 0.0;
  double high = std::max(1.0, cache_pages);
  while (distinct_pages(popularity, high) < cache_pages) {
    low = high;
    high *= 2.0;
  }
  for (int i = 0; i < 60 && high - low > 1e-14 * high; ++i) {
    const double middle = 0.5 * (low + high);
    (distinct_pages(popularity, middle) < cache_pages ? low : high) = middle;
  }
  CheResult result;
  result.characteristic_time = 0.5 * (low + high);
  for (const PopularityClass& one : popularity) {
    result.hit_ratio -=
        one.pages * one.probability * exp_minus_one(-one.probability * result.characteristic_time);
  }
  return result;
}

std::vector<PopularityClass> zipf_popularity(double alpha, std::uint64_t pages) {
  require(alpha >= 0.0 && pages >= 1, "zipf_popularity: arguments");
  constexpr std::uint64_t alone = 1024;
  constexpr double class_width = 0.005;
  std::vector<PopularityClass> result;
  double total = 0.0;
  for (std::uint64_t k = 1; k <= std::min(pages, alone); ++k) {
    result.push_back({1.0, power(static_cast<double>(k), -alpha)});
    total += result.back().probability;
  }
  for (std::uint64_t first = alone + 1; first <= pages;) {
    const auto width = static_cast<std::uint64_t>(class_width * static_cast<double>(first));
    const std::uint64_t last = std::min(pages, first + width);
    const auto count = static_cast<double>(last - first + 1);
    const double sum = power_sum(alpha, static_cast<double>(first), static_cast<double>(last));
    result.push_back({count, sum / count});
    total += sum;
    first = last + 1;
  }
  for (PopularityClass& one : result) one.probability /= total;
  return result;
}

CheResult che_zipf(double alpha, std::uint64_t pages, double cache_pages) {
  return che(zipf_popularity(alpha, pages), cache_pages);
}

}  // namespace ocssim::models
