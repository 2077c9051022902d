// Which of many entries saw its last data longest ago, when data do no more than write a time.
//
// A heap of what was known when an entry was filed. The one on top may have seen data since: then
// it is filed again under its present time, so that data cost nothing and an eviction a few of
// them. Equal times go by the number of the entry.
#pragma once

#include "engine/time.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace ocssim::models {

class LeastRecentlyUsed {
 public:
  /// Nothing happens when it is filed already, under whatever time.
  void add(std::uint32_t entry, SimTime last_use) {
    if (entry >= filed_.size()) filed_.resize(entry + 1, false);
    if (filed_[entry]) return;
    filed_[entry] = true;
    push({last_use, entry});
  }

  /// Takes out the one whose last use is longest ago. `last_use_of(entry)` says when that was, and
  /// nothing when the entry is gone.
  template <class LastUseOf>
  [[nodiscard]] std::optional<std::uint32_t> take(LastUseOf&& last_use_of) {
    while (!heap_.empty()) {
      const auto [known, entry] = heap_.front();
      std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
      heap_.pop_back();
      const std::optional<SimTime> last_use = last_use_of(entry);
      if (last_use && *last_use > known) {
        push({*last_use, entry});
        continue;
      }
      filed_[entry] = false;
      if (last_use) return entry;
    }
    return std::nullopt;
  }

 private:
  using Entry = std::pair<SimTime, std::uint32_t>;
  void push(const Entry& entry) {
    heap_.push_back(entry);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  }

  std::vector<Entry> heap_;  // state: the longest ago on top
  std::vector<bool> filed_;  // state: by entry
};

}  // namespace ocssim::models
