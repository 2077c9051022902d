// Philox4x64-10 of Random123 behind the keyed streams.
#include "engine/random/stream.hpp"

#include "engine/name_hash.hpp"

#include <Random123/philox.h>

namespace ocssim {

namespace {

/// In registers from the counter to the block: a draw is one call, and nothing passes by memory.
[[nodiscard, gnu::always_inline]] inline RandomBlock block_of(std::uint64_t c0, std::uint64_t c1,
                                                              std::uint64_t c2, std::uint64_t c3,
                                                              std::uint64_t k0, std::uint64_t k1) {
  const philox4x64_ctr_t counter{{c0, c1, c2, c3}};
  const philox4x64_key_t key{{k0, k1}};
  const philox4x64_ctr_t block = philox4x64_R(10, counter, key);
  return {{block.v[0], block.v[1], block.v[2], block.v[3]}};
}

}  // namespace

RandomBlock philox_block(const std::array<std::uint64_t, 4>& counter,
                         const std::array<std::uint64_t, 2>& key) {
  return block_of(counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
}

Stream::Stream(std::uint64_t seed, std::string_view purpose, std::uint32_t replication)
    : seed_(seed), purpose_(name_hash(purpose)), replication_(replication) {}

RandomBlock Stream::draw(std::uint64_t entity, std::uint64_t number) const {
  return block_of(replication_, entity, number, 0, seed_, purpose_);
}

RandomBlock Stream::draw(std::uint64_t entity, std::uint64_t number, std::uint64_t attempt) const {
  return block_of(replication_, entity, number, attempt, seed_, purpose_);
}

}  // namespace ocssim
