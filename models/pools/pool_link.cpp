#include "models/pools/pool_link.hpp"

#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observe.hpp"
#include "models/clients/clients.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>

namespace ocssim::models {
namespace {

constexpr std::uint32_t bank_tag = (1u << 25) + 1;  // beside role_servers.cpp

enum : std::size_t { utilization_metric, delay_metric, queue_metric };

}  // namespace

PoolLink::PoolLink(const PoolsConfig& config)
    : Component("pool_link"),
      config_(config),
      bank_(1, {.tag = bank_tag}, {}, Tally::with_histogram()) {}

void PoolLink::prepare(const Simulation& sim) {
  bank_.reserve_queue(Clients::largest_fan_out);
  pairs_ = Stream(sim.seed(), "pool_link.pairs", sim.replication());
  sizes_ = Stream(sim.seed(), "pool_link.sizes", sim.replication());
}

void PoolLink::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::sent:
      return on_sent(sim, event.entity);
    case Kind::arrived:
      return on_arrived(sim, event.entity);
  }
}

bool PoolLink::crosses(std::uint32_t user, std::uint32_t other) const {
  const RandomBlock block = pairs_.draw(std::min(user, other), std::max(user, other));
  return block.below(0, config_.count) != 0;
}

void PoolLink::accept(Simulation& sim, std::uint32_t job) {
  if (bank_.enter(sim.now(), pool_->jobs, job)) begin_sending(sim, job);
}

void PoolLink::begin_sending(Simulation& sim, std::uint32_t index) {
  const Job& job = pool_->jobs[index];
  const double size = exponential(static_cast<double>(config_.message_size),
                                  sizes_.draw(job.client, job.number).uniform(0));
  sim.schedule_in(*this, Kind::sent, index, seconds(size * 8.0 / config_.link_bps));
}

void PoolLink::on_sent(Simulation& sim, std::uint32_t index) {
  if (const auto next = bank_.leave(sim.now(), pool_->jobs, index)) begin_sending(sim, *next);
  sim.schedule_in(*this, Kind::arrived, index, config_.link_latency);
}

void PoolLink::on_arrived(Simulation& sim, std::uint32_t index) {
  const auto home = pool_->clients->front_end_of(pool_->jobs[index].receiver);
  if (!home) return pool_->clients->on_undeliverable(sim, index);  // left meanwhile
  pool_->front_ends[*home]->accept(sim, index);
}

const std::vector<MetricInfo>& PoolLink::metrics() {
  static const std::vector<MetricInfo> table = {
      {"pool_link.utilization", "1", MetricKind::time_average, Better::lower,
       "time in which the link of a pool to the others is busy"},
      {"pool_link.delay", "s", MetricKind::tally, Better::lower,
       "waiting for the link and passing it, latency apart"},
      {"pool_link.queue_length", "messages", MetricKind::time_average, Better::lower,
       "messages that wait for the link"}};
  return table;
}

void PoolLink::begin_observation(SimTime now) {
  begin_ = now;
  bank_.begin_observation(now, pool_->jobs);
}

void PoolLink::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  out.metrics.push_back(observe(metrics()[utilization_metric], "", bank_.busy(), window));
  out.metrics.push_back(observe(metrics()[delay_metric], "", bank_.sojourn_time(), window));
  out.metrics.push_back(observe(metrics()[queue_metric], "", bank_.queue(), window));
  out.identities.push_back(bank_.little(now, pool_->jobs, name()));
}

}  // namespace ocssim::models
