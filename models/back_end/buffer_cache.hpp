// The buffer pool at work: which of the pages that a call touches are in memory.
//
//   lru, clock   page by page (models/back_end/page_pool.hpp). At the start the pool holds what a
//                long run of the same references would have left; after a stop it is empty.
//   che          each page misses with 1 − hit ratio of Che's approximation, after a stop too
//
// Pages are the ranks of Zipf's law. While a warm pool holds every data page nothing can miss, and
// no page is looked at.
#pragma once

#include "engine/random/stream.hpp"
#include "engine/random/zipf_table.hpp"
#include "models/back_end/buffer_pool.hpp"
#include "models/back_end/dirty_pages.hpp"
#include "models/back_end/page_pool.hpp"
#include "models/back_end/sparse_lru_pages.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

class BufferCache {
 public:
  /// Whose call it is: the keys of its draws.
  struct Call {
    std::uint32_t client = 0;
    std::uint32_t number = 0;
    std::uint16_t stage = 0;
  };
  struct Touched {
    std::uint32_t missed = 0;          // pages to be read
    std::uint32_t replaced = 0;        // pages that made room
    std::uint32_t dirty_replaced = 0;  // of them, those to be written first
  };

  BufferCache(const SqlConfig& config, const BufferPool& size);
  /// Fills the pool as at a steady start.
  void prepare(std::uint64_t seed, std::uint32_t replication);

  /// A call touches its pages; `luck` in (0, 1) decides under `che`.
  [[nodiscard]] Touched touch(const Call& call, double luck);
  /// A call changes the first of its pages.
  void change(const Call& call);
  /// The database stops: nothing is in memory, nothing is left to write.
  void empty();
  /// Pages that a checkpoint has to write; they are clean from now on.
  [[nodiscard]] std::uint32_t take_dirty();
  [[nodiscard]] const BufferPool& size() const { return size_; }

 private:
  template <class Pages>
  [[nodiscard]] Touched touch_pages(const Call& call, Pages& pages);
  void make_pool();
  void fill_by_age();
  void settle();
  [[nodiscard]] std::uint32_t count_misses(double luck) const;
  [[nodiscard]] std::uint32_t first_frames() const;

  BufferPool size_;                       // config
  PageReplacement replacement_;           // config
  double popularity_;                     // config
  std::uint32_t pages_per_update_;        // config
  std::uint32_t data_pages_;              // config: those that are told apart
  ZipfTable law_;                         // config
  std::vector<double> misses_cdf_;        // config: P(misses of one call ≤ k), for che
  Stream stream_, start_stream_;          // (client, request, stage · 2^16 + block); (page / 4)
  bool all_resident_ = true;              // state: nothing can miss
  std::optional<LruPages> lru_;           // state
  std::optional<SparseLruPages> sparse_;  // state: in its place when the pool is a small part
  std::optional<ClockPages> clock_;       // state
  DirtyPages dirty_;                      // state
  std::vector<std::uint32_t> of_a_call_;  // scratch
};

}  // namespace ocssim::models
