// What describes the SQL back end: memory tier, processor, disks.
#pragma once

#include "engine/time.hpp"

#include <cstdint>

namespace ocssim::models {

enum class Architecture : std::uint8_t { bits_32, bits_64 };
/// How pages leave a full buffer pool; che: no pages at all, Che's approximation of LRU.
enum class PageReplacement : std::uint8_t { lru, clock, che };

struct SqlConfig {
  std::uint32_t version = 2005;  // 2005 or 2008
  std::uint64_t memory = 0;      // bytes of RAM
  Architecture architecture = Architecture::bits_64;
  bool flag_3gb = false;
  bool awe = false;
  bool lock_pages = false;
  bool trace_flag_4618 = true;
  bool trace_flag_4610 = false;   // with 4618: a larger cache
  bool separate_computer = true;  // not on a pool server
  bool reachable = true;          // TCP 1433 open from the Front Ends
  std::uint32_t cores = 0;
  double clock_hz = 0.0;
  double call_megacycles = 0.0;        // CPU of one call, mean; exponential
  std::uint64_t data_per_user = 0;     // bytes, RTC + RTCDYN
  std::uint32_t pages_per_call = 0;    // touched
  std::uint32_t pages_per_update = 0;  // of them, changed by a call that updates
  double popularity = 0.0;             // Zipf exponent over all pages
  PageReplacement buffer_pool = PageReplacement::lru;
  std::uint64_t memory_reserved = 0;       // RAM that the buffer pool never gets: system and others
  double memory_reserved_share = 0.0;      // and this share of RAM
  std::uint64_t pool_limit_32bit = 0;      // buffer pool of a 32-bit server without /3GB
  std::uint64_t pool_limit_32bit_3gb = 0;  // with /3GB
  struct TokenCache {                      // TokenAndPermUserStore
    double entries_per_call = 0.0;
    double slowdown = 0.0;         // of a call's CPU by a million entries: 0.5 is + 50 %
    std::uint64_t limit_4618 = 0;  // entries with the trace flag; a cache that is full at start
    std::uint64_t limit_4618_4610 = 0;   // with both
    std::uint64_t entry_size = 0;        // bytes; without the flag the buffer pool's memory limits
    std::uint64_t entries_at_start = 0;  // without the flag
    Duration flush_interval{};           // a job that empties it; 0: none
  };
  TokenCache token_cache;
  struct Disk {
    std::uint32_t spindles = 1;
    Duration read_time{};            // one random page, mean
    Duration write_time{};           // data: one page, mean; log: one write with write cache
    Duration write_time_uncached{};  // log without: commits that wait are written together
    bool write_cache = false;        // log
  };
  Disk data;
  Disk log;
  bool logs_apart = true;               // a device for the log of each database
  double persistent_share = 0.0;        // of commits: to the log of RTC, the others to RTCDYN
  bool disks_shared = false;            // data and logs on one device
  Duration checkpoint_interval{};       // 0: no checkpoints
  Duration checkpoint_write_latency{};  // it issues no more writes than are served in this time
};

}  // namespace ocssim::models
