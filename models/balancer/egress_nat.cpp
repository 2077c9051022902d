#include "models/balancer/egress_nat.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace ocssim::models {
namespace {

/// What each member has at the begin.
std::uint32_t first_quota(const EgressConfig& config, std::uint32_t members) {
  switch (config.allocation) {
    case PortAllocation::shared_dynamic:
      return EgressNat::no_quota;
    case PortAllocation::dynamic_per_member:
      return config.quota_min;
    case PortAllocation::static_per_member:
      break;
  }
  if (config.quota > 0) return config.quota;
  for (const QuotaStep& step : config.quota_table) {
    if (members <= step.members) return step.ports;
  }
  return config.quota_table.empty() ? EgressNat::no_quota : config.quota_table.back().ports;
}

}  // namespace

EgressNat::EgressNat(EgressConfig config, const Size& size)
    : Component("egress"),
      config_(std::move(config)),
      size_(size),
      places_(size.places),
      quotas_(size.members, first_quota(config_, size.members)),
      opened_by_(size.members) {
  OCSSIM_CHECK(size.members > 0 && size.members < 65536);
  OCSSIM_CHECK(size.destinations > 0 && size.destinations < 65536);
  SnatConfig nat = config_.nat;
  for (int transport = 0; transport < (size.datagrams ? 2 : 1); ++transport) {
    if (transport == 1) nat.scope = config_.datagrams.scope;
    const std::uint32_t scopes = nat.scope == PortScope::per_tuple ? size.destinations : 1;
    ports_.push_back({.nat = Snat(nat, size.destinations),
                      .scopes = scopes,
                      .used = std::vector<std::uint32_t>(std::size_t{size.members} * scopes, 0),
                      .connected = std::vector<std::uint32_t>(size.destinations, 0)});
  }
  if (quotas_.front() != no_quota) handed_out_ = std::uint64_t{size.members} * quotas_.front();
  if (config_.on_full == OnFull::evict_oldest) by_use_.emplace();
  if (size.sends || by_use_) uses_.resize(size.places);
}

void EgressNat::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), "egress.port", sim.replication());
}

bool EgressNat::grow_quota(std::uint32_t member) {
  if (config_.allocation != PortAllocation::dynamic_per_member) return false;
  const std::uint32_t now = quotas_[member];
  const std::uint32_t next = std::min(config_.quota_max, 2 * now);
  const std::uint64_t all = std::uint64_t{config_.nat.addresses} * config_.nat.ports_per_address;
  if (next == now || handed_out_ + (next - now) > all) return false;
  handed_out_ += next - now;
  quotas_[member] = next;
  return true;
}

/// What stands in the way of a connection before a port is looked for; none: nothing.
Counter* EgressNat::obstacle(Simulation& sim, const Attempt& attempt) {
  Ports& ports = this->ports(attempt.transport);
  const bool is_used_up =
      ports.used_by(attempt.member, attempt.destination) >= quotas_[attempt.member];
  if (is_used_up && !grow_quota(attempt.member)) return &over_quota_;
  const std::uint64_t most = std::uint64_t{config_.max_per_destination} * config_.nat.addresses;
  const bool is_over = most > 0 && ports.connected[attempt.destination] >= most;
  if (config_.max_entries > 0 && entries_ >= config_.max_entries && !make_room(sim)) {
    return &table_full_;
  }
  return is_over ? &over_destination_ : nullptr;
}

void EgressNat::note_refusal(Simulation& sim, Counter& cause) {
  cause.add();
  refused_.add();
  if (refused_.total() > 1) return;
  std::int64_t in_use = 0;
  for (const Ports& ports : ports_) in_use += ports.nat.total_in_use().level();
  timeline_.push_back({.at = sim.now(),
                       .component = name(),
                       .kind = "first_refusal",
                       .text = "the first connection out is refused: " + std::to_string(in_use) +
                               " ports are in use"});
}

std::optional<SnatBinding> EgressNat::take_port(Simulation& sim, const Attempt& attempt) {
  Snat& nat = ports(attempt.transport).nat;
  Snat::Request request{.member = attempt.destination};
  if (nat.draws()) request.luck = stream_.draw(attempt.place, attempt.number).bits[0];
  return nat.take(sim.now(), request);
}

