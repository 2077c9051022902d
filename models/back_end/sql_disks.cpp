// The disks of the back end: reads of pages that are not in memory, commits, checkpoints.
//
// A checkpoint writes the pages that were changed since the last one, each by itself, and keeps so
// many writes on their way that one is served within its latency (20 ms for SQL Server). A page
// that is replaced while it is dirty is written at once.
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/back_end/sql_back_end.hpp"
#include "models/pool.hpp"

#include <algorithm>

namespace ocssim::models {
namespace {

/// The client of a page write.
constexpr std::uint32_t nobody = Job::nowhere;

}  // namespace

void SqlBackEnd::enter_data_disks(Simulation& sim, std::uint32_t job) {
  if (data_.enter(sim.now(), pool_->jobs, job)) begin_access(sim, job);
}

void SqlBackEnd::begin_access(Simulation& sim, std::uint32_t index) {
  const double slowness = slowness_[static_cast<std::size_t>(SqlDisk::data)];
  const Job& job = pool_->jobs[index];
  if (job.client == nobody) {
    const double time = exponential(1.0, write_stream_.draw(0, job.number).uniform(0));
    return sim.schedule_in(*this, Kind::disk_end, index,
                           seconds(time * to_seconds(config_.data.write_time) * slowness));
  }
  // The reads of a call come one after the other on one spindle: Erlang-k, each part from its own
  // sub-counter. A commit on the shared device is one random access.
  const std::uint32_t accesses = job.committing ? 1 : job.pages_to_read;
  double sum = 0.0;
  for (std::uint32_t access = 0; access < accesses; ++access) {
    const std::uint64_t attempt = (std::uint64_t{job.stage} << 16) + access + 1;
    const RandomBlock block = stream_.draw(job.client, job.number, attempt);
    sum += exponential(1.0, block.uniform(job.committing ? 3 : 2));
  }
  const Duration time = job.committing ? config_.data.write_time : config_.data.read_time;
  sim.schedule_in(*this, Kind::disk_end, index, seconds(sum * to_seconds(time) * slowness));
}

void SqlBackEnd::on_disk_end(Simulation& sim, std::uint32_t index) {
  if (const auto next = data_.leave(sim.now(), pool_->jobs, index)) begin_access(sim, *next);
  Job& job = pool_->jobs[index];
  if (job.client == nobody) {
    if (job.committing) --checkpoint_writing_;  // one of the checkpoint's
    pool_->jobs.release(index);
    return issue_checkpoint_writes(sim);
  }
  if (!is_up_) return fail_call(sim, index);
  job.pages_to_read = 0;
  if (!job.committing) return commit_or_reply(sim, index);
  job.committing = false;
  reply(sim, index);
}

void SqlBackEnd::commit(Simulation& sim, std::uint32_t index) {
  Job& job = pool_->jobs[index];
  if (config_.disks_shared) {
    job.committing = true;
    shared_commits_.add();
    return enter_data_disks(sim, index);
  }
  const std::uint32_t log = job.is_persistent || logs_.size() == 1 ? 0 : 1;
  if (logs_[log].enter(sim.now(), index)) begin_log_write(sim, log);
}

void SqlBackEnd::begin_log_write(Simulation& sim, std::uint32_t log) {
  const double slowness = slowness_[static_cast<std::size_t>(SqlDisk::log)];
  const Duration usual =
      config_.log.write_cache ? config_.log.write_time : config_.log.write_time_uncached;
  sim.schedule_in(*this, Kind::log_end, log,
                  slowness == 1.0 ? usual : seconds(to_seconds(usual) * slowness));
}

void SqlBackEnd::on_log_end(Simulation& sim, std::uint32_t log) {
  const auto done = [&](std::uint32_t job) { is_up_ ? reply(sim, job) : fail_call(sim, job); };
  if (logs_[log].end_write(sim.now(), done)) begin_log_write(sim, log);
}

void SqlBackEnd::on_checkpoint(Simulation& sim) {
  sim.schedule_in(*this, Kind::checkpoint, 0, config_.checkpoint_interval);
  if (!is_up_) return;
  checkpoint_left_ += cache_.take_dirty();
  issue_checkpoint_writes(sim);
}

void SqlBackEnd::issue_checkpoint_writes(Simulation& sim) {
  while (checkpoint_left_ > 0 && checkpoint_writing_ < checkpoint_depth_) {
    --checkpoint_left_;
    ++checkpoint_writing_;
    write_page(sim, true);
  }
}

void SqlBackEnd::write_page(Simulation& sim, bool by_checkpoint) {
  page_writes_.add();
  const std::uint32_t index = pool_->jobs.create();
  Job& job = pool_->jobs[index];
  job.client = nobody;
  job.number = page_writes_begun_++;
  job.committing = by_checkpoint;
  enter_data_disks(sim, index);
}

void SqlBackEnd::drop_waiting(Simulation& sim) {
  const auto failed = [&](std::uint32_t index) {
    Job& job = pool_->jobs[index];
    if (job.client != nobody) return fail_call(sim, index);
    if (job.committing) --checkpoint_writing_;
    pool_->jobs.release(index);
  };
  cpu_.drop_waiting(sim.now(), pool_->jobs, failed);
  data_.drop_waiting(sim.now(), pool_->jobs, failed);
  for (LogDevice& log : logs_) log.drop_waiting(sim.now(), failed);
}

}  // namespace ocssim::models
