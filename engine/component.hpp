// A component: owns state and statistics, handles its own events, is reached through its ports.
#pragma once

#include "engine/event.hpp"
#include "engine/ids.hpp"
#include "engine/time.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace ocssim {

class Simulation;
class Observations;

class Component {
 public:
  /// `name` as users see it, e.g. "front_end[3]"; unique in a model.
  explicit Component(std::string name) : name_(std::move(name)) {}
  Component(const Component&) = delete;
  Component& operator=(const Component&) = delete;
  virtual ~Component() = default;

  /// Called once at time 0, in id order, before any event.
  virtual void start(Simulation& /*sim*/) {}
  /// Dispatches one event to an `on_<kind>`; nothing else.
  virtual void handle(Simulation& sim, const Event& event) = 0;
  /// Called for every entry of a timer bucket while the one before it is worked off, when there are
  /// so many timers that records are not in a cache anyway: the only hook by which the engine
  /// touches records. Must not change anything, and may be called for timers that do not fire.
  virtual void prefetch(std::uint32_t /*entity*/) const noexcept {}

  /// Resets statistics; the observation window begins now.
  virtual void begin_observation(SimTime /*now*/) {}
  /// Reads statistics once, at the end of the window.
  virtual void end_observation(SimTime /*now*/, Observations& /*out*/) {}
  /// Conservation: offered = carried + lost + present. Aborts by OCSSIM_CHECK when broken.
  virtual void check_conservation(SimTime /*now*/) const {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] ComponentId id() const { return id_; }

 private:
  friend class Simulation;
  std::string name_;
  ComponentId id_;
};

}  // namespace ocssim
