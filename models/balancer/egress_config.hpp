// What describes the NAT that servers go out through: to push services, trunks, other clouds.
#pragma once

#include "engine/time.hpp"
#include "models/balancer/config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

/// How ports are handed to the members of the pool: on demand from what all share; a fixed quota
/// each; or a quota that doubles when a member needs more (Cloud NAT).
enum class PortAllocation : std::uint8_t { shared_dynamic, static_per_member, dynamic_per_member };

/// What a server that sends on a connection that the NAT has forgotten meets: nothing, until it
/// gives up, or RST.
enum class IdleAction : std::uint8_t { silent, reset_next };

/// Pools of up to `members` get `ports` each.
struct QuotaStep {
  std::uint32_t members = 0;
  std::uint32_t ports = 0;
};

/// Datagrams have no close: the NAT sees a flow end when it is idle for too long. Their ports are
/// counted apart from those of connections.
struct DatagramConfig {
  PortScope scope = PortScope::per_tuple;
  Duration idle_timeout{};
  Duration time_wait{};  // and then a port rests
};

struct EgressConfig {
  SnatConfig nat;              // its port sets are per address, or per (address, destination)
  Duration time_wait_reset{};  // how long a port rests after RST; nat.time_wait is after FIN
  Duration idle_timeout{};     // a connection without traffic is forgotten; 0: never
  IdleAction idle_action = IdleAction::silent;
  DatagramConfig datagrams;
  PortAllocation allocation = PortAllocation::shared_dynamic;
  std::uint32_t quota = 0;                // static: ports of a member; 0: by the table
  std::uint32_t quota_granularity = 0;    // static: quotas are multiples of it; 0: any
  std::vector<QuotaStep> quota_table;     // static: by the size of the pool, ascending
  std::uint32_t quota_min = 0;            // dynamic: ports of a member at first
  std::uint32_t quota_max = 0;            // dynamic: and at most
  std::uint32_t max_per_destination = 0;  // connections of an address to one destination; 0: any
  std::uint32_t max_entries = 0;          // of its table, resting ones too; 0: any
  OnFull on_full = OnFull::refuse;        // what a full table does
};

}  // namespace ocssim::models