EgressOutcome EgressNat::open(Simulation& sim, const Attempt& attempt) {
  Place& place = places_[attempt.place];
  OCSSIM_DCHECK(place.state == State::free);
  if (Counter* cause = obstacle(sim, attempt)) {
    note_refusal(sim, *cause);
    return EgressOutcome::refused;
  }
  Ports& ports = this->ports(attempt.transport);
  const auto binding = take_port(sim, attempt);
  if (!binding) {
    const bool raced = ports.nat.lost_race();
    note_refusal(sim, raced ? raced_ : portless_);
    return raced ? EgressOutcome::raced : EgressOutcome::refused;
  }
  place = {.binding = *binding,
           .member = static_cast<std::uint16_t>(attempt.member),
           .transport = attempt.transport};
  ++ports.used_by(attempt.member, attempt.destination);
  ++entries_;
  if (!attempt.answered) {
    unanswered_.add();
    rest(sim, Rest::after_silence, place);
    return EgressOutcome::unanswered;
  }
  place.state = State::held;
  ++ports.connected[attempt.destination];
  opened_.add();
  opened_by_[attempt.member].add();
  if (!uses_.empty()) {
    uses_[attempt.place] = {sim.now(), attempt.end, attempt.sends_every, attempt.gives_up_after};
  }
  if (by_use_) by_use_->add(attempt.place, sim.now());
  watch_idle(sim, attempt);
  return EgressOutcome::opened;
}

/// Data at least as often as the timeout, or an end before it, keep a connection known.
void EgressNat::watch_idle(Simulation& sim, const Attempt& attempt) {
  const Duration timeout =
      attempt.transport == Transport::udp ? config_.datagrams.idle_timeout : config_.idle_timeout;
  const SimTime due = sim.now() + timeout;
  const bool sends_in_time =
      attempt.sends_every > Duration::zero() && attempt.sends_every < timeout;
  if (timeout == Duration::zero() || sends_in_time || attempt.end <= due) return;
  places_[attempt.place].due = due.time_since_epoch().count();
  sim.schedule_at(*this, Kind::idle, attempt.place, due);
}

void EgressNat::let_go(const SnatBinding& binding, std::uint32_t member, Transport transport) {
  std::uint32_t& used = ports(transport).used_by(member, binding.member);
  OCSSIM_DCHECK(used > 0 && entries_ > 0);
  --used;
  --entries_;
}

void EgressNat::close(Simulation& sim, std::uint32_t index, bool by_reset) {
  Place& place = places_[index];
  const State state = place.state;
  place.state = State::free;
  if (state == State::dead) silently_dead_.add(sim.now(), -1);
  if (state != State::held) return;
  --ports(place.transport).connected[place.binding.member];
  if (place.transport == Transport::udp) return rest(sim, Rest::after_flow, place);
  rest(sim, by_reset ? Rest::after_reset : Rest::after_fin, place);
}

Duration EgressNat::length_of(Rest which) const {
  switch (which) {
    case Rest::after_fin:
      return config_.nat.time_wait;
    case Rest::after_reset:
      return config_.time_wait_reset;
    case Rest::after_silence:
      return config_.nat.half_open;
    case Rest::after_flow:
      return config_.datagrams.idle_timeout + config_.datagrams.time_wait;
    case Rest::after_idle:
      return config_.datagrams.time_wait;
  }
  return {};
}

void EgressNat::rest(Simulation& sim, Rest which, const Place& place) {
  const Duration length = length_of(which);
  Snat& nat = ports(place.transport).nat;
  if (length == Duration::zero()) {
    nat.release(sim.now(), place.binding);
    return let_go(place.binding, place.member, place.transport);
  }
  nat.begin_time_wait(sim.now(), place.binding);
  Resting entry{.due = sim.now() + length,
                .binding = place.binding,
                .member = place.member,
                .transport = place.transport};
  if (by_use_) {
    if (free_slots_.empty()) {
      free_slots_.push_back(static_cast<std::uint32_t>(rest_slots_.size()));
      rest_slots_.emplace_back();
    }
    entry.slot = free_slots_.back();
    free_slots_.pop_back();
    rest_slots_[entry.slot] = {.entry = entry, .since = sim.now(), .live = true};
    by_use_->add(size_.places + entry.slot, sim.now());
  }
  if (!rests_[static_cast<std::size_t>(which)].begin(entry)) return;
  switch (which) {
    case Rest::after_fin:
      return sim.schedule_at(*this, Kind::rest_end, 0, entry.due);
    case Rest::after_reset:
      return sim.schedule_at(*this, Kind::reset_rest_end, 0, entry.due);
    case Rest::after_silence:
    case Rest::after_flow:
    case Rest::after_idle:
      return sim.schedule_at(*this, Kind::other_rest_end, static_cast<std::uint32_t>(which),
                             entry.due);
  }
}

