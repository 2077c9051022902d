// Names as 64-bit keys: FNV-1a, then the finalizer of MurmurHash3 so that all bits depend on all.
//
// Fixed for ever: purposes of random streams and component names in fingerprints depend on it.
// Sources: FNV-1a, RFC 9923 (offset basis and prime); MurmurHash3 fmix64, A. Appleby, 2011.
#pragma once

#include <cstdint>
#include <string_view>

namespace ocssim {

[[nodiscard]] constexpr std::uint64_t mix_bits(std::uint64_t bits) {
  bits ^= bits >> 33;
  bits *= 0xFF51'AFD7'ED55'8CCDu;
  bits ^= bits >> 33;
  bits *= 0xC4CE'B9FE'1A85'EC53u;
  bits ^= bits >> 33;
  return bits;
}

[[nodiscard]] constexpr std::uint64_t name_hash(std::string_view name) {
  std::uint64_t hash = 0xCBF2'9CE4'8422'2325u;
  for (const char character : name) {
    hash ^= static_cast<unsigned char>(character);
    hash *= 0x0000'0100'0000'01B3u;
  }
  return mix_bits(hash);
}

}  // namespace ocssim
