// c identical servers in front of an unbounded FIFO queue, G/G/c, inside a component.
//
// The owner schedules the ends of service; the bank keeps who waits, who is served and the
// statistics: utilization and number in system as time averages, sojourn and waiting time as
// tallies, and both sides of Little's law: ∫ N dt from its own level, Σ W from the records of the
// jobs.
#pragma once

#include "engine/compact_optional.hpp"
#include "engine/fifo_ring.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "engine/time.hpp"
#include "models/job_pool.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace ocssim::models {

class ServerBank {
 public:
  /// `tag` is unique in the model: it marks the jobs that are here. `level` 1: servers are held
  /// while the job visits banks of level 0.
  struct Place {
    std::uint32_t tag = 0;
    std::uint32_t level = 0;
  };
  ServerBank(std::uint32_t servers, Place place, Tally waiting = {}, Tally sojourn = {});

  /// Room for so many waiting jobs before the queue has to grow.
  void reserve_queue(std::size_t jobs) { queue_.reserve(jobs); }
  /// A job arrives. True: a server takes it at once and the owner schedules its end.
  [[nodiscard]] bool enter(SimTime now, JobPool& jobs, std::uint32_t job);
  /// A job in service leaves. The next one that waited begins service, if any.
  [[nodiscard]] CompactOptional<std::uint32_t> leave(SimTime now, JobPool& jobs, std::uint32_t job);
  /// The same with shared servers: nobody waits, and the owner says who leaves.
  void enter_shared(SimTime now, JobPool& jobs, std::uint32_t job);
  void leave_shared(SimTime now, JobPool& jobs, std::uint32_t job);
  /// The station fails: everything here is dropped. Jobs in service are marked lost (their event is
  /// still pending); those that waited are handed to `dropped`.
  template <class Dropped>
  void fail(SimTime now, JobPool& jobs, Dropped&& dropped);
  /// Those that wait are handed to `dropped`; those in service stay.
  template <class Dropped>
  void drop_waiting(SimTime now, JobPool& jobs, Dropped&& dropped);

  [[nodiscard]] std::size_t queue_length() const { return queue_.size(); }
  /// Job that has waited longest; requires a queue.
  [[nodiscard]] std::uint32_t oldest_waiting() const { return queue_.front(); }

  void begin_observation(SimTime now, const JobPool& jobs);
  [[nodiscard]] LittleIdentity little(SimTime now, const JobPool& jobs,
                                      const std::string& component) const;
  [[nodiscard]] const TimeAverage& busy() const { return busy_; }
  /// Levels whose sum is the number in system.
  [[nodiscard]] std::array<const TimeAverage*, 2> number_in_system() const {
    return {&busy_, &queue_level_};
  }
  [[nodiscard]] const TimeAverage& queue() const { return queue_level_; }
  [[nodiscard]] const Tally& waiting_time() const { return waiting_; }
  [[nodiscard]] const Tally& sojourn_time() const { return sojourn_; }

 private:
  [[nodiscard]] WideInteger ages_of_present(SimTime now, const JobPool& jobs) const;
  void record_departure(SimTime now, Job& job);

  std::uint32_t servers_;          // config
  Place place_;                    // config
  FifoRing<std::uint32_t> queue_;  // state: waiting jobs, oldest first
  TimeAverage busy_;               // statistic: servers at work
  TimeAverage queue_level_;        // statistic: jobs that wait
  Tally waiting_;                  // statistic [ns]
  Tally sojourn_;                  // statistic [ns]
  Counter arrivals_;               // statistic
  WideInteger departed_ns_ = 0;    // statistic: Σ sojourn of the jobs that left in the window
  WideInteger begin_ages_ns_ = 0;  // statistic: Σ ages of those present when the window began
};

template <class Dropped>
void ServerBank::drop_waiting(SimTime now, JobPool& jobs, Dropped&& dropped) {
  while (!queue_.empty()) {
    const std::uint32_t job = queue_.front();
    queue_.pop_front();
    departed_ns_ += now.time_since_epoch().count() - jobs[job].station_time[place_.level];
    jobs[job].station[place_.level] = Job::nowhere;
    dropped(job);
  }
  queue_level_.set(now, 0);
}

template <class Dropped>
void ServerBank::fail(SimTime now, JobPool& jobs, Dropped&& dropped) {
  drop_waiting(now, jobs, dropped);
  // Those in service: their records are swept, since the bank keeps no list of them.
  for (std::uint32_t index = 0; index < jobs.records().size(); ++index) {
    Job& job = jobs[index];
    if (!job.live || job.station[place_.level] != place_.tag) continue;
    departed_ns_ += now.time_since_epoch().count() - job.station_time[place_.level];
    job.station[place_.level] = Job::nowhere;
    job.lost = true;
  }
  busy_.set(now, 0);
}

}  // namespace ocssim::models
