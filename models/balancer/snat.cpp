#include "models/balancer/snat.hpp"

#include "engine/check.hpp"

#include <algorithm>

namespace ocssim::models {

Snat::Snat(const SnatConfig& config, std::uint32_t members)
    : config_(config),
      members_(config.scope == PortScope::per_tuple ? members : 1),
      sets_(std::size_t{config.addresses} * members_),
      in_use_(config.addresses),
      fullest_(config.addresses, 0) {
  OCSSIM_CHECK(config.addresses > 0 && config.ports_per_address > 0 && members > 0);
}

std::uint64_t Snat::ports_of_address() const {
  return std::uint64_t{config_.ports_per_address} * members_;
}

std::size_t Snat::set_of(std::uint32_t address, std::uint32_t member) const {
  return std::size_t{address} * members_ + (members_ == 1 ? 0 : member);
}

std::optional<std::uint16_t> Snat::take(SimTime now, const Request& request) {
  const auto found = [](std::uint32_t address) { return static_cast<std::uint16_t>(address); };
  std::uint32_t first = 0;
  switch (config_.selection) {
    case AddressSelection::source_hash:
    case AddressSelection::tuple_hash: {
      // A hash names one address; a full one is not passed over.
      const bool by_source = config_.selection == AddressSelection::source_hash;
      const std::uint64_t hash = by_source ? request.source_hash : request.tuple_hash;
      first = static_cast<std::uint32_t>(hash % config_.addresses);
      if (take_from(now, first, request.member)) return found(first);
      return std::nullopt;
    }
    case AddressSelection::round_robin:
      first = next_address_;
      next_address_ = next_address_ + 1 == config_.addresses ? 0 : next_address_ + 1;
      break;
    case AddressSelection::least_used:
      first = least_used(request.member);
      break;
    case AddressSelection::fill_first:
      break;
  }
  for (std::uint32_t step = 0; step < config_.addresses; ++step) {
    const std::uint32_t address = (first + step) % config_.addresses;
    if (take_from(now, address, request.member)) return found(address);
  }
  return std::nullopt;
}

bool Snat::take_from(SimTime now, std::uint32_t address, std::uint32_t member) {
  PortSet& set = sets_[set_of(address, member)];
  if (set.held + set.time_wait < config_.ports_per_address) {
    ++set.held;
    changed(now, address, set, 1);
    return true;
  }
  if (!config_.time_wait_recycled || set.time_wait == 0) return false;
  --set.time_wait;
  ++set.recycled;
  ++set.held;
  return true;
}

std::uint32_t Snat::least_used(std::uint32_t member) const {
  std::uint32_t best = 0;
  std::uint32_t least = UINT32_MAX;
  for (std::uint32_t address = 0; address < config_.addresses; ++address) {
    const PortSet& set = sets_[set_of(address, member)];
    if (set.held + set.time_wait < least) {
      least = set.held + set.time_wait;
      best = address;
    }
  }
  return best;
}

void Snat::begin_time_wait(SimTime now, std::uint16_t address, std::uint32_t member) {
  PortSet& set = sets_[set_of(address, member)];
  OCSSIM_DCHECK(set.held > 0);
  --set.held;
  ++set.time_wait;
  changed(now, address, set, 0);
}

void Snat::end_time_wait(SimTime now, std::uint16_t address, std::uint32_t member) {
  PortSet& set = sets_[set_of(address, member)];
  if (set.recycled > 0) {  // this entry was the oldest, and its port went to a new connection
    --set.recycled;
    return;
  }
  OCSSIM_DCHECK(set.time_wait > 0);
  --set.time_wait;
  changed(now, address, set, -1);
}

void Snat::release(SimTime now, std::uint16_t address, std::uint32_t member) {
  PortSet& set = sets_[set_of(address, member)];
  OCSSIM_DCHECK(set.held > 0);
  --set.held;
  changed(now, address, set, -1);
}

void Snat::move(SimTime now, std::uint16_t address, std::uint32_t from, std::uint32_t to) {
  release(now, address, from);
  PortSet& set = sets_[set_of(address, to)];
  ++set.held;
  changed(now, address, set, 1);
}

void Snat::changed(SimTime now, std::uint32_t address, const PortSet& set, std::int64_t delta) {
  in_use_[address].add(now, delta);
  total_.add(now, delta);
  fullest_[address] =
      std::max(fullest_[address], std::int64_t{set.held} + std::int64_t{set.time_wait});
}

void Snat::begin_observation(SimTime now) {
  // Peaks are hard limits and count from time 0, warm-up or not: only the averages restart.
  for (TimeAverage& level : in_use_) level.begin(now);
  total_.begin(now);
}

}  // namespace ocssim::models
