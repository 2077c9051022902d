#include "models/balancer/load_balancer.hpp"

#include "engine/check.hpp"
#include "engine/prefetch.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "models/balancer/address_hash.hpp"
#include "models/balancer/mix.hpp"
#include "models/clients/clients.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <string>

namespace ocssim::models {
LoadBalancer::LoadBalancer(LoadBalancerConfig config, std::uint32_t members,
                           std::uint32_t endpoints)
    : Component("load_balancer"),
      config_(std::move(config)),
      connections_(endpoints),
      listener_ports_(config_.listeners),
      members_(config_, members),
      decisions_(members, sim_never),
      check_phases_(members, Duration::zero()),
      gate_(config_.gate),
      refused_for_(members) {
  shortcomings_.addresses.assign(members, Shortcomings::Address::known);
  OCSSIM_CHECK(members > 0 && members < 65536);
  listener_ports_.insert(listener_ports_.end(), config_.web_listeners.begin(),
                         config_.web_listeners.end());
  // A VIP without that listener refuses them; without a balancer they come to a server's own port.
  const bool is_any = listener_ports_.empty() || !config_.present;
  clients_listener_ = is_any ? 0 : listener_of(config_.clients_port);
  if (config_.path.any()) path_.emplace(config_.path);
  if (config_.present && config_.nat == NatMode::snat) {
    snat_.emplace(config_.snat, members, config_.logical_balancers);
    for (const std::uint32_t address : config_.absent_addresses) snat_->set_open(address, false);
  }
}

void LoadBalancer::prepare(Simulation& sim) {
  members_.prepare(sim.seed(), sim.replication());
  if (path_) path_->prepare(sim.seed(), sim.replication(), pool_->clients->population());
  shortcomings_.stray_stream = Stream(sim.seed(), "load_balancer.affinity", sim.replication());
  shortcomings_.name_stream = Stream(sim.seed(), "load_balancer.name", sim.replication());
  port_stream_ = Stream(sim.seed(), "load_balancer.port", sim.replication());
  const Stream phases(sim.seed(), "load_balancer.monitor", sim.replication());
  for (std::uint32_t member = 0; config_.monitor.spread && member < members_.count(); ++member) {
    check_phases_[member] =
        seconds(phases.draw(member, 0).uniform(0) * to_seconds(config_.monitor.interval));
  }
  prepare_ends(sim);
  sim.reserve_timers(*this, static_cast<std::uint32_t>(connections_.size()), {Kind::idle});
}

void LoadBalancer::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::idle:
      return on_idle(sim, event.entity);
    case Kind::dead_binding_idle:
      return on_dead_binding_idle(sim, event.entity);
    case Kind::time_wait_end:
      return end_rests(sim, time_wait_, Kind::time_wait_end);
    case Kind::time_wait_reusable:
      return on_time_wait_reusable(sim);
    case Kind::reset_rest_end:
      return end_rests(sim, after_reset_, Kind::reset_rest_end);
    case Kind::half_open_rest_end:
      return end_rests(sim, after_silence_, Kind::half_open_rest_end);
    case Kind::age_end:
      return on_age_end(sim, event.entity);
    case Kind::deregistration_end:
      return on_deregistration_end(sim, event.entity);
    case Kind::monitor:
      return on_monitor(sim, event.entity);
  }
}

void LoadBalancer::prefetch(std::uint32_t endpoint) const noexcept {
  prefetch_line(&connections_[endpoint]);
}

std::uint32_t LoadBalancer::source_address(std::uint32_t endpoint) const {
  const bool dials = config_.method == BalancingMethod::client_choice;
  // A client that dials the servers in turn has dialed all before the next one begins.
  const std::uint32_t client = dials ? endpoint / members_.count() : endpoint;
  const std::uint32_t sources = config_.source_addresses;
  return config_.first_source_address + (sources == 0 ? client : client % sources);
}

std::uint64_t LoadBalancer::source_hash(std::uint32_t endpoint) const {
  return mix(source_address(endpoint));
}

/// The kernel spreads clients over the workers by a hash.
std::uint64_t LoadBalancer::worker_of(std::uint32_t endpoint) const {
  return mix(source_hash(endpoint));
}

/// Random bits of a SYN, for the address and the search of a port.
std::uint64_t LoadBalancer::luck_of(std::uint32_t endpoint, std::uint64_t number) const {
  if (!snat_ || !snat_->draws()) return 0;
  return port_stream_.draw(endpoint, number).bits[0];
}

bool LoadBalancer::take_port(Simulation& sim, std::uint32_t endpoint, std::uint32_t member,
                             std::uint64_t luck, SnatBinding& binding) {
  const bool is_web = connections_[endpoint].listener >= config_.listeners.size();
  const bool has_own = config_.logical_balancers > 1 && is_web;
  Snat::Request request{.member = member, .balancer = has_own ? 1u : 0u, .luck = luck};
  if (config_.snat.selection == AddressSelection::source_hash) {
    request.source_hash = address_hash(source_address(endpoint), 0);
  } else if (config_.snat.selection == AddressSelection::tuple_hash) {
    request.tuple_hash =
        address_hash(source_address(endpoint), config_.first_member_address + member);
  }
  if (snat_->take(sim.now(), request, binding)) return true;
  refused_for_[member].add();
  return false;
}

CompactOptional<std::uint32_t> LoadBalancer::pick_member(Simulation& sim, std::uint32_t endpoint,
                                                         std::uint8_t listener) {
  if (config_.method == BalancingMethod::client_choice) return endpoint % members_.count();
  std::uint64_t hash = source_hash(endpoint);
  if (config_.method == BalancingMethod::flow_hash) {  // its port is another for each connection
    const auto instant = static_cast<std::uint64_t>(sim.now().time_since_epoch().count());
    hash = mix(mix(endpoint * golden_ratio + 1) + instant);
  }
  return members_.pick(sim.now(), lane_of(endpoint, listener), hash);
}

