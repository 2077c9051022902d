#include "engine/stats/sample_set.hpp"

#include "engine/check.hpp"

#include <algorithm>

namespace ocssim {
namespace {

/// Observation `hint` of a replication if it is the wanted one, else wherever it stands.
const Observation* find_near(const Observations& from, const SampleKey& wanted) {
  if (wanted.hint < from.metrics.size()) {
    const Observation& near = from.metrics[wanted.hint];
    if (near.metric == wanted.metric && near.component == wanted.component) return &near;
  }
  return from.find(wanted.metric, wanted.component);
}

/// The first observation of each (metric, component), in order of replication, then of its list.
std::vector<SampleKey> own_keys(std::span<const Observations> replications) {
  std::vector<SampleKey> keys;
  for (std::size_t r = 0; r < replications.size(); ++r) {
    const std::vector<Observation>& metrics = replications[r].metrics;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      const SampleKey key{metrics[i].metric, metrics[i].component, false, i};
      bool known = false;
      for (std::size_t before = 0; before < r && !known; ++before) {
        known = find_near(replications[before], key) != nullptr;
      }
      if (!known) keys.push_back(key);
    }
  }
  return keys;
}

bool has_key(std::span<const SampleKey> keys, std::string_view metric, std::string_view component) {
  return std::any_of(keys.begin(), keys.end(), [&](const SampleKey& key) {
    return key.metric == metric && key.component == component;
  });
}

/// The system put together from the components of each replication.
AlignedSample combined_sample(std::span<const Observations> replications, std::string_view metric) {
  AlignedSample aligned;
  aligned.combined.reserve(replications.size());  // so that none of them moves
  for (const Observations& one : replications) {
    std::vector<const Observation*> components;
    for (const Observation& candidate : one.metrics) {
      if (candidate.metric == metric && !candidate.component.empty()) {
        components.push_back(&candidate);
      }
    }
    const bool has_any = !components.empty();
    if (has_any) aligned.combined.push_back(combine(components));
    aligned.by_replication.push_back(has_any ? &aligned.combined.back() : nullptr);
  }
  return aligned;
}

}  // namespace

std::vector<SampleKey> sample_keys(std::span<const Observations> replications) {
  const std::vector<SampleKey> own = own_keys(replications);
  std::vector<SampleKey> keys;
  for (const SampleKey& key : own) {
    if (!key.component.empty() && !has_key(own, key.metric, "") && !has_key(keys, key.metric, "")) {
      keys.push_back({.metric = key.metric, .is_combined = true});
    }
    keys.push_back(key);
  }
  return keys;
}

Sample AlignedSample::sample() const {
  Sample result;
  for (const Observation* one : by_replication) {
    if (one != nullptr) result.observations.push_back(one);
  }
  return result;
}

AlignedSample sample_of(std::span<const Observations> replications, const SampleKey& key) {
  if (key.is_combined) return combined_sample(replications, key.metric);
  AlignedSample aligned;
  for (const Observations& one : replications) {
    aligned.by_replication.push_back(find_near(one, key));
  }
  return aligned;
}

const MetricInfo& info_of(std::span<const MetricInfo> registry, std::string_view metric) {
  const auto found = std::find_if(registry.begin(), registry.end(),
                                  [&](const MetricInfo& info) { return info.name == metric; });
  OCSSIM_CHECK(found != registry.end());
  return *found;
}

}  // namespace ocssim
