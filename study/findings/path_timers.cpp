#include "study/findings/path_timers.hpp"

#include "engine/stats/estimate.hpp"
#include "study/findings/closed_form.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ocssim::study {
namespace {

using models::HopAction;
using models::UnknownPacket;
using scenarios::Scenario;

constexpr double never = 1e18;  // [s]

/// What a hop does, as far as it matters: whether both ends are told, and whether a client that
/// sends into what was forgotten hears of it at once.
struct Fate {
  std::string words;
  bool silent = false;
  bool answered = true;  // RST to the next packet, or it passes
  bool revived = false;  // the next packet brings it back
};

Fate fate_of_unknown(UnknownPacket rule) {
  switch (rule) {
    case UnknownPacket::drop:
      return {"forgets: drops what comes", true, false};
    case UnknownPacket::reset:
      return {"forgets: RST to the next packet", true};
    case UnknownPacket::new_mapping:
      return {"forgets: next from another port", true};
    case UnknownPacket::same_mapping:
      return {"forgets: the next revives it", true, true, true};
  }
  return {};
}

Fate fate_of_balancer(const Scenario& scenario) {
  if (scenario.load_balancer.reset_on_idle_timeout) {
    const bool by_fin = scenario.load_balancer.idle_close == models::IdleClose::fin;
    return {by_fin ? "closes: FIN to both ends" : "closes: RST to both ends"};
  }
  return fate_of_unknown(scenario.load_balancer.unknown_packet);
}

Fate fate_of(HopAction action, UnknownPacket balancer) {
  switch (action) {
    case HopAction::drop:
      return fate_of_unknown(UnknownPacket::drop);
    case HopAction::reset:
      return fate_of_unknown(UnknownPacket::reset);
    case HopAction::remap:
      return {"forgets: next from another port", true, balancer != UnknownPacket::drop};
    case HopAction::close:
      return {"closes: both ends are told"};
  }
  return {};
}

/// A hop of the row with its law over clients.
struct Hop {
  PathTimerRow row = {};
  Fate fate = {};
  double timeout = never;  // of all clients; not of the clients' NAT
};

/// Between two of a client's own messages, its timer late by `lateness` of its grain and jitter.
double silence(const models::ClientsConfig& clients, double lateness) {
  const auto& keep_alive = clients.keep_alive;
  const double refresh = to_seconds(keep_alive.enabled ? clients.register_refresh.with_keep_alive
                                                       : clients.register_refresh.without);
  if (!keep_alive.enabled) return refresh;
  const double ping =
      to_seconds(keep_alive.interval) + lateness * to_seconds(keep_alive.jitter + keep_alive.grain);
  return std::min(ping, refresh);
}

Hop hop_of(std::string name, std::string owner, double timeout, Fate fate) {
  Hop hop{.fate = std::move(fate), .timeout = timeout};
  hop.row.hop = std::move(name);
  hop.row.owner = std::move(owner);
  hop.row.from_s = hop.row.to_s = hop.row.below_s = hop.row.below_most_s = timeout;
  hop.row.action = hop.fate.words;
  hop.row.silent = hop.fate.silent;
  return hop;
}

/// Nine of ten clients have a longer timer, those without any counted with them.
double tenth_shortest(const std::vector<models::PathNatShare>& law) {
  std::vector<models::PathNatShare> parts = law;
  std::sort(parts.begin(), parts.end(),
            [](const auto& a, const auto& b) { return a.from < b.from; });
  double left = 0.1;
  for (const models::PathNatShare& part : parts) {
    if (part.share >= left) {
      return to_seconds(part.from) + to_seconds(part.to - part.from) * left / part.share;
    }
    left -= part.share;
  }
  return never;
}

Hop nat_hop(const Scenario& scenario) {
  const models::PathConfig& path = scenario.load_balancer.path;
  Hop hop = hop_of("client_nat", "each client's own network", never,
                   fate_of(path.nat_on_idle, scenario.load_balancer.unknown_packet));
  hop.row.to_s = 0.0;
  for (const models::PathNatShare& part : path.nat) {
    hop.row.from_s = std::min(hop.row.from_s, to_seconds(part.from));
    hop.row.to_s = std::max(hop.row.to_s, to_seconds(part.to));
  }
  hop.row.below_s = hop.row.from_s;
  hop.row.below_most_s = tenth_shortest(path.nat);
  return hop;
}

/// From the client to the server.
std::vector<Hop> hops_of(const Scenario& scenario) {
  const models::LoadBalancerConfig& balancer = scenario.load_balancer;
  std::vector<Hop> hops;
  if (!balancer.path.nat.empty()) hops.push_back(nat_hop(scenario));
  hops.push_back(hop_of("load_balancer", "load_balancer.idle_timeout",
                        to_seconds(balancer.idle_timeout), fate_of_balancer(scenario)));
  for (std::size_t i = 0; i < balancer.path.hops.size(); ++i) {
    const models::IdleHop& hop = balancer.path.hops[i];
    hops.push_back(hop_of(hop.name, "network.path[" + std::to_string(i) + "].idle_timeout",
                          to_seconds(hop.idle_timeout),
                          fate_of(hop.on_idle, balancer.unknown_packet)));
  }
  const bool closes = scenario.front_ends.closes_idle;
  Fate server{closes ? "closes: both ends are told" : "closes what the balancer forgot"};
  hops.push_back(hop_of("front_end", "front_ends.idle_timeout",
                        to_seconds(scenario.front_ends.idle_timeout), std::move(server)));
  hops.back().row.competes = closes;
  return hops;
}

/// One kind of client: whose timer comes first, and when.
struct Kind {
  const Hop* first = nullptr;
  double timeout = never;
  double share = 0.0;
};

/// The NAT's law cut into pieces so thin that one length stands for each.
std::vector<Kind> kinds_of(const Scenario& scenario, const std::vector<Hop>& hops) {
  constexpr int pieces = 2000;
  Kind same;  // of clients without NAT
  const Hop* nat = nullptr;
  for (const Hop& hop : hops) {
    if (hop.row.hop == "client_nat") nat = &hop;
    if (!hop.row.competes || hop.timeout >= same.timeout) continue;
    same.first = &hop;
    same.timeout = hop.timeout;
  }
  std::vector<Kind> kinds;
  double rest = 1.0;
  for (const models::PathNatShare& part : scenario.load_balancer.path.nat) {
    rest -= part.share;
    for (int i = 0; i < pieces; ++i) {
      const double at =
          to_seconds(part.from) + to_seconds(part.to - part.from) * (i + 0.5) / pieces;
      const double share = part.share / pieces;
      kinds.push_back(at < same.timeout ? Kind{nat, at, share}
                                        : Kind{same.first, same.timeout, share});
    }
  }
  same.share = std::max(0.0, rest);
  kinds.push_back(same);
  return kinds;
}

/// Whether nothing but keep-alives and refreshes passes: then the silences are known.
bool is_quiet(const Scenario& scenario) {
  const auto& activity = scenario.clients.activity;
  const double rates =
      activity.presence_publications + activity.polls + activity.im_sessions + activity.background;
  return rates == 0.0 && scenario.clients.keep_alive.jitter == Duration::zero() &&
         scenario.events.empty() && scenario.clients.notices_close == models::NoticesClose::at_once;
}

/// A client sends every G; its timer fires T < G after, and it notices G + R after, R the time in
/// which TCP gives up on silence: dead for G − T + R out of G + R, then away until it is back.
double predicted_share(const Scenario& scenario, const std::vector<Kind>& kinds) {
  const models::ClientsConfig& clients = scenario.clients;
  const double gap = silence(clients, 0.5);  // the mean
  const double away = to_seconds(clients.reconnect.rule == models::ReconnectRule::full
                                     ? (clients.reconnect.min_delay + clients.reconnect.delay) / 2
                                     : clients.reconnect.delay);
  double dead = 0.0;
  double signed_in = 0.0;
  for (const Kind& kind : kinds) {
    const bool is_cut = kind.timeout < gap;
    if (!is_cut) {
      signed_in += kind.share;
      continue;
    }
    const Fate& fate = kind.first->fate;
    const double notice = fate.answered ? 0.0 : to_seconds(clients.retransmission_timeout);
    const double looks_well = fate.silent ? gap + notice : kind.timeout;
    const double cycle = fate.revived ? gap : looks_well + away;
    signed_in += kind.share * looks_well / cycle;
    if (fate.silent) dead += kind.share * (looks_well - kind.timeout) / cycle;
  }
  return signed_in > 0.0 ? dead / signed_in : 0.0;
}

double level(const Observations& seen, std::string_view metric, std::string_view component) {
  for (const Observation& one : seen.metrics) {
    if (one.metric == metric && one.component == component) return one.sum / one.weight;
  }
  return 0.0;
}

Figure share_of(std::span<const Observations> replications, std::string_view metric,
                std::string_view component, double confidence) {
  std::vector<RatioPart> parts;
  for (const Observations& seen : replications) {
    parts.push_back({level(seen, metric, component), level(seen, "clients.signed_in", "")});
  }
  return estimate_ratio(parts, confidence, false);
}

}  // namespace

