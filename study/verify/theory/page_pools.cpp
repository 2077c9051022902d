// Page pools under independent references: Zipf over 10,000 objects against Che's approximation,
// as tabled in domain numbers 4.2; uniform references hit the share that fits.
#include "engine/experiment/parallel.hpp"
#include "engine/random/stream.hpp"
#include "engine/random/zipf_table.hpp"
#include "models/back_end/page_pool.hpp"
#include "models/theory/che.hpp"
#include "study/verify/theory/checks.hpp"

#include <array>
#include <cstdio>

namespace ocssim::study {
namespace {

constexpr std::uint32_t pages = 10'000;
constexpr std::size_t pages_of_a_call = 12;

struct Cell {
  double alpha;
  std::uint32_t frames;
  double hit_ratio;  // published
};

constexpr std::array<Cell, 12> published{{{0.6, 100, 0.0432},
                                          {0.6, 1000, 0.2432},
                                          {0.6, 5000, 0.6735},
                                          {0.8, 100, 0.1566},
                                          {0.8, 1000, 0.4367},
                                          {0.8, 5000, 0.7916},
                                          {1.0, 100, 0.3905},
                                          {1.0, 1000, 0.6756},
                                          {1.0, 5000, 0.8986},
                                          {1.2, 100, 0.6563},
                                          {1.2, 1000, 0.8614},
                                          {1.2, 5000, 0.9639}}};

/// Hit ratio over `calls` calls after a quarter as many that nobody counts.
template <class Pool>
double hit_ratio(const Cell& cell, std::uint64_t calls, std::uint64_t seed) {
  const Stream stream(seed, "pages", 0);
  const ZipfTable law(cell.alpha, pages);
  Pool pool(cell.frames, pages);
  std::array<std::uint32_t, pages_of_a_call> call{};
  const std::uint64_t warm_up = calls / 4;
  double hits = 0.0;
  for (std::uint64_t n = 0; n < warm_up + calls; ++n) {
    law.fill(call, stream, 0, n, 0);
    for (const std::uint32_t rank : call) {
      if (pool.use(rank - 1).hit && n >= warm_up) hits += 1.0;
    }
  }
  return hits / (static_cast<double>(pages_of_a_call) * static_cast<double>(calls));
}

std::string name_of(const Cell& cell) {
  char text[48];
  std::snprintf(text, sizeof text, "Zipf %.1f, %u frames", cell.alpha, cell.frames);
  return text;
}

}  // namespace

Evidence verify_page_pools(const CheckContext& context) {
  const std::uint64_t calls = context.pick<std::uint64_t>(40'000, 400'000);
  std::vector<double> lru(published.size());
  std::vector<double> clock(published.size());
  parallel_for(published.size(), context.jobs, [&](std::size_t i) {
    lru[i] = hit_ratio<models::LruPages>(published[i], calls, context.seed);
    clock[i] = hit_ratio<models::ClockPages>(published[i], calls, context.seed);
  });
  Evidence evidence;
  evidence.title = "LRU and Che's approximation";
  evidence.source = "Che, Tung & Wang 2002; table of domain numbers 4.2";
  evidence.proves = "the buffer pool page by page, the popularity law, and the approximation";
  evidence.limits = "independent references: no locality in time, no scans";
  for (std::size_t i = 0; i < published.size(); ++i) {
    const Cell& cell = published[i];
    evidence.rows.push_back(
        within_distance("LRU, " + name_of(cell), "1", cell.hit_ratio, lru[i], 0.01));
    evidence.rows.push_back(
        within_distance("Che, " + name_of(cell), "1", cell.hit_ratio,
                        models::che_zipf(cell.alpha, pages, cell.frames).hit_ratio, 0.0001));
    // It remembers how often a page was used, LRU only when.
    evidence.rows.push_back(
        at_least("clock over LRU, " + name_of(cell), "1", lru[i] - 0.005, clock[i]));
  }
  const Cell uniform{0.0, 2500, 0.25};
  evidence.rows.push_back(within_distance("LRU, uniform, 2500 frames", "1", uniform.hit_ratio,
                                          hit_ratio<models::LruPages>(uniform, calls, context.seed),
                                          0.004));
  evidence.rows.push_back(
      within_distance("clock, uniform, 2500 frames", "1", uniform.hit_ratio,
                      hit_ratio<models::ClockPages>(uniform, calls, context.seed), 0.004));
  return evidence;
}

}  // namespace ocssim::study
