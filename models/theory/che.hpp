// Hit ratio of an LRU cache under independent references: Che's approximation.
//
//   Σ_i (1 − e^{−p_i t}) = C  gives the characteristic time t [references];
//   hit ratio = Σ_i p_i (1 − e^{−p_i t})
//
// A page stays for t references after its last use; t over the reference rate is the page life
// expectancy. Sources: Che, Tung & Wang 2002, IEEE JSAC 20(7); Fricker, Robert & Roberts 2012 (why
// it is so accurate).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ocssim::models {

/// `pages` objects that are each referenced with the same probability.
struct PopularityClass {
  double pages = 1.0;        // ≥ 0
  double probability = 0.0;  // of one page, ≥ 0; Σ pages × probability = 1
};

struct CheResult {
  double hit_ratio = 0.0;
  double characteristic_time = 0.0;  // [references]; infinite if everything fits
};

/// `cache_pages` ≥ 0. Pages that are never referenced occupy no place.
[[nodiscard]] CheResult che(std::span<const PopularityClass> popularity, double cache_pages);

/// Different pages among `references` independent references: Σ pages (1 − e^{−p references}).
[[nodiscard]] double distinct_pages(std::span<const PopularityClass> popularity, double references);

/// Zipf's law p_k ∝ k^−alpha over ranks 1…pages. The first 1,024 ranks stand alone, the rest in
/// classes of 0.5 % width, so that millions of pages take a millisecond (relative error < 1e-6).
[[nodiscard]] std::vector<PopularityClass> zipf_popularity(double alpha, std::uint64_t pages);

/// Both in one.
[[nodiscard]] CheResult che_zipf(double alpha, std::uint64_t pages, double cache_pages);

}  // namespace ocssim::models
