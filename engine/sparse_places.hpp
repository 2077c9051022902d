// A few keys out of many: each that is present has a place, a small number that no other has.
//
// Open addressing with linear probing over places; the keys stand by place. A place that was given
// back is the next to be taken, so places stay as few as ever were present at once.
#pragma once

#include "engine/check.hpp"
#include "engine/large_vector.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace ocssim {

class SparsePlaces {
 public:
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

  /// Room for so many keys without an allocation.
  void reserve(std::size_t count) {
    keys_.reserve(count);
    free_.reserve(count);
    if (2 * count > table_.size()) rehash(std::bit_ceil(2 * count + 1));
  }
  /// Place of a key; `nowhere` when it has none.
  [[nodiscard]] std::uint32_t find(std::uint32_t key) const {
    return table_.empty() ? nowhere : table_[entry_of(key)];
  }
  /// Requires that it has none.
  std::uint32_t add(std::uint32_t key) {
    if (2 * (present_ + 1) > table_.size()) rehash(std::max<std::size_t>(1024, 2 * table_.size()));
    std::uint32_t place;
    if (free_.empty()) {
      place = static_cast<std::uint32_t>(keys_.size());
      keys_.push_back(key);
    } else {
      place = free_.back();
      free_.pop_back();
      keys_[place] = key;
    }
    const std::size_t entry = entry_of(key);
    OCSSIM_DCHECK(table_[entry] == nowhere);
    table_[entry] = place;
    ++present_;
    return place;
  }
  void remove(std::uint32_t place) {
    std::size_t hole = entry_of(keys_[place]);
    OCSSIM_DCHECK(table_[hole] == place);
    // Those behind it move up if they may stand there: not before their home, going round.
    for (std::size_t entry = next(hole); table_[entry] != nowhere; entry = next(entry)) {
      const std::size_t from_home = (entry - home(keys_[table_[entry]])) & mask();
      if (from_home < ((entry - hole) & mask())) continue;
      table_[hole] = table_[entry];
      hole = entry;
    }
    table_[hole] = nowhere;
    free_.push_back(place);
    --present_;
  }
  /// Key of a place that is taken.
  [[nodiscard]] std::uint32_t key(std::uint32_t place) const { return keys_[place]; }
  [[nodiscard]] std::size_t present() const { return present_; }
  /// All places are below.
  [[nodiscard]] std::size_t places() const { return keys_.size(); }

 private:
  [[nodiscard]] std::size_t mask() const { return table_.size() - 1; }
  [[nodiscard]] std::size_t next(std::size_t entry) const { return (entry + 1) & mask(); }
  [[nodiscard]] std::size_t home(std::uint32_t key) const {
    return (std::uint64_t{key} * 0x9E37'79B9'7F4A'7C15u) >> shift_;  // Fibonacci hashing
  }
  /// Where the key stands, or the free entry where it would.
  [[nodiscard]] std::size_t entry_of(std::uint32_t key) const {
    std::size_t entry = home(key);
    while (table_[entry] != nowhere && keys_[table_[entry]] != key) entry = next(entry);
    return entry;
  }
  void rehash(std::size_t length) {
    LargeVector<std::uint32_t> before(length, nowhere);
    before.swap(table_);
    shift_ = 64 - std::countr_zero(length);
    for (const std::uint32_t place : before) {
      if (place != nowhere) table_[entry_of(keys_[place])] = place;
    }
  }

  LargeVector<std::uint32_t> table_;  // places; a power of two of them -- state
  LargeVector<std::uint32_t> keys_;   // by place -- state
  LargeVector<std::uint32_t> free_;   // places -- state
  std::size_t present_ = 0;           // state
  int shift_ = 63;                    // of the hash: 64 - log2 of the table's length -- state
};

}  // namespace ocssim
