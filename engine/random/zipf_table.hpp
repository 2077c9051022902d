// Zipf's law over ranks 1…n, p_k proportional to k^-alpha, from a table that fits the first cache.
//
// Ranks stand in classes, the first 64 alone, later ones 1/32 of their first rank wide. One number
// chooses a class by its bound count × first^-alpha (Walker's alias method), a second one a rank
// of the class, evenly, which is taken with probability (k / first)^-alpha: at least 97 % for
// alpha = 1, and the power is computed only when the number does not lie below the class's least
// probability. No sum over ranks, no approximation.
// Sources: A. J. Walker, ACM TOMS 3 (1977) 253-256; M. D. Vose, IEEE TSE 17 (1991) 972-975.
#pragma once

#include "engine/random/stream.hpp"
#include "engine/wide.hpp"

#include <cstdint>
#include <vector>

namespace ocssim {

class ZipfTable {
 public:
  /// alpha ≥ 0 (0 is uniform), 1 ≤ ranks < 2^32.
  ZipfTable(double alpha, std::uint64_t ranks);

  /// One try with two random words: the rank, or 0 for a rejection.
  [[nodiscard]] std::uint32_t attempt(std::uint64_t first, std::uint64_t second) const {
    const Wide place = static_cast<Wide>(first) * columns_.size();
    auto chosen = static_cast<std::uint32_t>(place >> 64);
    if (static_cast<std::uint64_t>(place) >= columns_[chosen].threshold) {
      chosen = columns_[chosen].alias;
    }
    const RankClass& one = classes_[chosen];
    const Wide within = static_cast<Wide>(second) * one.width;
    const std::uint32_t rank = one.first + static_cast<std::uint32_t>(within >> 64);
    const auto coin = static_cast<std::uint64_t>(within);
    return coin <= one.certain || is_taken(one, rank, coin) ? rank : 0;
  }
  /// Fills `ranks` from one draw of an entity, sub-counters from `first_attempt` on.
  template <class Ranks>
  void fill(Ranks&& ranks, const Stream& stream, std::uint64_t entity, std::uint64_t number,
            std::uint64_t first_attempt) const {
    fill(ranks, stream, entity, number, first_attempt, [](std::uint32_t) {});
  }
  /// The same; calls `drawn` with each rank as soon as it is known.
  template <class Ranks, class Drawn>
  void fill(Ranks&& ranks, const Stream& stream, std::uint64_t entity, std::uint64_t number,
            std::uint64_t first_attempt, Drawn&& drawn) const {
    RandomBlock block{};
    std::size_t used = block.bits.size();
    for (auto& rank : ranks) {
      do {
        if (used == block.bits.size()) {
          block = stream.draw(entity, number, first_attempt++);
          used = 0;
        }
        rank = attempt(block.bits[used], block.bits[used + 1]);
        used += 2;
      } while (rank == 0);
      drawn(rank);
    }
  }

 private:
  struct Column {
    std::uint64_t threshold;  // of 2^64: below it the column's own class
    std::uint32_t alias;
  };
  struct RankClass {
    std::uint32_t first;
    std::uint32_t width;
    std::uint64_t certain;  // of 2^64: up to it every rank of the class is taken
  };
  [[nodiscard]] bool is_taken(const RankClass& one, std::uint32_t rank, std::uint64_t coin) const;
  void make_columns(const std::vector<double>& bounds);

  double alpha_;                    // config
  std::vector<Column> columns_;     // config
  std::vector<RankClass> classes_;  // config
};

}  // namespace ocssim
