// The highest rate of something in windows of 10 s, against its mean: spikes of timers in phase.
#pragma once

#include "engine/time.hpp"

#include <algorithm>
#include <cstdint>

namespace ocssim::models {

class PeakRate {
 public:
  static constexpr Duration window = std::chrono::seconds{10};

  void add(SimTime now) {
    if (now >= end_) next_window(now);
    ++in_window_;
    ++total_;
  }
  void begin(SimTime now) {
    begin_ = now;
    end_ = now + window;
    in_window_ = most_ = total_ = 0;
  }
  /// Most events of a window / mean of a window of this length; 0 without events or time.
  [[nodiscard]] double peak_to_mean(SimTime now) const {
    if (total_ == 0 || now <= begin_) return 0.0;
    const double windows = to_seconds(now - begin_) / to_seconds(window);
    return static_cast<double>(std::max(most_, in_window_)) * windows / static_cast<double>(total_);
  }

 private:
  void next_window(SimTime now) {
    most_ = std::max(most_, in_window_);
    in_window_ = 0;
    end_ += (now - end_) / window * window + window;
  }

  SimTime begin_{};                // statistic
  SimTime end_ = SimTime{window};  // of the present window
  std::uint64_t in_window_ = 0;    // statistic
  std::uint64_t most_ = 0;         // statistic
  std::uint64_t total_ = 0;        // statistic
};

}  // namespace ocssim::models
