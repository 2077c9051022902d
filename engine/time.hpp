// Simulated time: integer nanoseconds on a clock that nobody can read.
//
// 2^63 ns are 292 years; addition is exact and comparison is one instruction, so a run is the same
// at any bucket width, thread count and compiler (docs/decisions/0002).
#pragma once

#include "engine/check.hpp"

#include <chrono>
#include <cstdint>

namespace ocssim {

/// A length of simulated time [ns].
using Duration = std::chrono::duration<std::int64_t, std::nano>;

/// The simulated clock. It has no `now()`: only a `Simulation` knows the time.
struct SimClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = Duration;
  using time_point = std::chrono::time_point<SimClock, Duration>;
  static constexpr bool is_steady = true;
};

/// An instant of simulated time; point + point does not compile, wall-clock points do not convert.
using SimTime = SimClock::time_point;

inline constexpr SimTime sim_start{};
inline constexpr SimTime sim_never{Duration::max()};

/// Turns a sampled real [s] into simulated time, rounded to the nearest ns. The only function that
/// does. Requires a finite `value` in [0, 9.2e9].
[[nodiscard]] inline Duration seconds(double value) {
  OCSSIM_CHECK(value >= 0.0 && value < 9.2e9);
  return Duration{static_cast<std::int64_t>(value * 1e9 + 0.5)};
}

/// Length in seconds, for statistics and output.
[[nodiscard]] constexpr double to_seconds(Duration duration) {
  return static_cast<double>(duration.count()) / 1e9;
}
[[nodiscard]] constexpr double to_seconds(SimTime time) {
  return to_seconds(time.time_since_epoch());
}

}  // namespace ocssim
