// The observations of an experiment by metric and component, one slot a replication.
#pragma once

#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/sample.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace ocssim {

/// Names what is to be looked up; valid as long as what it was made from.
struct SampleKey {
  std::string_view metric;
  std::string_view component = {};  // empty: the system
  bool is_combined = false;         // the model gives no system: put together from components
  std::size_t hint = 0;             // where it stands in most replications
};

/// In the order in which replication 0 (then the later ones) names its metrics; the system, own or
/// put together, before its components.
[[nodiscard]] std::vector<SampleKey> sample_keys(std::span<const Observations> replications);

/// What stands for one key in each replication.
struct AlignedSample {
  std::vector<const Observation*> by_replication;  // nullptr: that replication has none
  std::vector<Observation> combined;               // what is pointed to if it was put together

  AlignedSample() = default;
  AlignedSample(AlignedSample&&) = default;
  AlignedSample& operator=(AlignedSample&&) = default;
  AlignedSample(const AlignedSample&) = delete;
  AlignedSample& operator=(const AlignedSample&) = delete;
  ~AlignedSample() = default;

  /// Without the gaps; valid as long as this.
  [[nodiscard]] Sample sample() const;
};

[[nodiscard]] AlignedSample sample_of(std::span<const Observations> replications,
                                      const SampleKey& key);

/// The row of a metric. Requires that it stands in `registry`.
[[nodiscard]] const MetricInfo& info_of(std::span<const MetricInfo> registry,
                                        std::string_view metric);

}  // namespace ocssim
