// Pages of a database held in memory: exact LRU, and the clock sweep with usage counts.
//
//   LRU     a page used goes to the front of the list; the last of the list makes room
//   clock   a page used raises its frame's usage count by 1, to at most 5; a page brought in has 1.
//           To make room a hand goes round the frames: it lowers a count above 0 and passes on,
//           and takes the first frame whose count is 0. Free frames are taken first.
//
// Pages are numbers below `pages`; all links are 32-bit indices in arrays that are as long as the
// database or the pool, so that nothing is allocated after construction. Source of the clock: the
// PostgreSQL manual and README of its buffer manager (usage count, limit 5).
#pragma once

#include "engine/check.hpp"
#include "engine/large_array.hpp"
#include "engine/prefetch.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace ocssim::models {

/// No page.
inline constexpr std::uint32_t no_page = 0xFFFF'FFFFu;

/// What the use of a page did.
struct PageUse {
  bool hit = false;
  std::uint32_t evicted = no_page;  // the page that made room, if any
};

/// The pages of a pool in the order of their last use.
class LruPages {
 public:
  /// 1 ≤ frames, 1 ≤ pages < 2^32 − 1; empty.
  LruPages(std::uint32_t frames, std::uint32_t pages);

  [[nodiscard]] PageUse use(std::uint32_t page) {
    Link& link = links_[page];
    if (link.next != no_page) {
      unlink(link);
      push_front(page, link);
      return {.hit = true};
    }
    PageUse result;
    if (resident_ == frames_) {
      result.evicted = links_[end_].previous;
      Link& last = links_[result.evicted];
      unlink(last);
      last.next = no_page;
    } else {
      ++resident_;
    }
    push_front(page, link);
    return result;
  }
  /// Begins to load the place of a page; best as soon as it is known.
  void prefetch(std::uint32_t page) const { prefetch_line(&links_[page]); }
  /// Begins to load what `use` will look at beside the places themselves, so that the pages of one
  /// call are waited for together.
  void prefetch_neighbors(std::span<const std::uint32_t> pages) const {
    for (const std::uint32_t page : pages) {
      const Link& link = links_[page];
      if (link.next == no_page) continue;
      prefetch_line(&links_[link.next]);
      prefetch_line(&links_[link.previous]);
    }
  }
  [[nodiscard]] bool holds(std::uint32_t page) const { return links_[page].next != no_page; }
  [[nodiscard]] std::uint32_t resident() const { return resident_; }
  [[nodiscard]] std::uint32_t frames() const { return frames_; }
  void clear();

 private:
  struct Link {
    std::uint32_t previous;
    std::uint32_t next;  // no_page: not in memory
  };
  void unlink(const Link& link) {
    links_[link.previous].next = link.next;
    links_[link.next].previous = link.previous;
  }
  void push_front(std::uint32_t page, Link& link) {
    Link& end = links_[end_];
    link = {.previous = end_, .next = end.next};
    links_[end.next].previous = page;
    end.next = page;
  }

  std::uint32_t frames_;        // config
  std::uint32_t end_;           // config: closes the list to a ring; its next is the newest page
  LargeArray<Link> links_;      // state: by page
  std::uint32_t resident_ = 0;  // state
};

/// Frames with usage counts and a hand.
class ClockPages {
 public:
  static constexpr std::uint8_t most_usage = 5;  // of PostgreSQL

  /// As `LruPages`.
  ClockPages(std::uint32_t frames, std::uint32_t pages);

  [[nodiscard]] PageUse use(std::uint32_t page) {
    const std::uint32_t held = frame_of_[page];
    if (held != no_page) {
      if (frames_[held].usage < most_usage) ++frames_[held].usage;
      return {.hit = true};
    }
    PageUse result;
    std::uint32_t frame = resident_;
    if (resident_ < frames_.size()) {
      ++resident_;
    } else {
      frame = sweep();
      result.evicted = frames_[frame].page;
      frame_of_[result.evicted] = no_page;
    }
    frames_[frame] = {.page = page, .usage = 1};
    frame_of_[page] = frame;
    return result;
  }
  void prefetch(std::uint32_t page) const { prefetch_line(&frame_of_[page]); }
  void prefetch_neighbors(std::span<const std::uint32_t> pages) const {
    for (const std::uint32_t page : pages) {
      if (frame_of_[page] != no_page) prefetch_line(&frames_[frame_of_[page]]);
    }
  }
  [[nodiscard]] bool holds(std::uint32_t page) const { return frame_of_[page] != no_page; }
  [[nodiscard]] std::uint32_t resident() const { return resident_; }
  [[nodiscard]] std::uint32_t frames() const { return static_cast<std::uint32_t>(frames_.size()); }
  /// Usage count of a page that is held.
  [[nodiscard]] std::uint8_t usage(std::uint32_t page) const {
    return frames_[frame_of_[page]].usage;
  }
  void clear();

 private:
  struct Frame {
    std::uint32_t page = no_page;
    std::uint8_t usage = 0;
  };
  std::uint32_t sweep() {
    for (;;) {
      const std::uint32_t frame = hand_;
      hand_ = hand_ + 1 == frames_.size() ? 0 : hand_ + 1;
      if (frames_[frame].usage == 0) return frame;
      --frames_[frame].usage;
    }
  }

  LargeArray<Frame> frames_;            // state
  LargeArray<std::uint32_t> frame_of_;  // state: by page; no_page: not in memory
  std::uint32_t resident_ = 0;          // state: frames in use, the first ones
  std::uint32_t hand_ = 0;              // state
};

}  // namespace ocssim::models
