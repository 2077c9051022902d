// A cache in front of the database, filled by those who wait for it.
//
//   call of a client ──┬─ its data are cached ──▶ 1 unit of work
//                      └─ not: a query to every shard ──▶ `miss_factor` units; cached afterwards,
//                         if the client still waits for the answer
//
// An answer that comes after its client has given up fills nothing: the query was killed by its own
// time-out. So an overload keeps the cache empty, and an empty cache keeps the overload.
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

class ResultCache {
 public:
  /// `miss_factor` 1: there is no such cache.
  explicit ResultCache(double miss_factor) : miss_factor_(miss_factor) {}
  [[nodiscard]] bool is_there() const { return miss_factor_ != 1.0; }
  /// Full: the pool has long been running.
  void prepare(std::uint32_t clients) {
    if (is_there()) filled_.assign(clients, true);
  }
  /// What the work of a client's call is multiplied by.
  [[nodiscard]] double look_up(std::uint32_t client) {
    if (!is_there()) return 1.0;
    ++looked_up_;
    const bool hit = client < filled_.size() && filled_[client];
    if (hit) ++hits_;
    return hit ? 1.0 : miss_factor_;
  }
  void fill(std::uint32_t client) {
    if (client < filled_.size()) filled_[client] = true;
  }
  void empty() { filled_.assign(filled_.size(), false); }

  void begin_observation() { hits_ = looked_up_ = 0; }
  [[nodiscard]] std::uint64_t hits() const { return hits_; }
  [[nodiscard]] std::uint64_t looked_up() const { return looked_up_; }

 private:
  double miss_factor_;           // config
  std::vector<bool> filled_;     // state: by client
  std::uint64_t hits_ = 0;       // statistic
  std::uint64_t looked_up_ = 0;  // statistic
};

}  // namespace ocssim::models
