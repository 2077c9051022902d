#include "models/media/adapter.hpp"

#include <algorithm>
#include <utility>

namespace ocssim::models {

Adapter::Adapter(std::string server, const MediaConfig& media)
    : server_(std::move(server)), media_(&media), packets_(media, server_), fec_(media.packets) {}

void Adapter::prepare(std::uint64_t seed, std::uint32_t replication) {
  packets_.prepare(seed, replication);
}

const PacketTally& Adapter::sample(SimTime now, std::span<const MediaGroup> active,
                                   double late_ticks) {
  groups_.assign(active.begin(), active.end());
  if (media_->packets.fec != FecMode::never) {
    for (MediaGroup& group : groups_) group.fec = fec_.is_on();
  }
  const PacketTally& window = packets_.run(groups_, samples_++, late_ticks);
  fec_.see(now, window);
  fec_level_.set(now, fec_.is_on() ? 1 : 0);
  set_levels(now, window, window.stream_windows);
  tally_.merge(window);
  return window;
}

void Adapter::set_levels(SimTime now, const PacketTally& window, std::uint64_t streams) {
  const auto whole = [](double value) { return static_cast<std::int64_t>(value + 0.5); };
  const std::int64_t rx = whole(1e3 * window.mbps(window.rx));
  const std::int64_t tx = whole(1e3 * window.mbps(window.tx));
  streams_.set(now, static_cast<std::int64_t>(streams));
  rx_kbps_.set(now, rx);
  tx_kbps_.set(now, tx);
  kbps_.set(now, std::max(rx, tx));
  rx_rate_.set(now, whole(window.packets_per_second(window.rx)));
  tx_rate_.set(now, whole(window.packets_per_second(window.tx)));
}

void Adapter::stop(SimTime now) {
  set_levels(now, PacketTally(), 0);
}

void Adapter::begin_observation(SimTime now) {
  begin_ = now;
  tally_.clear();
  for (TimeAverage* level :
       {&streams_, &kbps_, &rx_kbps_, &tx_kbps_, &rx_rate_, &tx_rate_, &fec_level_}) {
    level->begin(now);
  }
}

std::uint64_t Adapter::scaled(std::uint64_t sampled) const {
  const PacketsConfig& plan = media_->packets;
  const double factor =
      static_cast<double>(plan.every.count()) / static_cast<double>(plan.window.count());
  return static_cast<std::uint64_t>(static_cast<double>(sampled) * factor + 0.5);
}

}  // namespace ocssim::models
