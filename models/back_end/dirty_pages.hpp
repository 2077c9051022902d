// Pages changed in memory and not yet written to the data files: one bit each.
#pragma once

#include "engine/prefetch.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ocssim::models {

class DirtyPages {
 public:
  explicit DirtyPages(std::uint32_t pages) : words_(pages / 64 + 1, 0) {}

  /// Begins to load where `mark` will look.
  void prefetch(std::uint32_t page) const { prefetch_line(&words_[page / 64]); }
  void mark(std::uint32_t page) {
    const std::uint64_t bit = std::uint64_t{1} << (page % 64);
    count_ += (words_[page / 64] & bit) == 0 ? 1u : 0u;
    words_[page / 64] |= bit;
  }
  /// The page is written: true when it was dirty.
  bool clean(std::uint32_t page) {
    const std::uint64_t bit = std::uint64_t{1} << (page % 64);
    if ((words_[page / 64] & bit) == 0) return false;
    words_[page / 64] &= ~bit;
    --count_;
    return true;
  }
  void clear() {
    std::fill(words_.begin(), words_.end(), 0);
    count_ = 0;
  }
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  std::vector<std::uint64_t> words_;  // state
  std::uint32_t count_ = 0;           // state
};

}  // namespace ocssim::models
