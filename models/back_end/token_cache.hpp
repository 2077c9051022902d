// TokenAndPermUserStore of SQL Server 2005: entries that calls leave behind and every call pays
// for.
//
//   CPU of a call × (1 + slowdown × entries / 10^6)
//
// It grows by `entries_per_call` up to a limit: 1,024 entries with trace flag 4618, 8,192 with 4610
// too, the buffer pool's memory without. SQL Server 2008 limits it by itself. Sources: KB959823
// (limits); growth and slope are not published.
#pragma once

#include "engine/stats/time_average.hpp"
#include "models/back_end/config.hpp"

#include <algorithm>
#include <cstdint>

namespace ocssim::models {

class TokenCache {
 public:
  /// `memory` is what an unlimited cache can take, in bytes.
  TokenCache(const SqlConfig& config, std::uint64_t memory)
      : config_(config.token_cache),
        limit_(limit_of(config, memory)),
        entries_(static_cast<double>(entries_at_start(config, memory))),
        level_(static_cast<std::int64_t>(entries_)) {}
  /// A cache with a limit is full: the server has long been running.
  [[nodiscard]] static std::uint64_t entries_at_start(const SqlConfig& config,
                                                      std::uint64_t memory) {
    const std::uint64_t limit = limit_of(config, memory);
    return is_capped(config) ? limit : std::min(config.token_cache.entries_at_start, limit);
  }
  [[nodiscard]] static bool is_capped(const SqlConfig& config) {
    return config.version != 2005 || config.trace_flag_4618;
  }
  /// A call is made.
  void grow(SimTime now) {
    entries_ = std::min(entries_ + config_.entries_per_call, static_cast<double>(limit_));
    const auto whole = static_cast<std::int64_t>(entries_);
    if (whole != level_.level()) level_.set(now, whole);
  }
  /// Emptied by DBCC FREESYSTEMCACHE, or by a restart.
  void empty(SimTime now) {
    entries_ = 0.0;
    level_.set(now, 0);
  }
  /// What the CPU of a call is multiplied by.
  [[nodiscard]] double slowdown() const { return 1.0 + config_.slowdown * entries_ * 1e-6; }
  void begin_observation(SimTime now) { level_.begin(now); }
  [[nodiscard]] const TimeAverage& entries() const { return level_; }

 private:
  static std::uint64_t limit_of(const SqlConfig& config, std::uint64_t memory) {
    const SqlConfig::TokenCache& cache = config.token_cache;
    if (!is_capped(config)) return memory / std::max<std::uint64_t>(cache.entry_size, 1);
    return config.trace_flag_4610 ? cache.limit_4618_4610 : cache.limit_4618;
  }

  SqlConfig::TokenCache config_;  // config
  std::uint64_t limit_;           // config: entries
  double entries_;                // state
  TimeAverage level_;             // statistic: whole entries
};

}  // namespace ocssim::models
