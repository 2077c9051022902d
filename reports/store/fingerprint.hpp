// One number for an answer: two runs with the same fingerprint said the same.
#pragma once

#include "engine/stats/results.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace ocssim::reports {

/// Canonical bytes of metrics, objectives, verdict and event fingerprints, in their order.
[[nodiscard]] std::string canonical_bytes(const Results& results);

/// XXH3-64 of them.
[[nodiscard]] std::uint64_t fingerprint(const Results& results);

/// Of several results in their order: a sweep, a search, a comparison.
[[nodiscard]] std::uint64_t combined_fingerprint(std::span<const std::uint64_t> fingerprints);

}  // namespace ocssim::reports
