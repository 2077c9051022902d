// What a server takes of connections: so many, so many from one address, so many new ones a second.
// One beyond is accepted and closed at once; that the port was open is all that the balancer sees.
#pragma once

#include "engine/stats/counter.hpp"
#include "engine/time.hpp"
#include "models/queueing/connect_gate.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

struct ConnectionLimitsConfig {
  std::uint32_t connections = 0;  // that it holds; 0: any
  /// From one source address, which behind source NAT is the balancer's (Kamailio
  /// tcp_accept_iplimit). Clients that are seen by their own address never meet it. 0: any.
  std::uint32_t per_source = 0;
  ConnectGateConfig gate;
  [[nodiscard]] bool any() const { return connections > 0 || per_source > 0 || gate.rate > 0.0; }
};

class ConnectionLimits {
 public:
  explicit ConnectionLimits(const ConnectionLimitsConfig& config)
      : config_(config), gate_(config.gate) {}
  [[nodiscard]] bool any() const { return config_.any(); }

  /// How long a connect waits to be let in by a server that holds `held`; none: it is turned away.
  [[nodiscard]] std::optional<Duration> admit(SimTime now, std::int64_t held,
                                              std::uint32_t source) {
    const bool is_full = config_.connections > 0 && held >= config_.connections;
    const bool is_many = config_.per_source > 0 && from(source) >= config_.per_source;
    if (is_full || is_many) {
      (is_full ? by_count_ : by_source_).add();
      return std::nullopt;
    }
    if (!gate_.limits()) return Duration::zero();
    const auto wait = gate_.admit(now);
    if (!wait) by_rate_.add();
    return wait;
  }
  /// Connections from an address change by `delta`.
  void count(std::uint32_t source, std::int64_t delta) {
    if (config_.per_source == 0) return;
    from(source) = static_cast<std::uint32_t>(std::int64_t{from(source)} + delta);
  }

  /// Connects turned away, by cause.
  [[nodiscard]] const Counter& by_count() const { return by_count_; }
  [[nodiscard]] const Counter& by_source() const { return by_source_; }
  [[nodiscard]] const Counter& by_rate() const { return by_rate_; }
  void begin_observation() {
    for (Counter* counter : {&by_count_, &by_source_, &by_rate_}) counter->begin();
  }

 private:
  [[nodiscard]] std::uint32_t& from(std::uint32_t source) {
    if (source >= sources_.size()) sources_.resize(source + 1, 0);
    return sources_[source];
  }

  ConnectionLimitsConfig config_;           // config
  ConnectGate gate_;                        // state
  std::vector<std::uint32_t> sources_;      // state: connections by address
  Counter by_count_, by_source_, by_rate_;  // statistic
};

}  // namespace ocssim::models
