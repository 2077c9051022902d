// Log-linear histogram of non-negative integers: exact counts, exact merge, bounded bin width.
//
// Values below 1,024 have a bin each. Above, every octave [2^e, 2^(e+1)) is cut into 512 equal
// bins, so a bin is at most 1/512 = 0.195 % of its lower edge wide (the HDR scheme of G. Tene):
//
//   shift = max(0, floor(log2 v) − 9),   bin = 512·shift + (v >> shift)
//
// Only blocks of 512 bins that were reserved or touched are kept (2 KiB each); an empty histogram
// owns no memory. Merging adds integers: the result does not depend on the order.
//
// A bin is 32 bits, since hardly any ever counts further; what it overflows by is kept beside it
// (carries_), so counts are exact to 2^64 and a histogram takes half of the caches.
//
// A model has dozens of histograms, more than a second-level cache holds: a fifth of the time of a
// run was waiting for the bin to be counted up. So `record` begins to load its bin and counts the
// one of the value before, which has come meanwhile; readers count the last one first.
#pragma once

#include "engine/time.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ocssim {

class Histogram {
 public:
  /// One non-empty bin, as it is stored.
  struct Bin {
    std::uint32_t index = 0;
    std::uint64_t count = 0;
    friend bool operator==(const Bin&, const Bin&) = default;
  };

  static constexpr unsigned sub_bucket_bits = 9;
  static constexpr std::uint32_t bins_per_block = 1u << sub_bucket_bits;
  /// Blocks for values up to 2^63 − 1.
  static constexpr std::uint32_t block_count = 63 - sub_bucket_bits + 1;
  static constexpr std::uint32_t bin_count = block_count * bins_per_block;
  /// Recorded units in a reported one: nanoseconds in a second.
  static constexpr double nanoseconds_per_second = 1e9;

  /// Times: recorded in ns, reported in s.
  Histogram() { slots_.fill(no_slot); }
  /// Any other integer: `ticks_per_unit` recorded units make a reported one (> 0).
  explicit Histogram(double ticks_per_unit);
  /// From stored bins in ascending order of index; each index < bin_count, once.
  Histogram(double ticks_per_unit, std::span<const Bin> bins);

  /// Room for the blocks of values in [low, high] now, so that `record` allocates nothing there.
  void reserve(std::uint64_t low, std::uint64_t high);

  /// Counts one value in [0, 2^63). Constant time; allocates at the first value of a block only.
  void record(std::uint64_t value) {
    const std::uint32_t place = place_of(value);
    __builtin_prefetch(&counts_[place], 1);
    settle();
    late_ = place;
    ++count_;
  }
  void record(std::uint64_t value, std::uint64_t times);

  /// Adds the counts of `other`; both report in the same unit, or one is empty.
  void merge(const Histogram& other);
  /// Takes away an earlier snapshot of this histogram: what remains was recorded since.
  void subtract(const Histogram& earlier);
  /// Forgets all counts and keeps the memory.
  void clear();

  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] double ticks_per_unit() const { return ticks_per_unit_; }

  /// The q-quantile in reported units, q in [0, 1]: linear inside its bin, exact below 1,024
  /// recorded units. Requires a value.
  [[nodiscard]] double quantile(double q) const;
  /// Values in bins above that of `value` [reported units]: exact but for that bin.
  [[nodiscard]] std::uint64_t count_above(double value) const;
  /// Mean of the bin midpoints in reported units, within 0.1 % of the mean of the values.
  [[nodiscard]] double approximate_mean() const;

  /// Non-empty bins, ascending.
  [[nodiscard]] std::vector<Bin> bins() const;
  /// The same counts without blocks that are empty: what is kept after a run.
  [[nodiscard]] Histogram trimmed() const;
  [[nodiscard]] std::size_t memory_bytes() const { return counts_.capacity() * sizeof(counts_[0]); }

  friend bool operator==(const Histogram& a, const Histogram& b);

  [[nodiscard]] static constexpr std::uint32_t bin_of(std::uint64_t value) {
    OCSSIM_DCHECK(value < (std::uint64_t{1} << 63));
    if (value < 2 * bins_per_block) return static_cast<std::uint32_t>(value);
    const auto shift = static_cast<std::uint32_t>(std::bit_width(value)) - 1 - sub_bucket_bits;
    return shift * bins_per_block + static_cast<std::uint32_t>(value >> shift);
  }
  /// Smallest value of a bin, and of the bin after it.
  [[nodiscard]] static constexpr std::uint64_t lower_edge(std::uint32_t index) {
    if (index < 2 * bins_per_block) return index;
    const std::uint32_t shift = index / bins_per_block - 1;
    return std::uint64_t{index - shift * bins_per_block} << shift;
  }
  [[nodiscard]] static constexpr std::uint64_t upper_edge(std::uint32_t index) {
    return lower_edge(index + 1);
  }

 private:
  static constexpr std::uint8_t no_slot = 0xFF;
  static constexpr std::uint32_t nowhere = UINT32_MAX;

  /// Where in counts_ a value is counted.
  [[nodiscard]] std::uint32_t place_of(std::uint64_t value) {
    const std::uint32_t index = bin_of(value);
    std::uint32_t slot = slots_[index >> sub_bucket_bits];
    if (slot == no_slot) [[unlikely]]
      slot = add_block(index >> sub_bucket_bits);
    return slot * bins_per_block + (index & (bins_per_block - 1));
  }
  /// Counts the last value, if it is still to be counted.
  void settle() const {
    if (late_ == nowhere) return;
    if (++counts_[late_] == 0) [[unlikely]]
      carry(late_, 1);
    late_ = nowhere;
  }
  /// A bin whose count is 2^32 times `high` more than what its 32 bits say; high > 0.
  struct Carry {
    std::uint32_t place = 0;
    std::uint32_t high = 0;
  };
  void carry(std::uint32_t place, std::uint32_t high) const;
  [[nodiscard]] std::uint64_t count_at(std::size_t place) const {
    return counts_[place] + (carries_.empty() ? 0 : carried(place));
  }
  [[nodiscard]] std::uint64_t carried(std::size_t place) const;
  void set_count(std::size_t place, std::uint64_t count);
  void add_bins(std::uint32_t slot, const Histogram& other, std::uint32_t from_slot);
  std::uint32_t add_block(std::uint32_t block);
  [[nodiscard]] std::uint64_t block_total(std::uint32_t block) const;
  template <class Visitor>
  void visit(Visitor&& visitor) const;

  // What `record` touches comes first: one cache line.
  mutable std::vector<std::uint32_t> counts_;  // low halves
  std::uint64_t count_ = 0;
  mutable std::uint32_t late_ = nowhere;         // place of the last value while it is not counted
  std::array<std::uint8_t, block_count> slots_;  // where in counts_ a block stands, in blocks
  mutable std::vector<Carry> carries_;           // high halves, of the few bins that have one
  double ticks_per_unit_ = nanoseconds_per_second;
};

}  // namespace ocssim
