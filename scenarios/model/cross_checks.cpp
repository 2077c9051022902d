// Each check is silent when a value that it needs is faulty itself.
#include "scenarios/model/cross_checks.hpp"

#include "scenarios/document/nearest.hpp"
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/model/egress_checks.hpp"
#include "scenarios/model/event_checks.hpp"
#include "scenarios/model/event_groups.hpp"
#include "scenarios/model/fidelity_checks.hpp"
#include "scenarios/model/path_checks.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;

void check_run(const Draft& draft) {
  const SimulationPlan& plan = draft.scenario.simulation;
  if (!draft.is_good({"/simulation/duration"})) return;
  if (draft.is_good({"/simulation/warmup"}) && plan.warm_up == WarmUp::fixed &&
      plan.warm_up_time >= plan.duration) {
    draft.fail(Code::warm_up_too_long, "/simulation/warmup",
               "a warm-up of " + format_duration(plan.warm_up_time) + " leaves nothing of " +
                   format_duration(plan.duration),
               "less than simulation.duration");
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < plan.phases.size(); ++i) {
    const PhaseWindow& phase = plan.phases[i];
    const std::string pointer = append_pointer("/simulation/phases", i);
    if (!draft.is_good({pointer})) continue;
    if (!names.insert(phase.name).second) {
      draft.fail(Code::duplicate_name, pointer + "/name",
                 "phase " + in_quotes(phase.name) + " stands twice");
    }
    if (phase.from >= phase.to) {
      draft.fail(Code::phase_empty, pointer,
                 "phase " + in_quotes(phase.name) + " ends at or before its begin");
    }
    if (phase.to > plan.duration) {
      draft.fail(Code::phase_outside_run, pointer + "/to",
                 "phase " + in_quotes(phase.name) + " ends after the run",
                 "at most " + format_duration(plan.duration));
    }
  }
}

void check_analysis(const Draft& draft) {
  if (!draft.is_good({"/simulation/analysis", "/clients/start", "/events"})) return;
  if (draft.scenario.simulation.analysis != Analysis::steady) return;
  if (can_be_steady(draft.scenario)) return;
  const bool by_events = !draft.scenario.events.empty();
  draft.fail(Code::not_steady, "/simulation/analysis",
             by_events ? "a run with events has no steady state"
                       : "a start other than steady has no steady state",
             "auto or terminating", "terminating");
}

void check_clients(const Draft& draft) {
  const models::ClientsConfig& clients = draft.scenario.clients;
  if (draft.is_good({"/clients/users", "/clients/endpoints_per_user"})) {
    const double endpoints = clients.users * clients.endpoints_per_user;
    if (endpoints < 1.0 || endpoints > 2147483648.0) {
      draft.fail(Code::no_endpoints, "/clients/endpoints_per_user",
                 "users x endpoints_per_user is not from 1 to 2^31");
    }
  }
  if (draft.is_good({"/clients/keep_alive"}) &&
      clients.keep_alive.jitter >= clients.keep_alive.interval) {
    draft.fail(Code::jitter_too_large, "/clients/keep_alive/jitter",
               "the jitter is as long as the interval",
               "less than " + format_duration(clients.keep_alive.interval));
  }
  if (draft.is_good({"/clients/reconnect"}) &&
      clients.reconnect.min_delay > clients.reconnect.delay) {
    draft.fail(Code::reconnect_order, "/clients/reconnect/min_delay",
               "the least delay is above the first",
               "at most " + format_duration(clients.reconnect.delay));
  }
  if (draft.is_good({"/clients/reconnect"}) &&
      clients.reconnect.max_delay < clients.reconnect.delay) {
    draft.fail(Code::reconnect_order, "/clients/reconnect/max_delay",
               "the largest delay is below the first",
               "at least " + format_duration(clients.reconnect.delay));
  }
}

