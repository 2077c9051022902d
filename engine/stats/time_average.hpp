// Time-weighted statistic of a level: ∫ level dt, extremes; exact for integer levels.
#pragma once

#include "engine/stats/wide_integer.hpp"
#include "engine/time.hpp"

#include <algorithm>
#include <cstdint>

namespace ocssim {

/// An integer level (jobs, ports, servers busy). The integral [level·ns] is an exact integer.
class TimeAverage {
 public:
  TimeAverage() = default;
  explicit TimeAverage(std::int64_t level) : level_(level), min_(level), max_(level) {}

  /// The level is `level` from now on. Requires `now` not before the last change.
  void set(SimTime now, std::int64_t level) {
    advance(now);
    level_ = level;
    min_ = std::min(min_, level);
    max_ = std::max(max_, level);
  }
  void add(SimTime now, std::int64_t delta) { set(now, level_ + delta); }

  /// The window begins now: integral and extremes restart from the present level.
  void begin(SimTime now) {
    advance(now);
    mark_ = integral_;
    begin_ = now;
    min_ = level_;
    max_ = level_;
  }

  [[nodiscard]] std::int64_t level() const { return level_; }
  [[nodiscard]] SimTime window_begin() const { return begin_; }
  /// Lowest and highest level of the window, the level at its begin included.
  [[nodiscard]] std::int64_t min() const { return min_; }
  [[nodiscard]] std::int64_t max() const { return max_; }
  /// ∫ level dt from `begin` to `now` [level·ns], exact. May be asked any number of times.
  [[nodiscard]] WideInteger integral_ns(SimTime now) const { return total_ns(now) - mark_; }
  /// ∫ level dt from time 0, windows or not: differences of two give the mean of a slice.
  [[nodiscard]] WideInteger total_ns(SimTime now) const {
    OCSSIM_DCHECK(now >= last_);
    return integral_ + WideInteger{level_} * (now - last_).count();
  }
  /// The same in level·s.
  [[nodiscard]] double integral(SimTime now) const { return quotient(integral_ns(now), 1e9); }
  /// Mean level of the window; the level itself while the window has no length.
  [[nodiscard]] double mean(SimTime now) const {
    if (now == begin_) return static_cast<double>(level_);
    return quotient(integral_ns(now), static_cast<double>((now - begin_).count()));
  }

 private:
  void advance(SimTime now) {
    OCSSIM_DCHECK(now >= last_);
    integral_ += WideInteger{level_} * (now - last_).count();
    last_ = now;
  }

  // What a change of the level touches stands together, so that it is one cache line of most.
  WideInteger integral_ = 0;  // [level·ns] up to last_, from time 0
  SimTime last_{};
  std::int64_t level_ = 0;
  std::int64_t min_ = 0;
  std::int64_t max_ = 0;
  SimTime begin_{};
  WideInteger mark_ = 0;  // [level·ns] at begin_
};

/// A real level (MiB, shares). The integral is summed with Neumaier's compensation: its error does
/// not grow with the number of changes.
class RealTimeAverage {
 public:
  RealTimeAverage() = default;
  explicit RealTimeAverage(double level) : level_(level), min_(level), max_(level) {}

  /// The level is `level` from now on. Requires `now` not before the last change.
  void set(SimTime now, double level) {
    advance(now);
    level_ = level;
    min_ = std::min(min_, level);
    max_ = std::max(max_, level);
  }
  void add(SimTime now, double delta) { set(now, level_ + delta); }
  /// The window begins now: integral and extremes restart from the present level.
  void begin(SimTime now) {
    last_ = now;
    begin_ = now;
    integral_ = 0.0;
    lost_ = 0.0;
    min_ = level_;
    max_ = level_;
  }

  [[nodiscard]] double level() const { return level_; }
  [[nodiscard]] SimTime window_begin() const { return begin_; }
  [[nodiscard]] double min() const { return min_; }
  [[nodiscard]] double max() const { return max_; }
  /// ∫ level dt from `begin` to `now` [level·s].
  [[nodiscard]] double integral(SimTime now) const {
    OCSSIM_DCHECK(now >= last_);
    return integral_ + (lost_ + level_ * to_seconds(now - last_));
  }
  /// Mean level of the window; the level itself while the window has no length.
  [[nodiscard]] double mean(SimTime now) const {
    return now == begin_ ? level_ : integral(now) / to_seconds(now - begin_);
  }

 private:
  void advance(SimTime now) {
    OCSSIM_DCHECK(now >= last_);
    const double part = level_ * to_seconds(now - last_);
    const double sum = integral_ + part;
    const bool big = (integral_ < 0 ? -integral_ : integral_) >= (part < 0 ? -part : part);
    lost_ += big ? (integral_ - sum) + part : (part - sum) + integral_;
    integral_ = sum;
    last_ = now;
  }

  double integral_ = 0.0;  // [level·s] up to last_, from begin_
  double lost_ = 0.0;      // what rounding took from integral_
  SimTime last_{};
  SimTime begin_{};
  double level_ = 0.0;
  double min_ = 0.0;
  double max_ = 0.0;
};

}  // namespace ocssim
