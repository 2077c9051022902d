// The width of the calendar ring finds itself.
//
// First from a sample of the timers, so that a bucket near the front holds about five; later by
// what a wrong width costs: empty buckets that were passed over, entries of crowded buckets and
// timers set earlier (which the heap beside carries) add up as waste, and everything is filed again
// when the waste exceeds what that costs. So it never costs more than about twice what the best
// choice in hindsight would. Only counters of the run enter, and the firings are the same at any
// width.
#include "engine/timer_ring.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace ocssim {

namespace {

constexpr double entries_wanted = 6.0;  // 4 to 8 were the best in the probes (bench/timer_ring)
constexpr std::size_t sample_size = 1024;
constexpr std::size_t shortest_ring = 256;
constexpr std::size_t longest_ring = std::size_t{1} << 19;  // 2 MiB of heads
constexpr std::size_t least_beside = 256;
constexpr std::size_t usual_beside = 8192;  // a large one grows when it is needed: 26 MB a million
constexpr int widest = 40;                  // 2^40 ns = 18 min

/// The shift whose power of two is nearest to `width` [ns] by ratio.
int shift_of(double width) {
  if (!(width > 1.0)) return 0;
  const auto whole = static_cast<std::uint64_t>(std::min(width, 1e18));
  const int floor = static_cast<int>(std::bit_width(whole)) - 1;
  const bool up = width > 1.4142135623730951 * static_cast<double>(std::uint64_t{1} << floor);
  return floor + static_cast<int>(up);
}

}  // namespace

/// Chooses the width by the front of what lies in the overflow (everything, at the first call).
void TimerRing::find_width_of_overflow() {
  std::array<std::int64_t, sample_size> sample;
  std::size_t sampled = 0;
  std::size_t number = 0;
  const std::size_t stride = overflow_filed_ / sample_size + 1;
  for (std::uint32_t timer = overflow_head_; timer != list_end;
       timer = timers_[timer].link() & ~beside_flag) {
    if (number++ % stride == 0) sample[sampled++] = timers_[timer].due();
  }
  std::sort(sample.begin(), sample.begin() + static_cast<std::ptrdiff_t>(sampled));
  double width = 1e6;  // of a lone timer, or of timers that are all due at once
  for (std::size_t rank = sampled / 8; rank < sampled; rank = 2 * rank + 1) {
    const double length = static_cast<double>(sample[rank] - sample[0]);
    if (length <= 0.0) continue;
    width = entries_wanted * length / static_cast<double>(rank * stride);
    break;
  }
  set_width(std::clamp(shift_of(width) + options_.width_shift, 0, widest), overflow_min_);
}

/// Compares the buckets opened since the width was set with the wanted number of entries.
void TimerRing::consider_width() {
  const double entries = static_cast<double>(opened_entries_ + 1);
  const double buckets = static_cast<double>(opened_buckets_ + 1);
  const double width =
      static_cast<double>(std::int64_t{1} << shift_) * entries_wanted * (buckets / entries);
  const int shift = std::clamp(shift_of(width) + options_.width_shift, 0, widest);
  // Filing everything again also takes timers that were set earlier out of the heap's care.
  if (shift != shift_ || set_earlier_ > beside_limit_ ||
      2 * cost_of_filing * set_earlier_ > waste_) {
    set_width(shift, next_bucket_ << shift_);
  } else {
    waste_ = 0;
    opened_buckets_ = 0;
    opened_entries_ = 0;
  }
}

/// Files everything again in buckets of 2^shift ns that begin at the bucket of `from`. Requires
/// that nothing filed is due earlier than `from` and that the open bucket is used up.
void TimerRing::set_width(int shift, std::int64_t from) {
  unfile_all();
  const std::size_t length =
      std::clamp(std::bit_ceil(timers_.size()) / 2, shortest_ring, longest_ring);
  heads_.assign(length, list_end);
  coarse_heads_.assign(static_cast<std::size_t>(coarse_count), list_end);
  fine_mask_ = length - 1;
  shift_ = shift;
  coarse_shift_ = static_cast<int>(std::bit_width(length)) - 3;
  place_rings(from >> shift_);
  beside_limit_ = std::max(least_beside, timers_.size() / 16);
  beside_.reserve(std::min(2 * beside_limit_, usual_beside));
  file_beside();
  waste_ = 0;
  set_earlier_ = 0;
  opened_buckets_ = 0;
  opened_entries_ = 0;
  ++rewidths_;
}

/// Moves every entry of the rings to the overflow list.
void TimerRing::unfile_all() {
  file_last();
  for (LargeVector<std::uint32_t>* ring : {&heads_, &coarse_heads_}) {
    for (std::uint32_t& head : *ring) {
      std::uint32_t timer = head;
      head = list_end;
      while (timer != list_end) {
        PackedTimer& record = timers_[timer];
        const std::uint32_t link = record.link();
        record.set_link(overflow_head_ | (link & beside_flag));
        overflow_head_ = timer;
        timer = link & ~beside_flag;
        ++overflow_filed_;
      }
    }
  }
  fine_filed_ = 0;
  coarse_filed_ = 0;
  overflow_min_ = 0;  // a lower bound that makes the scan look at every entry
}

/// Takes what the heap beside holds into the rings, but for what is due in the opened part. So the
/// heap never holds more than a sixteenth of all timers for long, and never grows in a long run.
void TimerRing::file_beside() {
  std::size_t opened = 0;
  while (!beside_.empty() &&
         static_cast<std::int64_t>(beside_.top_key().time) >> shift_ < next_bucket_) {
    const Event event = beside_.pop();
    if (!timers_[event.entity].has_order(event.order)) continue;
    if (opened == unsorted_.size()) reserve_open(2 * opened);
    unsorted_[opened++] = {{event.order, static_cast<std::uint64_t>(event.time)}, event.entity};
  }
  beside_.for_each([this](const Event& event) {
    if (timers_[event.entity].has_order(event.order)) file(event.entity, event.time, event.order);
  });
  beside_.clear();
  for (std::size_t i = 0; i < opened; ++i) {
    const Entry& entry = unsorted_[i];
    beside_.push({static_cast<std::int64_t>(entry.key.time), entry.key.order, entry.timer, 0, 0});
  }
}

}  // namespace ocssim
