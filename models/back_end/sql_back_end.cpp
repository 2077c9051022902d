#include "models/back_end/sql_back_end.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <string>

namespace ocssim::models {
namespace {

// Tags of the banks lie above those of 2^20 Front Ends.
constexpr std::uint32_t cpu_tag = 1u << 24;
constexpr std::uint32_t data_tag = cpu_tag + 1;

enum : std::size_t {
  cpu_metric,
  hit_ratio_metric,
  life_metric,
  batch_metric,
  data_metric,
  log_metric,
  commits_metric,
  writes_metric,
  reads_metric
};

/// P(at most k of n pages miss), each with probability `miss`, for k = 0…n.
std::vector<double> binomial_cdf(std::uint32_t n, double miss) {
  std::vector<double> probability(n + 1, 0.0);
  probability[0] = 1.0;
  for (std::uint32_t page = 0; page < n; ++page) {  // one page after the other
    for (std::uint32_t k = page + 1; k > 0; --k) {
      probability[k] = probability[k] * (1.0 - miss) + probability[k - 1] * miss;
    }
    probability[0] *= 1.0 - miss;
  }
  for (std::uint32_t k = 1; k <= n; ++k) probability[k] += probability[k - 1];
  return probability;
}

}  // namespace

const std::vector<MetricInfo>& SqlBackEnd::metrics() {
  static const std::vector<MetricInfo> table = {
      {"sql.cpu.utilization", "1", MetricKind::time_average, Better::lower, "busy cores / cores"},
      {"sql.hit_ratio", "1", MetricKind::ratio, Better::higher,
       "pages found in the buffer pool / pages touched"},
      {"sql.page_life_expectancy", "s", MetricKind::instant, Better::higher,
       "pool pages / page replacements a second; with none replaced what one would give: a lower "
       "bound"},
      {"sql.batch_requests", "calls", MetricKind::count, Better::none, "stored-procedure calls"},
      {"sql.disk.data.utilization", "1", MetricKind::time_average, Better::lower,
       "busy spindles / spindles"},
      {"sql.disk.log.utilization", "1", MetricKind::time_average, Better::lower,
       "share of time in which a log write is on its way"},
      {"sql.log.commits", "commits", MetricKind::count, Better::none,
       "calls that appended to a log"},
      {"sql.log.writes", "writes", MetricKind::count, Better::none,
       "log writes; fewer than commits when commits share one"},
      {"sql.disk.data.reads", "reads", MetricKind::count, Better::lower, "pages read"}};
  return table;
}

SqlBackEnd::SqlBackEnd(const SqlConfig& config, const BufferPool& pool)
    : Component("sql"),
      config_(config),
      buffer_(pool),
      misses_cdf_(binomial_cdf(config.pages_per_call, 1.0 - pool.hit_ratio)),
      cpu_(config.cores, {.tag = cpu_tag}, Tally::with_histogram(), Tally::with_histogram()),
      data_(config.data.spindles, {.tag = data_tag}),
      log_(!config.log.write_cache) {}

void SqlBackEnd::prepare(Simulation& sim) {
  stream_ = Stream(sim.seed(), "sql.service", sim.replication());
}

void SqlBackEnd::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::cpu_end:
      return on_cpu_end(sim, event.entity);
    case Kind::read_end:
      return on_read_end(sim, event.entity);
    case Kind::write_end:
      return on_write_end(sim);
  }
}

RandomBlock SqlBackEnd::draw(std::uint32_t index) const {
  const Job& job = pool_->jobs[index];
  return stream_.draw(job.client, job.number, job.stage);
}

void SqlBackEnd::accept(Simulation& sim, std::uint32_t job) {
  calls_.add();
  number_.add(sim.now(), 1);
  if (cpu_.enter(sim.now(), pool_->jobs, job)) begin_cpu(sim, job);
}

void SqlBackEnd::begin_cpu(Simulation& sim, std::uint32_t job) {
  const double megacycles = exponential(config_.call_megacycles, draw(job).uniform(0));
  megacycles_ += megacycles;
  sim.schedule_in(*this, Kind::cpu_end, job, seconds(megacycles * 1e6 / config_.clock_hz));
}

std::uint32_t SqlBackEnd::count_misses(double uniform) const {
  std::uint32_t misses = 0;
  while (misses < config_.pages_per_call && uniform > misses_cdf_[misses]) ++misses;
  return misses;
}