void EgressNat::end_rest(Simulation& sim, const Resting& entry) {
  ports(entry.transport).nat.end_time_wait(sim.now(), entry.binding);
  let_go(entry.binding, entry.member, entry.transport);
}

/// None: it was evicted, and its slot is free now.
std::optional<SimTime> EgressNat::end_of(const Resting& entry) {
  if (entry.slot == no_slot || rest_slots_[entry.slot].live) return entry.due;
  free_slots_.push_back(entry.slot);
  return std::nullopt;
}

void EgressNat::end_rests(Simulation& sim, Rest which) {
  const auto next = rests_[static_cast<std::size_t>(which)].fire(
      sim.now(), [this](const Resting& entry) { return end_of(entry); },
      [&](const Resting& entry) {
        if (entry.slot != no_slot) {
          rest_slots_[entry.slot].live = false;
          free_slots_.push_back(entry.slot);
        }
        end_rest(sim, entry);
      });
  if (!next) return;
  const bool is_fin = which == Rest::after_fin;
  if (is_fin || which == Rest::after_reset) {
    return sim.schedule_at(*this, is_fin ? Kind::rest_end : Kind::reset_rest_end, 0, *next);
  }
  sim.schedule_at(*this, Kind::other_rest_end, static_cast<std::uint32_t>(which), *next);
}

/// The NAT forgets a connection that its server goes on to believe in.
void EgressNat::forget(Simulation& sim, std::uint32_t index) {
  Place& place = places_[index];
  --ports(place.transport).connected[place.binding.member];
  place.state = State::dead;
  silently_dead_.add(sim.now(), 1);
  if (place.transport == Transport::udp) {
    rest(sim, Rest::after_idle, place);
  } else {
    ports(place.transport).nat.release(sim.now(), place.binding);
    let_go(place.binding, place.member, place.transport);
  }
  place.due = 0;
  if (uses_.empty() || uses_[index].sends_every == Duration::zero()) return;
  const Use& use = uses_[index];
  const std::int64_t sent = (sim.now() - use.opened) / use.sends_every;
  SimTime due = use.opened + (sent + 1) * use.sends_every;
  if (config_.idle_action == IdleAction::silent) {
    if (use.gives_up_after == Duration::zero()) return;
    due += use.gives_up_after;
  }
  if (due >= use.end) return;
  place.due = due.time_since_epoch().count();
  sim.schedule_at(*this, Kind::notice, index, due);
}

void EgressNat::on_idle(Simulation& sim, std::uint32_t index) {
  const Place& place = places_[index];
  const bool is_due = place.due == sim.now().time_since_epoch().count();
  if (place.state != State::held || !is_due) return;
  idle_drops_.add();
  forget(sim, index);
}

void EgressNat::on_notice(Simulation& sim, std::uint32_t index) {
  Place& place = places_[index];
  const bool is_due = place.due == sim.now().time_since_epoch().count();
  if (place.state != State::dead || !is_due) return;
  place.state = State::free;
  silently_dead_.add(sim.now(), -1);
  owner_->on_connection_reset(sim, first_place_ + index);
}

std::optional<SimTime> EgressNat::last_use_of(SimTime now, std::uint32_t entry) const {
  if (entry >= size_.places) {
    const RestSlot& slot = rest_slots_[entry - size_.places];
    return slot.live ? std::optional(slot.since) : std::nullopt;
  }
  if (places_[entry].state != State::held) return std::nullopt;
  const Use& use = uses_[entry];
  if (use.sends_every == Duration::zero()) return use.opened;
  return use.opened + (now - use.opened) / use.sends_every * use.sends_every;
}

bool EgressNat::make_room(Simulation& sim) {
  if (!by_use_) return false;
  const auto entry = by_use_->take([&](std::uint32_t one) { return last_use_of(sim.now(), one); });
  if (!entry) return false;
  if (*entry >= size_.places) {
    RestSlot& slot = rest_slots_[*entry - size_.places];
    slot.live = false;
    evicted_resting_.add();
    end_rest(sim, slot.entry);
    return true;
  }
  evicted_.add();
  eviction_age_.record(sim.now() - uses_[*entry].opened);
  forget(sim, *entry);
  return true;
}

void EgressNat::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::rest_end:
      return end_rests(sim, Rest::after_fin);
    case Kind::reset_rest_end:
      return end_rests(sim, Rest::after_reset);
    case Kind::other_rest_end:
      return end_rests(sim, static_cast<Rest>(event.entity));
    case Kind::idle:
      return on_idle(sim, event.entity);
    case Kind::notice:
      return on_notice(sim, event.entity);
  }
}

}  // namespace ocssim::models
