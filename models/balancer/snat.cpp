#include "models/balancer/snat.hpp"

#include "engine/check.hpp"
#include "models/balancer/address_hash.hpp"
#include "models/balancer/mix.hpp"

#include <algorithm>
#include <utility>

namespace ocssim::models {

Snat::Snat(const SnatConfig& config, std::uint32_t members, std::uint32_t balancers)
    : config_(config), members_(config.scope == PortScope::per_tuple ? members : 1) {
  OCSSIM_CHECK(config.addresses > 0 && config.ports_per_address > 0 && members > 0);
  for (std::uint32_t balancer = 0; balancer < balancers; ++balancer) {
    const bool has_own = balancer > 0 && config.web_addresses > 0;
    const std::uint32_t first = groups_.empty() ? 0 : groups_.back().end;
    Group group{.first = first, .end = first + (has_own ? config.web_addresses : config.addresses)};
    for (std::uint32_t address = group.first; address < group.end; ++address) {
      group.open.push_back(address);
    }
    groups_.push_back(std::move(group));
  }
  const std::size_t addresses = groups_.back().end;
  OCSSIM_CHECK(addresses < 65536);
  sets_.resize(addresses * members_);
  in_use_.resize(addresses);
  fullest_.assign(addresses, 0);
  refused_at_.resize(addresses);
  if (config.search.kind == PortSearch::exhaustive) return;
  const bool is_random = config.search.kind == PortSearch::random_tries;
  OCSSIM_CHECK(is_random ? config.search.tries > 0
                         : config.search.window > 0 && config.search.last_window > 0);
  maps_.assign(sets_.size(), PortMap(config.ports_per_address));
}

void Snat::set_open(std::uint32_t address, bool open) {
  for (Group& group : groups_) {
    if (address < group.first || address >= group.end) continue;
    const auto at = std::lower_bound(group.open.begin(), group.open.end(), address);
    const bool is_open = at != group.open.end() && *at == address;
    if (open && !is_open) group.open.insert(at, address);
    if (!open && is_open) group.open.erase(at);
    OCSSIM_CHECK(!group.open.empty());
    group.next = 0;
  }
}

std::uint64_t Snat::ports_of_address() const {
  return std::uint64_t{config_.ports_per_address} * members_;
}

std::size_t Snat::set_of(std::uint32_t address, std::uint32_t member) const {
  return std::size_t{address} * members_ + (members_ == 1 ? 0 : member);
}

std::uint32_t Snat::first_place(Group& group, const Request& request) const {
  const auto count = static_cast<std::uint32_t>(group.open.size());
  switch (config_.selection) {
    case AddressSelection::source_hash:
      return scaled_hash(request.source_hash, count);
    case AddressSelection::tuple_hash:
      return scaled_hash(request.tuple_hash, count);
    case AddressSelection::round_robin: {
      const std::uint32_t place = group.next;
      group.next = group.next + 1 == count ? 0 : group.next + 1;
      return place;
    }
    case AddressSelection::least_used:
      return least_used(group, request.member);
    case AddressSelection::fill_first:
      return 0;
    case AddressSelection::random:
      return scaled_hash(static_cast<std::uint32_t>(mix(~request.luck) >> 32), count);
  }
  return 0;
}

bool Snat::take(SimTime now, const Request& request, SnatBinding& binding) {
  Group& group = groups_[request.balancer];
  const auto count = static_cast<std::uint32_t>(group.open.size());
  const std::uint32_t first = first_place(group, request);
  // A hash names one address; a full one is not passed over.
  const bool is_hash = config_.selection == AddressSelection::source_hash ||
                       config_.selection == AddressSelection::tuple_hash;
  const std::uint32_t asked = is_hash || !config_.next_address_when_full ? 1 : count;
  lost_race_ = false;
  for (std::uint32_t step = 0; step < asked; ++step) {
    const std::uint32_t place = first + step < count ? first + step : first + step - count;
    if (take_from(now, group.open[place], request, binding)) return true;
    if (lost_race_) {
      refused_at_[group.open[place]].add();
      refusals_.raced.add();
      return false;
    }
  }
  refuse(group.open[first], request.member);
  return false;
}

PortMap::Found Snat::find(std::size_t set, std::uint64_t luck) {
  if (!is_counted()) return maps_[set].search(config_.search, luck);
  const PortSet& ports = sets_[set];
  if (ports.held + ports.time_wait < config_.ports_per_address) return PortMap::Found(0, false);
  return ports.reusable == 0 ? PortMap::Found() : PortMap::Found(0, true);
}

PortMap::Found Snat::find_in_race(SimTime now, std::size_t set, std::uint64_t luck) {
  while (!picks_.empty() && picks_.front().at + config_.race_window <= now) picks_.pop_front();
  std::vector<std::uint16_t> unseen;
  for (std::size_t i = 0; i < picks_.size(); ++i) {
    const Pick& pick = picks_[i];
    if (pick.set != set) continue;
    const bool stands =
        is_counted() || (maps_[set].is_busy(pick.port) && !maps_[set].is_reusable(pick.port));
    if (stands) unseen.push_back(pick.port);
  }
  if (is_counted()) {
    lost_race_ = !unseen.empty();
    return lost_race_ ? PortMap::Found() : find(set, luck);
  }
  for (const std::uint16_t port : unseen) maps_[set].free(port);
  const PortMap::Found found = find(set, luck);
  for (const std::uint16_t port : unseen) maps_[set].take(port);
  lost_race_ = found && std::find(unseen.begin(), unseen.end(), found.port()) != unseen.end();
  return lost_race_ ? PortMap::Found() : found;
}

bool Snat::take_from(SimTime now, std::uint32_t address, const Request& request,
                     SnatBinding& binding) {
  const std::size_t index = set_of(address, request.member);
  const bool races = config_.race_window > Duration::zero();
  const PortMap::Found found =
      races ? find_in_race(now, index, request.luck) : find(index, request.luck);
  if (!found) return false;
  if (races) picks_.push_back({now, index, found.port()});
  PortSet& set = sets_[index];
  ++set.held;
  if (found.was_resting()) {
    --set.time_wait;
    --set.reusable;
    if (is_counted()) {
      ++set.void_entries;
    } else {
      maps_[index].take_resting(found.port());
    }
  } else {
    if (!is_counted()) maps_[index].take(found.port());
    changed(now, address, set, 1);
  }
  binding = {.address = static_cast<std::uint16_t>(address),
             .port = found.port(),
             .member = static_cast<std::uint16_t>(request.member)};
  return true;
}

bool Snat::take_again(SimTime now, const SnatBinding& binding) {
  const std::size_t index = set_of(binding.address, binding.member);
  PortSet& set = sets_[index];
  if (set.held + set.time_wait == config_.ports_per_address) return false;
  if (!is_counted()) {
    if (maps_[index].is_busy(binding.port)) return false;
    maps_[index].take(binding.port);
  }
  ++set.held;
  changed(now, binding.address, set, 1);
  return true;
}

void Snat::refuse(std::uint32_t address, std::uint32_t member) {
  const PortSet& set = sets_[set_of(address, member)];
  refused_at_[address].add();
  if (set.held >= config_.ports_per_address) {
    refusals_.held.add();
  } else if (set.held + set.time_wait >= config_.ports_per_address) {
    refusals_.resting.add();
  } else {
    refusals_.not_found.add();
  }
}

std::uint32_t Snat::least_used(const Group& group, std::uint32_t member) const {
  std::uint32_t best = 0;
  std::uint32_t least = UINT32_MAX;
  for (std::uint32_t place = 0; place < group.open.size(); ++place) {
    const PortSet& set = sets_[set_of(group.open[place], member)];
    if (set.held + set.time_wait < least) {
      least = set.held + set.time_wait;
      best = place;
    }
  }
  return best;
}

void Snat::begin_time_wait(SimTime now, const SnatBinding& binding) {
  PortSet& set = sets_[set_of(binding.address, binding.member)];
  OCSSIM_DCHECK(set.held > 0);
  --set.held;
  ++set.time_wait;
  changed(now, binding.address, set, 0);
}

void Snat::make_reusable(const SnatBinding& binding) {
  const std::size_t index = set_of(binding.address, binding.member);
  ++sets_[index].reusable;
  if (!is_counted()) maps_[index].make_reusable(binding.port);
}

void Snat::end_time_wait(SimTime now, const SnatBinding& binding) {
  const std::size_t index = set_of(binding.address, binding.member);
  PortSet& set = sets_[index];
  bool was_reusable = set.reusable > 0;
  if (is_counted()) {
    if (set.void_entries > 0) {  // this entry was the oldest, and its port went to another
      --set.void_entries;
      return;
    }
  } else {
    if (!maps_[index].ends_rest(binding.port)) return;
    was_reusable = maps_[index].is_reusable(binding.port);
    maps_[index].free(binding.port);
  }
  OCSSIM_DCHECK(set.time_wait > 0);
  --set.time_wait;
  if (was_reusable) --set.reusable;
  changed(now, binding.address, set, -1);
}

void Snat::release(SimTime now, const SnatBinding& binding) {
  const std::size_t index = set_of(binding.address, binding.member);
  PortSet& set = sets_[index];
  OCSSIM_DCHECK(set.held > 0);
  --set.held;
  if (!is_counted()) maps_[index].free(binding.port);
  changed(now, binding.address, set, -1);
}

std::optional<SnatBinding> Snat::move(SimTime now, const SnatBinding& binding, std::uint32_t to) {
  release(now, binding);
  SnatBinding moved = binding;
  moved.member = static_cast<std::uint16_t>(to);
  const std::size_t index = set_of(binding.address, to);
  if (!is_counted()) {
    std::uint32_t tried = 0;
    while (tried < ports() && maps_[index].is_busy(moved.port)) {
      moved.port = static_cast<std::uint16_t>((moved.port + 1u) % ports());
      ++tried;
    }
    if (tried == ports()) return std::nullopt;
    maps_[index].take(moved.port);
  }
  PortSet& set = sets_[index];
  ++set.held;
  changed(now, binding.address, set, 1);
  return moved;
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
