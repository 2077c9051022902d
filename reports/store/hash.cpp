#include "reports/store/hash.hpp"

#include <xxhash.h>

namespace ocssim::reports {

std::uint64_t hash_64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string hex_64(std::uint64_t value) {
  std::string digits(16, '0');
  for (std::size_t i = 0; i < 16; ++i) {
    digits[15 - i] = "0123456789abcdef"[(value >> (4 * i)) & 0xF];
  }
  return digits;
}

std::string hash_128_hex(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return hex_64(hash.high64) + hex_64(hash.low64);
}

}  // namespace ocssim::reports
