// Where a run shows every event: null by default, looked at once a run.
#pragma once

#include "engine/event.hpp"

namespace ocssim {

class Component;

class TraceSink {
 public:
  virtual ~TraceSink() = default;
  /// Called before `component` handles `event`.
  virtual void on_event(const Event& event, const Component& component) = 0;
};

}  // namespace ocssim
