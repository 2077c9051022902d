// The version of the models: part of the name of every stored replication.
#pragma once

#include <cstdint>

namespace ocssim::study {

/// Raised by hand when a metric of a golden scenario moves (CHANGELOG), so that replications of an
/// older model are never mistaken for this one's.
inline constexpr std::uint32_t model_version = 10;

}  // namespace ocssim::study