void SqlBackEnd::on_cpu_end(Simulation& sim, std::uint32_t job) {
  if (const auto next = cpu_.leave(sim.now(), pool_->jobs, job)) begin_cpu(sim, *next);
  touched_ += config_.pages_per_call;
  if (buffer_.hit_ratio >= 1.0) return commit_or_reply(sim, job);
  const std::uint32_t misses = count_misses(draw(job).uniform(1));
  if (misses == 0) return commit_or_reply(sim, job);
  missed_ += misses;
  if (data_.enter(sim.now(), pool_->jobs, job)) begin_read(sim, job);
}

void SqlBackEnd::begin_read(Simulation& sim, std::uint32_t index) {
  // The reads of a call come one after the other on one spindle: Erlang-k, each part from its own
  // sub-counter. A commit on the shared device is one random access.
  const Job& job = pool_->jobs[index];
  const std::uint32_t accesses = job.committing ? 1 : count_misses(draw(index).uniform(1));
  double sum = 0.0;
  for (std::uint32_t access = 0; access < accesses; ++access) {
    const std::uint64_t attempt = (std::uint64_t{job.stage} << 16) + access + 1;
    const RandomBlock block = stream_.draw(job.client, job.number, attempt);
    sum += exponential(1.0, block.uniform(job.committing ? 3 : 2));
  }
  sim.schedule_in(*this, Kind::read_end, index, seconds(sum * to_seconds(config_.data.read_time)));
}

void SqlBackEnd::on_read_end(Simulation& sim, std::uint32_t index) {
  if (const auto next = data_.leave(sim.now(), pool_->jobs, index)) begin_read(sim, *next);
  Job& job = pool_->jobs[index];
  if (!job.committing) return commit_or_reply(sim, index);
  job.committing = false;
  reply(sim, index);
}

void SqlBackEnd::commit_or_reply(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  // The last calls of a message are those that update.
  if (job.updates_left == 0 || job.calls_left > job.updates_left) return reply(sim, index);
  --job.updates_left;
  if (config_.disks_shared) {
    job.committing = true;
    shared_commits_.add();
    if (data_.enter(sim.now(), pool_->jobs, index)) begin_read(sim, index);
    return;
  }
  if (log_.enter(sim.now(), index)) schedule_write(sim);
}

void SqlBackEnd::schedule_write(Simulation& sim) {
  sim.schedule_in(
      *this, Kind::write_end, 0,
      config_.log.write_cache ? config_.log.write_time : config_.log.write_time_uncached);
}

void SqlBackEnd::on_write_end(Simulation& sim) {
  if (log_.end_write(sim.now(), [&](std::uint32_t job) { reply(sim, job); })) schedule_write(sim);
}

void SqlBackEnd::reply(Simulation& sim, std::uint32_t job) {
  number_.add(sim.now(), -1);
  pool_->front_ends[pool_->jobs[job].front_end]->on_call_done(sim, job);
}

void SqlBackEnd::begin_observation(SimTime now) {
  begin_ = now;
  cpu_.begin_observation(now, pool_->jobs);
  data_.begin_observation(now, pool_->jobs);
  log_.begin_observation(now);
  number_.begin(now);
  calls_.begin();
  shared_commits_.begin();
  touched_ = 0;
  missed_ = 0;
  megacycles_ = 0.0;
}

void SqlBackEnd::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  put(observe(table[cpu_metric], name(), cpu_.busy(), window, config_.cores));
  put(observe_trials(table[hit_ratio_metric], name(), touched_ - missed_, touched_, window));
  const double replaced = static_cast<double>(std::max<std::uint64_t>(missed_, 1));
  put(observe_instant(table[life_metric], name(),
                      static_cast<double>(buffer_.pages) * window.length_s() / replaced, window));
  put(observe(table[batch_metric], name(), calls_, window));
  put(observe(table[data_metric], name(), data_.busy(), window, config_.data.spindles));
  put(observe(table[log_metric], name(), log_.busy(), window));
  const std::uint64_t shared = shared_commits_.count();
  put(observe_count(table[commits_metric], name(), log_.commits().count() + shared, window));
  put(observe_count(table[writes_metric], name(), log_.writes().count() + shared, window));
  put(observe_count(table[reads_metric], name(), missed_, window));
  out.identities.push_back(cpu_.little(now, pool_->jobs, "sql.cpu"));
  out.identities.push_back(data_.little(now, pool_->jobs, "sql.disk.data"));
  out.shares.push_back(
      {.whole = "sql.cpu", .part = "calls", .sum = megacycles_, .count = calls_.count()});
}

}  // namespace ocssim::models
