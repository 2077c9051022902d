// From the memory tier of a SQL server to the hit ratio of its buffer pool.
//
// The pool is what RAM and address space leave: a 32-bit process sees 2 GB, 3 GB with /3GB, and all
// of RAM only with AWE and locked pages together; 64 bits see all of it. Page references are
// independent with Zipf popularity over the data pages; the hit ratio of an LRU pool of C pages
// comes from Che's approximation (models/theory/che.hpp). A pool that holds all data never misses
// once it is warm.
#pragma once

#include "models/back_end/config.hpp"

#include <cstdint>

namespace ocssim::models {

inline constexpr std::uint64_t page_bytes = 8192;  // of SQL Server

struct BufferPool {
  std::uint64_t pages = 0;       // of the pool
  std::uint64_t data_pages = 0;  // of RTC + RTCDYN
  double hit_ratio = 1.0;        // per page touched, warm
};

/// Bytes that the buffer pool may use, by RAM, architecture and flags.
[[nodiscard]] std::uint64_t buffer_pool_bytes(const SqlConfig& config);

/// The pool for a number of users. Milliseconds for millions of pages.
[[nodiscard]] BufferPool size_buffer_pool(const SqlConfig& config, std::uint64_t users);

}  // namespace ocssim::models
