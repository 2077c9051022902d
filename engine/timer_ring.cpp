// Opening, filing and refilling of the calendar ring; its width is found in timer_ring_width.cpp.
#include "engine/timer_ring.hpp"

#include <algorithm>

#include "engine/component.hpp"

namespace ocssim {

namespace {
constexpr std::size_t insertion_sort_limit = 24;  // above, std::sort is faster
constexpr std::uint64_t waste_allowance = 4096;   // before a new width is considered at all
constexpr std::uint64_t counted_buckets = 4096;   // that say how many entries a bucket holds
}

TimerRing::TimerRing(Options options) : options_(options) { reserve_open(64); }

std::uint32_t TimerRing::reserve(const Component* component, std::uint16_t component_id,
                                 std::uint32_t entities, std::span<const std::uint16_t> kinds) {
  const std::uint64_t count = std::uint64_t{entities} * kinds.size();
  const std::uint64_t padded = (count + page - 1) / page * page;
  OCSSIM_CHECK(!kinds.empty() && timers_.size() + padded < list_end);
  const auto first = static_cast<std::uint32_t>(timers_.size());
  timers_.resize(timers_.size() + padded, Timer{0, disarmed, not_filed});
  block_of_page_.resize(timers_.size() / page, static_cast<std::uint16_t>(blocks_.size()));
  blocks_.push_back({component, first, entities, static_cast<std::uint32_t>(kinds.size()),
                     component_id, {kinds.begin(), kinds.end()}});
  return first;
}

void TimerRing::file_elsewhere(std::uint32_t timer, std::int64_t due, std::uint64_t order) {
  const bool opened = !heads_.empty() && (due >> shift_) < next_bucket_;
  if (opened || options_.carrier == TimerCarrier::heap) {
    timers_[timer].link = not_filed;
    beside_.push({due, order, timer, 0, 0});
    return;
  }
  const std::int64_t coarse = due >> shift_ >> coarse_shift_;
  const std::int64_t coarse_limit = fine_limit_ >> coarse_shift_;
  if (!heads_.empty() && coarse - coarse_limit < coarse_count) {
    std::uint32_t& head = coarse_heads_[static_cast<std::size_t>(coarse % coarse_count)];
    timers_[timer].link = head;
    head = timer;
    ++coarse_filed_;
    return;
  }
  timers_[timer].link = overflow_head_;
  overflow_head_ = timer;
  overflow_min_ = std::min(overflow_min_, due);
  ++overflow_filed_;
}

/// The general case of `find`: drops what is no longer valid, opens buckets up to the bound.
bool TimerRing::find_slowly(std::int64_t bound) {
  bound = std::min(bound, latest_due);
  for (;;) {
    while (open_next_ != open_end_ && timers_[open_next_->timer].order != open_next_->key.order) {
      ++open_next_;
    }
    while (!beside_.empty()) {
      const Event top = beside_.top();
      if (timers_[top.entity].order == top.order) break;
      beside_.pop();
    }
    const bool open_has = open_next_ != open_end_;
    bool beside_has = !beside_.empty();
    if (beside_has && filed() > 0) {
      // An entry beside is next only if nothing that is filed can be due before it.
      const auto time = static_cast<std::int64_t>(beside_.top_key().time);
      beside_has = fine_filed_ + coarse_filed_ > 0 ? time >> shift_ < next_bucket_
                                                   : time < overflow_min_;
    }
    if (open_has || beside_has) {
      take_earlier_of_heads(open_has, beside_has);
      return static_cast<std::int64_t>(top_.key.time) <= bound;
    }
    if (filed() == 0 || !move_forward(bound)) return false;
  }
}

void TimerRing::take_earlier_of_heads(bool open_has, bool beside_has) {
  top_beside_ = beside_has && (!open_has || beside_.top_key() < open_next_->key);
  top_ = top_beside_ ? Entry{beside_.top_key(), beside_.top().entity} : *open_next_;
}

/// Opens the next bucket, or passes over empty ones. False: all of them lie behind the bound.
bool TimerRing::move_forward(std::int64_t bound) {
  if (fine_filed_ + coarse_filed_ == 0) return jump_to_overflow(bound);
  if (waste_ > waste_allowance + cost_of_filing * filed()) consider_width();
  const std::int64_t bound_bucket = bound >> shift_;
  if (next_bucket_ > bound_bucket) return false;
  if (fine_filed_ == 0) {
    next_bucket_ = std::min(fine_limit_, bound_bucket + 1);
    refill();
    return true;
  }
  const std::int64_t first = next_bucket_;
  while (heads_[static_cast<std::size_t>(next_bucket_) & fine_mask_] == list_end) {
    if (++next_bucket_ > bound_bucket) break;
  }
  if (opened_buckets_ > counted_buckets) {  // forget the past by and by
    opened_buckets_ /= 2;
    opened_entries_ /= 2;
  }
  waste_ += static_cast<std::uint64_t>(next_bucket_ - first);
  opened_buckets_ += static_cast<std::uint64_t>(next_bucket_ - first);
  if (next_bucket_ <= bound_bucket) open_bucket();
  refill();
  return true;
}

/// Copies the entries of the next bucket that are due in it, files the others again, and sorts.
void TimerRing::open_bucket() {
  std::uint32_t& head = heads_[static_cast<std::size_t>(next_bucket_) & fine_mask_];
  std::uint32_t timer = head;
  head = list_end;
  const std::int64_t bucket = next_bucket_++;
  std::size_t count = 0;
  std::size_t entries = 0;
  while (timer != list_end) {
    Timer& record = timers_[timer];
    const std::uint32_t link = record.link;
    record.link = not_filed;
    --fine_filed_;
    ++entries;
    if (record.order != disarmed && (link & beside_flag) == 0) {
      if (record.due >> shift_ == bucket) {
        if (count == open_.size()) reserve_open(2 * count);
        open_[count++] = {{record.order, static_cast<std::uint64_t>(record.due)}, timer};
      } else {
        file(timer, record.due, record.order);
      }
    }
    timer = link & ~beside_flag;
  }
  open_next_ = open_.data();
  open_end_ = open_next_ + count;
  ++opened_buckets_;
  opened_entries_ += entries;
  if (count > insertion_sort_limit) {
    waste_ += count;
    std::sort(open_next_, open_end_,
              [](const Entry& a, const Entry& b) { return a.key < b.key; });
  } else {
    for (Entry* next = open_next_ + 1; next < open_end_; ++next) {
      const Entry entry = *next;
      Entry* place = next;
      for (; place != open_next_ && entry.key < place[-1].key; --place) *place = place[-1];
      *place = entry;
    }
  }
  prefetch_ahead();
}

void TimerRing::reserve_open(std::size_t count) {
  open_.resize(count);
  open_next_ = open_end_ = open_.data();
}

/// Brings records of the coming bucket, and timers of those behind it, into the caches.
void TimerRing::prefetch_ahead() {
  std::uint32_t timer = heads_[static_cast<std::size_t>(next_bucket_) & fine_mask_];
  while (timer != list_end) {
    const TimerBlock& block = block_of(timer);
    if (block.component == nullptr) break;
    const std::uint32_t offset = timer - block.first;
    block.component->prefetch(block.slots == 1 ? offset : offset / block.slots);
    timer = timers_[timer].link & ~beside_flag;
  }
}

/// Keeps the fine ring filled for at least three quarters of its length.
void TimerRing::refill() {
  const auto length = static_cast<std::int64_t>(heads_.size());
  const std::int64_t quarter = std::int64_t{1} << coarse_shift_;
  while (fine_limit_ - next_bucket_ <= length - quarter) {
    const std::int64_t coarse = fine_limit_ >> coarse_shift_;
    fine_limit_ += quarter;
    std::uint32_t& head = coarse_heads_[static_cast<std::size_t>(coarse % coarse_count)];
    const std::uint32_t first = head;
    head = list_end;
    coarse_filed_ -= refile_list(first);
    if (coarse + 1 >= overflow_scan_) scan_overflow();
  }
}

/// Files every timer of a list that was taken out of the coarse ring or the overflow; returns its
/// length.
std::size_t TimerRing::refile_list(std::uint32_t first) {
  std::size_t count = 0;
  std::uint32_t timer = first;
  while (timer != list_end) {
    Timer& record = timers_[timer];
    const std::uint32_t link = record.link;
    record.link = not_filed;
    if (record.order != disarmed && (link & beside_flag) == 0) {
      file(timer, record.due, record.order);
    }
    timer = link & ~beside_flag;
    ++count;
  }
  return count;
}

/// Nothing is filed within the two rings: goes to the bound, or to the overflow if that is earlier.
bool TimerRing::jump_to_overflow(std::int64_t bound) {
  if (overflow_min_ <= bound) {
    find_width_of_overflow();
    return true;
  }
  if (heads_.empty() || next_bucket_ > bound >> shift_) return false;
  place_rings((bound >> shift_) + 1);
  return true;
}

/// Sets the rings to begin at `bucket`; requires that nothing is filed in them.
void TimerRing::place_rings(std::int64_t bucket) {
  next_bucket_ = bucket;
  fine_limit_ = ((next_bucket_ >> coarse_shift_) + 4) << coarse_shift_;
  scan_overflow();
}

/// Files again what has come within the rings.
void TimerRing::scan_overflow() {
  const std::int64_t coarse_limit = fine_limit_ >> coarse_shift_;
  overflow_scan_ = coarse_limit + coarse_count / 2;
  if (overflow_filed_ == 0) {
    overflow_min_ = std::numeric_limits<std::int64_t>::max();
    return;
  }
  if ((overflow_min_ >> shift_ >> coarse_shift_) - coarse_limit >= coarse_count) return;
  const std::uint32_t first = overflow_head_;
  overflow_head_ = list_end;
  overflow_min_ = std::numeric_limits<std::int64_t>::max();
  overflow_filed_ = 0;
  refile_list(first);
}

}  // namespace ocssim
