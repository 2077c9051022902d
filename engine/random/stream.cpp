// Philox4x64-10 of Random123 behind the keyed streams.
#include "engine/random/stream.hpp"

#include "engine/name_hash.hpp"

#include <Random123/philox.h>

namespace ocssim {

RandomBlock philox_block(const std::array<std::uint64_t, 4>& counter,
                         const std::array<std::uint64_t, 2>& key) {
  const philox4x64_ctr_t wide_counter{{counter[0], counter[1], counter[2], counter[3]}};
  const philox4x64_key_t wide_key{{key[0], key[1]}};
  const philox4x64_ctr_t block = philox4x64_R(10, wide_counter, wide_key);
  return {{block.v[0], block.v[1], block.v[2], block.v[3]}};
}

Stream::Stream(std::uint64_t seed, std::string_view purpose, std::uint32_t replication)
    : seed_(seed), purpose_(name_hash(purpose)), replication_(replication) {}

RandomBlock Stream::draw(std::uint64_t entity, std::uint64_t number) const {
  return draw(entity, number, 0);
}

RandomBlock Stream::draw(std::uint64_t entity, std::uint64_t number, std::uint64_t attempt) const {
  return philox_block({replication_, entity, number, attempt}, {seed_, purpose_});
}

}  // namespace ocssim
