#include "models/balancer/egress_nat.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observe.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t {
  opened_metric,
  refused_metric,
  over_quota_metric,
  table_full_metric,
  over_destination_metric,
  portless_metric,
  idle_drops_metric,
  ports_metric,
  fullest_metric,
  quota_metric
};

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

EgressNat::EgressNat(EgressConfig config, std::uint32_t members, std::uint32_t destinations,
                     std::uint32_t places)
    : Component("egress"),
      config_(std::move(config)),
      scopes_(config_.nat.scope == PortScope::per_tuple ? destinations : 1),
      nat_(config_.nat, destinations),
      places_(places),
      quotas_(members, first_quota(config_, members)),
      used_(std::size_t{members} * scopes_, 0),
      connected_(destinations, 0),
      opened_by_(members) {
  OCSSIM_CHECK(members > 0 && members < 65536 && destinations > 0 && destinations < 65536);
  if (quotas_.front() != no_quota) handed_out_ = std::uint64_t{members} * quotas_.front();
}

void EgressNat::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), "egress.port", sim.replication());
}

bool EgressNat::grow_quota(std::uint32_t member) {
  if (config_.allocation != PortAllocation::dynamic_per_member) return false;
  const std::uint32_t now = quotas_[member];
  const std::uint32_t next = std::min(config_.quota_max, 2 * now);
  const std::uint64_t all = std::uint64_t{nat_.addresses()} * nat_.ports();
  if (next == now || handed_out_ + (next - now) > all) return false;
  handed_out_ += next - now;
  quotas_[member] = next;
  return true;
}

/// What stands in the way of a connection before a port is looked for; none: nothing.
Counter* EgressNat::obstacle(std::uint32_t member, std::uint32_t destination) {
  if (used(member, destination) >= quotas_[member] && !grow_quota(member)) return &over_quota_;
  if (config_.max_entries > 0 && entries_ >= config_.max_entries) return &table_full_;
  const std::uint64_t most = std::uint64_t{config_.max_per_destination} * nat_.addresses();
  if (most > 0 && connected_[destination] >= most) return &over_destination_;
  return nullptr;
}

void EgressNat::note_refusal(Simulation& sim, Counter& cause) {
  cause.add();
  refused_.add();
  if (refused_.total() > 1) return;
  timeline_.push_back({.at = sim.now(),
                       .component = name(),
                       .kind = "first_refusal",
                       .text = "the first connection out is refused: " +
                               std::to_string(nat_.total_in_use().level()) + " ports are in use"});
}

bool EgressNat::open(Simulation& sim, const Attempt& attempt) {
  Place& place = places_[attempt.place];
  OCSSIM_DCHECK(!place.held);
  if (Counter* cause = obstacle(attempt.member, attempt.destination)) {
    note_refusal(sim, *cause);
    return false;
  }
  Snat::Request request{.member = attempt.destination};
  if (nat_.draws()) request.luck = stream_.draw(attempt.place, attempt.number).bits[0];
  const auto binding = nat_.take(sim.now(), request);
  if (!binding) {
    note_refusal(sim, portless_);
    return false;
  }
  place = {.binding = *binding, .member = static_cast<std::uint16_t>(attempt.member), .held = true};
  ++used(attempt.member, attempt.destination);
  ++connected_[attempt.destination];
  ++entries_;
  opened_.add();
  opened_by_[attempt.member].add();
  const SimTime idle_due = sim.now() + config_.idle_timeout;
  if (config_.idle_timeout > Duration::zero() && attempt.end > idle_due) {
    place.idle_due = idle_due.time_since_epoch().count();
    sim.schedule_at(*this, Kind::idle, attempt.place, idle_due);
  }
  return true;
}

void EgressNat::let_go(const SnatBinding& binding, std::uint32_t member) {
  OCSSIM_DCHECK(used(member, binding.member) > 0 && entries_ > 0);
  --used(member, binding.member);
  --entries_;
}

void EgressNat::close(Simulation& sim, std::uint32_t index, bool by_reset) {
  Place& place = places_[index];
  if (!place.held) return;
  place.held = false;
  --connected_[place.binding.member];
  if (by_reset) {
    return rest(sim, after_reset_, Kind::reset_rest_end, config_.time_wait_reset, place);
  }
  rest(sim, after_fin_, Kind::rest_end, config_.nat.time_wait, place);
}

void EgressNat::rest(Simulation& sim, Rests& rests, Kind kind, Duration length,
                     const Place& place) {
  if (length == Duration::zero()) {
    nat_.release(sim.now(), place.binding);
    return let_go(place.binding, place.member);
  }
  nat_.begin_time_wait(sim.now(), place.binding);
  const SimTime due = sim.now() + length;
  if (rests.begin({due, place.binding, place.member})) sim.schedule_at(*this, kind, 0, due);
}

