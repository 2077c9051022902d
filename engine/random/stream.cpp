// Philox4x64-10 of Random123 behind the keyed streams.
#include "engine/random/stream.hpp"

#include <Random123/philox.h>

#include "engine/name_hash.hpp"

namespace ocssim {

Stream::Stream(std::uint64_t seed, std::string_view purpose, std::uint32_t replication)
    : seed_(seed), purpose_(name_hash(purpose)), replication_(replication) {}

RandomBlock Stream::draw(std::uint64_t entity, std::uint64_t number) const {
  return draw(entity, number, 0);
}

RandomBlock Stream::draw(std::uint64_t entity, std::uint64_t number, std::uint64_t attempt) const {
  const philox4x64_ctr_t counter{{replication_, entity, number, attempt}};
  const philox4x64_key_t key{{seed_, purpose_}};
  const philox4x64_ctr_t block = philox4x64_R(10, counter, key);
  return {{block.v[0], block.v[1], block.v[2], block.v[3]}};
}

}  // namespace ocssim
