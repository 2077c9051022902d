#include "models/back_end/sql_back_end.hpp"

#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>

namespace ocssim::models {
namespace {

// Tags of the banks lie above those of 2^20 Front Ends.
constexpr std::uint32_t cpu_tag = 1u << 24;
constexpr std::uint32_t data_tag = cpu_tag + 1;

/// As many page writes as the spindles end within the latency that a checkpoint allows itself.
std::uint32_t depth_of_checkpoint(const SqlConfig& config) {
  const double rounds = to_seconds(config.checkpoint_write_latency) /
                        std::max(to_seconds(config.data.write_time), 1e-9);
  return static_cast<std::uint32_t>(std::clamp(rounds * config.data.spindles, 1.0, 1e6));
}

}  // namespace

SqlBackEnd::SqlBackEnd(const SqlConfig& config, const BufferPool& pool)
    : Component("sql"),
      config_(config),
      checkpoint_depth_(depth_of_checkpoint(config)),
      cache_(config, pool),
      tokens_(config, pool.pages * page_bytes),
      cpu_(config.cores, {.tag = cpu_tag}, Tally::with_histogram(), Tally::with_histogram()),
      data_(config.data.spindles, {.tag = data_tag}),
      logs_(config.logs_apart ? 2 : 1, LogDevice(!config.log.write_cache)) {}

void SqlBackEnd::prepare(Simulation& sim) {
  stream_ = Stream(sim.seed(), "sql.service", sim.replication());
  write_stream_ = Stream(sim.seed(), "sql.page_write", sim.replication());
  cache_.prepare(sim.seed(), sim.replication());
}

void SqlBackEnd::start(Simulation& sim) {
  // The first checkpoint comes at a stationary phase.
  const double phase = write_stream_.draw(1, 0).uniform(0);
  if (config_.checkpoint_interval > Duration::zero()) {
    const Duration first = seconds(phase * to_seconds(config_.checkpoint_interval));
    sim.schedule_in(*this, Kind::checkpoint, 0, first);
  }
  const Duration flush = config_.token_cache.flush_interval;
  if (flush > Duration::zero()) sim.schedule_in(*this, Kind::flush_tokens, 0, flush);
}

void SqlBackEnd::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::cpu_end:
      return on_cpu_end(sim, event.entity);
    case Kind::disk_end:
      return on_disk_end(sim, event.entity);
    case Kind::log_end:
      return on_log_end(sim, event.entity);
    case Kind::checkpoint:
      return on_checkpoint(sim);
    case Kind::flush_tokens:
      return on_flush_tokens(sim);
  }
}

RandomBlock SqlBackEnd::draw(const Job& job) const {
  return stream_.draw(job.client, job.number, job.stage);
}

void SqlBackEnd::accept(Simulation& sim, std::uint32_t job) {
  number_.add(sim.now(), 1);
  if (!is_up_) return fail_call(sim, job);
  calls_.add();
  tokens_.grow(sim.now());
  if (cpu_.enter(sim.now(), pool_->jobs, job)) begin_cpu(sim, job);
}

void SqlBackEnd::begin_cpu(Simulation& sim, std::uint32_t job) {
  Job& call = pool_->jobs[job];
  const RandomBlock block = draw(call);
  call.is_persistent = block.uniform(2) < config_.persistent_share;
  const double unit = exponential(config_.call_megacycles, block.uniform(0));
  const double megacycles = unit * tokens_.slowdown();
  megacycles_ += megacycles;
  sim.schedule_in(*this, Kind::cpu_end, job, seconds(megacycles * 1e6 / config_.clock_hz));
}

void SqlBackEnd::on_cpu_end(Simulation& sim, std::uint32_t index) {
  if (const auto next = cpu_.leave(sim.now(), pool_->jobs, index)) begin_cpu(sim, *next);
  if (!is_up_) return fail_call(sim, index);
  touched_ += config_.pages_per_call;
  Job& job = pool_->jobs[index];
  const BufferCache::Call call{.client = job.client, .number = job.number, .stage = job.stage};
  const double luck = config_.buffer_pool == PageReplacement::che ? draw(job).uniform(1) : 0.0;
  const BufferCache::Touched touched = cache_.touch(call, luck);
  for (std::uint32_t page = 0; page < touched.dirty_replaced; ++page) write_page(sim);
  if (touched.missed == 0) return commit_or_reply(sim, index);
  missed_ += touched.missed;
  replaced_ += touched.replaced;
  pool_->jobs[index].pages_to_read = touched.missed;  // a page write may have moved the records
  enter_data_disks(sim, index);
}

void SqlBackEnd::commit_or_reply(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  // The last calls of a message are those that update.
  if (job.updates_left == 0 || job.calls_left > job.updates_left) return reply(sim, index);
  --job.updates_left;
  cache_.change({.client = job.client, .number = job.number, .stage = job.stage});
  commit(sim, index);
}

void SqlBackEnd::reply(Simulation& sim, std::uint32_t job) {
  number_.add(sim.now(), -1);
  pool_->front_ends[pool_->jobs[job].front_end]->on_call_done(sim, job);
}

void SqlBackEnd::fail_call(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  job.committing = false;
  job.pages_to_read = 0;
  job.call_failed = true;
  // A process that is gone resets its connections; a silent machine leaves them to wait.
  if (failure_ != FaultMode::process && !is_up_) return unanswered_.push_back(index);
  reply(sim, index);
}

void SqlBackEnd::on_flush_tokens(Simulation& sim) {
  tokens_.empty(sim.now());
  sim.schedule_in(*this, Kind::flush_tokens, 0, config_.token_cache.flush_interval);
}

void SqlBackEnd::fail(Simulation& sim, FaultMode mode) {
  is_up_ = false;
  failure_ = mode;
  cache_.empty();
  tokens_.empty(sim.now());
  checkpoint_left_ = 0;
  drop_waiting(sim);
}

void SqlBackEnd::slow_down(SqlDisk disk, double factor) {
  slowness_[static_cast<std::size_t>(disk)] = factor;
}

void SqlBackEnd::change_settings(const SqlConfig& config) {
  config_.call_megacycles = config.call_megacycles;
  config_.data.read_time = config.data.read_time;
  config_.data.write_time = config.data.write_time;
  config_.log.write_time = config.log.write_time;
  config_.log.write_time_uncached = config.log.write_time_uncached;
}

void SqlBackEnd::restore(Simulation& sim) {
  is_up_ = true;
  std::vector<std::uint32_t> unanswered;
  unanswered.swap(unanswered_);
  for (const std::uint32_t job : unanswered) fail_call(sim, job);
}

}  // namespace ocssim::models