void EgressNat::end_rests(Simulation& sim, Rests& rests, Kind kind) {
  const auto next = rests.fire(sim.now(), &Resting::end, [&](const Resting& entry) {
    nat_.end_time_wait(sim.now(), entry.binding);
    let_go(entry.binding, entry.member);
  });
  if (next) sim.schedule_at(*this, kind, 0, *next);
}

void EgressNat::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::rest_end:
      return end_rests(sim, after_fin_, Kind::rest_end);
    case Kind::reset_rest_end:
      return end_rests(sim, after_reset_, Kind::reset_rest_end);
    case Kind::idle: {
      Place& place = places_[event.entity];
      if (!place.held || place.idle_due != sim.now().time_since_epoch().count()) return;
      idle_drops_.add();
      place.held = false;
      --connected_[place.binding.member];
      nat_.release(sim.now(), place.binding);
      return let_go(place.binding, place.member);
    }
  }
}

const std::vector<MetricInfo>& EgressNat::metrics() {
  static const std::vector<MetricInfo> table = {
      {"egress.opened", "connections", MetricKind::count, Better::none,
       "connections out that a server opened"},
      {"egress.refused", "connections", MetricKind::count, Better::lower,
       "connections out that the NAT refused"},
      {"egress.refused_quota", "connections", MetricKind::count, Better::lower,
       "of them, those whose server had used up its quota of ports"},
      {"egress.refused_table", "connections", MetricKind::count, Better::lower,
       "of them, those that met a full table of connections"},
      {"egress.refused_destination", "connections", MetricKind::count, Better::lower,
       "of them, those beyond the limit of connections to one destination"},
      {"egress.refused_port", "connections", MetricKind::count, Better::lower,
       "of them, those for which no port was found"},
      {"egress.idle_drops", "connections", MetricKind::count, Better::lower,
       "connections out that the NAT forgot after its idle timeout"},
      {"egress.ports_in_use", "ports", MetricKind::time_average, Better::none,
       "ports held or resting, of one address"},
      {"egress.fullest", "1", MetricKind::instant, Better::lower,
       "most ports of one set ever in use / ports that it has"},
      {"egress.quota", "ports", MetricKind::instant, Better::none,
       "ports that a server may use at the end: the largest quota of any"}};
  return table;
}

void EgressNat::begin_observation(SimTime now) {
  begin_ = now;
  nat_.begin_observation(now);
  for (Counter* counter : {&opened_, &refused_, &over_quota_, &table_full_, &over_destination_,
                           &portless_, &idle_drops_}) {
    counter->begin();
  }
  for (Counter& counter : opened_by_) counter.begin();
}

void EgressNat::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto count = [&](std::size_t metric, const Counter& counter) {
    out.metrics.push_back(observe(table[metric], "", counter, window));
  };
  for (std::size_t member = 0; member < opened_by_.size(); ++member) {
    out.metrics.push_back(observe(table[opened_metric], "front_end[" + std::to_string(member) + "]",
                                  opened_by_[member], window));
  }
  count(refused_metric, refused_);
  count(over_quota_metric, over_quota_);
  count(table_full_metric, table_full_);
  count(over_destination_metric, over_destination_);
  count(portless_metric, portless_);
  count(idle_drops_metric, idle_drops_);
  std::int64_t fullest = 0;
  for (std::uint32_t address = 0; address < nat_.addresses(); ++address) {
    fullest = std::max(fullest, nat_.fullest(address));
    out.metrics.push_back(observe(table[ports_metric],
                                  "egress_address[" + std::to_string(address) + "]",
                                  nat_.in_use(address), window));
  }
  out.metrics.push_back(
      observe_instant(table[fullest_metric], "",
                      static_cast<double>(fullest) / static_cast<double>(nat_.ports()), window));
  const std::uint32_t most = *std::max_element(quotas_.begin(), quotas_.end());
  const double quota = most == no_quota ? static_cast<double>(nat_.ports()) * nat_.addresses()
                                        : static_cast<double>(most);
  out.metrics.push_back(observe_instant(table[quota_metric], "", quota, window));
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

void EgressNat::check_conservation(SimTime /*now*/) const {
  std::uint64_t held = 0;
  for (const Place& place : places_) held += place.held ? 1 : 0;
  std::uint64_t connected = 0;
  for (const std::uint32_t level : connected_) connected += level;
  std::uint64_t used = 0;
  for (const std::uint32_t level : used_) used += level;
  OCSSIM_CHECK(held == connected);
  OCSSIM_CHECK(used == entries_);
  OCSSIM_CHECK(static_cast<std::int64_t>(entries_) == nat_.total_in_use().level());
}

}  // namespace ocssim::models
