#include "models/clients/connection_streams.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observe.hpp"
#include "models/balancer/egress_nat.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t { connections_metric, opened_metric, refused_metric, lost_metric };

/// Rate and prefill as they are in a pool of so many users.
ConnectionStreamConfig in_pool(ConnectionStreamConfig config, std::uint32_t users, bool steady) {
  config.rate += config.rate_per_user * static_cast<double>(users);
  const double standing = config.rate * to_seconds(config.hold);
  if (!config.prefill) config.prefill = steady ? static_cast<std::uint32_t>(standing + 0.5) : 0;
  return config;
}

std::size_t places_of(const ConnectionStreamConfig& config) {
  const double most =
      std::max(config.rate * to_seconds(config.hold), static_cast<double>(*config.prefill));
  return static_cast<std::size_t>(most + 12.0 * std::sqrt(most) + 64.0);
}

}  // namespace

ConnectionStreams::ConnectionStreams(std::vector<ConnectionStreamConfig> streams,
                                     std::uint32_t users, bool steady, std::uint32_t first_endpoint)
    : Component("connections"), first_endpoint_(first_endpoint) {
  std::size_t places = 0;
  for (const ConnectionStreamConfig& config : streams) {
    Running running;
    running.config = in_pool(config, users, steady);
    places += places_of(running.config);
    streams_.push_back(std::move(running));
  }
  places_.resize(places);
  for (std::size_t place = places; place-- > 0;) {
    free_.push_back(static_cast<std::uint32_t>(place));
  }
}

void ConnectionStreams::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), "connections", sim.replication());
  for (Running& stream : streams_) {
    if (stream.config.destination > 0) continue;
    stream.listener = pool_->balancer->listener_of(stream.config.listener);
  }
}

void ConnectionStreams::start(Simulation& sim) {
  for (std::uint32_t stream = 0; stream < streams_.size(); ++stream) {
    sim.schedule_at(*this, Kind::prefill, stream, sim_start + streams_[stream].config.begin,
                    Phase::arrival);
  }
}

void ConnectionStreams::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::prefill:
      return on_prefill(sim, event.entity);
    case Kind::arrival:
      return on_arrival(sim, event.entity);
    case Kind::end:
      return on_end(sim, event.entity);
    case Kind::reopen:
      return try_open(sim, event.entity);
  }
}

void ConnectionStreams::on_prefill(Simulation& sim, std::uint32_t index) {
  Running& stream = streams_[index];
  const std::uint32_t prefill = *stream.config.prefill;
  const SimTime begin = sim_start + stream.config.begin;
  const std::int64_t over = stream.config.prefill_over.count();
  const auto step = [&](std::uint32_t n) {
    return begin + Duration{prefill == 0 ? over : over / prefill * n};
  };
  while (stream.prefilled < prefill && step(stream.prefilled) <= sim.now()) {
    ++stream.prefilled;
    begin_connection(sim, index);
  }
  if (stream.prefilled < prefill) {
    return sim.schedule_at(*this, Kind::prefill, index, step(stream.prefilled), Phase::arrival);
  }
  schedule_arrival(sim, index);
}

void ConnectionStreams::schedule_arrival(Simulation& sim, std::uint32_t index) {
  const Running& stream = streams_[index];
  if (stream.config.rate == 0.0) return;
  const double gap =
      exponential(1.0 / stream.config.rate, stream_.draw(index, stream.begun).uniform(0));
  const SimTime from =
      std::max(sim.now(), sim_start + stream.config.begin + stream.config.prefill_over);
  sim.schedule_at(*this, Kind::arrival, index, from + seconds(gap), Phase::arrival);
}

void ConnectionStreams::on_arrival(Simulation& sim, std::uint32_t index) {
  begin_connection(sim, index);
  schedule_arrival(sim, index);
}

void ConnectionStreams::begin_connection(Simulation& sim, std::uint32_t index) {
  OCSSIM_CHECK(!free_.empty());  // twelve standard deviations
  const std::uint32_t place = free_.back();
  free_.pop_back();
  Running& stream = streams_[index];
  const std::uint64_t number = stream.begun++;
  const double time =
      exponential(to_seconds(stream.config.hold), stream_.draw(index, number).uniform(1));
  const SimTime end = sim.now() + seconds(time);
  places_[place] = {.end = end.time_since_epoch().count(),
                    .number = number,
                    .stream = static_cast<std::uint16_t>(index),
                    .state = State::waiting};
  sim.schedule_at(*this, Kind::end, place, end);
  try_open(sim, place);
}

void ConnectionStreams::try_open(Simulation& sim, std::uint32_t index) {
  Place& place = places_[index];
  Running& stream = streams_[place.stream];
  ++place.attempts;
  raced_ = false;
  if (stream.config.destination > 0 ? go_out(sim, index) : come_in(sim, index)) {
    place.state = State::open;
    stream.opened.add();
    return stream.open.add(sim.now(), 1);
  }
  stream.refused.add();
  if (!raced_ || !repeats_syn(sim, index)) wait_to_reopen(sim, index);
}

/// The SYN of an attempt that lost a race is sent again, as TCP does: after so long, then doubled.
bool ConnectionStreams::repeats_syn(Simulation& sim, std::uint32_t index) {
  const Place& place = places_[index];
  const Duration first = streams_[place.stream].config.syn_retransmission;
  if (first == Duration::zero() || place.attempts > 16) return false;
  const SimTime due = sim.now() + (std::int64_t{1} << (place.attempts - 1)) * first;
  if (due < SimTime{Duration{place.end}}) sim.schedule_at(*this, Kind::reopen, index, due);
  return true;
}

