// Timers of populations: a calendar ring of lazily sorted buckets, linked through the timers.
//
//   due:   |-- open --|-- fine ring --------------|-- coarse ring ------------|-- overflow ...
//           sorted      width 2^shift ns a bucket   a quarter of the fine ring   one list
//
// A bucket is a list through the timers themselves. When it is opened it is copied to a small array
// and sorted by (time, order); what is armed into the open part, or to an earlier due than it was
// filed for, goes to a heap beside it. A timer that is set later is left where it is and filed
// again when it surfaces early; it keeps the insertion number of its last `arm`, so every firing is
// the same at any width. An entry of the open array or of the heap is valid if the timer still has
// its insertion number: numbers are unique, so nothing has to be removed.
//
// Where a timer is filed is anywhere in the heads of the ring, megabytes for a million timers: what
// armed it would wait for that line. So `file` begins to load the head and files the timer before,
// whose head has come meanwhile; whoever walks the lists files the last one first.
#pragma once

#include "engine/check.hpp"
#include "engine/event.hpp"
#include "engine/event_set.hpp"
#include "engine/large_vector.hpp"
#include "engine/packed_timer.hpp"
#include "engine/sparse_places.hpp"
#include "engine/wide.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace ocssim {

class Component;

/// Which structure carries the timers; firings are the same with either.
enum class TimerCarrier : std::uint8_t { ring, heap };

/// The timers of one component: `entities` × `slots`, entity by entity. The key of a timer is
/// entity × slots + slot.
struct TimerBlock {
  static constexpr std::uint32_t dense = 0xFFFF'FFFFu;

  const Component* component = nullptr;  // whose records are prefetched
  std::uint32_t first = 0;               // number of the timer with key 0, if dense
  std::uint32_t sparse = dense;          // which of the sparse blocks, or none
  std::uint32_t entities = 0;
  std::uint32_t slots = 0;
  std::uint16_t component_id = 0;
  std::uint64_t slots_inverse = 0;        // 2^63 / slots, rounded up
  std::array<std::uint16_t, 16> kinds{};  // event kind of each slot

  /// Whose timer it is. A product instead of a division: exact as long as key × slots < 2^63.
  [[nodiscard]] std::uint32_t entity_of(std::uint32_t key) const {
    return static_cast<std::uint32_t>((static_cast<Wide>(key) * slots_inverse) >> 63);
  }
};

class TimerRing {
 public:
  struct Options {
    TimerCarrier carrier = TimerCarrier::ring;
    int width_shift = 0;  // buckets 2^width_shift times as wide as found by itself, for tests
  };

  /// A timer due then or later never fires [ns]: 834 days.
  static constexpr std::int64_t never = PackedTimer::never;

  TimerRing() : TimerRing(Options{}) {}
  explicit TimerRing(Options options);

  /// Adds a block of 1 to 16 slots (one kind each); returns the number of its first timer. At most
  /// 2^29 - 2 timers in all.
  std::uint32_t reserve(const Component* component, std::uint16_t component_id,
                        std::uint32_t entities, std::span<const std::uint16_t> kinds);
  /// The same for slots of which few are armed at a time: each has a timer only while it is armed
  /// or still filed. Returns the number of the block.
  std::uint32_t reserve_sparse(const Component* component, std::uint16_t component_id,
                               std::uint32_t entities, std::span<const std::uint16_t> kinds);
  /// Room for so many timers in all, so that no block that is reserved later moves those before it:
  /// addresses only, since memory that is never written to is never there.
  void reserve_room(std::size_t timers) { timers_.reserve(timers_.size() + timers); }
  /// Timers that a block of `timers` takes room for.
  [[nodiscard]] static std::size_t room_for(std::size_t timers) {
    return timers == 0 ? 0 : (timers + page - 1) / page * page;
  }
  static constexpr std::uint32_t no_timer = 0xFFFF'FFFFu;
  /// Timer of a sparse block with this key; `no_timer` when it has none.
  [[nodiscard]] std::uint32_t find_sparse(std::uint32_t block, std::uint32_t key) const;
  /// The same; it gets one, which is to be armed at once.
  [[nodiscard]] std::uint32_t take_sparse(std::uint32_t block, std::uint32_t key);

  /// Sets the timer, whether armed or not. `order` must be unique, its number below 2^40; the
  /// latest one wins.
  void arm(std::uint32_t timer, std::int64_t due, std::uint64_t order) {
    OCSSIM_DCHECK(timer < timers_.size() && due >= 0);
    if (due > never) [[unlikely]]
      due = never;
    PackedTimer& record = timers_[timer];
    armed_ += static_cast<std::size_t>(!record.is_armed());
    const std::int64_t due_before = record.due();
    record.arm(due, order);
    const std::uint32_t link = record.link();
    if (link == not_filed) {
      file(timer, due, order);
    } else if ((link & beside_flag) != 0 || due < due_before) {
      put_beside(timer, due, order);
    }
    // Otherwise the entry surfaces at or before the new due and is filed again then.
  }

