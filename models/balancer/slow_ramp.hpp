// How a member that came back is let in: which share of full service it has at which age.
//
//   share(age) = age / T, at most 1; in n steps: floor(n · s / T + 1) / n, seen at ages that are
//   multiples of max(1 s, T / 20), s = whole seconds that a clock counted until then (HAProxy 2.6
//   `slowstart`: 16 steps). Never below a least share (Envoy `min_weight_percent`).
//
// What the share does is the rule: weighted, the member's weight, so that least connections holds
// its connections below that share of the others' (HAProxy); proportional, the share of those new
// connections that the method would give it (BIG-IP `slow-ramp-time`).
#pragma once

#include "engine/time.hpp"
#include "models/balancer/config.hpp"

#include <algorithm>
#include <cstdint>

namespace ocssim::models {

/// Share of full service of a member that has been back for `age`, in 1/65,536, never 0.
/// `fraction` of a second that the clock showed when it came back; of steps only.
[[nodiscard]] inline std::uint32_t ramp_share(const SlowRampConfig& ramp, Duration age,
                                              Duration fraction = {}) {
  constexpr std::int64_t full = 65536;
  if (age >= ramp.duration) return full;
  const std::int64_t length = ramp.duration.count();
  const std::int64_t least =
      std::max<std::int64_t>(static_cast<std::int64_t>(ramp.least * static_cast<double>(full)), 1);
  if (ramp.steps == 0) {
    const auto share = static_cast<std::int64_t>(
        static_cast<double>(age.count()) / static_cast<double>(length) * static_cast<double>(full));
    return static_cast<std::uint32_t>(std::clamp(share, least, full));
  }
  const std::int64_t second = Duration{std::chrono::seconds(1)}.count();
  const std::int64_t look = std::max(second, length / 20);
  const std::int64_t seen = (age.count() / look * look + fraction.count()) / second * second;
  const auto steps = static_cast<std::int64_t>(ramp.steps);
  const std::int64_t step =
      static_cast<std::int64_t>(static_cast<double>(seen) / static_cast<double>(length) *
                                static_cast<double>(steps)) +
      1;
  return static_cast<std::uint32_t>(std::max(least, full * std::min(step, steps) / steps));
}

}  // namespace ocssim::models