bool ConnectionStreams::come_in(Simulation& sim, std::uint32_t index) {
  const std::uint32_t endpoint = first_endpoint_ + index;
  const Running& stream = streams_[places_[index].stream];
  if (stream.config.from == ConnectionOrigin::servers &&
      pool_->balancer->is_bypassed_by_answers()) {
    return false;
  }
  const std::uint8_t listener = stream.listener;
  const Place& place = places_[index];
  Syn syn;
  if (pool_->balancer->draws_for_each_syn()) syn.number = (place.number << 8) + place.attempts;
  if (pool_->balancer->open_to(sim, endpoint, listener, syn) == ConnectOutcome::established) {
    return true;
  }
  pool_->balancer->give_up(sim, endpoint);
  return false;
}

/// A server drawn at random opens it: which one is a matter of what users do, not of balancing.
bool ConnectionStreams::go_out(Simulation& sim, std::uint32_t index) {
  const Place& place = places_[index];
  const auto servers = static_cast<std::uint32_t>(pool_->front_ends.size());
  const std::uint32_t server = stream_.draw(place.stream, place.number).below(2, servers);
  const ConnectionStreamConfig& config = streams_[place.stream].config;
  const bool answered =
      config.unanswered == 0.0 ||
      stream_.draw(place.stream, place.number, place.attempts).uniform(1) >= config.unanswered;
  const EgressOutcome outcome =
      pool_->egress->open(sim, {.place = index,
                                .member = server,
                                .destination = config.destination - 1,
                                .number = (place.number << 8) + place.attempts,
                                .end = SimTime{Duration{place.end}},
                                .transport = config.transport,
                                .answered = answered,
                                .sends_every = config.sends_every,
                                .gives_up_after = config.gives_up_after});
  raced_ = outcome == EgressOutcome::raced;
  return outcome == EgressOutcome::opened;
}

void ConnectionStreams::wait_to_reopen(Simulation& sim, std::uint32_t index) {
  Place& place = places_[index];
  place.state = State::waiting;
  const Duration within = streams_[place.stream].config.reopen_within;
  if (within == Duration::zero()) return;  // its place is free when its time is over
  const double wait = stream_.draw(place.stream, place.number, place.attempts).uniform(0);
  const SimTime due = sim.now() + seconds(wait * to_seconds(within));
  if (due < SimTime{Duration{place.end}}) sim.schedule_at(*this, Kind::reopen, index, due);
}

void ConnectionStreams::on_connection_reset(Simulation& sim, std::uint32_t endpoint) {
  const std::uint32_t index = endpoint - first_endpoint_;
  Place& place = places_[index];
  if (place.state != State::open) return;
  Running& stream = streams_[place.stream];
  stream.lost.add();
  stream.open.add(sim.now(), -1);
  wait_to_reopen(sim, index);
}

void ConnectionStreams::on_end(Simulation& sim, std::uint32_t index) {
  Place& place = places_[index];
  if (place.state == State::open) {
    const ConnectionStreamConfig& config = streams_[place.stream].config;
    if (config.destination > 0) {
      pool_->egress->close(sim, index, config.ends_by_reset);
    } else {
      pool_->balancer->close(sim, first_endpoint_ + index);
    }
    streams_[place.stream].open.add(sim.now(), -1);
  }
  place.state = State::free;
  free_.push_back(index);
}

const std::vector<MetricInfo>& ConnectionStreams::metrics() {
  static const std::vector<MetricInfo> table = {
      {"listener.connections", "connections", MetricKind::time_average, Better::none,
       "connections of a stream that stand"},
      {"listener.opened", "connections", MetricKind::count, Better::none,
       "connections of a stream that were opened, again or for the first time"},
      {"listener.refused", "connections", MetricKind::count, Better::lower,
       "attempts of a stream that ended without a connection"},
      {"listener.lost", "connections", MetricKind::count, Better::lower,
       "connections of a stream that were reset"}};
  return table;
}

void ConnectionStreams::begin_observation(SimTime now) {
  begin_ = now;
  for (Running& stream : streams_) {
    stream.open.begin(now);
    for (Counter* counter : {&stream.opened, &stream.refused, &stream.lost}) counter->begin();
  }
}

void ConnectionStreams::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  for (std::size_t index = 0; index < streams_.size(); ++index) {
    const Running& stream = streams_[index];
    // Streams may share a listener; the component is told apart by its place in the list.
    const std::string component = "connections[" + std::to_string(index) + "]";
    out.metrics.push_back(observe(table[connections_metric], component, stream.open, window));
    out.metrics.push_back(observe(table[opened_metric], component, stream.opened, window));
    out.metrics.push_back(observe(table[refused_metric], component, stream.refused, window));
    out.metrics.push_back(observe(table[lost_metric], component, stream.lost, window));
  }
}

void ConnectionStreams::check_conservation(SimTime /*now*/) const {
  std::int64_t open = 0;
  for (const Place& place : places_) open += place.state == State::open ? 1 : 0;
  std::int64_t counted = 0;
  for (const Running& stream : streams_) counted += stream.open.level();
  OCSSIM_CHECK(open == counted);
}

}  // namespace ocssim::models
