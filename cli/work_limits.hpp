// What work may take: time, memory, threads, a part of the units; and a word about it beforehand.
#pragma once

#include "cli/command_line.hpp"
#include "cli/inquiry.hpp"
#include "reports/store/unit_store.hpp"
#include "study/runner.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::cli {

struct WorkLimits {
  unsigned jobs = 1;                    // threads
  std::optional<double> deadline;       // wall time after which no replication is begun [s]
  double grace = 0.0;                   // that what is in flight then has to finish [s]
  std::optional<std::uint64_t> memory;  // of the process [bytes]
  study::Shard shard;
  std::optional<std::vector<std::string>> units;  // in place of a shard; sorted
};

/// As typed; nothing, told on stderr, when a text is no limit.
[[nodiscard]] std::optional<WorkLimits> limits_of(const CommandLine& line);

/// -o '' names nothing: told on stderr, false.
[[nodiscard]] bool is_output_named(const CommandLine& line);

/// Does this call keep its units? Not with -o -.
[[nodiscard]] bool is_stored(const CommandLine& line);

/// -j, or as many as the machine runs at once.
[[nodiscard]] unsigned jobs_of(const CommandLine& line);

enum class Reached : std::uint8_t { nothing, time, memory };

/// Looks at clock and memory; remembers what came first, since memory is given back afterwards. Any
/// thread may ask.
class LimitKeeper {
 public:
  explicit LimitKeeper(const WorkLimits& limits) : limits_(limits) {}
  /// No further replication may be begun.
  [[nodiscard]] bool is_reached();
  /// What is in flight must not go on: time and grace are over, or memory is.
  [[nodiscard]] bool is_exceeded();
  [[nodiscard]] Reached first() const { return first_.load(); }

 private:
  [[nodiscard]] bool note(Reached what);

  const WorkLimits& limits_;
  std::atomic<Reached> first_{Reached::nothing};
};

[[nodiscard]] WorkEstimate estimate_of(Inquiry& inquiry, reports::UnitStore& store);

/// Says on stderr what a large run will take, and uses fewer threads where memory asks for it.
/// False, told on stderr: not even one replication fits.
[[nodiscard]] bool admit(const WorkEstimate& work, const CommandLine& line, WorkLimits& limits);

}  // namespace ocssim::cli