ConnectOutcome LoadBalancer::open_to(Simulation& sim, std::uint32_t endpoint, std::uint8_t listener,
                                     const Syn& syn) {
  OCSSIM_DCHECK(syn.age < config_.idle_timeout);
  OCSSIM_DCHECK(connections_[endpoint].state == State::none);
  prefetch(endpoint);  // while a member is picked
  if (is_out_of_reach(sim.now(), endpoint)) return ConnectOutcome::unreachable;
  if (listener == no_listener) {
    no_listener_.add();
    return ConnectOutcome::no_listener;
  }
  if (is_full(sim)) return ConnectOutcome::unreachable;
  admission_delay_ = Duration::zero();
  if (gate_.limits() && !syn.stands) {
    const auto wait = gate_.admit(sim.now());
    if (!wait) {
      rate_limited_.add();
      return ConnectOutcome::turned_away;
    }
    admission_delay_ = *wait;
  }
  const std::uint64_t luck = luck_of(endpoint, syn.number);  // drawn while a member is picked
  ConnectOutcome outcome = ConnectOutcome::no_member;
  bool over = false;
  while (!over) {
    const auto member = pick_member(sim, endpoint, listener);
    if (!member) {
      // Those that were tried have refused, else nobody takes one.
      if (outcome == ConnectOutcome::no_member) no_member_.add();
      break;
    }
    outcome = connect_to(sim, endpoint, *member, listener, syn, luck);
    over = outcome != ConnectOutcome::member_refused ||
           config_.on_member_refusal == OnMemberRefusal::reset;
    if (!over) {
      passed_on_.add();
      members_.pass_over(*member);
    }
  }
  members_.readmit(sim.now());
  if (members_.has_reports()) note_returns();
  return outcome;
}

ConnectOutcome LoadBalancer::connect_to(Simulation& sim, std::uint32_t endpoint,
                                        std::uint32_t member, std::uint8_t listener, const Syn& syn,
                                        std::uint64_t luck) {
  Connection& connection = connections_[endpoint];
  connection.binding = {.member = static_cast<std::uint16_t>(member)};
  connection.listener = listener;
  if (snat_) {
    SnatBinding binding;
    if (!take_port(sim, endpoint, member, luck, binding)) return refuse(sim);
    connection.binding = binding;
  }
  if (member_refuses(sim, member, listener)) {  // nothing is held
    if (snat_) snat_->release(sim.now(), connection.binding);
    return ConnectOutcome::member_refused;
  }
  FrontEnd& server = *pool_->front_ends[member];
  if (!syn.stands && server.state() == ServerState::up) {
    const auto wait = server.admit(sim.now(), connection.binding.address);
    if (!wait) return turn_away(sim, member, connection.binding);
    admission_delay_ += *wait;
  }
  if (!forgotten_count_.empty()) forgotten_count_[endpoint] = false;
  members_.open(sim.now(), member, lane_of(endpoint, listener));
  if (is_silent(member)) {
    connection.state = State::half_open;
    member_silent_.add();
    return ConnectOutcome::member_silent;
  }
  note_accepted(sim, member);
  connection.state = State::established;
  server.on_connection(sim.now(), 1, connection.binding.address);
  touch(sim.now() - syn.age, endpoint);
  sim.arm(*this, endpoint, 0, idle_deadline(endpoint));
  if (!ends_.ages_end.empty()) begin_age(sim, endpoint, syn);
  if (ends_.by_use) ends_.by_use->add(endpoint, sim.now() - syn.age);
  return ConnectOutcome::established;
}

/// The server accepts it and closes it: a NAT that sees both sides lets the port rest.
ConnectOutcome LoadBalancer::turn_away(Simulation& sim, std::uint32_t member,
                                       const SnatBinding& binding) {
  turned_away_.add();
  if (turned_away_.total() == 1) {
    timeline_.push_back({.at = sim.now(),
                         .component = pool_->front_ends[member]->name(),
                         .kind = "first_turned_away",
                         .text = "the first connection is closed at a limit of the server; it "
                                 "holds " +
                                 std::to_string(members_.connections(member).level())});
  }
  if (!snat_) return ConnectOutcome::turned_away;
  const bool rests = config_.snat.time_wait > Duration::zero() &&
                     config_.snat.time_wait_after == TimeWaitAfter::any_close;
  if (rests) {
    begin_time_wait(sim, binding);
  } else {
    snat_->release(sim.now(), binding);
  }
  return ConnectOutcome::turned_away;
}

ConnectOutcome LoadBalancer::refuse(Simulation& sim) {
  syn_dropped_.add();
  if (syn_dropped_.total() == 1) note_first_refusal(sim);
  last_refusal_ = sim.now();
  if (snat_->lost_race()) return ConnectOutcome::dropped;
  switch (config_.snat.on_exhaustion) {
    case OnExhaustion::reset:
      return ConnectOutcome::reset;
    case OnExhaustion::drop:
      return ConnectOutcome::dropped;
    case OnExhaustion::accept_then_close:
      return ConnectOutcome::accepted_closed;
  }
  return ConnectOutcome::dropped;
}

void LoadBalancer::note_first_refusal(const Simulation& sim) {
  timeline_.push_back(
      {.at = sim.now(),
       .component = name(),
       .kind = "first_refusal",
       .text = "the first connection is refused: " + std::to_string(snat_->total_in_use().level()) +
               " SNAT ports are in use"});
}

}  // namespace ocssim::models
