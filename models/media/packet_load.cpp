#include "models/media/packet_load.hpp"

#include "engine/simulation.hpp"

#include <cstddef>
#include <string>

namespace ocssim::models {

namespace {

/// Numbers of conferences are those of the whole pool.
std::vector<MediaGroup> conferences_of(const ConstantLoad& load, std::uint32_t server) {
  std::vector<MediaGroup> groups(load.conferences);
  std::uint64_t number = std::uint64_t{server} * load.conferences;
  for (MediaGroup& group : groups) {
    group.conference = number++;
    group.receivers = group.talkers = load.participants;
    group.video_senders = load.video_senders;
    group.video_receivers = load.participants - load.video_senders;
  }
  return groups;
}

}  // namespace

PacketLoad::PacketLoad(const MediaConfig& media) : Component("packet_load"), media_(&media) {
  for (std::uint32_t server = 0; server < media.packets.load.servers; ++server) {
    adapters_.emplace_back("server[" + std::to_string(server) + "]", media);
    conferences_.push_back(conferences_of(media.packets.load, server));
    for (MediaGroup& group : conferences_.back()) group.codec = media.codec;
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
  for (std::size_t server = 0; server < adapters_.size(); ++server) {
    adapters_[server].sample(sim.now(), conferences_[server]);
  }
  sim.schedule_in(*this, Kind::sample, 0, media_->packets.every, Phase::control);
}

void PacketLoad::begin_observation(SimTime now) {
  for (Adapter& adapter : adapters_) adapter.begin_observation(now);
}

void PacketLoad::end_observation(SimTime now, Observations& out) {
  for (const Adapter& adapter : adapters_) adapter.end_observation(now, out);
}

}  // namespace ocssim::models
