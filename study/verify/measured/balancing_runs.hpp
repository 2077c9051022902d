// Recording C2 simulated: connections of each server at the instants of the samples, seed by seed.
#pragma once

#include "study/verify/measured/balancing_rows.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::study {

/// Connections of each server just before each second of the row's clock and 50 ms later.
class BalancingRuns {
 public:
  BalancingRuns(const BalancingRow& row, std::uint32_t seeds, std::uint64_t first_seed);

  /// The runs in which `server` held most nearly `value` at t go first.
  void sort_by(int t, std::uint32_t server, double value);
  /// Mean of the first `count` runs, what is nearest to `value` within [t, t + 50 ms].
  [[nodiscard]] double nearest(std::size_t count, int t, std::uint32_t server, double value) const;

 private:
  [[nodiscard]] std::size_t place(int t, std::uint32_t server) const {
    return static_cast<std::size_t>(t) * 2 * servers_ + server;
  }

  std::uint32_t servers_;
  std::vector<std::vector<double>> runs_;  // by seed; by sample, server
};

}  // namespace ocssim::study
