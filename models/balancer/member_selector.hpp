// Which member takes a new connection, by the balancing method; the members are leaves of a tree.
//
//   least connections   the smallest key, key = 0 when idle, else (connections + 1) / weight
//                       (HAProxy 2.6, fwlc; with equal weights: the fewest connections)
//   round robin         the smallest key, key = turn; a turn taken adds 1 / weight (stride)
//   random, hashes      the leaf under a point of the sum of the weights
//   two choices         the less loaded of two such leaves, drawn independently (M. Mitzenmacher,
//                       The power of two choices, IEEE TPDS 12, 2001; HAProxy random(2))
//   random k            the least loaded of k of them (HAProxy random(k), Envoy choice_count)
//
// Ties of keys go round robin: the first one counted from after the last chosen. Choosing,
// counting and weighing cost O(log members).
#pragma once

#include "engine/compact_optional.hpp"
#include "models/balancer/config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

class MemberSelector {
 public:
  /// Weight of a member that takes its full share; weights are multiples of 1/65,536 of it.
  static constexpr std::uint32_t full_weight = 65536;

  /// What a choice may depend on: two independent 64-bit numbers and a hash of the client. Choices
  /// beyond the second are mixed from the first.
  struct Luck {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
    std::uint64_t source_hash = 0;
  };

  /// All members begin without connections at full weight. `choices` of random k.
  MemberSelector(BalancingMethod method, MemberDraw draw, std::uint32_t members,
                 std::uint32_t choices = 2);

  /// 0: takes no new connection. At most 256 times `full_weight`.
  void set_weight(std::uint32_t member, std::uint32_t weight);
  [[nodiscard]] std::uint32_t weight(std::uint32_t member) const { return weights_[member]; }
  /// A connection more or less in what the method ranks by.
  void count(std::uint32_t member, std::int32_t delta);
  [[nodiscard]] std::uint32_t connections(std::uint32_t member) const {
    return connections_[member];
  }
  /// The member of a new connection; none when all weights are 0. The caller counts it.
  [[nodiscard]] CompactOptional<std::uint32_t> pick(const Luck& luck);
  [[nodiscard]] bool draws() const {
    return method_ == BalancingMethod::random || method_ == BalancingMethod::two_choices ||
           method_ == BalancingMethod::random_k;
  }

 private:
  struct RingPoint {
    std::uint32_t position;
    std::uint32_t member;
  };

  [[nodiscard]] bool ranks() const {
    return method_ == BalancingMethod::least_connections ||
           method_ == BalancingMethod::weighted_least_connections;
  }
  [[nodiscard]] std::uint64_t key_of(std::uint32_t member) const;
  void update(std::uint32_t member);
  void update_key(std::uint32_t member);
  [[nodiscard]] std::uint32_t first_with(std::uint64_t key, std::uint32_t from) const;
  [[nodiscard]] std::uint32_t member_at(std::uint64_t point) const;
  [[nodiscard]] std::uint32_t drawn(std::uint64_t number) const;
  [[nodiscard]] std::uint32_t less_loaded(std::uint32_t one, std::uint32_t other) const;
  [[nodiscard]] std::uint32_t least_loaded(const Luck& luck) const;
  void rebuild_ring();

  BalancingMethod method_;                  // config
  MemberDraw draw_;                         // config
  std::uint32_t choices_;                   // config: random k
  std::size_t leaves_;                      // config: a power of two
  std::vector<std::uint32_t> connections_;  // state: by member
  std::vector<std::uint32_t> weights_;      // state: by member
  std::vector<std::uint64_t> turns_;        // state: by member, round robin
  std::vector<std::uint64_t> keys_;         // state: tree, smallest below; leaf i at leaves_ + i
  std::vector<std::uint64_t> sums_;         // state: tree, weights below
  std::vector<RingPoint> ring_;             // state: in order of position; draws on a ring
  std::uint64_t turn_ = 0;                  // state: of the last one chosen
  std::uint32_t next_ = 0;                  // state: ties are broken from here
};

}  // namespace ocssim::models
