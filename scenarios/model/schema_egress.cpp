// Rows of the NAT that servers go out through.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using E = models::EgressConfig;
using S = models::SnatConfig;
using P = models::PortSearchConfig;
constexpr double day = 86400.0;  // [s]

template <auto... Members>
Field::Store egress() {
  return into<&Scenario::egress, Members...>();
}

template <auto Member>
Field::Store into_step() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign(scenario.egress.quota_table.back().*Member, scalar);
  };
}

std::vector<Field> egress_port_fields() {
  return {
      Field{"egress",
            Form::object,
            {},
            "the NAT of connections that servers open to destinations outside (connections[] with "
            "a destination)"},
      Field{"egress.addresses", Form::count, egress<&E::nat, &S::addresses>(), "its addresses"}
          .at_most(10000),
      Field{"egress.ports_per_address", Form::count, egress<&E::nat, &S::ports_per_address>(),
            "usable ports of one address"}
          .between(1, 65535),
      Field{"egress.scope", Form::choice, egress<&E::nat, &S::scope>(),
            "one port set per address, or one per address and destination: a port is used again "
            "for another destination"}
          .one_of({{"per_ip", 0}, {"per_tuple", 1}}),
      Field{"egress.selection", Form::choice, egress<&E::nat, &S::selection>(),
            "which address a new connection takes; fill_first: the next one when it is full"}
          .one_of({{"round_robin", 0}, {"least_used", 1}, {"fill_first", 2}, {"random", 5}}),
      Field{"egress.next_address_when_full", Form::boolean,
            egress<&E::nat, &S::next_address_when_full>(),
            "whether the other addresses are asked when the one in turn has no port"},
      Field{"egress.port_search", Form::choice, egress<&E::nat, &S::search, &P::kind>(),
            "a free port is found whenever there is one, within windows of probes, or in so many "
            "draws"}
          .one_of({{"exhaustive", 0}, {"bounded_probe", 1}, {"random_tries", 2}}),
      Field{"egress.probe_window", Form::count, egress<&E::nat, &S::search, &P::window>(),
            "bounded_probe: ports probed in a row; the next window is half as long"}
          .between(1, 65535),
      Field{"egress.last_probe_window", Form::count, egress<&E::nat, &S::search, &P::last_window>(),
            "bounded_probe: no window is shorter"}
          .between(1, 65535),
      Field{"egress.collision_tries", Form::count, egress<&E::nat, &S::search, &P::tries>(),
            "random_tries: ports drawn until one is free; at utilization u a share u^tries fails"}
          .between(1, 65535),
      Field{"egress.time_wait", Form::duration, egress<&E::nat, &S::time_wait>(),
            "how long a port rests after FIN"}
          .at_most(day),
      Field{"egress.time_wait_reset", Form::duration, egress<&E::time_wait_reset>(),
            "and after RST"}
          .at_most(day),
      Field{"egress.half_open", Form::duration, egress<&E::nat, &S::half_open>(),
            "and after a SYN that nobody answered (connections[].unanswered)"}
          .at_most(day),
      Field{"egress.race_window", Form::duration, egress<&E::nat, &S::race_window>(),
            "how long a port that was picked is not seen to be taken: another SYN that picks it "
            "meanwhile is lost"}
          .at_most(1.0),
      Field{"egress.idle_timeout", Form::duration, egress<&E::idle_timeout>(),
            "a connection out on which nothing passes for so long is forgotten; 0: none is"}
          .at_most(365 * day),
      Field{"egress.idle_action", Form::choice, egress<&E::idle_action>(),
            "what a server that sends on a forgotten one meets: silence, until it gives up "
            "(connections[].gives_up_after), or RST"}
          .one_of({{"silent", 0}, {"reset_next", 1}}),
  };
}

std::vector<Field> egress_datagram_fields() {
  using D = models::DatagramConfig;
  return {
      Field{"egress.datagrams",
            Form::object,
            {},
            "flows of datagrams (connections[].transport: udp); their ports are counted apart"},
      Field{"egress.datagrams.scope", Form::choice, egress<&E::datagrams, &D::scope>(),
            "per_ip: a port of theirs is not used again for another destination"}
          .one_of({{"per_ip", 0}, {"per_tuple", 1}}),
      Field{"egress.datagrams.idle_timeout", Form::duration,
            egress<&E::datagrams, &D::idle_timeout>(),
            "a flow without a datagram for so long is over: no other packet says so"}
          .at_most(day),
      Field{"egress.datagrams.time_wait", Form::duration, egress<&E::datagrams, &D::time_wait>(),
            "and then its port rests"}
          .at_most(day),
  };
}

std::vector<Field> egress_quota_fields() {
  return {
      Field{"egress.allocation", Form::choice, egress<&E::allocation>(),
            "ports on demand from all, a fixed quota for each server, or one that doubles on "
            "demand"}
          .one_of({{"shared_dynamic", 0}, {"static_per_member", 1}, {"dynamic_per_member", 2}}),
      Field{"egress.quota", Form::count, egress<&E::quota>(),
            "static_per_member: ports of a server; 0: by quota_table"}
          .at_most(65535),
      Field{"egress.quota_granularity", Form::count, egress<&E::quota_granularity>(),
            "static_per_member: quotas are multiples of this; 0: any"}
          .at_most(65535),
      Field{"egress.quota_table[]", Form::object,
            [](Scenario& scenario, const Scalar&) { scenario.egress.quota_table.emplace_back(); },
            "static_per_member: quotas by the size of the pool, ascending"},
      Field{"egress.quota_table[].members", Form::count, into_step<&models::QuotaStep::members>(),
            "pools of up to so many servers"}
          .between(1, 65535)
          .needed(Need::always),
      Field{"egress.quota_table[].ports", Form::count, into_step<&models::QuotaStep::ports>(),
            "give each so many ports"}
          .between(1, 65535)
          .needed(Need::always),
      Field{"egress.quota_min", Form::count, egress<&E::quota_min>(),
            "dynamic_per_member: ports of a server at first"}
          .at_most(65536),
      Field{"egress.quota_max", Form::count, egress<&E::quota_max>(),
            "dynamic_per_member: and at most"}
          .at_most(65536),
      Field{"egress.max_per_destination", Form::count, egress<&E::max_per_destination>(),
            "connections at a time from one address to one destination; 0: no limit"}
          .at_most(10e6),
      Field{"egress.max_entries", Form::count, egress<&E::max_entries>(),
            "connections in its table, resting ones too; 0: no limit"}
          .at_most(4e9),
      Field{"egress.on_full", Form::choice, egress<&E::on_full>(),
            "what a full table does with a new one: it is refused, or the one that saw its last "
            "data longest ago is forgotten, live or not"}
          .one_of({{"refuse", 0}, {"evict_oldest", 1}}),
  };
}

}  // namespace

std::vector<Field> egress_fields() {
  std::vector<Field> rows = egress_port_fields();
  for (auto* part : {&egress_datagram_fields, &egress_quota_fields}) {
    std::vector<Field> block = part();
    rows.insert(rows.end(), block.begin(), block.end());
  }
  return rows;
}

}  // namespace ocssim::scenarios
