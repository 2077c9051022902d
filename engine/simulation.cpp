// The loop: the smaller head of two sets, one clock, one handle.
#include "engine/simulation.hpp"

#include "engine/name_hash.hpp"
#include "engine/trace_sink.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace ocssim {

namespace {
constexpr std::uint64_t stop_interval = 65536;  // events between two looks at the stop flag
constexpr std::size_t most_components = 65535;
constexpr std::int64_t longest_run = TimerRing::never - 1;  // [ns]
// Timers have 40 bits for them; the rest is room for what one interval may insert.
constexpr std::uint64_t most_insertions =
    (std::uint64_t{1} << PackedTimer::number_bits) - (std::uint64_t{1} << 36);
constexpr std::size_t usual_events = 4096;  // in flight, without an allocation in the loop

// Odd constants of the fingerprint: fractional parts of the golden ratio, sqrt 2 and sqrt 3.
constexpr std::uint64_t time_factor = 0x9E37'79B9'7F4A'7C15u;
constexpr std::uint64_t entity_factor = 0x6A09'E667'F3BC'C909u;
constexpr std::uint64_t chain_factor = 0xBB67'AE85'84CA'A73Bu;
}  // namespace

Simulation::Simulation(RunPlan plan) : plan_(plan), timers_(plan.timers) {
  events_.reserve(usual_events);
}

Simulation::~Simulation() = default;

ComponentId Simulation::add(Component& component) {
  OCSSIM_CHECK(!started_ && component.id_.is_none() && components_.size() < most_components);
  component.id_ = ComponentId{static_cast<std::uint32_t>(components_.size())};
  components_.push_back(&component);
  name_hashes_.push_back(name_hash(component.name()));
  timer_places_.emplace_back();
  return component.id_;
}

void Simulation::reserve_blocks(const Component& target, std::uint32_t entities,
                                std::vector<std::uint16_t> kinds,
                                std::vector<std::uint16_t> seldom_armed) {
  const std::uint16_t number = number_of(target);
  const TimerPlace& place = timer_places_[number];
  OCSSIM_CHECK(place.slots + place.sparse_slots == 0);
  wishes_.push_back({number, entities, std::move(kinds), std::move(seldom_armed)});
  if (started_) reserve_what_was_wished();
}

std::uint32_t Simulation::take_other(const Component& target, std::uint32_t entity,
                                     std::uint32_t slot) {
  if (!wishes_.empty()) reserve_what_was_wished();  // armed before the start
  const TimerPlace& place = timer_places_[number_of(target)];
  if (slot < place.slots) return timer_of(place, entity, slot);
  return timers_.take_sparse(place.sparse, key_of(place, entity, slot));
}

std::uint32_t Simulation::find_other(const TimerPlace& place, std::uint32_t entity,
                                     std::uint32_t slot) const {
  if (!wishes_.empty()) return TimerRing::no_timer;
  return timers_.find_sparse(place.sparse, key_of(place, entity, slot));
}

/// All at once, so that millions of timers need not move when others come behind them.
void Simulation::reserve_what_was_wished() {
  std::size_t count = 0;
  for (const TimerWish& wish : wishes_) {
    const std::size_t entities = wish.entities;
    count += TimerRing::room_for(entities * wish.kinds.size());
    count += TimerRing::room_for(entities * wish.seldom_armed.size());
  }
  timers_.reserve_room(count);
  for (const TimerWish& wish : wishes_) {
    TimerPlace& place = timer_places_[wish.component];
    const Component* const component = components_[wish.component];
    OCSSIM_CHECK(place.slots + place.sparse_slots == 0);
    place.entities = wish.entities;
    place.slots = static_cast<std::uint32_t>(wish.kinds.size());
    place.sparse_slots = static_cast<std::uint32_t>(wish.seldom_armed.size());
    if (!wish.kinds.empty()) {
      place.first = timers_.reserve(component, wish.component, place.entities, wish.kinds);
    }
    if (!wish.seldom_armed.empty()) {
      place.sparse =
          timers_.reserve_sparse(component, wish.component, place.entities, wish.seldom_armed);
    }
  }
  wishes_.clear();
}

void Simulation::start_components() {
  started_ = true;
  reserve_what_was_wished();
  for (Component* component : components_) {
    current_ = static_cast<std::uint16_t>(component->id().value());
    component->start(*this);
  }
}

