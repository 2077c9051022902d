// Expanded configuration: servers of their own for conferencing, web and application roles.
//
// What consolidated servers do beside signaling (message class `background`) is done here: M/M/c at
// all cores of these servers together, first come, first served.
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "models/front_end/config.hpp"
#include "models/queueing/server_bank.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ocssim::models {

struct Pool;

class RoleServers final : public Component {
 public:
  enum class Kind : std::uint16_t { cpu_end };

  /// `megacycles` of one message, mean, exponential.
  RoleServers(const RoleServersConfig& config, double megacycles);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(const Simulation& sim);

  /// A message of background work arrives.
  void accept(Simulation& sim, std::uint32_t job);

  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  [[nodiscard]] std::array<const TimeAverage*, 2> number_in_system() const {
    return cpu_.number_in_system();
  }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  void begin_cpu(Simulation& sim, std::uint32_t job);
  void on_cpu_end(Simulation& sim, std::uint32_t job);

  RoleServersConfig config_;  // config
  double megacycles_;         // config
  Pool* pool_ = nullptr;      // port
  ServerBank cpu_;            // state and statistic
  Stream stream_;             // (client, request): [0] service demand
  SimTime begin_{};           // statistic
};

}  // namespace ocssim::models
