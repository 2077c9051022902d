#include "models/front_end/role_servers.hpp"

#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observe.hpp"
#include "models/pool.hpp"

namespace ocssim::models {
namespace {

constexpr std::uint32_t bank_tag = 1u << 25;  // beyond those of Front Ends and the back end

enum : std::size_t { cpu_metric, processing_metric };

}  // namespace

RoleServers::RoleServers(const RoleServersConfig& config, double megacycles)
    : Component("role_servers"),
      config_(config),
      megacycles_(megacycles),
      cpu_(config.count * config.cores, {.tag = bank_tag}, {}, Tally::with_histogram()) {}

void RoleServers::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void RoleServers::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::cpu_end:
      return on_cpu_end(sim, event.entity);
  }
}

void RoleServers::accept(Simulation& sim, std::uint32_t job) {
  if (cpu_.enter(sim.now(), pool_->jobs, job)) begin_cpu(sim, job);
}

void RoleServers::begin_cpu(Simulation& sim, std::uint32_t index) {
  const Job& job = pool_->jobs[index];
  const double demand = exponential(megacycles_, stream_.draw(job.client, job.number).uniform(0));
  sim.schedule_in(*this, Kind::cpu_end, index, seconds(demand * 1e6 / config_.clock_hz));
}

void RoleServers::on_cpu_end(Simulation& sim, std::uint32_t index) {
  if (const auto next = cpu_.leave(sim.now(), pool_->jobs, index)) begin_cpu(sim, *next);
  pool_->jobs.release(index);
}

const std::vector<MetricInfo>& RoleServers::metrics() {
  static const std::vector<MetricInfo> table = {
      {"role_servers.cpu.utilization", "1", MetricKind::time_average, Better::lower,
       "busy cores / cores of the servers of conferencing, web and application roles"},
      {"role_servers.processing_time", "s", MetricKind::tally, Better::lower,
       "waiting and service of a piece of background work"}};
  return table;
}

void RoleServers::begin_observation(SimTime now) {
  begin_ = now;
  cpu_.begin_observation(now, pool_->jobs);
}

void RoleServers::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  out.metrics.push_back(
      observe(metrics()[cpu_metric], "", cpu_.busy(), window, config_.count * config_.cores));
  out.metrics.push_back(observe(metrics()[processing_metric], "", cpu_.sojourn_time(), window));
  out.identities.push_back(cpu_.little(now, pool_->jobs, name()));
}

}  // namespace ocssim::models
