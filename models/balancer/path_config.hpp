// Timers of the way between a client and its server beside the balancer's own: the NAT on the
// client's side, further hops, the server. The shortest wins.
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::models {

/// What a hop does with a connection that was silent for too long.
enum class HopAction : std::uint8_t {
  drop,   // forgets it; whatever comes later is dropped
  reset,  // forgets it; RST to who sends next
  remap,  // forgets it; what comes next leaves it from another port, which the balancer never saw
  close,  // closes it: both ends are told at once
};

struct IdleHop {
  std::string name;
  Duration idle_timeout{};
  HopAction on_idle = HopAction::drop;
};

/// So many clients have a NAT that forgets after U(from, to).
struct PathNatShare {
  double share = 0.0;  // 0…1
  Duration from{};
  Duration to{};
};

struct PathConfig {
  std::vector<PathNatShare> nat;  // of the clients' own networks; those beyond Σ share have none
  HopAction nat_on_idle = HopAction::remap;
  std::vector<IdleHop> hops;
  Duration server_idle{};  // the server closes what is silent for this; 0: it does not

  [[nodiscard]] bool any() const {
    return !nat.empty() || !hops.empty() || server_idle > Duration::zero();
  }
};

}  // namespace ocssim::models
