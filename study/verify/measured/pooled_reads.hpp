// The reads of recording C5, replayed on a page pool: what tests/data/c5_buffer_pool_hit_ratio says
// was done, and nothing from its results.
//
//   connect (twice a window)   the catalogue pages, and the index's meta page
//   read of row i              the index's root, the leaf of i, heap page i
//   before the first window    one connect; then index and table once, in block order
#pragma once

#include "engine/random/stream.hpp"
#include "study/verify/measured_data.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::study {

struct HitRatios {
  double heap = 0.0;      // pages of the table
  double database = 0.0;  // all pages, those of index and catalogue too: what a DBA sees
};

/// One run: a law of row numbers, a pool, and windows of so many reads.
struct PoolRecording {
  std::string series;
  std::string law;            // zipf, uniform, exp, gauss; as pgbench defines them
  double parameter = 0.0;     // of the law
  std::uint32_t buffers = 0;  // pages of the pool
  struct Window {
    std::uint64_t reads = 0;
    HitRatios recorded;
  };
  std::vector<Window> windows;
};

/// Runs of the recording, in the order of its rows.
[[nodiscard]] std::vector<PoolRecording> pool_recordings(const MeasuredData& data);

// The database of the recording.
inline constexpr std::uint32_t heap_pages = 65536;   // one row each
inline constexpr std::uint32_t leaf_pages = 179;     // 181 index pages with meta page and root
inline constexpr std::uint32_t rows_per_leaf = 367;  // 65,536 / 179, rounded up
inline constexpr std::uint32_t index_pages = leaf_pages + 2;
inline constexpr std::uint32_t catalogue_pages = 150;  // "about 100-200"
inline constexpr std::uint32_t meta_page = 0;
inline constexpr std::uint32_t root_page = leaf_pages + 1;
inline constexpr std::uint32_t first_heap_page = index_pages;
inline constexpr std::uint32_t first_catalogue_page = first_heap_page + heap_pages;
inline constexpr std::uint32_t database_pages = first_catalogue_page + catalogue_pages;
// The columns of all databases pages less those of heap and index: 993 a window, two connections.
inline constexpr std::uint32_t catalogue_uses = 500;

/// Numbers of rows 1…65,536 by the law of a recording.
class RowLaw {
 public:
  explicit RowLaw(const PoolRecording& recording);
  [[nodiscard]] std::uint32_t draw(const Stream& stream, std::uint64_t number) const;
  /// P(row), from row 1 on; by summation or by the law's distribution function.
  [[nodiscard]] std::vector<double> probabilities() const;

 private:
  [[nodiscard]] double share_below(double x) const;  // of rows < 1 + 65,536 x, continuous laws

  std::string law_;
  double parameter_;
  std::vector<double> cumulative_;  // zipf: Σ up to a rank
};

/// Hit ratios of each window on a pool of class `Pages`.
template <class Pages>
[[nodiscard]] std::vector<HitRatios> replay(const PoolRecording& recording,
                                            std::uint32_t replication);

/// Of the last window by Che's approximation: rows and their leaves are independent references,
/// the catalogue is used at the begin of the window and stays for the characteristic time.
[[nodiscard]] HitRatios che_hit_ratios(const PoolRecording& recording);

template <class Pages>
std::vector<HitRatios> replay(const PoolRecording& recording, std::uint32_t replication) {
  const Stream stream(1, "c5/" + recording.law, replication);
  const RowLaw law(recording);
  Pages pool(recording.buffers, database_pages);
  std::uint64_t uses = 0, hits = 0;
  const auto use = [&](std::uint32_t page) {
    const bool hit = pool.use(page).hit;
    ++uses;
    if (hit) ++hits;
    return hit;
  };
  const auto connect = [&use] {
    for (std::uint32_t n = 0; n < catalogue_uses; ++n) {
      use(first_catalogue_page + n % catalogue_pages);
    }
  };
  connect();
  for (std::uint32_t page = 0; page < first_catalogue_page; ++page) use(page);

  std::vector<HitRatios> ratios;
  std::uint64_t number = 0;
  for (const PoolRecording::Window& window : recording.windows) {
    uses = hits = 0;
    for (int client = 0; client < 2; ++client) {
      connect();
      use(meta_page);
    }
    std::uint64_t heap_hits = 0;
    for (std::uint64_t read = 0; read < window.reads; ++read) {
      const std::uint32_t row = law.draw(stream, number++);
      use(root_page);
      use(1 + (row - 1) / rows_per_leaf);
      if (use(first_heap_page + row - 1)) ++heap_hits;
    }
    ratios.push_back({.heap = static_cast<double>(heap_hits) / static_cast<double>(window.reads),
                      .database = static_cast<double>(hits) / static_cast<double>(uses)});
  }
  return ratios;
}

}  // namespace ocssim::study
