#include "engine/stats/tally.hpp"

#include <algorithm>

namespace ocssim {

Tally Tally::with_histogram(Duration low, Duration high) {
  OCSSIM_CHECK(low.count() >= 0 && low <= high);
  Tally tally;
  tally.has_histogram_ = true;
  tally.histogram_.reserve(static_cast<std::uint64_t>(low.count()),
                           static_cast<std::uint64_t>(high.count()));
  return tally;
}

Tally Tally::of_integers(double ticks_per_unit, bool quantiles) {
  Tally tally;
  tally.ticks_per_unit_ = ticks_per_unit;
  tally.has_histogram_ = quantiles;
  tally.histogram_ = Histogram(ticks_per_unit);
  return tally;
}

void Tally::begin() {
  count_ = 0;
  sum_ = 0;
  min_ = std::numeric_limits<std::int64_t>::max();
  max_ = std::numeric_limits<std::int64_t>::min();
  histogram_.clear();
}

void Tally::merge(const Tally& other) {
  OCSSIM_CHECK(ticks_per_unit_ == other.ticks_per_unit_);
  count_ += other.count_;
  sum_ += other.sum_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
  histogram_.merge(other.histogram_);
}

std::optional<double> Tally::mean() const {
  if (count_ == 0) return std::nullopt;
  return sum() / static_cast<double>(count_);
}

std::optional<double> Tally::min() const {
  if (count_ == 0) return std::nullopt;
  return static_cast<double>(min_) / ticks_per_unit_;
}

std::optional<double> Tally::max() const {
  if (count_ == 0) return std::nullopt;
  return static_cast<double>(max_) / ticks_per_unit_;
}

}  // namespace ocssim
