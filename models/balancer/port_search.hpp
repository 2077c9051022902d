// Ports told apart: which one a new connection finds, when the search is bounded.
//
//   window w = min(W, ports) from a random port, upwards:  first port that is free
//   none: another random port and w := w/2, until w was below 2·w_last
//   in the last r probes of a window a port that rests may be taken out of TIME_WAIT, if the new
//   connection's sequence number lies beyond the old one's: a coin, since both are random
//
// So a range of at most W ports is searched whole, a larger one is not: the first refusal comes
// before it is full. Source: Linux net/netfilter/nf_nat_core.c, since 6.7 with the last line.
//
// random_tries: k ports are drawn at random, all alike and independent of each other, so at
// utilization u a search fails with probability u^k. Source: Cilium bpf/lib/nat.h.
#pragma once

#include "models/balancer/config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

/// The ports of one set, one bit each, and a second one for those that rest and may be taken.
class PortMap {
 public:
  PortMap() = default;
  explicit PortMap(std::uint32_t ports);

  /// A port and whether it rests, or none: in one register (engine/compact_optional.hpp says why).
  class Found {
   public:
    Found() = default;
    Found(std::uint32_t port, bool was_resting) : code_(port | (was_resting ? rests : 0)) {}
    explicit operator bool() const { return code_ != none; }
    [[nodiscard]] std::uint16_t port() const { return static_cast<std::uint16_t>(code_); }
    [[nodiscard]] bool was_resting() const { return (code_ & rests) != 0; }

   private:
    static constexpr std::uint32_t none = UINT32_MAX;
    static constexpr std::uint32_t rests = 1u << 16;

    std::uint32_t code_ = none;
  };
  /// What a new connection finds; the search changes nothing. `luck`: 64 random bits.
  [[nodiscard]] Found search(const PortSearchConfig& config, std::uint64_t luck) const;

  void take(std::uint32_t port) { busy_[port >> 6] |= bit(port); }
  void free(std::uint32_t port) {
    busy_[port >> 6] &= ~bit(port);
    reusable_[port >> 6] &= ~bit(port);
  }
  void make_reusable(std::uint32_t port) { reusable_[port >> 6] |= bit(port); }
  /// It was taken out of TIME_WAIT: its entry, when it ends, is void.
  void take_resting(std::uint32_t port);
  /// An entry of `port` ends; false when it is void.
  [[nodiscard]] bool ends_rest(std::uint32_t port);

  [[nodiscard]] bool is_busy(std::uint32_t port) const {
    return (busy_[port >> 6] & bit(port)) != 0;
  }
  [[nodiscard]] bool is_reusable(std::uint32_t port) const {
    return (reusable_[port >> 6] & bit(port)) != 0;
  }

 private:
  [[nodiscard]] std::uint32_t first_candidate(std::uint32_t from, std::uint32_t to,
                                              bool resting) const;
  [[nodiscard]] Found search_between(std::uint32_t from, std::uint32_t to, bool resting,
                                     std::uint64_t luck) const;
  [[nodiscard]] Found try_at_random(std::uint32_t tries, std::uint64_t luck) const;
  [[nodiscard]] Found search_window(std::uint32_t first, std::uint32_t count, bool resting,
                                    std::uint64_t luck) const;
  static constexpr std::uint64_t bit(std::uint32_t port) { return std::uint64_t{1} << (port & 63); }

  std::uint32_t ports_ = 0;              // config
  std::vector<std::uint64_t> busy_;      // state: held, or in TIME_WAIT
  std::vector<std::uint64_t> reusable_;  // state: in TIME_WAIT and may be taken
  std::vector<std::uint16_t> void_;  // state: entries of a port that are void; from the first on
};

}  // namespace ocssim::models
