// The transaction log's device: one write at a time.
//
// With a write cache every commit is a write of its own, in order. Without one the commits that
// came while a write was on its way share the next (group commit): M/G[all]/1 bulk service.
#pragma once

#include "engine/stats/counter.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

class LogDevice {
 public:
  explicit LogDevice(bool group_commit) : group_commit_(group_commit) {}

  /// A commit arrives. True: the device was idle and its write begins now.
  [[nodiscard]] bool enter(SimTime now, std::uint32_t job) {
    waiting_.push_back(job);
    commits_.add();
    number_.add(now, 1);
    if (writing()) return false;
    begin_write(now);
    return true;
  }
  /// The write ends; calls `done` for each of its commits. True: another write begins now.
  template <class Done>
  [[nodiscard]] bool end_write(SimTime now, Done&& done) {
    finished_.swap(batch_);
    batch_.clear();
    busy_.set(now, 0);
    number_.add(now, -static_cast<std::int64_t>(finished_.size()));
    const bool more = !waiting_.empty();
    if (more) begin_write(now);
    for (const std::uint32_t job : finished_) done(job);
    finished_.clear();
    return more;
  }
  /// Commits that wait are handed to `dropped`; those of the write on its way stay.
  template <class Dropped>
  void drop_waiting(SimTime now, Dropped&& dropped) {
    number_.add(now, -static_cast<std::int64_t>(waiting_.size() - first_));
    for (std::size_t i = first_; i < waiting_.size(); ++i) dropped(waiting_[i]);
    waiting_.clear();
    first_ = 0;
  }
  [[nodiscard]] bool writing() const { return busy_.level() > 0; }

  void begin_observation(SimTime now) {
    busy_.begin(now);
    number_.begin(now);
    commits_.begin();
    writes_.begin();
  }
  [[nodiscard]] const TimeAverage& busy() const { return busy_; }
  [[nodiscard]] const TimeAverage& number_in_system() const { return number_; }
  [[nodiscard]] const Counter& commits() const { return commits_; }
  [[nodiscard]] const Counter& writes() const { return writes_; }

 private:
  void begin_write(SimTime now) {
    writes_.add();
    busy_.set(now, 1);
    if (group_commit_) return batch_.swap(waiting_);
    batch_.push_back(waiting_[first_]);
    if (++first_ == waiting_.size()) {
      waiting_.clear();
      first_ = 0;
    } else if (first_ == 1024) {  // keeps the vector from growing behind its head
      waiting_.erase(waiting_.begin(), waiting_.begin() + 1024);
      first_ = 0;
    }
  }

  bool group_commit_;                    // config
  std::vector<std::uint32_t> waiting_;   // state: commits, oldest first from first_
  std::size_t first_ = 0;                // state
  std::vector<std::uint32_t> batch_;     // state: commits of the write that is on its way
  std::vector<std::uint32_t> finished_;  // scratch
  TimeAverage busy_;                     // statistic
  TimeAverage number_;                   // statistic
  Counter commits_;                      // statistic
  Counter writes_;                       // statistic
};

}  // namespace ocssim::models