  void disarm(std::uint32_t timer) {
    OCSSIM_DCHECK(timer < timers_.size());
    PackedTimer& record = timers_[timer];
    armed_ -= static_cast<std::size_t>(record.is_armed());
    record.disarm();
    if (timer >= first_sparse_) give_back(timer);
  }

  [[nodiscard]] bool is_armed(std::uint32_t timer) const { return timers_[timer].is_armed(); }
  /// Due of the timer [ns]; of the last arm when it is not armed.
  [[nodiscard]] std::int64_t due(std::uint32_t timer) const { return timers_[timer].due(); }

  /// Armed timers.
  [[nodiscard]] std::size_t size() const { return armed_; }
  [[nodiscard]] bool empty() const { return armed_ == 0; }

  /// Finds the earliest armed timer with due <= bound; no bucket behind `bound` is opened.
  /// Afterwards top_key() and pop() refer to it, until the next arm or disarm.
  bool find(std::int64_t bound) {
    if (open_next_ == open_end_) {
      // Most calls: work in flight is due before the next bucket begins.
      if (bound < quiet_until_) return false;
    } else {
      const Entry& entry = *open_next_;
      const auto time = static_cast<std::int64_t>(entry.key.time);
      if (time < quiet_until_) {
        // Valid or not, nothing is earlier; so most calls need not look at the timer.
        if (time > bound) return false;
        if (timers_[entry.timer].has_order(entry.key.order)) {
          top_ = open_next_;
          return true;
        }
      } else if (bound < quiet_until_) {
        return false;  // what stands beside is earlier than the bucket, and behind the bound
      }
    }
    return find_slowly(bound);
  }

  /// Time and order of what `find` found.
  [[nodiscard]] const EventKey& top_key() const { return top_->key; }

  /// Removes what `find` found (the timer is no longer armed) and returns its event.
  Event pop() {
    const Entry entry = *top_;
    timers_[entry.timer].disarm();
    --armed_;
    if (top_ == open_next_) {
      ++open_next_;
    } else {
      pop_beside();
    }
    const TimerBlock& block = block_of(entry.timer);
    const std::uint32_t key = key_of(entry.timer, block);
    const std::uint32_t entity = block.entity_of(key);
    const std::uint32_t slot = key - entity * block.slots;
    if (entry.timer >= first_sparse_) give_back(entry.timer);
    return {static_cast<std::int64_t>(entry.key.time), entry.key.order, entity, block.component_id,
            block.kinds[slot]};
  }

  [[nodiscard]] const TimerBlock& block_of(std::uint32_t timer) const {
    return blocks_[block_of_page_[timer / page]];
  }

  /// Width of a bucket now [ns], a power of two; 0 before it was found. For tests and benches.
  [[nodiscard]] std::int64_t bucket_width() const {
    return heads_.empty() ? 0 : std::int64_t{1} << shift_;
  }
  /// How often the width was found anew. For tests and benches.
  [[nodiscard]] std::uint64_t rewidth_count() const { return rewidths_; }

 private:
  struct Entry {
    EventKey key;
    std::uint32_t timer;
  };
  struct SparseBlock {
    std::uint32_t block = 0;           // config
    SparsePlaces places;               // state: of keys
    std::vector<std::uint32_t> pages;  // state: of timers, 1,024 places each
  };

  // Link of a timer: the next one of its bucket | beside_flag, list_end, or not_filed.
  static constexpr std::uint32_t beside_flag = PackedTimer::most_links / 2;  // due is in the heap
  static constexpr std::uint32_t not_filed = beside_flag - 1;
  static constexpr std::uint32_t list_end = beside_flag - 2;
  static constexpr std::uint32_t page = 1024;         // timers of one page have one block
  static constexpr std::size_t buckets_ahead = 8;     // whose timers are prefetched
  static constexpr std::int64_t coarse_count = 1024;  // buckets of the coarse ring

  // Waste that pays for filing one timer again, in empty buckets passed over.
  static constexpr std::uint64_t cost_of_filing = 8;

  void file(std::uint32_t timer, std::int64_t due, std::uint64_t order) {
    const std::int64_t bucket = due >> shift_;
    if (bucket < fine_limit_ && bucket >= next_bucket_) [[likely]] {
      const std::size_t head = static_cast<std::size_t>(bucket) & fine_mask_;
      __builtin_prefetch(&heads_[head], 1);
      file_last();
      timers_[timer].set_link(list_end);
      last_timer_ = timer;
      last_head_ = head;
      ++fine_filed_;
    } else {
      file_elsewhere(timer, due, order);
    }
  }
  /// Puts the timer that was filed last into its list, if it does not stand there yet.
  void file_last() {
    if (last_timer_ == no_timer) return;
    PackedTimer& record = timers_[last_timer_];
    record.set_link(heads_[last_head_] | (record.link() & beside_flag));
    heads_[last_head_] = last_timer_;
    last_timer_ = no_timer;
  }

