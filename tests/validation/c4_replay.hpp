// One recorded point of C4 run again: its arrivals from their seed, a station with a finite buffer.
//
//   replay ──▶ [ 315 waiting places ]──▶( workers )──▶ fixed overhead of the network
//                        │ full: lost
//
// The recorded generator draws the user, then the gap to the next request, from one generator
// seeded with nominal rate + repeat. Nothing here knows a row but by its columns.
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::models {

/// One row of data.csv by the names of its columns.
class RecordedPoint {
 public:
  explicit RecordedPoint(std::map<std::string, std::string> cells) : cells_(std::move(cells)) {}
  [[nodiscard]] const std::string& text(const std::string& column) const {
    return cells_.at(column);
  }
  [[nodiscard]] double number(const std::string& column) const {
    return std::stod(cells_.at(column));
  }
  [[nodiscard]] std::uint32_t workers() const {
    return static_cast<std::uint32_t>(number("workers"));
  }
  [[nodiscard]] std::string name() const;

 private:
  std::map<std::string, std::string> cells_;
};

[[nodiscard]] std::vector<RecordedPoint> recorded_points(const std::string& path);

/// What the station says of a point; all but `saturation` of requests sent after the first second.
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
[[nodiscard]] ReplayedPoint replay(const RecordedPoint& point, Duration service,
                                   Duration overhead = Duration::zero());

}  // namespace ocssim::models
