// Spreads numbers over all 64-bit values: the finalizer of SplitMix64 (G. L. Steele and others,
// Fast splittable pseudorandom number generators, OOPSLA 2014).
#pragma once

#include <cstdint>

namespace ocssim::models {

/// Steps of this size from any start visit all values before the first comes again.
inline constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15ull;

[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ull;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBull;
  return value ^ (value >> 31);
}

}  // namespace ocssim::models
