#include "engine/stats/histogram.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace ocssim {
namespace {

/// A bin of width 1 holds one integer and is reported as it; a wider one is filled evenly.
double position_in_bin(std::uint32_t index, double fraction) {
  const auto low = static_cast<double>(Histogram::lower_edge(index));
  const auto width = static_cast<double>(Histogram::upper_edge(index)) - low;
  return width <= 1.0 ? low : low + width * fraction;
}

}  // namespace

Histogram::Histogram(double ticks_per_unit) : ticks_per_unit_(ticks_per_unit) {
  OCSSIM_CHECK(ticks_per_unit > 0.0);
  slots_.fill(no_slot);
}

Histogram::Histogram(double ticks_per_unit, std::span<const Bin> bins) : Histogram(ticks_per_unit) {
  for (const Bin& bin : bins) {
    OCSSIM_CHECK(bin.index < bin_count);
    record(lower_edge(bin.index), bin.count);
  }
}

void Histogram::reserve(std::uint64_t low, std::uint64_t high) {
  OCSSIM_CHECK(low <= high);
  const std::uint32_t first = bin_of(low) >> sub_bucket_bits;
  const std::uint32_t last = bin_of(high) >> sub_bucket_bits;
  std::size_t missing = 0;
  for (std::uint32_t block = first; block <= last; ++block) missing += slots_[block] == no_slot;
  // Room only: a block that is never touched takes none of it.
  counts_.reserve(counts_.size() + missing * bins_per_block);
}

std::uint32_t Histogram::add_block(std::uint32_t block) {
  const std::size_t slot = counts_.size() / bins_per_block;
  counts_.resize(counts_.size() + bins_per_block, 0);
  slots_[block] = static_cast<std::uint8_t>(slot);
  return static_cast<std::uint32_t>(slot);
}

void Histogram::record(std::uint64_t value, std::uint64_t times) {
  const std::uint32_t place = place_of(value);
  settle();
  set_count(place, count_at(place) + times);
  count_ += times;
}

void Histogram::carry(std::uint32_t place, std::uint32_t high) const {
  for (Carry& carry : carries_) {
    if (carry.place != place) continue;
    carry.high += high;
    return;
  }
  carries_.push_back({place, high});
}

std::uint64_t Histogram::carried(std::size_t place) const {
  for (const Carry& carry : carries_) {
    if (carry.place == place) return std::uint64_t{carry.high} << 32;
  }
  return 0;
}

void Histogram::set_count(std::size_t place, std::uint64_t count) {
  const auto here = static_cast<std::uint32_t>(place);
  if (!carries_.empty()) std::erase_if(carries_, [&](const Carry& c) { return c.place == here; });
  counts_[place] = static_cast<std::uint32_t>(count);
  if (count >> 32 != 0) carry(here, static_cast<std::uint32_t>(count >> 32));
}

std::uint64_t Histogram::block_total(std::uint32_t block) const {
  settle();
  if (slots_[block] == no_slot) return 0;
  const std::size_t first = std::size_t{slots_[block]} * bins_per_block;
  const std::uint32_t* counts = &counts_[first];
  std::uint64_t total = std::accumulate(counts, counts + bins_per_block, std::uint64_t{0});
  for (const Carry& carry : carries_) {
    if (carry.place / bins_per_block == slots_[block]) total += std::uint64_t{carry.high} << 32;
  }
  return total;
}

template <class Visitor>
void Histogram::visit(Visitor&& visitor) const {
  settle();
  for (std::uint32_t block = 0; block < block_count; ++block) {
    if (slots_[block] == no_slot) continue;
    const std::size_t base = std::size_t{slots_[block]} * bins_per_block;
    for (std::uint32_t sub = 0; sub < bins_per_block; ++sub) {
      const std::uint64_t count = count_at(base + sub);
      if (count != 0 && !visitor(block * bins_per_block + sub, count)) return;
    }
  }
}

void Histogram::merge(const Histogram& other) {
  if (other.empty()) return;
  other.settle();
  settle();
  if (empty()) ticks_per_unit_ = other.ticks_per_unit_;
  OCSSIM_CHECK(ticks_per_unit_ == other.ticks_per_unit_);
  for (std::uint32_t block = 0; block < block_count; ++block) {
    if (other.block_total(block) == 0) continue;
    std::uint32_t slot = slots_[block];
    if (slot == no_slot) slot = add_block(block);
    add_bins(slot, other, other.slots_[block]);
  }
  count_ += other.count_;
}

