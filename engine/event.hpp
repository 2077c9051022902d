// The event: 24 bytes with a total order (time, phase, insertion number).
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <type_traits>

namespace ocssim {

/// What comes first among events of one instant: departures free servers before arrivals look, and
/// an observation sees a settled instant.
enum class Phase : std::uint8_t { departure = 0, arrival = 1, control = 2, observation = 3 };

/// One call of `Component::handle`. `order` = phase in the top two bits, insertion number below.
struct Event {
  std::int64_t time;        // [ns] since the start of the run
  std::uint64_t order;      // phase | insertion number
  std::uint32_t entity;     // index in the component, or a job
  std::uint16_t component;  // who handles it
  std::uint16_t kind;       // the component's own `Kind`

  [[nodiscard]] SimTime at() const { return SimTime{Duration{time}}; }
  [[nodiscard]] Phase phase() const { return static_cast<Phase>(order >> 62); }
};
static_assert(sizeof(Event) == 24 && std::is_trivially_copyable_v<Event>);

/// Order within the run: never a pointer, a hash or a random draw.
[[nodiscard]] inline bool earlier(const Event& a, const Event& b) {
  return a.time != b.time ? a.time < b.time : a.order < b.order;
}

[[nodiscard]] constexpr std::uint64_t make_order(Phase phase, std::uint64_t insertion) {
  return (static_cast<std::uint64_t>(phase) << 62) | insertion;
}

}  // namespace ocssim
