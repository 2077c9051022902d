#include "scenarios/model/egress_checks.hpp"

#include <algorithm>
#include <string>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
using models::PortAllocation;

void check_streams(const Draft& draft) {
  const auto& streams = draft.scenario.connections;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const std::string pointer = append_pointer("/connections", i);
    if (streams[i].destination > 0 || streams[i].listener > 0) continue;
    if (!draft.is_good({pointer + "/listener"})) continue;
    draft.fail(Code::missing_key, pointer + "/listener",
               "connections[" + std::to_string(i) + "].listener is missing",
               "a listener that they come to, or a destination that they go to");
  }
}

/// What only connections out can have, and datagrams cannot.
void check_ways(const Draft& draft) {
  const auto& streams = draft.scenario.connections;
  for (std::size_t i = 0; i < streams.size(); ++i) {
    const models::ConnectionStreamConfig& stream = streams[i];
    const std::string pointer = append_pointer("/connections", i);
    if (!draft.is_good({pointer})) continue;
    const bool is_datagram = stream.transport == models::Transport::udp;
    const bool sends = stream.sends_every > Duration::zero();
    if (stream.destination == 0 && (is_datagram || sends || stream.unanswered > 0.0)) {
      draft.fail(Code::missing_key, pointer + "/destination",
                 "transport, unanswered and sends_every are of connections that go out",
                 "a destination");
    } else if (is_datagram && (sends || stream.unanswered > 0.0)) {
      draft.fail(Code::out_of_range, pointer + "/transport",
                 "datagrams have no SYN, and their flow begins anew when it is forgotten",
                 "tcp, or no unanswered and no sends_every");
    } else if (is_datagram && draft.scenario.egress.datagrams.idle_timeout == Duration::zero()) {
      draft.fail(Code::missing_key, "/egress/datagrams/idle_timeout",
                 "nothing says when a flow of datagrams is over", "120 s");
    }
  }
}

void check_ports(const Draft& draft) {
  const models::SnatConfig& nat = draft.scenario.egress.nat;
  if (!draft.is_good({"/egress"})) return;
  if (nat.addresses == 0 || nat.ports_per_address == 0) {
    draft.fail(Code::missing_key, "/egress",
               "connections go out and the NAT has no ports: egress.addresses and "
               "egress.ports_per_address are needed",
               R"("egress": { "addresses": 1, "ports_per_address": 64512 }, or a profile)");
  }
  using models::PortSearch;
  const bool lacks_window = nat.search.kind == PortSearch::bounded_probe &&
                            (nat.search.window == 0 || nat.search.last_window == 0);
  const bool lacks_tries = nat.search.kind == PortSearch::random_tries && nat.search.tries == 0;
  if (lacks_window || lacks_tries) {
    draft.fail(Code::missing_key, "/egress/port_search", "the search of a port has no bound",
               lacks_tries ? "egress.collision_tries" : "egress.probe_window, last_probe_window");
  }
}

/// Quotas of a pool of `servers` are given out whole; more than there are is refused.
void check_quota(const Draft& draft, std::uint32_t ports) {
  const models::EgressConfig& egress = draft.scenario.egress;
  const std::uint64_t servers = draft.scenario.front_ends.count;
  const std::uint64_t all = std::uint64_t{egress.nat.addresses} * egress.nat.ports_per_address;
  if (ports * servers > all) {
    draft.fail(Code::out_of_range, "/egress/quota",
               std::to_string(servers) + " servers with " + std::to_string(ports) +
                   " ports each are more than the " + std::to_string(all) + " that there are",
               "at most " + std::to_string(servers == 0 ? all : all / servers));
  }
  const std::uint32_t grain = egress.quota_granularity;
  if (grain > 0 && ports % grain != 0) {
    draft.fail(
        Code::out_of_range, "/egress/quota",
        "a quota of " + std::to_string(ports) + " is no multiple of " + std::to_string(grain),
        std::to_string(ports / grain * grain) + " or " +
            std::to_string((ports / grain + 1) * grain));
  }
}

void check_allocation(const Draft& draft) {
  const models::EgressConfig& egress = draft.scenario.egress;
  if (!draft.is_good({"/egress", "/front_ends/count"}) || egress.nat.addresses == 0) return;
  if (egress.allocation == PortAllocation::static_per_member) {
    if (egress.quota == 0 && egress.quota_table.empty()) {
      draft.fail(Code::missing_key, "/egress/quota", "the quota of a server is missing",
                 "egress.quota or egress.quota_table");
    }
    if (egress.quota > 0) check_quota(draft, egress.quota);
  }
  if (egress.allocation == PortAllocation::dynamic_per_member) {
    if (egress.quota_min == 0 || egress.quota_max < egress.quota_min) {
      draft.fail(Code::missing_key, "/egress/quota_min",
                 "a quota that grows has no begin, or no end",
                 "egress.quota_min, and egress.quota_max not below it");
    } else {
      check_quota(draft, egress.quota_min);
    }
  }
}

}  // namespace

void check_egress(const Draft& draft) {
  check_streams(draft);
  const auto& streams = draft.scenario.connections;
  const bool goes_out = std::any_of(streams.begin(), streams.end(),
                                    [](const auto& one) { return one.destination > 0; });
  check_ways(draft);
  if (!goes_out) return;
  check_ports(draft);
  check_allocation(draft);
}

}  // namespace ocssim::scenarios