/// Of one block; a histogram may double itself.
void Histogram::add_bins(std::uint32_t slot, const Histogram& other, std::uint32_t from_slot) {
  const std::size_t to = std::size_t{slot} * bins_per_block;
  const std::size_t from = std::size_t{from_slot} * bins_per_block;
  const std::uint64_t most = count_ + other.count_;
  if (most >> 32 == 0 && most >= count_) {  // then no bin of the sum overflows, and none has yet
    const std::uint32_t* source = &other.counts_[from];
    std::uint32_t* target = &counts_[to];
    for (std::uint32_t sub = 0; sub < bins_per_block; ++sub) target[sub] += source[sub];
    return;
  }
  for (std::uint32_t sub = 0; sub < bins_per_block; ++sub) {
    set_count(to + sub, count_at(to + sub) + other.count_at(from + sub));
  }
}

void Histogram::subtract(const Histogram& earlier) {
  settle();
  earlier.visit([this](std::uint32_t index, std::uint64_t count) {
    const std::uint32_t slot = slots_[index >> sub_bucket_bits];
    OCSSIM_CHECK(slot != no_slot);
    const std::uint32_t place = slot * bins_per_block + (index & (bins_per_block - 1));
    const std::uint64_t here = count_at(place);
    OCSSIM_CHECK(here >= count);
    set_count(place, here - count);
    count_ -= count;
    return true;
  });
}

void Histogram::clear() {
  late_ = nowhere;
  std::fill(counts_.begin(), counts_.end(), 0);
  carries_.clear();
  count_ = 0;
}

double Histogram::quantile(double q) const {
  OCSSIM_CHECK(count_ > 0 && q >= 0.0 && q <= 1.0);
  const double rank = q * static_cast<double>(count_);
  double before = 0.0;
  for (std::uint32_t block = 0; block < block_count; ++block) {
    const std::uint64_t total = block_total(block);
    if (total == 0) continue;
    if (before + static_cast<double>(total) < rank) {
      before += static_cast<double>(total);
      continue;
    }
    const std::size_t base = std::size_t{slots_[block]} * bins_per_block;
    for (std::uint32_t sub = 0; sub < bins_per_block; ++sub) {
      const auto here = static_cast<double>(count_at(base + sub));
      if (here == 0.0) continue;
      if (before + here >= rank) {
        const double fraction = std::clamp((rank - before) / here, 0.0, 1.0);
        return position_in_bin(block * bins_per_block + sub, fraction) / ticks_per_unit_;
      }
      before += here;
    }
  }
  OCSSIM_CHECK(false);  // rank ≤ count_
  return 0.0;
}

std::uint64_t Histogram::count_above(double value) const {
  if (value < 0.0) return count_;
  const double ticks = value * ticks_per_unit_;
  if (ticks >= 0x1p63) return 0;
  const std::uint32_t limit = bin_of(static_cast<std::uint64_t>(ticks));
  std::uint64_t above = 0;
  visit([&](std::uint32_t index, std::uint64_t count) {
    if (index > limit) above += count;
    return true;
  });
  return above;
}

double Histogram::approximate_mean() const {
  OCSSIM_CHECK(count_ > 0);
  double sum = 0.0;
  visit([&](std::uint32_t index, std::uint64_t count) {
    sum += position_in_bin(index, 0.5) * static_cast<double>(count);
    return true;
  });
  return sum / static_cast<double>(count_) / ticks_per_unit_;
}

std::vector<Histogram::Bin> Histogram::bins() const {
  std::vector<Bin> result;
  visit([&](std::uint32_t index, std::uint64_t count) {
    result.push_back({index, count});
    return true;
  });
  return result;
}

Histogram Histogram::trimmed() const {
  Histogram result(ticks_per_unit_);
  std::array<bool, block_count> used{};
  std::size_t blocks = 0;
  visit([&](std::uint32_t index, std::uint64_t) {
    blocks += used[index >> sub_bucket_bits] ? 0u : 1u;
    used[index >> sub_bucket_bits] = true;
    return true;
  });
  result.counts_.reserve(blocks * bins_per_block);
  result.merge(*this);
  return result;
}

bool operator==(const Histogram& a, const Histogram& b) {
  if (a.count_ != b.count_) return false;
  if (a.count_ == 0) return true;
  return a.ticks_per_unit_ == b.ticks_per_unit_ && a.bins() == b.bins();
}

}  // namespace ocssim