StopReason Simulation::run_until(SimTime until) {
  const std::int64_t horizon = until.time_since_epoch().count();
  OCSSIM_CHECK(horizon >= now_ && horizon <= longest_run);
  const StopReason reason = run(horizon, plan_.event_limit);
  if (reason == StopReason::horizon || reason == StopReason::no_more_events) now_ = horizon;
  return reason;
}

StopReason Simulation::run_events(std::uint64_t count) {
  const std::uint64_t left = plan_.event_limit - std::min(plan_.event_limit, events_processed_);
  return run(longest_run, events_processed_ + std::min(count, left));
}

StopReason Simulation::run(std::int64_t until, std::uint64_t event_limit) {
  const detail::ReplayScope scope(*this);
  OCSSIM_CHECK(!dropped_);
  if (!started_) start_components();
  const StopReason reason = plan_.trace != nullptr ? run_loop<true>(until, event_limit)
                                                   : run_loop<false>(until, event_limit);
  current_ = nobody;
  return reason;
}

template <bool traced>
StopReason Simulation::run_loop(std::int64_t until, std::uint64_t event_limit) {
  std::uint64_t look_at_limits = events_processed_;
  for (;;) {
    if (events_processed_ >= look_at_limits) {
      if (events_processed_ >= event_limit || insertions_ >= most_insertions) {
        return StopReason::event_limit;
      }
      if (is_stop_requested()) return StopReason::stop_requested;
      look_at_limits = std::min(event_limit, events_processed_ + stop_interval);
    }
    // The earlier of the two heads; no timer behind the other head is looked for.
    if (events_.empty()) {
      if (!timers_.find(until)) break;
      dispatch<traced>(timers_.pop());
      continue;
    }
    const EventKey key = events_.top_key();
    const auto time = static_cast<std::int64_t>(key.time);
    if (timers_.find(std::min(until, time)) && timers_.top_key() < key) {
      dispatch<traced>(timers_.pop());
    } else if (time <= until) {
      dispatch<traced>(events_.pop());
    } else {
      break;
    }
  }
  return pending() == 0 ? StopReason::no_more_events : StopReason::horizon;
}

// Takes what `pop` has returned in place: a copy of an event that was just written field by field
// would wait for the stores.
template <bool traced>
inline void Simulation::dispatch(const Event& event) {
  OCSSIM_CHECK(event.time >= now_);
  now_ = event.time;
  current_ = event.component;
  add_to_fingerprint(event);
  ++events_processed_;
  Component& component = *components_[event.component];
  if constexpr (traced) plan_.trace->on_event(event, component);
  component.handle(*this, event);
}

/// fingerprint = ((fingerprint rotated by 23) XOR fold(a × b)) × constant, where a holds time and
/// phase, b the component's name, kind and entity, and fold is the XOR of both halves of 128 bits.
/// Only the rotation, the XOR and the last product depend on the event before.
inline void Simulation::add_to_fingerprint(const Event& event) {
  const std::uint64_t what = (static_cast<std::uint64_t>(event.kind) << 32) | event.entity;
  const std::uint64_t a =
      (static_cast<std::uint64_t>(event.time) ^ (event.order & (3ull << 62))) * time_factor + 1;
  const std::uint64_t b = name_hashes_[event.component] ^ (what * entity_factor);
  const Wide product = static_cast<Wide>(a) * b;
  const std::uint64_t folded =
      static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  fingerprint_ = (std::rotl(fingerprint_, 23) ^ folded ^ a) * chain_factor;
}

void Simulation::begin_observation() {
  const detail::ReplayScope scope(*this);
  for (Component* component : components_) component->begin_observation(now());
}

void Simulation::end_observation(Observations& out) {
  const detail::ReplayScope scope(*this);
  for (Component* component : components_) component->end_observation(now(), out);
  for (const Component* component : components_) component->check_conservation(now());
}

void Simulation::drop_events() {
  dropped_ = true;
  events_ = EventSet();
  timers_ = TimerRing(plan_.timers);
  timer_places_.assign(timer_places_.size(), {});
}

bool Simulation::is_stop_requested() const {
  return plan_.stop_requested != nullptr && plan_.stop_requested->load(std::memory_order_relaxed);
}

detail::ReplayDetails Simulation::replay_details() const {
  const bool known = current_ < components_.size();
  return {now_, known ? components_[current_]->name().c_str() : "(none)", plan_.replication,
          plan_.seed};
}

}  // namespace ocssim
