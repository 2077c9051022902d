// Opening, filing and refilling of the calendar ring; its width is found in timer_ring_width.cpp.
#include "engine/timer_ring.hpp"

#include "engine/component.hpp"
#include "engine/prefetch.hpp"
#include "engine/short_keys.hpp"

#include <algorithm>
#include <limits>

namespace ocssim {

namespace {

constexpr std::uint64_t waste_allowance = 4096;  // before a new width is considered at all
constexpr std::size_t cached_timers = 8192;      // they and their records are in a cache anyway
constexpr std::size_t usual_bucket = 512;        // entries without an allocation in the loop
constexpr std::uint64_t counted_buckets = 4096;  // that say how many entries a bucket holds

}  // namespace

TimerRing::TimerRing(Options options) : options_(options) {
  reserve_open(usual_bucket);
}

std::uint32_t TimerRing::add_block(TimerBlock block, std::span<const std::uint16_t> kinds) {
  OCSSIM_CHECK(!kinds.empty() && kinds.size() <= block.kinds.size());
  block.slots = static_cast<std::uint32_t>(kinds.size());
  constexpr std::uint64_t one = std::uint64_t{1} << 63;
  block.slots_inverse = (one + block.slots - 1) / block.slots;
  std::copy(kinds.begin(), kinds.end(), block.kinds.begin());
  blocks_.push_back(block);
  return static_cast<std::uint32_t>(blocks_.size() - 1);
}

std::uint32_t TimerRing::reserve(const Component* component, std::uint16_t component_id,
                                 std::uint32_t entities, std::span<const std::uint16_t> kinds) {
  const std::uint64_t padded = room_for(std::uint64_t{entities} * kinds.size());
  OCSSIM_CHECK(timers_.size() + padded < list_end);
  const auto first = static_cast<std::uint32_t>(timers_.size());
  const std::uint32_t block = add_block(
      {.component = component, .first = first, .entities = entities, .component_id = component_id},
      kinds);
  timers_.resize(timers_.size() + padded, PackedTimer(not_filed));
  block_of_page_.resize(timers_.size() / page, static_cast<std::uint16_t>(block));
  page_in_block_.resize(block_of_page_.size());
  return first;
}

std::uint32_t TimerRing::reserve_sparse(const Component* component, std::uint16_t component_id,
                                        std::uint32_t entities,
                                        std::span<const std::uint16_t> kinds) {
  const std::uint64_t most = room_for(std::uint64_t{entities} * kinds.size());
  OCSSIM_CHECK(timers_.size() + most < list_end);
  const auto number = static_cast<std::uint32_t>(sparse_.size());
  const std::uint32_t block = add_block({.component = component,
                                         .sparse = number,
                                         .entities = entities,
                                         .component_id = component_id},
                                        kinds);
  sparse_.emplace_back();
  sparse_.back().block = block;
  sparse_.back().places.reserve(most / 32);
  return number;
}

std::uint32_t TimerRing::find_sparse(std::uint32_t block, std::uint32_t key) const {
  const SparseBlock& sparse = sparse_[block];
  const std::uint32_t place = sparse.places.find(key);
  return place == SparsePlaces::nowhere ? no_timer : sparse.pages[place / page] + place % page;
}

std::uint32_t TimerRing::take_sparse(std::uint32_t block, std::uint32_t key) {
  SparseBlock& sparse = sparse_[block];
  std::uint32_t place = sparse.places.find(key);
  if (place == SparsePlaces::nowhere) place = sparse.places.add(key);
  if (place == sparse.pages.size() * page) {
    const auto first = static_cast<std::uint32_t>(timers_.size());
    OCSSIM_CHECK(timers_.size() + page < list_end);
    timers_.resize(timers_.size() + page, PackedTimer(not_filed));
    block_of_page_.push_back(static_cast<std::uint16_t>(sparse.block));
    page_in_block_.push_back(static_cast<std::uint32_t>(sparse.pages.size()));
    sparse.pages.push_back(first);
    first_sparse_ = std::min(first_sparse_, first);
  }
  return sparse.pages[place / page] + place % page;
}

/// A sparse timer that is neither armed nor filed is free for another key. What the open bucket or
/// the heap still hold of it has an insertion number that no timer gets again.
void TimerRing::give_back(std::uint32_t timer) {
  if (timers_[timer].is_armed() || timers_[timer].link() != not_filed) return;
  const std::uint32_t sparse = block_of(timer).sparse;
  if (sparse == TimerBlock::dense) return;
  sparse_[sparse].places.remove(page_in_block_[timer / page] * page + timer % page);
}

void TimerRing::pop_beside() {
  beside_.pop();
  quiet_until_ = 0;  // not known before the heap is looked at
}

/// The earliest that an entry beside or filed may be due: a lower bound.
void TimerRing::find_quiet_time() {
  quiet_until_ = heads_.empty() ? overflow_min_ : next_bucket_ << shift_;
  if (!beside_.empty()) {
    quiet_until_ = std::min(quiet_until_, static_cast<std::int64_t>(beside_.top_key().time));
  }
}

/// An armed timer that is filed for a later instant, or was not long ago.
void TimerRing::put_beside(std::uint32_t timer, std::int64_t due, std::uint64_t order) {
  timers_[timer].set_link(timers_[timer].link() | beside_flag);
  beside_.push({due, order, timer, 0, 0});
  quiet_until_ = std::min(quiet_until_, due);
  ++set_earlier_;
  waste_ += cost_of_filing;
}

void TimerRing::file_elsewhere(std::uint32_t timer, std::int64_t due, std::uint64_t order) {
  const bool opened = !heads_.empty() && (due >> shift_) < next_bucket_;
  if (opened || options_.carrier == TimerCarrier::heap) {
    timers_[timer].set_link(not_filed);
    beside_.push({due, order, timer, 0, 0});
    quiet_until_ = std::min(quiet_until_, due);
    return;
  }
  const std::int64_t coarse = due >> shift_ >> coarse_shift_;
  const std::int64_t coarse_limit = fine_limit_ >> coarse_shift_;
  if (!heads_.empty() && coarse - coarse_limit < coarse_count) {
    std::uint32_t& head = coarse_heads_[static_cast<std::size_t>(coarse % coarse_count)];
    timers_[timer].set_link(head);
    head = timer;
    ++coarse_filed_;
    return;
  }
  timers_[timer].set_link(overflow_head_);
  overflow_head_ = timer;
  overflow_min_ = std::min(overflow_min_, due);
  quiet_until_ = std::min(quiet_until_, due);
  ++overflow_filed_;
}

/// The general case of `find`: drops what is no longer valid, opens buckets up to the bound.
bool TimerRing::find_slowly(std::int64_t bound) {
  bound = std::min(bound, never - 1);
  for (;;) {
    while (open_next_ != open_end_ &&
           !timers_[open_next_->timer].has_order(open_next_->key.order)) {
      ++open_next_;
    }
    while (!beside_.empty()) {
      const Event top = beside_.top();
      if (timers_[top.entity].has_order(top.order)) break;
      beside_.pop();
    }
    const bool open_has = open_next_ != open_end_;
    bool beside_has = !beside_.empty();
    if (beside_has && filed() > 0) {
      // An entry beside is next only if nothing that is filed can be due before it.
      const auto time = static_cast<std::int64_t>(beside_.top_key().time);
      beside_has =
          fine_filed_ + coarse_filed_ > 0 ? time >> shift_ < next_bucket_ : time < overflow_min_;
    }
    if (open_has || beside_has) {
      take_earlier_of_heads(open_has, beside_has);
      find_quiet_time();
      return static_cast<std::int64_t>(top_->key.time) <= bound;
    }
    if (filed() == 0 || !move_forward(bound)) {
      find_quiet_time();
      return false;
    }
  }
}

void TimerRing::take_earlier_of_heads(bool open_has, bool beside_has) {
  if (beside_has && (!open_has || beside_.top_key() < open_next_->key)) {
    top_beside_ = {beside_.top_key(), beside_.top().entity};
    top_ = &top_beside_;
  } else {
    top_ = open_next_;
  }
}

/// Opens the next bucket, or passes over empty ones. False: all of them lie behind the bound.
bool TimerRing::move_forward(std::int64_t bound) {
  file_last();
  if (fine_filed_ + coarse_filed_ == 0) return jump_to_overflow(bound);
  if (waste_ > waste_allowance + cost_of_filing * filed() || set_earlier_ > beside_limit_) {
    consider_width();
    file_last();
  }
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

/// Takes the entries of the next bucket that are due in it, files the others again, and sorts.
void TimerRing::open_bucket() {
  std::uint32_t& head = heads_[static_cast<std::size_t>(next_bucket_) & fine_mask_];
  std::uint32_t timer = head;
  head = list_end;
  const std::int64_t bucket = next_bucket_++;
  const auto start = static_cast<std::uint64_t>(bucket << shift_);
  ShortKeys keys(shift_);
  std::size_t count = 0;
  std::size_t entries = 0;
  while (timer != list_end) {
    PackedTimer& record = timers_[timer];
    const std::uint32_t link = record.link();
    record.set_link(not_filed);
    ++entries;
    if (record.is_armed() && (link & beside_flag) == 0) {
      const std::int64_t due = record.due();
      const std::uint64_t order = record.order();
      if (due >> shift_ == bucket) {
        if (count == unsorted_.size()) reserve_open(2 * count);
        keys.put(count, static_cast<std::uint64_t>(due) - start, order);
        unsorted_[count++] = {{order, static_cast<std::uint64_t>(due)}, timer};
      } else {
        file(timer, due, order);
      }
    } else if (timer >= first_sparse_) {
      give_back(timer);
    }
    timer = link & ~beside_flag;
  }
  fine_filed_ -= entries;
  ++opened_buckets_;
  opened_entries_ += entries;
  if (keys.can_rank(count)) {
    for (std::size_t i = 0; i < count; ++i) open_[keys.rank(i, count)] = unsorted_[i];
  } else {
    unsorted_.swap(open_);
    std::sort(open_.begin(), open_.begin() + static_cast<std::ptrdiff_t>(count),
              [](const Entry& a, const Entry& b) { return a.key < b.key; });
    waste_ += count;
  }
  open_next_ = open_.data();
  open_end_ = open_next_ + count;
  prefetch_ahead();
}

void TimerRing::reserve_open(std::size_t count) {
  unsorted_.resize(count);
  open_.resize(count);
  open_next_ = open_end_ = open_.data();
}

/// Brings records of the coming bucket, and timers of those behind it, into the caches.
void TimerRing::prefetch_ahead() {
  if (timers_.size() <= cached_timers) return;
  prefetch_timers();
  std::uint32_t timer = heads_[static_cast<std::size_t>(next_bucket_) & fine_mask_];
  while (timer != list_end) {
    const TimerBlock& block = block_of(timer);
    if (block.component == nullptr) break;
    block.component->prefetch(block.entity_of(key_of(timer, block)));
    timer = timers_[timer].link() & ~beside_flag;
  }
}

/// A list can only be followed link by link, so one step is made in each of several coming buckets:
/// their misses overlap, and the link of the next step has arrived when it is read.
void TimerRing::prefetch_timers() {
  const auto fetch = [this](std::uint32_t timer) {
    prefetch_line(timers_.data() + (timer < timers_.size() ? timer : 0));
  };
  for (std::uint32_t& place : ahead_) {
    // Entries may have moved since: whatever is found is checked before it is followed.
    const bool valid = place < timers_.size();
    const std::uint32_t next = timers_[valid ? place : 0].link() & ~beside_flag;
    place = valid ? next : list_end;
    fetch(place);
  }
  const auto newest = static_cast<std::size_t>(next_bucket_) + buckets_ahead - 1;
  ahead_[newest % buckets_ahead] = heads_[newest & fine_mask_];
  fetch(ahead_[newest % buckets_ahead]);
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
    PackedTimer& record = timers_[timer];
    const std::uint32_t link = record.link();
    record.set_link(not_filed);
    if (record.is_armed() && (link & beside_flag) == 0) {
      file(timer, record.due(), record.order());
    } else if (timer >= first_sparse_) {
      give_back(timer);
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
