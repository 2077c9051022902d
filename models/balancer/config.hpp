// What describes the load balancer and its source NAT.
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

enum class NatMode : std::uint8_t { snat, dnat };
enum class BalancingMethod : std::uint8_t { least_connections, round_robin, random };
enum class ConnectionCount : std::uint8_t { server, listener };
enum class PortScope : std::uint8_t { per_ip, per_tuple };
enum class AddressSelection : std::uint8_t {
  round_robin,
  least_used,
  fill_first,
  source_hash,
  tuple_hash
};
enum class OnExhaustion : std::uint8_t { reset, drop, accept_then_close };
enum class MemberDownAction : std::uint8_t { leave, reset };

struct SnatConfig {
  std::uint32_t addresses = 0;
  std::uint32_t ports_per_address = 0;
  PortScope scope = PortScope::per_ip;
  AddressSelection selection = AddressSelection::round_robin;
  Duration time_wait{};
  bool time_wait_recycled = false;  // a TIME_WAIT port is taken when no other is free
  OnExhaustion on_exhaustion = OnExhaustion::drop;
};

struct MonitorConfig {
  std::uint32_t port = 5061;  // 135 and 444 stay open although the service is down
  Duration interval{};
  Duration timeout{};  // down when no check succeeded for this long
};

struct LoadBalancerConfig {
  bool present = true;  // false: one server, clients connect to it
  NatMode nat = NatMode::snat;
  BalancingMethod method = BalancingMethod::least_connections;
  ConnectionCount count = ConnectionCount::server;
  Duration idle_timeout{};
  bool reset_on_idle_timeout = true;
  MemberDownAction on_member_down = MemberDownAction::leave;
  bool affinity = true;                      // TCP level
  std::vector<std::uint32_t> listeners;      // ports of the Front End VIP
  std::vector<std::uint32_t> web_listeners;  // ports of the Web Components VIP
  std::uint32_t source_addresses = 0;        // of clients, for hashes; 0: one a client
  SnatConfig snat;
  MonitorConfig monitor;
};

}  // namespace ocssim::models