/// A kind of handshake that may happen has a cost.
void check_tls(const Draft& draft) {
  const models::FrontEndsConfig& servers = draft.scenario.front_ends;
  const std::string pointer = "/front_ends/tls_megacycles";
  if (!draft.is_good({pointer, "/front_ends/certificate_key", "/clients/tls_resumption_share"})) {
    return;
  }
  const auto need = [&](bool is_used, const char* key, double value) {
    if (!is_used || value > 0.0 || servers.tls_megacycles[1] == 0.0)
      return;  // or TLS costs nothing
    draft.fail(Code::missing_key, pointer,
               std::string("front_ends.tls_megacycles.") + key + " is missing",
               "a number of Mcycles, or the profile cpu-2026");
  };
  need(servers.certificate_key == models::CertificateKey::ecdsa_p256, "ecdsa_p256",
       servers.tls_megacycles_ecdsa_p256);
  need(servers.tls_resumption_share > 0.0, "resumed", servers.tls_megacycles_resumed);
}

void check_reconnect_list(const Draft& draft) {
  const auto& reconnect = draft.scenario.clients.reconnect;
  if (reconnect.rule != models::ReconnectRule::list || !reconnect.list.empty()) return;
  if (!draft.is_good({"/clients/reconnect"})) return;
  draft.fail(Code::missing_key, "/clients/reconnect/list", "the rule is list and there is none",
             R"([ "0 s", "2 s", "10 s", "30 s" ])");
}

void check_curve(const Draft& draft) {
  if (!draft.is_good({"/clients/start", "/clients/sign_in_profile"})) return;
  const auto& curve = draft.scenario.clients.sign_in_profile;
  if (draft.scenario.clients.start == models::StartMode::profile && curve.size() < 2) {
    draft.fail(Code::curve_missing, "/clients/sign_in_profile",
               "start is profile and the curve has fewer than two points");
  }
  for (std::size_t i = 1; i < curve.size(); ++i) {
    if (curve[i].at > curve[i - 1].at && curve[i].share >= curve[i - 1].share) continue;
    draft.fail(Code::curve_not_increasing, append_pointer("/clients/sign_in_profile", i),
               "the curve goes back at this point",
               "a later time and no smaller share than the point before");
  }
}

void check_pool(const Draft& draft) {
  const Scenario& scenario = draft.scenario;
  const models::LoadBalancerConfig& balancer = scenario.load_balancer;
  if (draft.is_good(
          {"/load_balancer/nat", "/load_balancer/snat/addresses", "/load_balancer/present"}) &&
      balancer.present && balancer.nat == models::NatMode::snat && balancer.snat.addresses == 0) {
    draft.fail(Code::snat_without_addresses, "/load_balancer/snat/addresses",
               "nat is snat and there is no SNAT address", "at least 1");
  }
  if (draft.is_good({"/load_balancer/snat"}) &&
      balancer.snat.search.kind == models::PortSearch::random_tries &&
      balancer.snat.search.tries == 0) {
    draft.fail(Code::missing_key, "/load_balancer/snat/port_search",
               "the search of a port has no bound", "load_balancer.snat.collision_tries");
  }
  for (const auto& [pointer, address] :
       {std::pair{"/load_balancer/first_source_address", balancer.first_source_address},
        std::pair{"/load_balancer/first_member_address", balancer.first_member_address}}) {
    if (!draft.is_good({pointer}) || address != 0 || !scenario.has_pool) continue;
    draft.fail(Code::bad_address, pointer, "this is no IPv4 address", "10.1.0.1");
  }
  if (draft.is_good({"/front_ends/memory", "/front_ends/memory_reserved"}) &&
      scenario.front_ends.memory_reserved >= scenario.front_ends.memory) {
    draft.fail(Code::memory_over_reserved, "/front_ends/memory_reserved",
               "a Front End has no memory beside what is reserved",
               "less than " + format_size(scenario.front_ends.memory));
  }
  if (draft.is_good({"/sql/memory", "/sql/memory_reserved", "/sql/memory_reserved_share"})) {
    const double rest =
        static_cast<double>(scenario.sql.memory) * (1.0 - scenario.sql.memory_reserved_share) -
        static_cast<double>(scenario.sql.memory_reserved);
    if (rest < 8192.0) {
      draft.fail(Code::memory_over_reserved, "/sql/memory",
                 "the back end has no memory beside what is reserved");
    }
  }
}

