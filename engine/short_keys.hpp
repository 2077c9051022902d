// The keys of one bucket of the timer ring in 64 bits each, and their ranks.
//
// A key is time within the bucket, phase, insertion number.
//
// The order within a bucket is random, so a sort that compares and branches waits for a wrong
// guess at nearly every entry. The rank of an entry is counted instead: how many keys are less.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace ocssim {

class ShortKeys {
 public:
  /// Of a bucket of 2^shift ns.
  explicit ShortKeys(int shift) : number_bits_(62 - shift) {
    keys_.fill(std::numeric_limits<std::uint64_t>::max());
  }
  void put(std::size_t i, std::uint64_t time, std::uint64_t order) {
    const std::uint64_t number = order & ~(std::uint64_t{3} << 62);
    keys_[i % places] = (((time << 2) | (order >> 62)) << number_bits_) | number;
    numbers_ |= number;
  }
  /// Whether all `count` keys are here and the insertion numbers fit beside the times.
  [[nodiscard]] bool can_rank(std::size_t count) const {
    return count <= most_ranked && numbers_ >> number_bits_ == 0;
  }
  [[nodiscard]] std::size_t rank(std::size_t i, std::size_t count) const {
    std::size_t rank = lesser_of_eight(0, keys_[i]);
    if (count > 8) rank += lesser_of_eight(8, keys_[i]);
    if (count > 16) rank += lesser_of_eight(16, keys_[i]);
    return rank;
  }

 private:
  static constexpr std::size_t most_ranked = 24;
  static constexpr std::size_t places = 32;

  [[nodiscard, gnu::always_inline]] inline std::size_t lesser_of_eight(std::size_t first,
                                                                       std::uint64_t key) const {
    const auto less = [&](std::size_t i) {
      return static_cast<std::size_t>(keys_[first + i] < key);
    };
    return ((less(0) + less(1)) + (less(2) + less(3))) +
           ((less(4) + less(5)) + (less(6) + less(7)));
  }

  int number_bits_;
  std::uint64_t numbers_ = 0;  // all insertion numbers, OR
  std::array<std::uint64_t, places> keys_;
};

}  // namespace ocssim
