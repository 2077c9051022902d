// One replication in motion: a clock, two event sets behind it, and the components.
#pragma once

#include "engine/check.hpp"
#include "engine/component.hpp"
#include "engine/event_set.hpp"
#include "engine/time.hpp"
#include "engine/timer_ring.hpp"
#include "engine/wide.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <type_traits>
#include <vector>

namespace ocssim {

class TraceSink;

/// Why a run ended before its horizon, or that it did not.
enum class StopReason : std::uint8_t { horizon, no_more_events, event_limit, stop_requested };

/// What can replay the run and what bounds it.
struct RunPlan {
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;
  std::uint64_t event_limit = UINT64_MAX;  // calls of handle; 10^12 insertions end it too
  const std::atomic<bool>* stop_requested = nullptr;  // looked at every 65,536 events
  TraceSink* trace = nullptr;                         // sees every event; looked at once a run
  TimerRing::Options timers{};                        // for the invariance tests only
};

class Simulation final : private detail::ReplayContext {
 public:
  explicit Simulation(RunPlan plan);
  ~Simulation();
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  /// Adds a component; ids are given in the order of calls (build sorts by name first). The
  /// component must outlive the simulation; at most 65,535 of them.
  ComponentId add(Component& component);

  [[nodiscard]] SimTime now() const { return SimTime{Duration{now_}}; }
  [[nodiscard]] std::uint64_t seed() const { return plan_.seed; }
  [[nodiscard]] std::uint32_t replication() const { return plan_.replication; }

  /// One shot that always happens. The handler is `target` itself (rule 3 of components).
  /// Requires due >= now().
  template <class Kind>
  void schedule_at(const Component& target, Kind kind, std::uint32_t entity, SimTime due,
                   Phase phase = Phase::departure) {
    const std::int64_t time = due.time_since_epoch().count();
    OCSSIM_CHECK(time >= now_);
    events_.push(
        {time, next_order(phase), entity, number_of(target), static_cast<std::uint16_t>(kind)});
  }
  /// The same at now() + delay. Requires delay >= 0.
  template <class Kind>
  void schedule_in(const Component& target, Kind kind, std::uint32_t entity, Duration delay,
                   Phase phase = Phase::departure) {
    schedule_at(target, kind, entity, now() + delay, phase);
  }

  /// Takes the insertion numbers of `count` events now; returns the order of the first, the others
  /// follow. For events that are known from the start (arrivals of a whole population): each is
  /// scheduled when the one before it comes, at its place in the order, and the heap stays small.
  [[nodiscard]] std::uint64_t reserve_orders(std::uint64_t count, Phase phase) {
    const std::uint64_t first = make_order(phase, insertions_);
    insertions_ += count;
    return first;
  }
  /// `order` is one of `reserve_orders`, used once. Requires due >= now().
  template <class Kind>
  void schedule_reserved(const Component& target, Kind kind, std::uint32_t entity, SimTime due,
                         std::uint64_t order) {
    const std::int64_t time = due.time_since_epoch().count();
    OCSSIM_CHECK(time >= now_);
    events_.push({time, order, entity, number_of(target), static_cast<std::uint16_t>(kind)});
  }

  /// Reserves timers for a population; `kinds[s]` is the event kind of slot s. Slots behind them,
  /// of `seldom_armed`, take memory only where they are armed. Once per component, after `add`,
  /// before or in `start`.
  template <class Kind>
  void reserve_timers(const Component& target, std::uint32_t entities,
                      std::initializer_list<Kind> kinds,
                      std::initializer_list<Kind> seldom_armed = {}) {
    const auto numbers = [](std::initializer_list<Kind> of) {
      std::vector<std::uint16_t> all;
      for (const Kind kind : of) all.push_back(static_cast<std::uint16_t>(kind));
      return all;
    };
    reserve_blocks(target, entities, numbers(kinds), numbers(seldom_armed));
  }
  /// Sets timer (entity, slot) to `due` >= now(), whether armed or not; takes its insertion number
  /// now. Later dues are free of charge: the entry is filed again when it surfaces. Beyond 834 days
  /// (`TimerRing::never`) it never fires.
  void arm(const Component& target, std::uint32_t entity, std::uint32_t slot, SimTime due,
           Phase phase = Phase::departure) {
    const std::int64_t time = due.time_since_epoch().count();
    OCSSIM_CHECK(time >= now_);
    const TimerPlace& place = timer_places_[number_of(target)];
    const std::uint32_t timer =
        slot < place.slots ? timer_of(place, entity, slot) : take_other(target, entity, slot);
    timers_.arm(timer, time, next_order(phase));
  }
  /// Nothing happens when the timer is not armed.
  void disarm(const Component& target, std::uint32_t entity, std::uint32_t slot) {
    const std::uint32_t timer = find_timer(target, entity, slot);
    if (timer != TimerRing::no_timer) timers_.disarm(timer);
  }
  /// False as soon as its event is handled.
  [[nodiscard]] bool is_armed(const Component& target, std::uint32_t entity,
                              std::uint32_t slot) const {
    const std::uint32_t timer = find_timer(target, entity, slot);
    return timer != TimerRing::no_timer && timers_.is_armed(timer);
  }
  /// When the timer fires; `sim_never` when it is not armed.
  [[nodiscard]] SimTime due(const Component& target, std::uint32_t entity,
                            std::uint32_t slot) const {
    return is_armed(target, entity, slot)
               ? SimTime{Duration{timers_.due(find_timer(target, entity, slot))}}
               : sim_never;
  }