/// Each worker ranks servers for each listener: what it counts has a number of eight bits.
void check_workers(const Draft& draft) {
  const models::LoadBalancerConfig& balancer = draft.scenario.load_balancer;
  if (!draft.is_good({"/load_balancer/counter_workers", "/load_balancer/listeners"})) return;
  const std::size_t listeners = balancer.listeners.size() + balancer.web_listeners.size();
  constexpr std::size_t most = 250;
  if (balancer.counter_workers * listeners <= most || listeners == 0) return;
  draft.fail(Code::out_of_range, "/load_balancer/counter_workers",
             "so many workers with " + std::to_string(listeners) + " listeners each are too many",
             "at most " + std::to_string(most / listeners));
}

void check_messages(const Draft& draft) {
  for (std::size_t i = 0; i < models::message_class_count; ++i) {
    const models::MessageCost& cost = draft.scenario.front_ends.messages[i];
    const std::string pointer =
        append_pointer("/front_ends/messages", models::message_class_names[i]);
    if (!draft.is_good({pointer}) || cost.updates <= cost.sproc_calls) continue;
    draft.fail(Code::updates_exceed_calls, pointer + "/updates",
               "more calls update than there are calls",
               "at most " + std::to_string(cost.sproc_calls));
  }
}

/// Which places come back to themselves when one goes from i to next[i]; each is left once.
std::vector<bool> on_cycles(const std::vector<std::size_t>& next) {
  std::vector<bool> cyclic(next.size(), false);
  std::vector<std::size_t> walk(next.size(), 0);  // number of the walk that came by; 0: none
  for (std::size_t i = 0; i < next.size(); ++i) {
    std::size_t here = i;
    while (here < next.size() && walk[here] == 0) {
      walk[here] = i + 1;
      here = next[here];
    }
    if (here == next.size() || walk[here] != i + 1) continue;
    for (; !cyclic[here]; here = next[here]) cyclic[here] = true;
  }
  return cyclic;
}

void check_stations(const Draft& draft) {
  const auto& stations = draft.scenario.stations;
  const bool is_alone = !draft.scenario.has_pool && !draft.scenario.adapters_only;
  if (is_alone && stations.empty() && draft.is_good({"/stations"})) {
    draft.fail(Code::no_stations, "/stations", "system is stations and there is none");
  }
  std::map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < stations.size(); ++i) {
    if (at.emplace(stations[i].name, i).second || stations[i].name.empty()) continue;
    draft.fail(Code::duplicate_name, append_pointer("/stations", i) + "/name",
               "station " + in_quotes(stations[i].name) + " stands twice");
  }
  std::vector<std::string_view> names;
  for (const auto& [name, index] : at) names.push_back(name);
  std::vector<std::size_t> next(stations.size(), stations.size());  // size(): jobs leave
  for (std::size_t i = 0; i < stations.size(); ++i) {
    if (stations[i].next.empty()) continue;
    const auto found = at.find(stations[i].next);
    if (found != at.end()) {
      next[i] = found->second;
      continue;
    }
    const auto close =
        draft.diagnostics.is_full() ? std::nullopt : nearest(stations[i].next, names);
    draft.fail(Code::station_unknown, append_pointer("/stations", i) + "/next",
               "station " + in_quotes(stations[i].next) + " is not there", {},
               close ? std::string(*close) : std::string());
  }
  const std::vector<bool> returns = on_cycles(next);
  for (std::size_t i = 0; i < stations.size(); ++i) {
    if (!returns[i]) continue;
    draft.fail(Code::station_cycle, append_pointer("/stations", i) + "/next",
               "jobs of " + in_quotes(stations[i].name) + " come back to it for ever");
  }
}

