// The pool of 100,000 users made ten times smaller, database, disks and memory included.
#pragma once

#include "tests/models/pool/pool_run.hpp"

#include <string>

namespace ocssim::models {

/// A tenth of the pool on servers, disks and memory that are ten times smaller or slower: every
/// utilization and ratio of the pool of 100,000 from a tenth of its events.
inline Settings tenth(const std::string& memory) {
  return scaled(10'000) +
         Settings{"sql.memory=" + memory,           "sql.memory_reserved=104858 KiB",
                  "sql.disks.data.read_time=60 ms", "sql.disks.data.write_time=60 ms",
                  "sql.disks.log.write_time=5 ms",  "sql.disks.log.write_time_uncached=50 ms"};
}
inline constexpr const char* mebi_4 = "419430 KiB";  // 4 GiB of the whole pool
inline constexpr const char* mebi_8 = "838861 KiB";
inline constexpr const char* mebi_12 = "1258291 KiB";

}  // namespace ocssim::models
