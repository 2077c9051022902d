// Philox4x64-10 of Random123 behind the keyed streams.
#include "engine/random/stream.hpp"

#include "engine/name_hash.hpp"
#include "engine/wide.hpp"

#include <Random123/philox.h>

namespace ocssim {

namespace {

// Of Philox4x64: multipliers, and what the keys grow by from round to round.
constexpr std::uint64_t multiplier_0 = PHILOX_M4x64_0;
constexpr std::uint64_t multiplier_1 = PHILOX_M4x64_1;
constexpr std::uint64_t step_0 = PHILOX_W64_0;
constexpr std::uint64_t step_1 = PHILOX_W64_1;

struct Halves {
  std::uint64_t high;
  std::uint64_t low;
};
[[nodiscard, gnu::always_inline]] inline Halves product(std::uint64_t a, std::uint64_t b) {
  const Wide whole = static_cast<Wide>(a) * b;
  return {static_cast<std::uint64_t>(whole >> 64), static_cast<std::uint64_t>(whole)};
}

}  // namespace

RandomBlock philox_block(const std::array<std::uint64_t, 4>& counter,
                         const std::array<std::uint64_t, 2>& key) {
  const philox4x64_ctr_t in{{counter[0], counter[1], counter[2], counter[3]}};
  const philox4x64_ctr_t out = philox4x64_R(10, in, philox4x64_key_t{{key[0], key[1]}});
  return {{out.v[0], out.v[1], out.v[2], out.v[3]}};
}

Stream::Stream(std::uint64_t seed, std::string_view purpose, std::uint32_t replication) {
  Key key{.seed = seed, .purpose = name_hash(purpose)};
  for (Key& of_round : keys_) {
    of_round = key;
    key = {.seed = key.seed + step_0, .purpose = key.purpose + step_1};
  }
  const Halves first = product(multiplier_0, replication);
  first_high_ = first.high;
  first_low_ = first.low;
}

/// In registers from the counter to the block: nothing passes by memory.
[[gnu::always_inline]] inline RandomBlock Stream::block(std::uint64_t entity, std::uint64_t number,
                                                        std::uint64_t attempt) const {
  const Halves of_number = product(multiplier_1, number);
  std::uint64_t c0 = of_number.high ^ entity ^ keys_[0].seed;
  std::uint64_t c1 = of_number.low;
  std::uint64_t c2 = first_high_ ^ attempt ^ keys_[0].purpose;
  std::uint64_t c3 = first_low_;
#pragma GCC unroll 9
  for (std::size_t round = 1; round < rounds; ++round) {
    const Halves a = product(multiplier_0, c0);
    const Halves b = product(multiplier_1, c2);
    c0 = b.high ^ c1 ^ keys_[round].seed;
    c1 = b.low;
    c2 = a.high ^ c3 ^ keys_[round].purpose;
    c3 = a.low;
  }
  return {{c0, c1, c2, c3}};
}

double Stream::uniform(std::uint64_t entity, std::uint64_t number, std::uint64_t attempt) const {
  return block(entity, number, attempt).uniform(0);
}

RandomBlock Stream::draw(std::uint64_t entity, std::uint64_t number) const {
  return block(entity, number, 0);
}

RandomBlock Stream::draw(std::uint64_t entity, std::uint64_t number, std::uint64_t attempt) const {
  return block(entity, number, attempt);
}

}  // namespace ocssim
