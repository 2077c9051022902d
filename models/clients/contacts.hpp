// Who watches whom: computed from keys, never stored.
//
// A user has a lognormal number of contacts; the share of them that is enabled and subscribed
// watches him. Watcher k of user i is a fixed function of (seed, replication, i, k): the same in
// every design.
#pragma once

#include "engine/random/stream.hpp"
#include "models/clients/config.hpp"

#include <cstdint>

namespace ocssim::models {

class Contacts {
 public:
  /// `population` endpoints, at least 1.
  Contacts(const ClientsConfig::Contacts& config, std::uint32_t population, std::uint64_t seed,
           std::uint32_t replication);

  /// Watchers of a user, online or not; at most `most_watchers`.
  [[nodiscard]] std::uint32_t watchers(std::uint32_t user) const;

  /// Calls `visit(watcher)` for each of them.
  template <class Visit>
  void for_each_watcher(std::uint32_t user, Visit&& visit) const {
    const std::uint32_t count = watchers(user);
    for (std::uint32_t first = 0; first < count; first += 4) {
      const RandomBlock block = who_.draw(user, first);
      const std::uint32_t in_block = count - first < 4 ? count - first : 4;
      for (std::uint32_t k = 0; k < in_block; ++k) visit(block.below(k, population_));
    }
  }
  /// A contact to talk to, chosen by a draw.
  [[nodiscard]] std::uint32_t partner(std::uint32_t user, std::uint64_t bits) const;

  static constexpr std::uint32_t most_watchers = 10'000;

 private:
  double log_mean_ = 0.0;        // config: µ of the number of contacts
  double sigma_ = 0.0;           // config
  double watching_share_ = 0.0;  // config
  std::uint32_t population_;     // config
  Stream how_many_;              // [0] number of contacts [1] rounding
  Stream who_;                   // four watchers a block
};

}  // namespace ocssim::models
