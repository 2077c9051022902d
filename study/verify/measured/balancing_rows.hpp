// Recording C2 as it was made: the matrix of set-ups, and the samples of each.
#pragma once

#include "study/verify/measured_data.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ocssim::study {

struct BalancingRow {
  std::string id, proxy, policy, event;
  std::uint32_t servers = 0;  // that run at first
  double slow_start = 0.0, rate = 0.0, hold = 0.0, event_at = 0.0, back_at = 0.0, end = 0.0;

  [[nodiscard]] bool adds() const { return event == "add"; }
  [[nodiscard]] std::uint32_t all_servers() const { return servers + (adds() ? 1 : 0); }
  /// The server that is added, or goes and comes back.
  [[nodiscard]] std::uint32_t changed() const { return adds() ? servers : 0; }
};

[[nodiscard]] std::vector<BalancingRow> balancing_rows(const MeasuredData& data);

/// Connections of each server by second.
using BalancingSamples = std::map<int, std::vector<double>>;
[[nodiscard]] BalancingSamples balancing_samples(const MeasuredData& data, const BalancingRow& row);

}  // namespace ocssim::study