PathTimerTable path_timers(const Scenario& scenario, std::span<const Observations> replications,
                           std::span<const MetricResult> metrics, double confidence) {
  PathTimerTable table;
  if (!scenario.has_pool || replications.empty()) return table;
  std::vector<Hop> hops = hops_of(scenario);
  const std::vector<Kind> kinds = kinds_of(scenario, hops);
  table.silence_s = silence(scenario.clients, 1.0);
  table.silently_dead = share_of(replications, "clients.silently_dead", "", confidence);
  if (is_quiet(scenario)) {
    table.predicted = predicted_share(scenario, kinds);
    table.formula = "(G - T + R) / (G + R) of those whose timer T is below their silence G";
  }
  const bool has_rows = scenario.load_balancer.path.any() || scenario.front_ends.closes_idle;
  for (Hop& hop : hops) {
    for (const Kind& kind : kinds) {
      if (kind.first == &hop) hop.row.first_share += kind.share;
    }
    const bool is_balancer = hop.row.hop == "load_balancer";
    if (has_rows && hop.row.competes) {
      hop.row.cuts = figure_of(metrics, "path.idle_cuts", hop.row.hop, "total");
      hop.row.silently_dead = share_of(replications, "path.silently_dead", hop.row.hop, confidence);
    } else if (is_balancer) {
      hop.row.cuts = figure_of(metrics, "lb.idle_drops", "", "total");
      if (scenario.events.empty()) hop.row.silently_dead = table.silently_dead;
    }
    table.rows.push_back(std::move(hop.row));
  }
  return table;
}

}  // namespace ocssim::study
