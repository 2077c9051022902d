// Servers under a load that does not change, without a pool: packets of one size at a constant
// rate, conferences of one size. What rings can take, by packets a second.
#pragma once

#include "engine/component.hpp"
#include "models/media/adapter.hpp"
#include "models/media/config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

class PacketLoad final : public Component {
 public:
  enum class Kind : std::uint16_t { sample };

  /// `media` must outlive it; its constant load says how many servers.
  explicit PacketLoad(const MediaConfig& media);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;

 private:
  void on_sample(Simulation& sim);

  const MediaConfig* media_;                          // config
  std::vector<Adapter> adapters_;                     // state and statistic
  std::vector<std::vector<MediaGroup>> conferences_;  // config: by server
};

}  // namespace ocssim::models
