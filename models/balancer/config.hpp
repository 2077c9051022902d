// What describes the load balancer and its source NAT.
#pragma once

#include "engine/time.hpp"
#include "models/balancer/path_config.hpp"
#include "models/queueing/connect_gate.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

enum class NatMode : std::uint8_t { snat, dnat };
enum class BalancingMethod : std::uint8_t {
  least_connections,
  round_robin,
  random,
  weighted_least_connections,
  two_choices,
  source_hash,
  client_choice,  // no balancer chooses: client i dials server i mod n (a plain NAT)
  random_k,       // the least loaded of `choices` members drawn at random
  flow_hash       // of addresses and ports: each connection of a client anew
};
/// Where random members come from: all alike, or points of a consistent-hash ring (HAProxy), whose
/// gaps give members unequal shares.
enum class MemberDraw : std::uint8_t { uniform, ring };
enum class ConnectionCount : std::uint8_t { server, listener };
enum class PortScope : std::uint8_t { per_ip, per_tuple };
enum class AddressSelection : std::uint8_t {
  round_robin,
  least_used,
  fill_first,
  source_hash,
  tuple_hash,
  random
};
enum class OnExhaustion : std::uint8_t { reset, drop, accept_then_close };
/// Who sends the first FIN.
enum class ClosedBy : std::uint8_t { client, server };
/// reassign: the binding moves to another member, which knows nothing of it and answers RST to the
/// client's next data.
enum class MemberDownAction : std::uint8_t { leave, reset, reassign };
/// A member's port answers RST: the client sees it, or the balancer tries the next member.
enum class OnMemberRefusal : std::uint8_t { reset, next_member };
enum class RampRule : std::uint8_t { weighted, proportional };
/// Who ramps: each server that comes into service late, those that the monitor took back (HAProxy),
/// or those that were added (Envoy without health checks).
enum class RampFor : std::uint8_t { any, recovered, added };
/// What a full table of connections does with a new one: nothing, or the entry that saw its last
/// data longest ago makes room, live or not (a hash with least-recently-used eviction).
enum class OnFull : std::uint8_t { refuse, evict_oldest };
/// What becomes of the connections of a drained server when its delay is over.
enum class OnDeregistered : std::uint8_t { leave, reset };
/// How the balancer tells both sides of an idle connection: RST, or FIN, after which its port
/// rests.
enum class IdleClose : std::uint8_t { reset, fin };

/// What an administrator does to a member.
enum class MembershipChange : std::uint8_t { add, drain, remove, restore };

/// How a member that came back is let in (models/balancer/slow_ramp.hpp).
struct SlowRampConfig {
  Duration duration{};  // 0: at once
  RampRule rule = RampRule::weighted;
  std::uint32_t steps = 0;  // of the share; 0: continuous
  RampFor applies_to = RampFor::any;
  double least = 0.0;  // share at the begin, and no share is below it
};

enum class PortSearch : std::uint8_t { exhaustive, bounded_probe, random_tries };
/// When a resting port may be taken although its TIME_WAIT is not over.
enum class TimeWaitReuse : std::uint8_t { none, after_1s, recycled };
/// Whose close makes a port rest: a NAT sees both sides, a proxy rests when it closes first.
enum class TimeWaitAfter : std::uint8_t { any_close, client_close };
/// What a packet of a connection that the balancer has forgotten meets.
enum class UnknownPacket : std::uint8_t { drop, reset, new_mapping, same_mapping };

/// `bounded_probe`, `random_tries`: see port_search.hpp.
struct PortSearchConfig {
  PortSearch kind = PortSearch::exhaustive;
  std::uint32_t window = 0;          // ports of the first window
  std::uint32_t last_window = 0;     // and of the last one
  std::uint32_t resting_probes = 0;  // last probes of a window that may take a resting port
  std::uint32_t tries = 0;           // random_tries: ports drawn until one is free
};

struct SnatConfig {
  std::uint32_t addresses = 0;
  std::uint32_t web_addresses = 0;  // of a second logical balancer; 0: as many again
  std::uint32_t ports_per_address = 0;
  PortScope scope = PortScope::per_ip;
  AddressSelection selection = AddressSelection::round_robin;
  bool next_address_when_full = true;  // else the address in turn is the only one that is asked
  PortSearchConfig search;
  Duration time_wait{};
  TimeWaitReuse time_wait_reuse = TimeWaitReuse::none;
  TimeWaitAfter time_wait_after = TimeWaitAfter::any_close;
  Duration time_wait_reset{};  // how long a port rests after RST
  Duration half_open{};        // and after a SYN that nobody answered was given up
  Duration race_window{};      // how long a port that was picked is not seen to be taken
  OnExhaustion on_exhaustion = OnExhaustion::drop;
};

