// Messages in flight: flat records in one pool, reached by index.
//
// A record carries when the job came to its station, so that every station can
// account for sojourn times by its jobs and not by its own counters (Little's law as an identity).
#pragma once

#include "engine/check.hpp"
#include "engine/time.hpp"
#include "models/front_end/message_class.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ocssim::models {

/// Whose answer a job is waited for, and what it belongs to.
enum class JobPurpose : std::uint8_t {
  sign_in,
  request,
  im_message,
  notification,
  one_way,
  conference,  // an INVITE; its receiver is a participant, not an endpoint
};

/// Whether a client waits for the answer, so that a deadline is pending.
[[nodiscard]] constexpr bool has_deadline(JobPurpose purpose) {
  return purpose == JobPurpose::sign_in || purpose == JobPurpose::request ||
         purpose == JobPurpose::im_message || purpose == JobPurpose::conference;
}

// Two cache lines: what a visit to a Front End needs, and what only sending, answering and calls
// of the back end do.
struct alignas(64) Job {
  static constexpr std::uint32_t nowhere = 0xFFFF'FFFFu;

  std::int64_t accepted_time = 0;  // when the Front End took it in [ns]
  // A call holds a database connection (level 1) while it visits the back end's banks (level 0).
  std::array<std::int64_t, 2> station_time{};                 // when it came to its station [ns]
  std::array<std::uint32_t, 2> station = {nowhere, nowhere};  // which one, `ServerBank` tag
  std::uint32_t client = 0;          // whose luck it is: endpoint that caused it
  std::uint32_t number = 0;          // request number of the client: the draw
  std::uint32_t receiver = nowhere;  // endpoint that gets it, for notifications and messages
  std::uint32_t amount = 1;          // times the work of its class: updates of a roster
  std::uint16_t front_end = 0;       // where it is processed
  std::uint16_t stage = 0;           // visits so far: the sub-counter of the draws
  std::uint16_t connection = 0;      // of its client's socket when it was sent
  MessageClass message = MessageClass::keep_alive;
  JobPurpose purpose = JobPurpose::one_way;
  std::uint8_t calls_left = 0;    // stored-procedure calls still to make
  std::uint8_t updates_left = 0;  // of them, at the end, those that append to a log
  bool asks_directory = false;    // its answer needs the domain controller (NTLM)
  bool lost = false;              // its server died; freed when its pending event surfaces
  bool timed_out = false;         // the client gave up; the server works on
  bool held = false;              // read by its Front End and not answered yet
  bool live = false;              // in use
  bool parked = false;            // lost, nothing pending but the client's deadline

  std::int64_t wish_time = 0;              // when the client (or publisher) wished to send [ns]
  std::int64_t call_time = 0;              // when its present call was sent to the back end [ns]
  std::uint32_t generation = 0;            // raised when the record is freed
  std::uint32_t next_in_socket = nowhere;  // message behind it that the server has not read yet
  std::uint32_t pages_to_read = 0;         // by its present call at the back end
  std::uint16_t epoch = 0;                 // of the client's connection when it was sent
  std::uint8_t attempt = 0;                // of its transaction: 0 is the first
  bool committing = false;                 // appends to the log on the device of the data
  bool is_persistent = false;              // its present call: a commit goes to the log of RTC
  bool call_failed = false;                // the back end stopped during its present call
};
static_assert(sizeof(Job) == 128);

class JobPool {
 public:
  JobPool() {
    jobs_.reserve(usual_jobs);
    free_.reserve(usual_jobs);
  }
  /// A fresh record, all fields default but the generation.
  [[nodiscard]] std::uint32_t create() {
    std::uint32_t index;
    if (!free_.empty()) {
      index = free_.back();
      free_.pop_back();
    } else {
      index = static_cast<std::uint32_t>(jobs_.size());
      jobs_.emplace_back();
      free_.reserve(jobs_.capacity());  // so that `release` never allocates
    }
    // Copied from memory: a fresh `Job{}` is written field by field and then read in words, which
    // waits for the stores.
    static constexpr Job fresh{};
    Job& job = jobs_[index];
    const std::uint32_t generation = job.generation;
    job = fresh;
    job.generation = generation;
    job.live = true;
    ++live_;
    return index;
  }
  void release(std::uint32_t index) {
    OCSSIM_DCHECK(jobs_[index].live);
    jobs_[index].live = false;
    ++jobs_[index].generation;
    free_.push_back(index);
    --live_;
  }
  /// A job whose server died and that has no event pending: the deadline of a waiting client frees
  /// it, any other is freed now.
  void abandon(std::uint32_t index) {
    Job& job = jobs_[index];
    job.lost = true;
    if (has_deadline(job.purpose) && !job.timed_out) {
      job.parked = true;
    } else {
      release(index);
    }
  }
  /// Begins to load a record: it is up to two lines.
  void prefetch(std::uint32_t index) const {
    const Job* const job = &jobs_[index];
    __builtin_prefetch(job, 1);
    __builtin_prefetch(&job->wish_time, 1);
  }
  [[nodiscard]] Job& operator[](std::uint32_t index) { return jobs_[index]; }
  [[nodiscard]] const Job& operator[](std::uint32_t index) const { return jobs_[index]; }
  /// Whether `index` is still the job that had `generation`.
  [[nodiscard]] bool is_same(std::uint32_t index, std::uint32_t generation) const {
    return jobs_[index].live && jobs_[index].generation == generation;
  }
  [[nodiscard]] std::uint64_t live() const { return live_; }
  [[nodiscard]] const std::vector<Job>& records() const { return jobs_; }

 private:
  // Room from the start, so that a healthy pool allocates nothing in its loop.
  static constexpr std::size_t usual_jobs = 16384;

  std::vector<Job> jobs_;            // state
  std::vector<std::uint32_t> free_;  // state: indices to use again
  std::uint64_t live_ = 0;           // state
};

}  // namespace ocssim::models
