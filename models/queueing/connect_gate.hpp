// How many connects a second are let in: tokens in a bucket, or a queue served at that rate.
//
//   refuse   a connect that finds no token is turned away; the bucket holds `burst`
//   queue    it waits for its turn, behind at most `backlog` others
//
// Kept as one instant, at which all tokens given out are paid for: the generic cell rate algorithm
// (ITU-T I.371). N connects at once take (N − burst) / rate at least, whatever they do in between.
#pragma once

#include "engine/time.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace ocssim::models {

enum class GateAction : std::uint8_t { refuse, queue };

struct ConnectGateConfig {
  double rate = 0.0;  // connects let in [1/s]; 0: all
  std::uint32_t burst = 1;
  GateAction action = GateAction::refuse;
  std::uint32_t backlog = 0;  // queue: that wait; 0: any number
};

class ConnectGate {
 public:
  ConnectGate() = default;
  explicit ConnectGate(const ConnectGateConfig& config) { set(config); }
  /// Another rate from now on.
  void set(const ConnectGateConfig& config) {
    config_ = config;
    gap_ = config.rate > 0.0 ? seconds(1.0 / config.rate) : Duration::zero();
  }
  [[nodiscard]] bool limits() const { return gap_ > Duration::zero(); }

  /// How long a connect of now waits until it is let in; none: it is turned away.
  [[nodiscard]] std::optional<Duration> admit(SimTime now) {
    const Duration owed = std::max(paid_at_ - now, Duration::zero());
    const Duration wait = owed - gap_ * (std::max(config_.burst, 1u) - 1);
    if (wait > Duration::zero()) {
      if (config_.action == GateAction::refuse) return std::nullopt;
      if (config_.backlog > 0 && wait > gap_ * config_.backlog) return std::nullopt;
    }
    paid_at_ = now + owed + gap_;
    return std::max(wait, Duration::zero());
  }

 private:
  ConnectGateConfig config_;  // config
  Duration gap_{};            // config: between connects let in
  SimTime paid_at_{};         // state
};

}  // namespace ocssim::models
