// The timeline: what fails, slows down, comes back or is changed at its time, and says so.
#pragma once

#include "engine/component.hpp"
#include "engine/stats/observations.hpp"
#include "models/faults/config.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::models {

struct Pool;

class Faults final : public Component {
 public:
  enum class Kind : std::uint16_t { apply };

  /// `servers` of the pool, for faults of all of them.
  Faults(const std::vector<FaultConfig>& faults, std::uint32_t servers);
  void connect(Pool& pool) { pool_ = &pool; }

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void end_observation(SimTime now, Observations& out) override;

 private:
  void on_apply(Simulation& sim, std::uint32_t fault);
  void apply_to_back_end(Simulation& sim, const FaultConfig& fault);
  void apply_to_archive(Simulation& sim, const FaultConfig& fault);
  void apply_to_disk(Simulation& sim, const FaultConfig& fault);
  void apply_to_directory(Simulation& sim, const FaultConfig& fault);
  void apply_to_address(Simulation& sim, const FaultConfig& fault);
  void apply_to_balancer(Simulation& sim, const FaultConfig& fault);
  void apply_setting(Simulation& sim, const FaultConfig& fault);
  void note(Simulation& sim, const FaultConfig& fault, const std::string& component,
            const std::string& text);

  std::vector<FaultConfig> faults_;      // config
  Pool* pool_ = nullptr;                 // port
  std::vector<TimelineEntry> timeline_;  // statistic
};

}  // namespace ocssim::models
