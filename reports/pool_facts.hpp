// What a report says of the pool beside its results: plain values out of the resolved scenario.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::reports {

struct FactNode {
  std::string name;  // "front_end[0]"
  std::string role;  // "front_end"
  std::string limited_by;
  double users_at_limit = 0.0;
  bool is_single_point = false;
};

struct FactLink {
  std::size_t from = 0;
  std::size_t to = 0;
  std::string carries;
};

/// What another size of the back end's memory would do, by closed form.
struct MemoryTier {
  std::string name;  // "8 GiB"
  bool is_present = false;
  double share = 0.0;           // of the data that the buffer pool holds, 0…1
  double hit_ratio = 0.0;       // 0…1
  double reads_per_call = 0.0;  // pages from disk
  double users = 0.0;           // whose data fit
};

struct PoolFacts {
  double users = 0.0;
  std::uint32_t front_ends = 0;  // 0: no pool, stations only
  std::uint32_t members = 0;     // destinations that have port sets of their own per tuple
  std::uint32_t snat_addresses = 0;
  std::uint32_t ports_per_address = 0;
  bool per_tuple = false;
  std::string balancing;      // "least_connections"
  double idle_timeout = 0.0;  // [s]
  double keep_alive = 0.0;    // [s]; 0: none
  double sql_memory = 0.0;    // [bytes]
  double slow_ramp = 0.0;     // [s]
  std::vector<MemoryTier> sql_tiers;
  std::vector<FactNode> nodes;
  std::vector<FactLink> links;
};

}  // namespace ocssim::reports
