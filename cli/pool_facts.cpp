#include "cli/pool_facts.hpp"

#include "models/back_end/buffer_pool.hpp"
#include "scenarios/topology/topology.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace ocssim::cli {
namespace {

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

/// The tiers of the deployment guide: 4, 8, and 12 or more GB; and what this scenario has.
std::vector<reports::MemoryTier> memory_tiers(const scenarios::Scenario& scenario) {
  std::vector<std::uint64_t> sizes;
  for (const double size : {4.0, 8.0, 12.0, 16.0}) {
    sizes.push_back(static_cast<std::uint64_t>(size * gibibyte));
  }
  if (std::find(sizes.begin(), sizes.end(), scenario.sql.memory) == sizes.end()) {
    sizes.push_back(scenario.sql.memory);
    std::sort(sizes.begin(), sizes.end());
  }
  std::vector<reports::MemoryTier> tiers;
  for (const std::uint64_t size : sizes) {
    models::SqlConfig sql = scenario.sql;
    sql.memory = size;
    const models::BufferPool pool = models::size_buffer_pool(sql, scenario.clients.users);
    const double data = static_cast<double>(std::max<std::uint64_t>(1, pool.data_pages));
    const double pages = static_cast<double>(pool.pages);
    tiers.push_back({.name = fmt::format("{:g} GiB", static_cast<double>(size) / gibibyte),
                     .is_present = size == scenario.sql.memory,
                     .share = std::min(1.0, pages / data),
                     .hit_ratio = pool.hit_ratio,
                     .reads_per_call = (1.0 - pool.hit_ratio) * sql.pages_per_call,
                     .users = scenario.clients.users * pages / data});
  }
  return tiers;
}

void add_topology(const scenarios::Scenario& scenario, reports::PoolFacts& facts) {
  const scenarios::Topology topology = scenarios::analyze(scenario);
  for (const scenarios::TopologyNode& node : topology.nodes) {
    const bool single =
        std::any_of(topology.single_points.begin(), topology.single_points.end(),
                    [&](const scenarios::SinglePoint& point) { return point.node == node.name; });
    facts.nodes.push_back({.name = node.name,
                           .role = node.role,
                           .limited_by = node.limited_by,
                           .users_at_limit = node.users_at_limit,
                           .is_single_point = single});
  }
  for (const scenarios::TopologyEdge& edge : topology.edges) {
    facts.links.push_back({.from = edge.from, .to = edge.to, .carries = edge.carries});
  }
}

}  // namespace

reports::PoolFacts facts_of(const scenarios::Scenario& scenario) {
  reports::PoolFacts facts;
  facts.users = scenario.clients.users;
  add_topology(scenario, facts);
  if (!scenario.has_pool) return facts;
  const models::LoadBalancerConfig& balancer = scenario.load_balancer;
  facts.front_ends = scenario.front_ends.count;
  facts.members = scenario.front_ends.count;
  if (balancer.present && balancer.nat == models::NatMode::snat) {
    facts.snat_addresses = balancer.snat.addresses;
    facts.ports_per_address = balancer.snat.ports_per_address;
    facts.per_tuple = balancer.snat.scope == models::PortScope::per_tuple;
  }
  facts.idle_timeout = to_seconds(balancer.idle_timeout);
  const models::ClientsConfig::KeepAlive& keep_alive = scenario.clients.keep_alive;
  facts.keep_alive = keep_alive.enabled ? to_seconds(keep_alive.interval) : 0.0;
  facts.sql_memory = static_cast<double>(scenario.sql.memory);
  facts.slow_ramp = to_seconds(balancer.slow_ramp.duration);
  facts.sql_tiers = memory_tiers(scenario);
  return facts;
}

}  // namespace ocssim::cli
