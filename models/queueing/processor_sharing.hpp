// c servers shared in equal parts by all jobs present: M/G/c-PS, exact.
//
//   V'(t) = min(1, c / n(t)),  a job of length S that comes at t leaves when V = V(t) + S
//
// V is what a job that was always there would have received. It is kept in 1/1024 ns: an event
// rounds it by less than that, and nothing else is approximate. Kleinrock, Queueing Systems
// II, 4.4.
//
// Whoever owns it keeps one event pending: it schedules what `next_wake` names, and asks `wake`
// when that event comes. A later arrival makes the first departure later, so a wake may be early; a
// shorter job makes it sooner, so a wake may be stale. Both are told by the number.
#pragma once

#include "engine/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

class ProcessorSharing {
 public:
  /// An event that the owner has to schedule.
  struct Wake {
    SimTime at{};
    std::uint32_t number = 0;
  };

  explicit ProcessorSharing(std::uint32_t servers);

  /// A job comes that needs `length` when it is alone.
  void enter(SimTime now, std::uint32_t job, Duration length);
  /// The event of `number` comes: the job that leaves now, if any. Ask `next_wake` afterwards.
  [[nodiscard]] std::optional<std::uint32_t> wake(SimTime now, std::uint32_t number);
  /// What must be scheduled after jobs came or left; none when the pending event will do.
  [[nodiscard]] std::optional<Wake> next_wake();
  /// The servers fail: all jobs, in the order in which they came.
  [[nodiscard]] std::vector<std::uint32_t> clear();

  [[nodiscard]] std::size_t jobs() const { return present_.size(); }

 private:
  struct Present {
    std::int64_t finish = 0;   // V when it leaves [1/1024 ns]
    std::uint64_t number = 0;  // of its arrival: ties leave in order
    std::uint32_t job = 0;
  };
  static constexpr unsigned fraction_bits = 10;

  [[nodiscard]] static bool leaves_later(const Present& a, const Present& b);
  void advance(SimTime now);
  [[nodiscard]] SimTime first_departure() const;

  std::uint32_t servers_;         // config
  std::vector<Present> present_;  // state: heap, first to leave on top
  std::int64_t received_ = 0;     // state: V at `last_` [1/1024 ns]
  SimTime last_{};                // state
  std::uint64_t arrivals_ = 0;    // state
  std::uint32_t wakes_ = 0;       // state: number of the pending event
  SimTime pending_ = sim_never;   // state: when it comes
};

}  // namespace ocssim::models
