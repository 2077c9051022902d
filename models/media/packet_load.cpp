#include "models/media/packet_load.hpp"

#include "engine/simulation.hpp"

#include <string>

namespace ocssim::models {

PacketLoad::PacketLoad(const MediaConfig& media) : Component("packet_load"), media_(&media) {
  for (std::uint32_t server = 0; server < media.packets.constant.servers; ++server) {
    adapters_.emplace_back("server[" + std::to_string(server) + "]", media);
  }
}

void PacketLoad::start(Simulation& sim) {
  for (Adapter& adapter : adapters_) adapter.prepare(sim.seed(), sim.replication());
  sim.schedule_in(*this, Kind::sample, 0, Duration::zero(), Phase::control);
}

void PacketLoad::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::sample:
      return on_sample(sim);
  }
}

void PacketLoad::on_sample(Simulation& sim) {
  for (Adapter& adapter : adapters_) adapter.sample(sim.now(), {});
  sim.schedule_in(*this, Kind::sample, 0, media_->packets.every, Phase::control);
}

void PacketLoad::begin_observation(SimTime now) {
  for (Adapter& adapter : adapters_) adapter.begin_observation(now);
}

void PacketLoad::end_observation(SimTime now, Observations& out) {
  for (const Adapter& adapter : adapters_) adapter.end_observation(now, out);
}

}  // namespace ocssim::models