  /// Calls start() of every component once, then handles events up to and including `until`
  /// >= now(), less than 834 days. May be called again with a later instant. Afterwards now() is
  /// `until` for `horizon` and `no_more_events`, else the instant of the last event.
  StopReason run_until(SimTime until);
  /// The same for at most `count` further events (never beyond the event limit): for benches and
  /// for stepping. now() stays the instant of the last one.
  StopReason run_events(std::uint64_t count);
  void begin_observation();                 // of every component, at now()
  void end_observation(Observations& out);  // of every component, at now(), then conservation
  /// Gives the memory of events and timers back: half of what a large population takes, before its
  /// results are copied. Nothing is pending afterwards, and nothing may be run or armed.
  void drop_events();

  /// Calls of handle so far.
  [[nodiscard]] std::uint64_t events_processed() const { return events_processed_; }
  /// Over (time, phase, component name, kind, entity) of every event, in order.
  [[nodiscard]] std::uint64_t event_fingerprint() const { return fingerprint_; }
  /// Events and armed timers that are still to come.
  [[nodiscard]] std::size_t pending() const { return events_.size() + timers_.size(); }
  [[nodiscard]] const TimerRing& timers() const { return timers_; }

 private:
  [[nodiscard]] std::uint64_t next_order(Phase phase) { return make_order(phase, insertions_++); }

  [[nodiscard]] std::uint16_t number_of(const Component& target) const {
    const std::uint32_t number = target.id().value();
    OCSSIM_CHECK(number < components_.size());
    return static_cast<std::uint16_t>(number);
  }

  struct TimerPlace {
    std::uint32_t first = 0;
    std::uint32_t entities = 0;
    std::uint32_t slots = 0;
    std::uint32_t sparse = 0;        // block of those that are seldom armed
    std::uint32_t sparse_slots = 0;  // slots, …, slots + sparse_slots - 1
  };

  [[nodiscard]] static std::uint32_t timer_of(const TimerPlace& place, std::uint32_t entity,
                                              std::uint32_t slot) {
    OCSSIM_CHECK(entity < place.entities);
    return place.first + entity * place.slots + slot;
  }
  /// Of a slot that is seldom armed, in its block.
  [[nodiscard]] static std::uint32_t key_of(const TimerPlace& place, std::uint32_t entity,
                                            std::uint32_t slot) {
    OCSSIM_CHECK(entity < place.entities && slot - place.slots < place.sparse_slots);
    return entity * place.sparse_slots + (slot - place.slots);
  }
  [[nodiscard]] std::uint32_t find_timer(const Component& target, std::uint32_t entity,
                                         std::uint32_t slot) const {
    const TimerPlace& place = timer_places_[number_of(target)];
    if (slot < place.slots) return timer_of(place, entity, slot);
    return find_other(place, entity, slot);
  }
  // Slots that are seldom armed, and all slots before what was wished for is reserved.
  [[nodiscard]] std::uint32_t take_other(const Component& target, std::uint32_t entity,
                                         std::uint32_t slot);
  [[nodiscard]] std::uint32_t find_other(const TimerPlace& place, std::uint32_t entity,
                                         std::uint32_t slot) const;

  struct TimerWish {
    std::uint16_t component;
    std::uint32_t entities;
    std::vector<std::uint16_t> kinds;
    std::vector<std::uint16_t> seldom_armed;
  };
  void reserve_blocks(const Component& target, std::uint32_t entities,
                      std::vector<std::uint16_t> kinds, std::vector<std::uint16_t> seldom_armed);
  void reserve_what_was_wished();
  void start_components();
  StopReason run(std::int64_t until, std::uint64_t event_limit);
  template <bool traced>
  StopReason run_loop(std::int64_t until, std::uint64_t event_limit);
  template <bool traced>
  void dispatch(const Event& event);
  void add_to_fingerprint(const Event& event);
  [[nodiscard]] bool is_stop_requested() const;
  [[nodiscard]] detail::ReplayDetails replay_details() const override;

  static constexpr std::uint16_t nobody = 0xFFFF;

  RunPlan plan_;                            // config
  std::vector<Component*> components_;      // by id -- config
  std::vector<std::uint64_t> name_hashes_;  // by id -- config
  std::vector<TimerPlace> timer_places_;    // by id -- config
  std::vector<TimerWish> wishes_;           // reserved at the start, or at the first arm -- config
  EventSet events_;                         // work in flight -- state
  TimerRing timers_;                        // timers of populations -- state
  std::int64_t now_ = 0;                    // [ns] -- state
  std::uint64_t insertions_ = 0;            // of both sets -- state
  std::uint16_t current_ = nobody;          // whose event is handled, for messages -- state
  bool started_ = false;                    // state
  bool dropped_ = false;                    // `drop_events` was called -- state
  std::uint64_t events_processed_ = 0;      // statistic
  std::uint64_t fingerprint_ = 0;           // statistic
};

}  // namespace ocssim
