// Loads the replications that exist, runs those that are missing, stores each when it is finished.
//
// Knows a function and a store, no terminal and no clock: the caller hands in what to ask before
// a replication is begun and whom to tell when one is done.
#pragma once

#include "engine/stats/observations.hpp"
#include "reports/store/unit_store.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace ocssim::study {

struct Progress {
  std::uint32_t done = 0;     // replications in hand
  std::uint32_t planned = 0;  // up to the present look
  std::uint32_t reused = 0;   // of those done, how many came from the store
};

struct RunnerOptions {
  unsigned jobs = 1;                                    // threads, ≥ 1
  bool fresh = false;                                   // ignore what is stored
  std::stop_token stop = {};                            // begin no further replication
  std::function<bool()> deadline_passed = {};           // likewise, when it says true
  std::function<void(const Progress&)> progress = {};   // one call at a time
  std::function<void(const std::string&)> notice = {};  // a sentence for the user, e.g. a bad unit
};

/// complete: all that was asked for is in hand. interrupted, out_of_time: the finished part is
/// stored and no estimate can be made.
enum class RunStatus : std::uint8_t { complete, interrupted, out_of_time };

struct RunCounts {
  std::uint32_t reused = 0;
  std::uint32_t simulated = 0;
  std::uint32_t bad = 0;               // stored, unreadable, run again
  std::uint64_t events_simulated = 0;  // of the replications run by this call
};

class Runner {
 public:
  using Simulate = std::function<Observations(std::uint32_t replication)>;
  using UnitName = std::function<std::string(std::uint32_t replication)>;

  Runner(Simulate simulate, UnitName unit_name, reports::UnitStore& store, RunnerOptions options);

  /// Brings replications 0…n−1 into hand, in this order; may be called again with a larger n.
  /// What is in hand always went through its stored form.
  [[nodiscard]] RunStatus extend_to(std::uint32_t n);

  /// 0…n−1 of the last complete `extend_to`.
  [[nodiscard]] std::span<const Observations> observations() const { return observations_; }
  [[nodiscard]] const RunCounts& counts() const { return counts_; }

 private:
  [[nodiscard]] bool may_begin() const;
  [[nodiscard]] bool load(std::uint32_t replication, Observations& into);
  void run_missing(const std::vector<std::uint32_t>& missing, std::vector<Observations>& slots,
                   std::vector<char>& in_hand);

  Simulate simulate_;
  UnitName unit_name_;
  reports::UnitStore& store_;
  RunnerOptions options_;
  std::vector<Observations> observations_;
  RunCounts counts_;
  Progress progress_;
};

}  // namespace ocssim::study