/// What the balancer itself can do; 0: no limit. A SYN beyond it meets silence, or makes room.
struct BalancerLimits {
  std::uint32_t connections = 0;  // held at a time, those of dead clients included
  OnFull on_full = OnFull::refuse;
};

/// What a deployment may have got wrong around it, and the rule of each (rules LB-04, 06, 10, 13).
struct BalancerDeployment {
  bool vip_static = true;               // else a standby takes over under another address
  Duration name_lifetime{};             // for which clients keep the address of the pool's name
  bool member_addresses_static = true;  // else a server that lost power comes back under another
  bool changes_online = true;           // else a change of the membership stops the pool
};

struct MonitorConfig {
  std::uint32_t port = 5061;  // 135 and 444 stay open although the service is down
  Duration interval{};
  Duration timeout{};           // down when no check succeeded for this long; one check's time-out
  std::uint32_t failures = 0;   // checks in a row until down; 0: by `timeout`
  std::uint32_t successes = 1;  // checks in a row until up
  bool spread = false;          // a member's checks begin anywhere in the interval, else at 0
  bool active = true;           // false: no checks, connects tell (passive)
  /// Passive: this many refused connects within `fail_timeout` put a member aside for as long, on a
  /// clock of whole seconds; then one connect tries it (nginx max_fails, fail_timeout). 0: never.
  std::uint32_t max_fails = 0;
  Duration fail_timeout{};
};

/// How long connections may last at the balancer, whatever they do.
struct LifetimeConfig {
  Duration longest{};   // closed at this age: clients connect again, and load evens out; 0: never
  double jitter = 0.0;  // of it: the age is drawn from longest · [1 − jitter, 1]
  Duration deregistration_delay{};  // of a drained server, until `on_deregistered`
  OnDeregistered on_deregistered = OnDeregistered::leave;
};

/// When servers get connections that the balancer holds for dead.
struct FailOpenConfig {
  bool when_none = false;  // none is in service: all that are listed get them
  double below = 0.0;      // the same, when a smaller share than this is in service
};

struct LoadBalancerConfig {
  bool present = true;  // false: one server, clients connect to it
  NatMode nat = NatMode::snat;
  BalancingMethod method = BalancingMethod::least_connections;
  MemberDraw draw = MemberDraw::uniform;
  std::uint32_t choices = 2;  // random_k
  ConnectionCount count = ConnectionCount::server;
  bool count_time_wait = false;               // connections in TIME_WAIT rank, too
  std::uint32_t counter_workers = 1;          // each ranks members by its own connections
  bool counters_reset_on_reload = false;      // connections that stand are forgotten in the ranking
  std::vector<std::uint32_t> member_weights;  // by member; those not named have 1
  std::vector<std::uint32_t> absent_members;  // not there before they are added
  std::vector<std::uint32_t> absent_addresses;  // likewise, SNAT addresses
  std::uint32_t connection_limit = 0;           // of a member; 0: none
  SlowRampConfig slow_ramp;
  ConnectGateConfig gate;  // of all new connections together
  OnMemberRefusal on_member_refusal = OnMemberRefusal::reset;
  std::uint32_t logical_balancers = 1;  // 2: the Web Components VIP has one of its own
  Duration idle_timeout{};
  bool reset_on_idle_timeout = true;
  IdleClose idle_close = IdleClose::reset;  // when they are told
  UnknownPacket unknown_packet = UnknownPacket::drop;
  PathConfig path;                   // further idle timers on the way of clients
  bool connection_mirroring = true;  // the standby knows the connections when it takes over
  Duration fail_over_time{};         // until it has taken over
  MemberDownAction on_member_down = MemberDownAction::leave;
  bool affinity = true;                      // TCP level
  std::vector<std::uint32_t> listeners;      // ports of the Front End VIP
  std::vector<std::uint32_t> web_listeners;  // ports of the Web Components VIP
  std::uint32_t clients_port = 5061;         // that signed-in clients are connected to
  std::uint32_t source_addresses = 0;        // of clients, for hashes; 0: one a client
  std::uint32_t first_source_address = 0;    // IPv4; the others follow
  std::uint32_t first_member_address = 0;    // IPv4; the others follow
  SnatConfig snat;
  MonitorConfig monitor;
  BalancerLimits limits;
  LifetimeConfig lifetime;
  FailOpenConfig fail_open;
  BalancerDeployment deployment;
};

}  // namespace ocssim::models