void check_media(const Draft& draft) {
  const models::MediaConfig& media = draft.scenario.media;
  if (draft.scenario.adapters_only && draft.is_good({"/av/packets/load"}) &&
      !media.packets.load.is_there()) {
    draft.fail(Code::missing_key, "/av/packets/load", "system is adapters and they carry nothing",
               "a rate or conferences");
  }
  if (draft.is_good({"/av/packets/load"}) &&
      media.packets.load.video_senders > media.packets.load.participants) {
    draft.fail(Code::out_of_range, "/av/packets/load/video_senders",
               "more send video than there are participants",
               "at most " + std::to_string(media.packets.load.participants));
  }
  const bool has_adapters = draft.scenario.has_pool || draft.scenario.adapters_only;
  if (!has_adapters && media.packets.load.is_there()) {
    draft.fail(Code::out_of_range, "/av/packets/load",
               "system is stations: there are no adapters to carry it", "no load");
  }
  if (draft.is_good({"/av/packets/window", "/av/packets/every"}) &&
      media.packets.window > media.packets.every) {
    draft.fail(Code::out_of_range, "/av/packets/every",
               "the next window begins before the one before it ends",
               "at least " + format_duration(media.packets.window));
  }
  if (draft.is_good({"/av/nic/stalls"}) && media.nic.stalls.shortest > media.nic.stalls.longest) {
    draft.fail(Code::out_of_range, "/av/nic/stalls/shortest",
               "the shortest stall is longer than the longest",
               "at most " + format_duration(media.nic.stalls.longest));
  }
  if (draft.is_good({"/av/nic/stalls"}) && media.nic.stalls.rate > 0.0 &&
      media.nic.stalls.mean_rest() <= 0.0) {
    draft.fail(Code::out_of_range, "/av/nic/stalls/rate",
               "so many stalls, so long and so far apart do not fit into a second");
  }
}

}  // namespace

bool Draft::is_good(std::initializer_list<std::string_view> pointers) const {
  if (faulty.empty()) return true;
  return std::all_of(pointers.begin(), pointers.end(), [this](std::string_view pointer) {
    const std::string below = std::string(pointer) + '/';
    const auto next = faulty.lower_bound(below);
    if (next != faulty.end() && next->starts_with(below)) return false;
    // The value itself, or one that it is a part of.
    for (std::string at(pointer); !at.empty(); at.erase(at.rfind('/'))) {
      if (faulty.count(at) > 0) return false;
    }
    return true;
  });
}

void Draft::fail(DiagnosticCode code, const std::string& pointer, std::string message,
                 std::string expected, std::string suggestion) const {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.pointer = pointer;
  diagnostic.message = std::move(message);
  diagnostic.expected = std::move(expected);
  diagnostic.suggestion = std::move(suggestion);
  diagnostic.where = stated_span(root, sources, pointer);
  const Value* value = at_pointer(root, pointer);
  if (value != nullptr) diagnostic.found = value->text();
  diagnostics.add(std::move(diagnostic));
}

Span stated_span(const Value& root, const SourceTable& sources, std::string_view pointer) {
  std::string at(pointer);
  while (!at.empty()) {
    const Value* value = at_pointer(root, at);
    const bool is_stated =
        value != nullptr && sources[value->span().source].kind != SourceKind::profile;
    if (is_stated) return value->span();
    at.erase(at.rfind('/'));
  }
  Span span = root.span();
  span.end = span.begin + 1;  // the whole document is no help: its first brace is enough
  return span;
}

void check_together(const Draft& draft) {
  check_run(draft);
  check_analysis(draft);
  check_fidelity(draft);
  if (draft.scenario.has_pool) {
    check_clients(draft);
    check_reconnect_list(draft);
    check_tls(draft);
    check_curve(draft);
    check_pool(draft);
    check_messages(draft);
    check_conferencing(draft);
    check_applications(draft);
    check_events(draft);
    check_couplings(draft);
    check_egress(draft);
    check_path(draft);
    check_workers(draft);
  }
  check_stations(draft);
  check_media(draft);
}

bool can_be_steady(const Scenario& scenario) {
  const bool starts_steady =
      !scenario.has_pool || scenario.clients.start == models::StartMode::steady;
  if (comes_in_waves(scenario)) return false;
  const models::ConferencingConfig& conferencing = scenario.conferencing;
  const bool conferences_are_steady =
      conferencing.detail == models::ConferenceDetail::load ||
      (conferencing.start == models::ConferenceStart::stationary && conferencing.meetings.empty() &&
       conferencing.scheduled_every == Duration::zero());
  return starts_steady && scenario.events.empty() && conferences_are_steady;
}

}  // namespace ocssim::scenarios
