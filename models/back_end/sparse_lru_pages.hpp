// Exact LRU as LruPages, but with links of the pages that are in memory only: a hash table.
//
// LruPages has 8 bytes a page of the database; this one takes 16 a frame (12-byte entries at three
// quarters of the places), so it is the smaller one when the database has more than twice as many
// pages as the pool. Entries stand at or behind their hash (linear probing); an erased one is
// filled by those behind it, whose neighbors in the list are told. The uses are the same, one by
// one, as those of LruPages.
#pragma once

#include "engine/check.hpp"
#include "engine/large_array.hpp"
#include "engine/prefetch.hpp"
#include "models/back_end/page_pool.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ocssim::models {

class SparseLruPages {
 public:
  /// As `LruPages`.
  SparseLruPages(std::uint32_t frames, std::uint32_t pages)
      : frames_(std::min(frames, pages)),
        end_(static_cast<std::uint32_t>(std::uint64_t{frames_} + frames_ / 3 + 1)) {
    OCSSIM_CHECK(frames >= 1 && pages >= 1 && pages < no_page && frames_ < no_page / 2);
    entries_ = {std::size_t{end_} + 1, Entry{}};
    clear();
  }

  [[nodiscard]] PageUse use(std::uint32_t page) {
    std::uint32_t place = find(page);
    if (entries_[place].page == page) {
      unlink(place);
      push_front(place);
      return {.hit = true};
    }
    PageUse result;
    if (resident_ == frames_) {
      const std::uint32_t last = entries_[end_].previous;
      result.evicted = entries_[last].page;
      unlink(last);
      erase(last);
      place = find(page);
    } else {
      ++resident_;
    }
    entries_[place].page = page;
    push_front(place);
    return result;
  }
  /// Begins to load the place of a page; best as soon as it is known.
  void prefetch(std::uint32_t page) const { prefetch_line(&entries_[home(page)]); }
  /// Begins to load what `use` will look at beside the places themselves.
  void prefetch_neighbors(std::span<const std::uint32_t> pages) const {
    for (const std::uint32_t page : pages) {
      const Entry& entry = entries_[find(page)];
      if (entry.page != page) continue;
      prefetch_line(&entries_[entry.next]);
      prefetch_line(&entries_[entry.previous]);
    }
  }
  [[nodiscard]] bool holds(std::uint32_t page) const { return entries_[find(page)].page == page; }
  [[nodiscard]] std::uint32_t resident() const { return resident_; }
  [[nodiscard]] std::uint32_t frames() const { return frames_; }
  void clear() {
    entries_.fill({});
    entries_[end_] = {.page = no_page, .previous = end_, .next = end_};
    resident_ = 0;
  }

 private:
  struct Entry {
    std::uint32_t page = no_page;  // no_page: free
    std::uint32_t previous = 0;    // places
    std::uint32_t next = 0;
  };

  /// Where a page would stand if all were empty: Fibonacci hashing, scaled.
  [[nodiscard]] std::uint32_t home(std::uint32_t page) const {
    const std::uint32_t hash = page * 0x9E37'79B1u;
    return static_cast<std::uint32_t>((std::uint64_t{hash} * end_) >> 32);
  }
  [[nodiscard]] std::uint32_t after(std::uint32_t place) const {
    return place + 1 == end_ ? 0 : place + 1;
  }
  /// Place of the page, or the free one where it would be put.
  [[nodiscard]] std::uint32_t find(std::uint32_t page) const {
    std::uint32_t place = home(page);
    while (entries_[place].page != page && entries_[place].page != no_page) place = after(place);
    return place;
  }
  void unlink(std::uint32_t place) {
    const Entry& entry = entries_[place];
    entries_[entry.previous].next = entry.next;
    entries_[entry.next].previous = entry.previous;
  }
  void push_front(std::uint32_t place) {
    Entry& end = entries_[end_];
    entries_[place].previous = end_;
    entries_[place].next = end.next;
    entries_[end.next].previous = place;
    end.next = place;
  }
  /// Frees a place that is in no list, and moves those behind it up that may stand there.
  void erase(std::uint32_t hole) {
    for (std::uint32_t place = after(hole); entries_[place].page != no_page; place = after(place)) {
      // It may, unless its home lies between the hole and itself, going round.
      const std::uint32_t from = home(entries_[place].page);
      const bool stays = hole < place ? hole < from && from <= place : hole < from || from <= place;
      if (stays) continue;
      const Entry moved = entries_[place];
      entries_[hole] = moved;
      entries_[moved.previous].next = hole;
      entries_[moved.next].previous = hole;
      hole = place;
    }
    entries_[hole].page = no_page;
  }

  std::uint32_t frames_;        // config
  std::uint32_t end_;           // config: places; behind them what closes the list to a ring
  LargeArray<Entry> entries_;   // state
  std::uint32_t resident_ = 0;  // state
};

}  // namespace ocssim::models
