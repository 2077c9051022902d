// Brings units (replications of designs) into hand: loads those that exist, runs those that are
// missing, stores each when it is finished.
//
// Replication-major: every design's replication 0, then every design's replication 1, …, so that
// work cut short has said something about all designs. One flat loop over all units keeps every
// thread busy. Knows functions and a store, no terminal and no clock: the caller hands in what to
// ask before a replication is begun and whom to tell when one is done.
#pragma once

#include "engine/stats/observations.hpp"
#include "reports/store/unit_store.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
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

/// The part of the units that this process computes: those with (index mod count) = index − 1.
struct Shard {
  std::uint32_t index = 1;  // 1…count
  std::uint32_t count = 1;
};

struct RunnerOptions {
  unsigned jobs = 1;         // threads, ≥ 1
  bool fresh = false;        // ignore what was stored before this call
  bool may_simulate = true;  // false: only what is stored
  Shard shard = {};
  /// Names of the units that this process computes, sorted, in place of a shard; null: the shard's.
  const std::vector<std::string>* only = nullptr;
  std::stop_token stop = {};                   // begin no further replication
  std::function<bool()> deadline_passed = {};  // likewise, when it says true
  const std::atomic<bool>* abandon = nullptr;  // true: replications in flight end and are discarded
  std::function<void(const Progress&)> progress = {};   // one call at a time
  std::function<void(const std::string&)> notice = {};  // a sentence for the user, e.g. a bad unit
};

/// complete: all that was asked for is in hand. interrupted, out_of_time: the finished part is
/// stored. incomplete: the rest is the affair of other shards, or may not be simulated. Without
/// `complete` no estimate can be made.
enum class RunStatus : std::uint8_t { complete, interrupted, out_of_time, incomplete };

struct RunCounts {
  std::uint32_t reused = 0;
  std::uint32_t simulated = 0;
  std::uint32_t bad = 0;               // stored, unreadable, run again
  std::uint32_t abandoned = 0;         // begun, ended by `abandon`, discarded
  std::uint32_t missing = 0;           // planned by the last `extend`, not in hand after it
  std::uint64_t events_simulated = 0;  // of the replications run by this call
};

class Runner {
 public:
  using Simulate = std::function<Observations(std::uint32_t replication)>;
  using UnitName = std::function<std::string(std::uint32_t replication)>;

  Runner(reports::UnitStore& store, RunnerOptions options);

  /// A design; gives its index.
  std::size_t add(Simulate simulate, UnitName unit_name);

  struct Goal {
    std::size_t design = 0;
    std::uint32_t replications = 0;  // 0…replications−1 are wanted
  };
  /// The units of a shard are counted along the whole list that the goals make, in hand or not.
  [[nodiscard]] RunStatus extend(std::span<const Goal> goals);

  /// Which of 0…n−1 are stored, good or bad; reads nothing.
  [[nodiscard]] std::uint32_t stored_of(std::size_t design, std::uint32_t n) const;

  /// 0…n−1 of a design, read from their stored form. Requires that they are in hand.
  [[nodiscard]] std::vector<Observations> observations(std::size_t design, std::uint32_t n);

  /// Names of the units that the last `extend` wanted and that are not in hand, replication by
  /// replication.
  [[nodiscard]] const std::vector<std::string>& missing_units() const { return missing_units_; }

  [[nodiscard]] const RunCounts& counts() const { return counts_; }
  [[nodiscard]] unsigned jobs() const { return options_.jobs; }
  /// What a simulation looks at now and then; it ends with stop reason "stop_requested" then.
  [[nodiscard]] const std::atomic<bool>* abandon() const { return options_.abandon; }

 private:
  struct Design {
    Simulate simulate;
    UnitName unit_name;
    std::vector<char> in_hand;  // by replication
  };
  struct Unit {
    std::size_t design;
    std::uint32_t replication;
    bool is_of_shard;  // by its number
  };

  [[nodiscard]] std::vector<Unit> units_of(std::span<const Goal> goals) const;
  [[nodiscard]] bool may_begin() const;
  [[nodiscard]] bool is_ours(const Unit& unit, const std::string& name) const;
  void bring(const Unit& unit);
  [[nodiscard]] bool is_stored(const std::string& name, std::uint32_t replication);
  [[nodiscard]] bool run(Design& design, const std::string& name, std::uint32_t replication);
  void tell_progress();

  reports::UnitStore& store_;
  RunnerOptions options_;
  std::vector<Design> designs_;
  std::vector<std::string> missing_units_;
  std::mutex mutex_;  // guards the store, the counts and the callbacks
  RunCounts counts_;
  Progress progress_;
};

}  // namespace ocssim::study
