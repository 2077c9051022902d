// Keyed random numbers: draw n of (purpose, replication, entity) without any state.
//
// Philox4x64-10 with key = (seed, hash of the purpose's name) and counter = (replication, entity,
// draw, 0): any order, any thread, common random numbers by construction (docs/decisions/0004).
// `entity` is the thing that is lucky or not: the client, never the server that it lands on.
#pragma once

#include "engine/wide.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ocssim {

/// Four uniform numbers of one draw; which is what is written beside the purpose.
struct RandomBlock {
  std::array<std::uint64_t, 4> bits;
  /// In the open interval (0, 1), never 0 and never 1: 52 bits, centered.
  [[nodiscard]] double uniform(std::size_t index) const {
    // 52 bits: with 53 the half of the last one would round up to 1.
    return (static_cast<double>(bits[index] >> 12) + 0.5) * 0x1.0p-52;
  }
  /// Unbiased enough for populations below 2^32: high word of a 64 × 32 multiplication.
  [[nodiscard]] std::uint32_t below(std::size_t index, std::uint32_t bound) const {
    return static_cast<std::uint32_t>((static_cast<Wide>(bits[index]) * bound) >> 64);
  }
};

/// Philox4x64-10: J. K. Salmon and others, Parallel random numbers: as easy as 1, 2, 3 (SC 2011).
[[nodiscard]] RandomBlock philox_block(const std::array<std::uint64_t, 4>& counter,
                                       const std::array<std::uint64_t, 2>& key);

class Stream {
 public:
  Stream() = default;
  Stream(std::uint64_t seed, std::string_view purpose, std::uint32_t replication);

  [[nodiscard]] RandomBlock draw(std::uint64_t entity, std::uint64_t number) const;
  /// The same with a sub-counter, for rejection.
  [[nodiscard]] RandomBlock draw(std::uint64_t entity, std::uint64_t number,
                                 std::uint64_t attempt) const;
  /// `draw(entity, number, attempt).uniform(0)`, without the work that only the others need.
  [[nodiscard]] double uniform(std::uint64_t entity, std::uint64_t number,
                               std::uint64_t attempt = 0) const;

 private:
  [[nodiscard]] RandomBlock block(std::uint64_t entity, std::uint64_t number,
                                  std::uint64_t attempt) const;

  // What all draws of a stream have in common is computed once: the keys of the ten rounds, and the
  // half of the first round that works on the replication. It is a fifth of the instructions.
  static constexpr std::size_t rounds = 10;
  struct Key {
    std::uint64_t seed = 0;
    std::uint64_t purpose = 0;
  };
  std::array<Key, rounds> keys_{};
  std::uint64_t first_high_ = 0;  // of the product of the first round's multiplier and replication
  std::uint64_t first_low_ = 0;
};

}  // namespace ocssim
