// One small pool compared with itself under pairs of different seeds: every difference that is
// called significant is a false one.
#pragma once

#include "engine/stats/paired_difference.hpp"
#include "scenarios/model/scenario.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::study {

/// enterprise-100k with 1,000 users, two Front Ends and two minutes, as loaded with `seed`.
[[nodiscard]] scenarios::Scenario small_pool(std::uint64_t seed,
                                             const std::vector<std::string>& sets = {});

[[nodiscard]] std::vector<Observations> replications_of(const scenarios::Scenario& scenario,
                                                        std::uint32_t count);

/// Differences with verdicts at 95 %.
[[nodiscard]] std::vector<Difference> compared(const std::vector<Observations>& a,
                                               const std::vector<Observations>& b);

/// How many of seeds (1, 1001), (2, 1002), … differ significantly in any metric.
[[nodiscard]] int false_differences(int pairs, std::uint32_t replications);

}  // namespace ocssim::study