  [[nodiscard]] std::uint32_t key_of(std::uint32_t timer, const TimerBlock& block) const {
    if (block.sparse == TimerBlock::dense) return timer - block.first;
    const std::uint32_t place = page_in_block_[timer / page] * page + timer % page;
    return sparse_[block.sparse].places.key(place);
  }
  std::uint32_t add_block(TimerBlock block, std::span<const std::uint16_t> kinds);
  void give_back(std::uint32_t timer);
  void pop_beside();
  void find_quiet_time();
  void put_beside(std::uint32_t timer, std::int64_t due, std::uint64_t order);
  void file_elsewhere(std::uint32_t timer, std::int64_t due, std::uint64_t order);
  bool find_slowly(std::int64_t bound);
  void take_earlier_of_heads(bool open_has, bool beside_has);
  bool move_forward(std::int64_t bound);
  void open_bucket();
  void prefetch_ahead();
  void prefetch_timers();
  void refill();
  std::size_t refile_list(std::uint32_t first);
  bool jump_to_overflow(std::int64_t bound);
  void place_rings(std::int64_t bucket);
  void scan_overflow();
  void reserve_open(std::size_t count);

  // Width, in timer_ring_width.cpp.
  void find_width_of_overflow();
  void consider_width();
  void set_width(int shift, std::int64_t from);
  void unfile_all();
  void file_beside();
  [[nodiscard]] std::size_t filed() const { return fine_filed_ + coarse_filed_ + overflow_filed_; }

  Options options_;                           // config
  LargeVector<PackedTimer> timers_;           // all blocks -- state
  std::vector<TimerBlock> blocks_;            // config
  std::vector<std::uint16_t> block_of_page_;  // by timer / page -- config, state of sparse ones
  std::vector<std::uint32_t> page_in_block_;  // by timer / page: which of a sparse block -- state
  std::vector<SparseBlock> sparse_;           // state
  std::uint32_t first_sparse_ = no_timer;     // no sparse timer is below -- state
  std::size_t armed_ = 0;                     // state

  std::vector<Entry> unsorted_;   // scratch of open_bucket
  std::vector<Entry> open_;       // the opened bucket, sorted -- state
  Entry* open_next_ = nullptr;    // not fired yet: [open_next_, open_end_) -- state
  Entry* open_end_ = nullptr;     // state
  EventSet beside_;               // armed into the open part, or set earlier -- state
  std::int64_t quiet_until_ = 0;  // nothing but the open bucket is due before it -- state
  const Entry* top_ = nullptr;    // what `find` found: open_next_ or ... -- state
  Entry top_beside_{};            // ... this copy of the heap's top -- state

  int shift_ = 0;                        // log2 of the width [ns] -- state
  int coarse_shift_ = 0;                 // log2 of fine buckets in a coarse one -- state
  std::int64_t next_bucket_ = 0;         // first fine bucket that is not opened -- state
  std::int64_t fine_limit_ = 0;          // first bucket beyond the fine ring -- state
  std::size_t fine_mask_ = 0;            // state
  LargeVector<std::uint32_t> heads_;     // fine ring: first timer of a bucket -- state
  std::uint32_t last_timer_ = no_timer;  // filed, and in no list yet: its link is list_end -- state
  std::size_t last_head_ = 0;            // of its list -- state
  std::array<std::uint32_t, buckets_ahead> ahead_{};  // by bucket: timer to prefetch next
  LargeVector<std::uint32_t> coarse_heads_;           // state
  std::uint32_t overflow_head_ = list_end;            // state
  std::int64_t overflow_min_ = std::numeric_limits<std::int64_t>::max();  // lower bound -- state
  std::int64_t overflow_scan_ = 0;  // coarse bucket at which it is scanned -- state
  std::size_t fine_filed_ = 0;      // entries of the fine ring -- state
  std::size_t coarse_filed_ = 0;    // state
  std::size_t overflow_filed_ = 0;  // state

  std::size_t beside_limit_ = 0;      // of set_earlier_ -- state
  std::uint64_t set_earlier_ = 0;     // arms beside since all was filed -- statistic
  std::uint64_t waste_ = 0;           // work that another width would save -- statistic
  std::uint64_t opened_buckets_ = 0;  // since the width was found -- statistic
  std::uint64_t opened_entries_ = 0;  // since the width was found -- statistic
  std::uint64_t rewidths_ = 0;        // statistic
};

}  // namespace ocssim
