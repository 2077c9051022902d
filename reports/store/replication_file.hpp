// One replication as bytes and back, bit for bit.
//
//   "ocssim unit 1\n" · name of the unit · fields of Observations in order · XXH3-128 of all before
//
// Integers little-endian, reals as their 64 bits, texts and lists with their length in front.
#pragma once

#include "engine/stats/observations.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ocssim::reports {

/// The stored form of a unit. Equal observations give equal bytes.
[[nodiscard]] std::string write_observations(std::string_view unit_name,
                                             const Observations& observations);

/// Nothing when the bytes are cut short, changed anywhere, or of another unit or format.
[[nodiscard]] std::optional<Observations> read_observations(std::string_view unit_name,
                                                            std::string_view bytes);

}  // namespace ocssim::reports
