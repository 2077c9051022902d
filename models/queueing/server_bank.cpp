#include "models/queueing/server_bank.hpp"

#include "engine/check.hpp"
#include "engine/stats/observe.hpp"

#include <utility>

namespace ocssim::models {

ServerBank::ServerBank(std::uint32_t servers, Place place, Tally waiting, Tally sojourn)
    : servers_(servers), place_(place), waiting_(std::move(waiting)), sojourn_(std::move(sojourn)) {
  OCSSIM_CHECK(servers > 0);
}

bool ServerBank::enter(SimTime now, JobPool& jobs, std::uint32_t job) {
  arrivals_.add();
  Job& record = jobs[job];
  record.station[place_.level] = place_.tag;
  record.station_time[place_.level] = now.time_since_epoch().count();
  if (busy_.level() < servers_) {
    busy_.add(now, 1);
    waiting_.record(Duration{0});
    return true;
  }
  queue_.push_back(job);
  queue_level_.add(now, 1);
  return false;
}

void ServerBank::record_departure(SimTime now, Job& job) {
  OCSSIM_DCHECK(job.station[place_.level] == place_.tag);
  const Duration sojourn = now.time_since_epoch() - Duration{job.station_time[place_.level]};
  sojourn_.record(sojourn);
  departed_ns_ += sojourn.count();
  job.station[place_.level] = Job::nowhere;
}

void ServerBank::enter_shared(SimTime now, JobPool& jobs, std::uint32_t job) {
  arrivals_.add();
  jobs[job].station[place_.level] = place_.tag;
  jobs[job].station_time[place_.level] = now.time_since_epoch().count();
  (busy_.level() < servers_ ? busy_ : queue_level_).add(now, 1);
}

void ServerBank::leave_shared(SimTime now, JobPool& jobs, std::uint32_t job) {
  record_departure(now, jobs[job]);
  (queue_level_.level() > 0 ? queue_level_ : busy_).add(now, -1);
}

CompactOptional<std::uint32_t> ServerBank::leave(SimTime now, JobPool& jobs, std::uint32_t job) {
  record_departure(now, jobs[job]);
  if (queue_.empty()) {
    busy_.add(now, -1);
    return std::nullopt;
  }
  const std::uint32_t next = queue_.front();
  queue_.pop_front();
  // In a long queue the next but one has been in no cache since it came.
  if (!queue_.empty()) jobs.prefetch(queue_.front());
  queue_level_.add(now, -1);
  waiting_.record(now.time_since_epoch() - Duration{jobs[next].station_time[place_.level]});
  return next;
}

void ServerBank::begin_observation(SimTime now, const JobPool& jobs) {
  busy_.begin(now);
  queue_level_.begin(now);
  waiting_.begin();
  sojourn_.begin();
  arrivals_.begin();
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now, jobs);
}

WideInteger ServerBank::ages_of_present(SimTime now, const JobPool& jobs) const {
  WideInteger ages = 0;
  for (const Job& job : jobs.records()) {
    if (!job.live || job.station[place_.level] != place_.tag) continue;
    ages += now.time_since_epoch().count() - job.station_time[place_.level];
  }
  return ages;
}

LittleIdentity ServerBank::little(SimTime now, const JobPool& jobs,
                                  const std::string& component) const {
  // Σ of the parts inside the window = departed − (ages at its begin) + (ages at its end).
  const WideInteger inside = departed_ns_ - begin_ages_ns_ + ages_of_present(now, jobs);
  const WideInteger integral = busy_.integral_ns(now) + queue_level_.integral_ns(now);
  return observe_little(component, arrivals_.count(), integral, inside);
}

}  // namespace ocssim::models
