// Forward error correction that is raised when loss is seen: the feedback of an overrun ring.
//
// On from the first window in which more than a share of a server's packets was lost; off again
// when nothing was lost for a while. In between it stays as it is, so that it does not flutter.
#pragma once

#include "engine/time.hpp"
#include "models/media/config.hpp"
#include "models/media/packet_tally.hpp"

namespace ocssim::models {

class FecControl {
 public:
  explicit FecControl(const PacketsConfig& config)
      : config_(config), is_on_(config.fec == FecMode::always) {}

  /// A window that began at `now` has ended. True: switched.
  bool see(SimTime now, const PacketTally& window) {
    if (config_.fec != FecMode::adaptive) return false;
    const std::uint64_t offered = window.rx.offered + window.tx.offered;
    const std::uint64_t lost = window.rx.dropped() + window.rx.lost_at_port + window.tx.dropped();
    if (lost > 0) last_loss_ = now;
    const double share =
        offered == 0 ? 0.0 : static_cast<double>(lost) / static_cast<double>(offered);
    const bool was_on = is_on_;
    if (share > config_.fec_on_loss) {
      is_on_ = true;
    } else if (is_on_ && lost == 0 && now - last_loss_ >= config_.fec_hold) {
      is_on_ = false;
    }
    return is_on_ != was_on;
  }
  [[nodiscard]] bool is_on() const { return is_on_; }

 private:
  PacketsConfig config_;  // config
  bool is_on_;            // state
  SimTime last_loss_{};   // state
};

}  // namespace ocssim::models
