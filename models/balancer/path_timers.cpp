#include "models/balancer/path_timers.hpp"

#include "engine/check.hpp"

#include <utility>

namespace ocssim::models {

PathTimers::PathTimers(PathConfig config) : config_(std::move(config)) {
  OCSSIM_CHECK(config_.hops.size() < whole - first_hop - 1);
  const auto add = [this](std::string name) {
    rows_.emplace_back();
    rows_.back().name = std::move(name);
  };
  const auto offer = [this](Duration timeout) {
    if (has_hop_ && timeout >= hop_.timeout) return;
    hop_ = {.timeout = timeout, .hop = static_cast<std::uint8_t>(rows_.size() - 1)};
    has_hop_ = true;
  };
  add("load_balancer");
  add(config_.nat.empty() ? "" : "client_nat");
  for (const IdleHop& hop : config_.hops) {
    add(hop.name);
    offer(hop.idle_timeout);
  }
  if (config_.server_idle == Duration::zero()) return;
  add("front_end");
  offer(config_.server_idle);
}

void PathTimers::prepare(std::uint64_t seed, std::uint32_t replication, std::uint32_t clients) {
  nat_stream_ = Stream(seed, "clients.path_nat", replication);
  cut_by_.assign(clients, whole);
}

Duration PathTimers::nat_timeout(std::uint32_t endpoint) const {
  const RandomBlock block = nat_stream_.draw(endpoint, 0);
  double left = block.uniform(0);
  for (const PathNatShare& part : config_.nat) {
    if (left < part.share) {
      return part.from + seconds(to_seconds(part.to - part.from) * block.uniform(1));
    }
    left -= part.share;
  }
  return sim_never - sim_start;
}

PathTimers::First PathTimers::first(std::uint32_t endpoint, Duration balancer_timeout) const {
  First first{.timeout = balancer_timeout, .hop = balancer};
  if (endpoint >= cut_by_.size()) return first;  // a stream stands for no client
  if (!config_.nat.empty()) {
    const Duration nat = nat_timeout(endpoint);
    if (nat < first.timeout) first = {.timeout = nat, .hop = client_nat};
  }
  return has_hop_ && hop_.timeout < first.timeout ? hop_ : first;
}

HopAction PathTimers::action(std::uint8_t hop) const {
  if (hop == client_nat) return config_.nat_on_idle;
  const std::size_t index = hop - first_hop;
  return index < config_.hops.size() ? config_.hops[index].on_idle : HopAction::close;
}

void PathTimers::begin_silent_death(SimTime now, std::uint32_t endpoint, std::uint8_t hop) {
  OCSSIM_DCHECK(!is_cut(endpoint));
  cut_by_[endpoint] = hop;
  rows_[hop].silently_dead.add(now, 1);
}

void PathTimers::end_silent_death(SimTime now, std::uint32_t endpoint) {
  if (!is_cut(endpoint)) return;
  rows_[cut_by_[endpoint]].silently_dead.add(now, -1);
  cut_by_[endpoint] = whole;
}

void PathTimers::begin_observation(SimTime now) {
  for (Row& row : rows_) {
    row.cuts.begin();
    row.silently_dead.begin(now);
  }
}

void PathTimers::check_conservation() const {
  std::vector<std::int64_t> dead(rows_.size(), 0);
  for (const std::uint8_t hop : cut_by_) {
    if (hop != whole) ++dead[hop];
  }
  for (std::size_t hop = 0; hop < rows_.size(); ++hop) {
    OCSSIM_CHECK(dead[hop] == rows_[hop].silently_dead.level());
  }
}

}  // namespace ocssim::models
