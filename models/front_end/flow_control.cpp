#include "models/front_end/flow_control.hpp"

#include "engine/check.hpp"

namespace ocssim::models {

void FlowControl::begin(SimTime now, ClientSocket& socket, std::uint32_t endpoint) {
  OCSSIM_DCHECK(socket.flow_control == none);
  std::uint32_t index;
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(records_.size());
    records_.emplace_back();
    free_.reserve(records_.capacity());
  } else {
    index = free_.back();
    free_.pop_back();
  }
  Record& record = records_[index];
  record = {.since = now.time_since_epoch().count(), .endpoint = endpoint, .previous = last_};
  (last_ == none ? first_ : records_[last_].next) = index;
  last_ = index;
  socket.flow_control = index;
  connections_.add(now, 1);
}

void FlowControl::append(const ClientSocket& socket, JobPool& jobs, std::uint32_t job) {
  Record& record = records_[socket.flow_control];
  jobs[job].next_in_socket = Job::nowhere;
  if (record.oldest == none) {
    record.oldest = job;
  } else {
    jobs[record.newest].next_in_socket = job;
  }
  record.newest = job;
}

std::optional<std::uint32_t> FlowControl::take(const ClientSocket& socket, const JobPool& jobs) {
  Record& record = records_[socket.flow_control];
  if (record.oldest == none) return std::nullopt;
  const std::uint32_t job = record.oldest;
  record.oldest = jobs[job].next_in_socket;
  return job;
}

void FlowControl::restart(SimTime now, const ClientSocket& socket) {
  records_[socket.flow_control].since = now.time_since_epoch().count();
}

void FlowControl::end(SimTime now, ClientSocket& socket) {
  const std::uint32_t index = socket.flow_control;
  const Record record = records_[index];
  OCSSIM_DCHECK(record.oldest == none);
  (record.previous == none ? first_ : records_[record.previous].next) = record.next;
  (record.next == none ? last_ : records_[record.next].previous) = record.previous;
  free_.push_back(index);
  socket.flow_control = none;
  connections_.add(now, -1);
}

}  // namespace ocssim::models
