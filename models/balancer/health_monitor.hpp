// When a monitor's judgment follows what happened to a server.
//
// Checks go on all the time, every `interval` from a phase on; only the one that decides is an
// event. Down: no check succeeded for `timeout` (BIG-IP: every 5 s, down after 16 s), or `failures`
// checks in a row failed (HAProxy `fall`); a check that nobody answers fails after `timeout`.
// Up: `successes` checks in a row succeeded (HAProxy `rise`).
#pragma once

#include "engine/time.hpp"
#include "models/balancer/config.hpp"

#include <algorithm>

namespace ocssim::models {

/// How a check ends: at once, or only by its time-out.
enum class CheckEnd : std::uint8_t { accepted, refused, silent };

/// When the judgment changes after the checks began to end so at `now`, if they go on to.
[[nodiscard]] inline SimTime decided_at(const MonitorConfig& monitor, Duration phase, SimTime now,
                                        CheckEnd end) {
  const std::int64_t interval = monitor.interval.count();
  const std::int64_t since_phase = now.time_since_epoch().count() - phase.count();
  const std::int64_t passed = since_phase >= 0 ? since_phase / interval : -1;
  const SimTime last{phase + Duration{passed * interval}};
  const auto after = [&](std::uint32_t checks) { return last + Duration{checks * interval}; };
  if (end == CheckEnd::accepted) return std::max(after(monitor.successes), now);
  if (monitor.failures == 0) return std::max(last + monitor.timeout, now);
  const Duration answer = end == CheckEnd::silent ? monitor.timeout : Duration::zero();
  return std::max(after(monitor.failures) + answer, now);
}

}  // namespace ocssim::models
