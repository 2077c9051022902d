#include "models/back_end/buffer_cache.hpp"

#include "engine/random/elementary.hpp"
#include "engine/random/exponential.hpp"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

namespace ocssim::models {
namespace {

// Beyond 8 TiB of data the coldest pages are not told apart: their bits would not fit.
constexpr std::uint64_t most_pages = std::uint64_t{1} << 30;

/// P(at most k of n pages miss), each with probability `miss`, for k = 0…n.
std::vector<double> binomial_cdf(std::uint32_t n, double miss) {
  std::vector<double> probability(n + 1, 0.0);
  probability[0] = 1.0;
  for (std::uint32_t page = 0; page < n; ++page) {  // one page after the other
    for (std::uint32_t k = page + 1; k > 0; --k) {
      probability[k] = probability[k] * (1.0 - miss) + probability[k - 1] * miss;
    }
    probability[0] *= 1.0 - miss;
  }
  for (std::uint32_t k = 1; k <= n; ++k) probability[k] += probability[k - 1];
  return probability;
}

}  // namespace

BufferCache::BufferCache(const SqlConfig& config, const BufferPool& size)
    : size_(size),
      replacement_(config.buffer_pool),
      popularity_(config.popularity),
      pages_per_update_(std::min(config.pages_per_update, config.pages_per_call)),
      data_pages_(
          static_cast<std::uint32_t>(std::clamp<std::uint64_t>(size.data_pages, 1, most_pages))),
      law_(config.popularity, data_pages_),
      dirty_(data_pages_),
      of_a_call_(config.pages_per_call) {
  if (replacement_ != PageReplacement::che) return;
  misses_cdf_ = binomial_cdf(config.pages_per_call, 1.0 - size.hit_ratio);
}

std::uint32_t BufferCache::first_frames() const {
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(size_.pages, 1, data_pages_));
}

void BufferCache::prepare(std::uint64_t seed, std::uint32_t replication) {
  stream_ = Stream(seed, "sql.pages", replication);
  start_stream_ = Stream(seed, "sql.pages.start", replication);
  all_resident_ = size_.pages >= size_.data_pages;
  if (all_resident_ || replacement_ == PageReplacement::che) return;
  fill_by_age();
}

/// An empty one.
void BufferCache::make_pool() {
  const std::uint32_t frames = first_frames();
  if (replacement_ == PageReplacement::clock) {
    clock_.emplace(frames, data_pages_);
  } else if (data_pages_ / 2 > frames) {
    sparse_.emplace(frames, data_pages_);
  } else {
    lru_.emplace(frames, data_pages_);
  }
}

/// The order of last use in a long run of independent references: page i was used an exponential
/// time with rate p_i ago. An LRU pool holds the youngest.
void BufferCache::fill_by_age() {
  const std::uint32_t frames = first_frames();
  // Only the youngest are kept, and some more until they are sorted out again: pages are many.
  const std::size_t room = frames + std::max<std::size_t>(frames / 4, 1024);
  std::vector<std::pair<double, std::uint32_t>> ages;
  ages.reserve(room);
  const auto keep_youngest = [&ages, frames] {
    std::nth_element(ages.begin(), ages.begin() + (frames - 1), ages.end());
    ages.resize(frames);
  };
  double oldest = std::numeric_limits<double>::infinity();
  for (std::uint32_t page = 0; page < data_pages_; page += 4) {
    const RandomBlock block = start_stream_.draw(page / 4, 0);
    for (std::uint32_t i = 0; i < 4 && page + i < data_pages_; ++i) {
      const double gap = elementary::pow(page + i + 1.0, popularity_);  // ∝ 1 / p
      const double age = exponential(gap, block.uniform(i));
      if (age > oldest) continue;
      ages.emplace_back(age, page + i);
      if (ages.size() < room) continue;
      keep_youngest();
      oldest = ages[frames - 1].first;
    }
  }
  keep_youngest();
  std::sort(ages.begin(), ages.end());
  make_pool();
  for (auto page = ages.rbegin(); page != ages.rend(); ++page) {
    static_cast<void>(lru_      ? lru_->use(page->second)
                      : sparse_ ? sparse_->use(page->second)
                                : clock_->use(page->second));
  }
  if (clock_) settle();
}

/// Usage counts of a clock have no such order: it runs until four times its size was referenced.
void BufferCache::settle() {
  constexpr std::uint32_t batch = 64;
  std::vector<std::uint32_t> pages(batch);
  for (std::uint64_t n = 0; n < 4 * std::uint64_t{clock_->frames()} / batch; ++n) {
    law_.fill(pages, start_stream_, n, 1, 0);
    for (std::uint32_t& page : pages) --page;
    for (const std::uint32_t page : pages) clock_->prefetch(page);
    clock_->prefetch_neighbors(pages);
    for (const std::uint32_t page : pages) static_cast<void>(clock_->use(page));
  }
}

std::uint32_t BufferCache::count_misses(double luck) const {
  std::uint32_t misses = 0;
  while (misses < of_a_call_.size() && luck > misses_cdf_[misses]) ++misses;
  return misses;
}

template <class Pages>
BufferCache::Touched BufferCache::touch_pages(const Call& call, Pages& pages) {
  // Places are loaded while the next page is drawn, then their neighbors together.
  law_.fill(of_a_call_, stream_, call.client, call.number, std::uint64_t{call.stage} << 16,
            [&pages](std::uint32_t rank) { pages.prefetch(rank - 1); });
  for (std::uint32_t& page : of_a_call_) --page;  // rank 1 is page 0
  pages.prefetch_neighbors(of_a_call_);
  Touched touched;
  for (const std::uint32_t page : of_a_call_) {
    const PageUse use = pages.use(page);
    if (use.hit) continue;
    ++touched.missed;
    if (use.evicted == no_page) continue;
    ++touched.replaced;
    if (dirty_.clean(use.evicted)) ++touched.dirty_replaced;
  }
  all_resident_ = pages.resident() == data_pages_;
  return touched;
}

BufferCache::Touched BufferCache::touch(const Call& call, double luck) {
  if (all_resident_) return {};
  if (replacement_ == PageReplacement::che) {
    const std::uint32_t misses = count_misses(luck);
    return {.missed = misses, .replaced = misses};
  }
  return lru_      ? touch_pages(call, *lru_)
         : sparse_ ? touch_pages(call, *sparse_)
                   : touch_pages(call, *clock_);
}

void BufferCache::change(const Call& call) {
  const std::span<std::uint32_t> first(of_a_call_.data(), pages_per_update_);
  law_.fill(first, stream_, call.client, call.number, std::uint64_t{call.stage} << 16,
            [this](std::uint32_t rank) { dirty_.prefetch(rank - 1); });
  for (const std::uint32_t rank : first) dirty_.mark(rank - 1);
}

void BufferCache::empty() {
  dirty_.clear();
  if (replacement_ == PageReplacement::che) return;
  make_pool();
  all_resident_ = false;
}

std::uint32_t BufferCache::take_dirty() {
  const std::uint32_t dirty = dirty_.count();
  dirty_.clear();
  return dirty;
}

}  // namespace ocssim::models
