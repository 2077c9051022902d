// One recorded point of C4 run again: its arrivals from their seed, a station with a finite buffer.
//
//   replay ──▶ [ 315 waiting places ]──▶( workers )──▶ fixed overhead of the network
//                        │ full: lost
//
// The recorded generator draws the user, then the gap to the next request, from one generator
// seeded with nominal rate + repeat. Nothing here knows a row but by its columns.
#pragma once

#include "engine/time.hpp"
#include "study/verify/measured_data.hpp"

#include <cstdint>
#include <string>

namespace ocssim::study {

/// "sleep 4 udp poisson 980/s, repeat 1"
[[nodiscard]] std::string point_name(const RecordedRow& point);

/// What the station says of a point; all but `answered_per_s` of requests sent after the first
/// second.
struct ReplayedPoint {
  std::uint64_t sent = 0;
  std::uint64_t lost = 0;
  double answered_per_s = 0.0;
  double mean_ms = 0.0;
  double p50_ms = 0.0;
  double p95_ms = 0.0;
  double p99_ms = 0.0;
};

/// `service` is fixed; `overhead` is added to every response and takes no worker's time.
[[nodiscard]] ReplayedPoint replay(const RecordedRow& point, Duration service,
                                   Duration overhead = Duration::zero());

}  // namespace ocssim::study
