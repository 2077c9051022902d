// Independence of random streams: pairs of uniform numbers that differ in one coordinate of their
// key or counter, chi-square over 16 × 16 cells; moments of the uniform law.
#include "engine/random/stream.hpp"
#include "engine/stats/probability.hpp"
#include "study/verify/statistics/checks.hpp"

#include <array>
#include <cmath>

namespace ocssim::study {
namespace {

using Two = std::array<double, 2>;
constexpr std::size_t side = 16;
constexpr double degrees = side * side - 1;

template <class Pair>
EvidenceRow independent(std::string name, std::uint64_t count, Pair pair) {
  std::vector<double> cells(side * side, 0.0);
  for (std::uint64_t n = 0; n < count; ++n) {
    const Two two = pair(n);
    cells[static_cast<std::size_t>(two[0] * side) * side +
          static_cast<std::size_t>(two[1] * side)] += 1.0;
  }
  const double expected = static_cast<double>(count) / static_cast<double>(cells.size());
  double sum = 0.0;
  for (const double cell : cells) sum += (cell - expected) * (cell - expected) / expected;
  EvidenceRow row = within_distance(std::move(name) + ": chi-square", "", degrees, sum,
                                    4.0 * std::sqrt(2.0 * degrees));
  row.rule = "within 4 standard deviations";
  row.chance = 2.0 * normal_upper_tail(4.0);
  return row;
}

EvidenceRow uniform_mean(const Stream& stream, std::uint64_t count) {
  double sum = 0.0;
  for (std::uint64_t n = 0; n < count; ++n) {
    const RandomBlock block = stream.draw(1, n);
    for (std::size_t role = 0; role < 4; ++role) sum += block.uniform(role);
  }
  const double draws = 4.0 * static_cast<double>(count);
  EvidenceRow row = within_distance("mean of uniform numbers", "1", 0.5, sum / draws,
                                    4.0 * std::sqrt(1.0 / 12.0 / draws));
  row.rule = "within 4 standard errors";
  row.chance = 2.0 * normal_upper_tail(4.0);
  return row;
}

}  // namespace

Evidence verify_streams(const CheckContext& context) {
  const auto count = context.pick<std::uint64_t>(100'000, 1'000'000);
  const std::uint64_t seed = context.seed;
  const Stream stream(seed, "pairs", 0);
  const Stream other_seed(seed + 1, "pairs", 0);
  const Stream other_purpose(seed, "pairt", 0);
  const Stream other_replication(seed, "pairs", 1);
  Evidence evidence;
  evidence.title = "independence of streams";
  evidence.source = "Salmon et al. 2011 (Philox4x64-10)";
  evidence.proves =
      "neighbors in every coordinate, and roles of one block, know nothing of each "
      "other";
  evidence.limits = "pairs; the generator's own test batteries are published";
  const auto neighbor = [&](const char* name, auto other) {
    evidence.rows.push_back(independent(name, count, [&](std::uint64_t n) {
      return Two{stream.draw(n, 4).uniform(0), other(n).uniform(0)};
    }));
  };
  neighbor("next entity", [&](std::uint64_t n) { return stream.draw(n + 1, 4); });
  neighbor("next draw", [&](std::uint64_t n) { return stream.draw(n, 5); });
  neighbor("next attempt", [&](std::uint64_t n) { return stream.draw(n, 4, 1); });
  neighbor("next seed", [&](std::uint64_t n) { return other_seed.draw(n, 4); });
  neighbor("another purpose", [&](std::uint64_t n) { return other_purpose.draw(n, 4); });
  neighbor("next replication", [&](std::uint64_t n) { return other_replication.draw(n, 4); });
  for (std::size_t role = 0; role < 4; ++role) {
    evidence.rows.push_back(
        independent("roles " + std::to_string(role) + " and " + std::to_string((role + 1) % 4),
                    count, [&](std::uint64_t n) {
                      const RandomBlock block = stream.draw(n, 0);
                      return Two{block.uniform(role), block.uniform((role + 1) % 4)};
                    }));
  }
  evidence.rows.push_back(uniform_mean(stream, count));
  return evidence;
}

}  // namespace ocssim::study
