// Rows of the load balancer and its source NAT.
#include "scenarios/model/schema.hpp"

#include <charconv>
#include <string_view>

namespace ocssim::scenarios {
namespace {

using L = models::LoadBalancerConfig;
using S = models::SnatConfig;
using M = models::MonitorConfig;
using P = models::PortSearchConfig;
using R = models::SlowRampConfig;
using G = models::ConnectGateConfig;
constexpr double day = 86400.0;  // [s]

template <auto... Members>
Field::Store balancer() {
  return into<&Scenario::load_balancer, Members...>();
}

/// a.b.c.d as a number; 0 when it is none, which `check_addresses` reports.
std::uint32_t ipv4(std::string_view text) {
  std::uint32_t address = 0;
  for (int byte = 0; byte < 4; ++byte) {
    unsigned value = 256;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || value > 255) return 0;
    address = address << 8 | value;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    if (byte == 3) return text.empty() ? address : 0;
    if (text.empty() || text.front() != '.') return 0;
    text.remove_prefix(1);
  }
  return 0;
}

std::vector<Field> balancing_fields() {
  return {
      Field{"load_balancer", Form::object, {}, "the balancer in front of the pool"},
      Field{"load_balancer.present", Form::boolean, balancer<&L::present>(),
            "false: clients connect to the only server"}
          .needed(Need::pool),
      Field{"load_balancer.nat", Form::choice, balancer<&L::nat>(),
            "source NAT, or destination NAT only"}
          .one_of({{"snat", 0}, {"dnat", 1}})
          .needed(Need::pool),
      Field{"load_balancer.method", Form::choice, balancer<&L::method>(),
            "how a new connection finds its server"}
          .one_of({{"least_connections", 0},
                   {"round_robin", 1},
                   {"random", 2},
                   {"weighted_least_connections", 3},
                   {"two_choices", 4},
                   {"source_hash", 5},
                   {"client_choice", 6},
                   {"random_k", 7},
                   {"flow_hash", 8}})
          .needed(Need::pool),
      Field{"load_balancer.choices", Form::count, balancer<&L::choices>(),
            "random_k: servers drawn, the least loaded of which takes the connection"}
          .between(1, 64),
      Field{"load_balancer.draw", Form::choice, balancer<&L::draw>(),
            "random members: all alike, or points of a consistent-hash ring (HAProxy)"}
          .one_of({{"uniform", 0}, {"ring", 1}}),
      Field{"load_balancer.member_weights[]", Form::count, balancer<&L::member_weights>(),
            "weights of the servers in order, for all methods but least_connections; "
            "those not named have 1"}
          .between(1, 256),
      Field{"load_balancer.connection_limit", Form::count, balancer<&L::connection_limit>(),
            "connections that a server may hold; 0: no limit"}
          .at_most(10e6),
      Field{"load_balancer.counter_workers", Form::count, balancer<&L::counter_workers>(),
            "workers or instances of the balancer, each of which ranks servers by its own "
            "connections"}
          .between(1, 64),
      Field{"load_balancer.counters_reset_on_reload", Form::boolean,
            balancer<&L::counters_reset_on_reload>(),
            "whether a reload (events[].reload) forgets the connections that stand in the ranking"},
      Field{"load_balancer.count_time_wait", Form::boolean, balancer<&L::count_time_wait>(),
            "whether connections in TIME_WAIT still count in the ranking"},
      Field{"load_balancer.count", Form::choice, balancer<&L::count>(),
            "least connections ranks servers by all their connections or by those of the listener"}
          .one_of({{"server", 0}, {"listener", 1}})
          .needed(Need::pool),
  };
}

std::vector<Field> ramp_fields() {
  return {
      Field{"load_balancer.slow_ramp", Form::duration, balancer<&L::slow_ramp, &R::duration>(),
            "a returning server gets its share of connections over this time"}
          .at_most(day),
      Field{"load_balancer.slow_ramp_rule", Form::choice, balancer<&L::slow_ramp, &R::rule>(),
            "weighted: its weight grows; proportional: the share of its new connections does"}
          .one_of({{"weighted", 0}, {"proportional", 1}}),
      Field{"load_balancer.slow_ramp_steps", Form::count, balancer<&L::slow_ramp, &R::steps>(),
            "steps of the ramp, HAProxy: 16; 0: continuous"}
          .at_most(1000),
      Field{"load_balancer.slow_ramp_applies_to", Form::choice,
            balancer<&L::slow_ramp, &R::applies_to>(),
            "which servers ramp: any that comes into service late, those that the monitor took "
            "back, or those that were added"}
          .one_of({{"any", 0}, {"recovered", 1}, {"new", 2}}),
      Field{"load_balancer.slow_ramp_least", Form::share, balancer<&L::slow_ramp, &R::least>(),
            "least share of the ramp, Envoy: 10 %"}
          .between(0.0, 1.0),
  };
}

std::vector<Field> service_fields() {
  return {
      Field{"load_balancer.on_member_refusal", Form::choice, balancer<&L::on_member_refusal>(),
            "a server's port is closed: the client is reset, or the next server is tried"}
          .one_of({{"reset", 0}, {"next_member", 1}}),
      Field{"load_balancer.logical_balancers", Form::count, balancer<&L::logical_balancers>(),
            "2: the Web Components VIP is on a logical balancer of its own, with SNAT addresses of "
            "its own"}
          .between(1, 2),
      Field{"load_balancer.clients_port", Form::count, balancer<&L::clients_port>(),
            "listener that signed-in clients are connected to"}
          .between(1, 65535),
      Field{"load_balancer.idle_timeout", Form::duration, balancer<&L::idle_timeout>(),
            "a connection without traffic is forgotten after this"}
          .from(least_interval)
          .at_most(365 * day)
          .needed(Need::pool),
      Field{"load_balancer.reset_on_idle_timeout", Form::boolean,
            balancer<&L::reset_on_idle_timeout>(), "whether both sides are told when that happens"}
          .needed(Need::pool),
      Field{"load_balancer.idle_close", Form::choice, balancer<&L::idle_close>(),
            "how they are told: by RST, or by FIN, after which the balancer's port rests"}
          .one_of({{"reset", 0}, {"fin", 1}}),
      Field{"load_balancer.on_member_down", Form::choice, balancer<&L::on_member_down>(),
            "what happens to the connections of a server that the monitor declares down"}
          .one_of({{"leave", 0}, {"reset", 1}, {"reassign", 2}})
          .needed(Need::pool),
      Field{"load_balancer.affinity", Form::boolean, balancer<&L::affinity>(),
            "whether all traffic of a connection reaches the same server; false: each message is "
            "balanced by itself"}
          .needed(Need::pool),
      Field{"load_balancer.listeners[]", Form::count, balancer<&L::listeners>(),
            "ports of the Front End VIP"}
          .between(1, 65535),
      Field{"load_balancer.web_listeners[]", Form::count, balancer<&L::web_listeners>(),
            "ports of the Web Components VIP"}
          .between(1, 65535),
      Field{"load_balancer.source_addresses", Form::count, balancer<&L::source_addresses>(),
            "addresses that clients come from, for hashes; 0: one a client"}
          .at_most(20e6)
          .needed(Need::pool),
      Field{"load_balancer.first_source_address", Form::text,
            [](Scenario& scenario, const Scalar& scalar) {
              scenario.load_balancer.first_source_address = ipv4(scalar.text);
            },
            "IPv4 address of the first client, for hashes; the others follow"}
          .needed(Need::pool),
      Field{"load_balancer.first_member_address", Form::text,
            [](Scenario& scenario, const Scalar& scalar) {
              scenario.load_balancer.first_member_address = ipv4(scalar.text);
            },
            "IPv4 address of the first server, for hashes; the others follow"}
          .needed(Need::pool),
  };
}

std::vector<Field> limit_fields() {
  using Limits = models::BalancerLimits;
  return {
      Field{"load_balancer.limits", Form::object, {}, "what the balancer itself can do"},
      Field{"load_balancer.limits.connections", Form::count,
            balancer<&L::limits, &Limits::connections>(),
            "connections that it can hold, those of dead clients included; 0: no limit"}
          .at_most(1e9),
      Field{"load_balancer.limits.on_full", Form::choice, balancer<&L::limits, &Limits::on_full>(),
            "what a full table does with a SYN: nothing, or the connection that saw its last data "
            "longest ago is forgotten, live or not"}
          .one_of({{"refuse", 0}, {"evict_oldest", 1}}),
  };
}

std::vector<Field> lifetime_fields() {
  using T = models::LifetimeConfig;
  using F = models::FailOpenConfig;
  return {
      Field{"load_balancer.max_connection_duration", Form::duration,
            balancer<&L::lifetime, &T::longest>(),
            "a connection is closed at this age, whatever it does; 0: never"}
          .zero_or_from(least_interval)
          .at_most(365 * day),
      Field{"load_balancer.max_connection_duration_jitter", Form::share,
            balancer<&L::lifetime, &T::jitter>(),
            "the age is drawn from max_connection_duration times U(1 - this, 1)"}
          .between(0.0, 1.0),
      Field{"load_balancer.deregistration_delay", Form::duration,
            balancer<&L::lifetime, &T::deregistration_delay>(),
            "of a drained server, until on_deregistered"}
          .at_most(365 * day),
      Field{"load_balancer.on_deregistered", Form::choice,
            balancer<&L::lifetime, &T::on_deregistered>(),
            "what happens then to the connections that are left"}
          .one_of({{"leave", 0}, {"reset", 1}}),
      Field{"load_balancer.fail_open", Form::boolean, balancer<&L::fail_open, &F::when_none>(),
            "whether all listed servers get connections when none is in service"},
      Field{"load_balancer.panic_threshold", Form::share, balancer<&L::fail_open, &F::below>(),
            "the same when a smaller share of them is in service; 0: never"}
          .between(0.0, 1.0),
  };
}

std::vector<Field> admission_fields() {
  return {
      Field{"load_balancer.connect_rate", Form::rate, balancer<&L::gate, &G::rate>(),
            "new connections let in, all servers together: admission control; 0: all"},
      Field{"load_balancer.connect_burst", Form::count, balancer<&L::gate, &G::burst>(),
            "and so many at once"}
          .between(1, 1e9),
      Field{"load_balancer.connect_rate_action", Form::choice, balancer<&L::gate, &G::action>(),
            "what becomes of the others: refused, or they wait for their turn"}
          .one_of({{"refuse", 0}, {"queue", 1}}),
      Field{"load_balancer.connect_backlog", Form::count, balancer<&L::gate, &G::backlog>(),
            "queue: so many wait, more are refused; 0: any number"}
          .at_most(1e9),
  };
}

std::vector<Field> forgotten_fields() {
  return {
      Field{"load_balancer.unknown_packet", Form::choice, balancer<&L::unknown_packet>(),
            "what a packet of a forgotten connection meets: silence, a reset, a mapping to another "
            "port (the server resets it), or its old mapping again"}
          .one_of({{"drop", 0}, {"reset", 1}, {"new_mapping", 2}, {"same_mapping", 3}})
          .needed(Need::pool),
      Field{"load_balancer.connection_mirroring", Form::boolean,
            balancer<&L::connection_mirroring>(),
            "whether the standby knows the connections when it takes over"}
          .needed(Need::pool),
      Field{"load_balancer.fail_over_time", Form::duration, balancer<&L::fail_over_time>(),
            "until the standby has taken over; new connections meet silence meanwhile"}
          .at_most(3600.0)
          .needed(Need::pool),
  };
}

std::vector<Field> monitor_fields() {
  return {
      Field{"load_balancer.monitor", Form::object, {}, "how a dead server is noticed"},
      Field{"load_balancer.monitor.port", Form::count, balancer<&L::monitor, &M::port>(),
            "port that is tried; 135 and 444 stay open although the service is down"}
          .between(1, 65535)
          .needed(Need::pool),
      Field{"load_balancer.monitor.interval", Form::duration, balancer<&L::monitor, &M::interval>(),
            "how often"}
          .from(least_interval)
          .at_most(day)
          .needed(Need::pool),
      Field{"load_balancer.monitor.timeout", Form::duration, balancer<&L::monitor, &M::timeout>(),
            "down when no try succeeded for this long; time-out of one try"}
          .from(least_interval)
          .at_most(day)
          .needed(Need::pool),
      Field{"load_balancer.monitor.failures", Form::count, balancer<&L::monitor, &M::failures>(),
            "down after so many failed tries in a row; 0: by timeout"}
          .at_most(1000),
      Field{"load_balancer.monitor.successes", Form::count, balancer<&L::monitor, &M::successes>(),
            "up after so many tries in a row"}
          .between(1, 1000),
      Field{"load_balancer.monitor.spread", Form::boolean, balancer<&L::monitor, &M::spread>(),
            "whether each server is tried at a phase of its own"},
      Field{"load_balancer.monitor.active", Form::boolean, balancer<&L::monitor, &M::active>(),
            "false: no tries, only clients' connects tell"},
      Field{"load_balancer.monitor.max_fails", Form::count, balancer<&L::monitor, &M::max_fails>(),
            "refused connects that put a server aside for fail_timeout (nginx); 0: none do"}
          .at_most(1000),
      Field{"load_balancer.monitor.fail_timeout", Form::duration,
            balancer<&L::monitor, &M::fail_timeout>(),
            "after this a server that was put aside is tried by one connect"}
          .at_most(day),
  };
}

std::vector<Field> snat_fields() {
  return {
      Field{"load_balancer.snat", Form::object, {}, "source addresses and their ports"},
      Field{"load_balancer.snat.addresses", Form::count, balancer<&L::snat, &S::addresses>(),
            "SNAT addresses"}
          .at_most(10000)
          .or_per_users()
          .needed(Need::pool),
      Field{"load_balancer.snat.web_addresses", Form::count,
            balancer<&L::snat, &S::web_addresses>(),
            "SNAT addresses of a second logical balancer, snat_address[addresses] onwards; 0: as "
            "many as addresses"}
          .at_most(10000),
      Field{"load_balancer.snat.ports_per_address", Form::count,
            balancer<&L::snat, &S::ports_per_address>(),
            "usable ports of one address; 1024-65535 holds 64,512"}
          .between(1, 65535)
          .needed(Need::pool),
      Field{"load_balancer.snat.scope", Form::choice, balancer<&L::snat, &S::scope>(),
            "one port set per address, or one per address, member and member port"}
          .one_of({{"per_ip", 0}, {"per_tuple", 1}})
          .needed(Need::pool),
      Field{"load_balancer.snat.selection", Form::choice, balancer<&L::snat, &S::selection>(),
            "which address a new connection takes"}
          .one_of({{"round_robin", 0},
                   {"least_used", 1},
                   {"fill_first", 2},
                   {"source_hash", 3},
                   {"tuple_hash", 4},
                   {"random", 5}})
          .needed(Need::pool),
      Field{"load_balancer.snat.next_address_when_full", Form::boolean,
            balancer<&L::snat, &S::next_address_when_full>(),
            "whether the other addresses are asked when the one in turn has no port; a hash never "
            "asks them"}
          .needed(Need::pool),
  };
}

std::vector<Field> snat_port_fields() {
  return {
      Field{"load_balancer.snat.port_search", Form::choice,
            balancer<&L::snat, &S::search, &P::kind>(),
            "whether a free port is found whenever there is one, within a number of probes, or in "
            "so many draws"}
          .one_of({{"exhaustive", 0}, {"bounded_probe", 1}, {"random_tries", 2}})
          .needed(Need::pool),
      Field{"load_balancer.snat.collision_tries", Form::count,
            balancer<&L::snat, &S::search, &P::tries>(),
            "random_tries: ports drawn until one is free; at utilization u a share u^tries fails"}
          .between(1, 65535),
      Field{"load_balancer.snat.probe_window", Form::count,
            balancer<&L::snat, &S::search, &P::window>(),
            "bounded_probe: ports probed in a row; the next window, elsewhere, is half as long"}
          .between(1, 65535)
          .needed(Need::pool),
      Field{"load_balancer.snat.last_probe_window", Form::count,
            balancer<&L::snat, &S::search, &P::last_window>(),
            "bounded_probe: no window is shorter"}
          .between(1, 65535)
          .needed(Need::pool),
      Field{"load_balancer.snat.time_wait_probes", Form::count,
            balancer<&L::snat, &S::search, &P::resting_probes>(),
            "bounded_probe: so many probes at the end of a window may take a resting port"}
          .at_most(65535)
          .needed(Need::pool),
      Field{"load_balancer.snat.time_wait", Form::duration, balancer<&L::snat, &S::time_wait>(),
            "how long a port rests after a close"}
          .at_most(day)
          .needed(Need::pool),
      Field{"load_balancer.snat.time_wait_after", Form::choice,
            balancer<&L::snat, &S::time_wait_after>(),
            "whose close makes a port rest: any, or the client's only (a proxy that closes last "
            "has no TIME_WAIT)"}
          .one_of({{"any_close", 0}, {"client_close", 1}})
          .needed(Need::pool),
      Field{"load_balancer.snat.time_wait_reset", Form::duration,
            balancer<&L::snat, &S::time_wait_reset>(), "and after RST"}
          .at_most(day),
      Field{"load_balancer.snat.half_open", Form::duration, balancer<&L::snat, &S::half_open>(),
            "and after a SYN that no server answered was given up"}
          .at_most(day),
      Field{"load_balancer.snat.race_window", Form::duration, balancer<&L::snat, &S::race_window>(),
            "how long a port that was picked is not seen to be taken: another SYN that picks it "
            "meanwhile is lost"}
          .at_most(1.0),
      Field{"load_balancer.snat.time_wait_reuse", Form::choice,
            balancer<&L::snat, &S::time_wait_reuse>(), "whether a resting port may be taken early"}
          .one_of({{"none", 0}, {"after_1s", 1}, {"recycled", 2}})
          .needed(Need::pool),
      Field{"load_balancer.snat.on_exhaustion", Form::choice,
            balancer<&L::snat, &S::on_exhaustion>(), "what a client sees when no port is free"}
          .one_of({{"reset", 0}, {"drop", 1}, {"accept_then_close", 2}})
          .needed(Need::pool),
  };
}

}  // namespace

std::vector<Field> load_balancer_fields() {
  std::vector<Field> rows;
  for (auto* part :
       {&balancing_fields, &ramp_fields, &service_fields, &limit_fields, &lifetime_fields,
        &admission_fields, &forgotten_fields, &monitor_fields, &snat_fields, &snat_port_fields}) {
    std::vector<Field> block = part();
    rows.insert(rows.end(), block.begin(), block.end());
  }
  return rows;
}

}  // namespace ocssim::scenarios
