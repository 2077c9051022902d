// What describes the SQL back end: memory tier, processor, disks.
#pragma once

#include "engine/time.hpp"

#include <cstdint>

namespace ocssim::models {

enum class Architecture : std::uint8_t { bits_32, bits_64 };

struct SqlConfig {
  std::uint32_t version = 2005;  // 2005 or 2008
  std::uint64_t memory = 0;      // bytes of RAM
  Architecture architecture = Architecture::bits_64;
  bool flag_3gb = false;
  bool awe = false;
  bool lock_pages = false;
  bool trace_flag_4618 = true;
  bool separate_computer = true;  // not on a pool server
  bool reachable = true;          // TCP 1433 open from the Front Ends
  std::uint32_t cores = 0;
  double clock_hz = 0.0;
  double call_megacycles = 0.0;            // CPU of one call, mean; exponential
  std::uint64_t data_per_user = 0;         // bytes, RTC + RTCDYN
  std::uint32_t pages_per_call = 0;        // touched
  double popularity = 0.0;                 // Zipf exponent over all pages
  std::uint64_t memory_reserved = 0;       // RAM that the buffer pool never gets: system and others
  double memory_reserved_share = 0.0;      // and this share of RAM
  std::uint64_t pool_limit_32bit = 0;      // buffer pool of a 32-bit server without /3GB
  std::uint64_t pool_limit_32bit_3gb = 0;  // with /3GB
  struct Disk {
    std::uint32_t spindles = 1;
    Duration read_time{};            // one random page, mean
    Duration write_time{};           // one log write with write cache
    Duration write_time_uncached{};  // without: commits that wait are written together
    bool write_cache = false;
  };
  Disk data;
  Disk log;
  bool disks_shared = false;  // data and log on one device
};

}  // namespace ocssim::models
