// One replication in motion: a clock, two event sets behind it, and the components.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/component.hpp"
#include "engine/event_set.hpp"
#include "engine/time.hpp"
#include "engine/timer_ring.hpp"

namespace ocssim {

/// Why a run ended before its horizon, or that it did not.
enum class StopReason : std::uint8_t { horizon, no_more_events, event_limit, stop_requested };

/// What can replay the run and what bounds it.
struct RunPlan {
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;
  std::uint64_t event_limit = UINT64_MAX;   // calls of handle
  const bool* stop_requested = nullptr;     // looked at every 65,536 events
};

/// The timers of one component: `entities` × `slots`, each slot one enumerator of the component.
class TimerBlock;

class Simulation {
 public:
  explicit Simulation(RunPlan plan);
  ~Simulation();

  /// Adds a component; ids are given in the order of calls (build sorts by name first).
  ComponentId add(Component& component);

  [[nodiscard]] SimTime now() const { return now_; }
  [[nodiscard]] std::uint64_t seed() const { return plan_.seed; }
  [[nodiscard]] std::uint32_t replication() const { return plan_.replication; }

  /// One shot that always happens. The handler is `target` itself (rule 3 of components).
  template <class Kind>
  void schedule_at(const Component& target, Kind kind, std::uint32_t entity, SimTime due,
                   Phase phase = Phase::departure);
  template <class Kind>
  void schedule_in(const Component& target, Kind kind, std::uint32_t entity, Duration delay,
                   Phase phase = Phase::departure);

  /// Reserves timers for a population; `kinds[s]` is the event kind of slot s. Once per component,
  /// before or in `start`.
  template <class Kind>
  void reserve_timers(const Component& target, std::uint32_t entities,
                      std::initializer_list<Kind> kinds);
  /// Sets timer (entity, slot) to `due`, whether armed or not; takes its insertion number now.
  void arm(const Component& target, std::uint32_t entity, std::uint32_t slot, SimTime due);
  void disarm(const Component& target, std::uint32_t entity, std::uint32_t slot);
  [[nodiscard]] bool is_armed(const Component& target, std::uint32_t entity, std::uint32_t slot) const;
  [[nodiscard]] SimTime due(const Component& target, std::uint32_t entity, std::uint32_t slot) const;

  /// Calls start() of every component once, then handles events up to and including `until`.
  StopReason run_until(SimTime until);
  void begin_observation();                    // of every component, at now()
  void end_observation(Observations& out);     // of every component, at now(), then conservation

  [[nodiscard]] std::uint64_t events_processed() const { return events_processed_; }
  /// Over (time, phase, component name, kind, entity) of every event, in order.
  [[nodiscard]] std::uint64_t event_fingerprint() const { return fingerprint_; }
};

}  // namespace ocssim
