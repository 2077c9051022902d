// Random numbers one after the other, four to a block: for what nobody has to find again by a key.
#pragma once

#include "engine/random/stream.hpp"

#include <cstddef>
#include <cstdint>

namespace ocssim {

class Sequence {
 public:
  Sequence() = default;
  /// The numbers of one entity of a stream, from its first draw on.
  Sequence(const Stream& stream, std::uint64_t entity) : stream_(stream), entity_(entity) {}

  [[nodiscard]] std::uint64_t bits() {
    if (next_ == block_.bits.size()) {
      block_ = stream_.draw(entity_, blocks_++);
      next_ = 0;
    }
    return block_.bits[next_++];
  }
  /// In the open interval (0, 1): 52 bits, centered.
  [[nodiscard]] double uniform() { return to_uniform(bits()); }
  /// Exponential with mean 1, by the ziggurat: G. Marsaglia and W. W. Tsang, The ziggurat method
  /// for generating random variables (J. Stat. Software 5, 2000). Exact in law; 99 of 100 need one
  /// number, one product and one comparison.
  [[nodiscard]] double exponential();

 private:
  [[nodiscard]] static double to_uniform(std::uint64_t bits) {
    return (static_cast<double>(bits >> 12) + 0.5) * 0x1.0p-52;
  }

  Stream stream_;             // config
  std::uint64_t entity_ = 0;  // config
  std::uint64_t blocks_ = 0;  // state: drawn so far
  RandomBlock block_{};       // state
  std::size_t next_ = 4;      // state: of the block
};

}  // namespace ocssim
