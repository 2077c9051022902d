// Observation-based statistic: one value a customer, exact sum, extremes, optional histogram.
#pragma once

#include "engine/stats/histogram.hpp"
#include "engine/stats/wide_integer.hpp"
#include "engine/time.hpp"

#include <cstdint>
#include <limits>
#include <optional>

namespace ocssim {

/// Times in ns, or any other non-negative integers (`Tally::of_integers`).
class Tally {
 public:
  /// Mean, extremes and count only: times in ns.
  Tally() = default;
  /// With quantiles. Memory for values in [low, high] is taken now; others cost one block once.
  [[nodiscard]] static Tally with_histogram(Duration low = std::chrono::microseconds(1),
                                            Duration high = std::chrono::minutes(2));
  /// Values that are no times: `ticks_per_unit` recorded units make a reported one.
  [[nodiscard]] static Tally of_integers(double ticks_per_unit = 1.0, bool quantiles = false);

  /// A value in [0, 2^63) ns. Constant time, no allocation inside the reserved range.
  void record(Duration value) { record_integer(value.count()); }
  void record_integer(std::int64_t value) {
    OCSSIM_DCHECK(value >= 0);
    ++count_;
    sum_ += value;
    if (value < min_) min_ = value;
    if (value > max_) max_ = value;
    if (has_histogram_) histogram_.record(static_cast<std::uint64_t>(value));
  }
  /// The window begins now: everything recorded so far is forgotten, memory is kept.
  void begin();
  /// Adds what another tally of the same unit holds.
  void merge(const Tally& other);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Exact, in recorded units (ns).
  [[nodiscard]] WideInteger sum_ticks() const { return sum_; }
  /// In reported units (s).
  [[nodiscard]] double sum() const { return quotient(sum_, ticks_per_unit_); }
  /// In reported units; none without a value.
  [[nodiscard]] std::optional<double> mean() const;
  [[nodiscard]] std::optional<double> min() const;
  [[nodiscard]] std::optional<double> max() const;
  [[nodiscard]] bool has_histogram() const { return has_histogram_; }
  [[nodiscard]] const Histogram& histogram() const { return histogram_; }
  [[nodiscard]] double ticks_per_unit() const { return ticks_per_unit_; }

 private:
  WideInteger sum_ = 0;
  std::uint64_t count_ = 0;
  std::int64_t min_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t max_ = std::numeric_limits<std::int64_t>::min();
  bool has_histogram_ = false;
  Histogram histogram_;  // beside it: both are touched by every value
  double ticks_per_unit_ = Histogram::nanoseconds_per_second;
};

}  // namespace ocssim
