// The links between pools alike, seen from one of them: M/G/1 of what leaves, then a latency.
//
//   Front End ─▶ [queue]─▶( link )──latency──▶ Front End of the receiver
//
// One pool is simulated and stands for all: what leaves it for another is what, by symmetry, comes
// in from another, so a message that crosses is delivered to the receiver of the same number here
// (docs/decisions/0016). Users know each other whatever their pools: k − 1 of k pairs cross.
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "models/pools/config.hpp"
#include "models/queueing/server_bank.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ocssim::models {

struct Pool;

class PoolLink final : public Component {
 public:
  enum class Kind : std::uint16_t { sent, arrived };

  explicit PoolLink(const PoolsConfig& config);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(const Simulation& sim);

  /// Whether two users are in different pools; always the same for the same two.
  [[nodiscard]] bool crosses(std::uint32_t user, std::uint32_t other) const;
  /// A message leaves for another pool; it is of the class that it will have there.
  void accept(Simulation& sim, std::uint32_t job);
  /// Sign-ins of other pools' users that this pool sends on, for each one of its own.
  [[nodiscard]] std::uint32_t redirects_per_sign_in() const {
    return config_.designated ? config_.count - 1 : 0;
  }

  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  [[nodiscard]] std::array<const TimeAverage*, 2> number_in_system() const {
    return bank_.number_in_system();
  }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  void begin_sending(Simulation& sim, std::uint32_t job);
  void on_sent(Simulation& sim, std::uint32_t job);
  void on_arrived(Simulation& sim, std::uint32_t job);

  PoolsConfig config_;    // config
  Pool* pool_ = nullptr;  // port
  ServerBank bank_;       // state and statistic
  Stream pairs_;          // (user, other): [0] whether they are in one pool
  Stream sizes_;          // (client, request): [0] size
  SimTime begin_{};       // statistic
};

}  // namespace ocssim::models
