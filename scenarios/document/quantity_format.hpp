// Quantities as people read them; everything printed parses back to the same value.
#pragma once

#include "engine/time.hpp"
#include "scenarios/document/quantity.hpp"

#include <cstdint>
#include <string>

namespace ocssim::scenarios {

/// "20 min", "1 h 30 min", "1.5 s", "250 us"; requires duration >= 0.
[[nodiscard]] std::string format_duration(Duration duration);
/// The largest unit that divides exactly: "12 GiB", "65 kB", "1 B".
[[nodiscard]] std::string format_size(std::uint64_t bytes);
/// Plain digits: "100000".
[[nodiscard]] std::string format_count(std::uint64_t count);
/// In percent: 0.05 is "5 %".
[[nodiscard]] std::string format_fraction(double fraction);
/// Per s, or per min, hour or day where that is exact and shorter: "13.9 / s", "2 / hour".
[[nodiscard]] std::string format_rate(double per_second);
[[nodiscard]] std::string format_user_rate(double per_second);
[[nodiscard]] std::string format_frequency(double hertz);
[[nodiscard]] std::string format_bandwidth(double bits_per_second);
[[nodiscard]] std::string format_byte_rate(double bytes_per_second);
[[nodiscard]] std::string format_megacycles(double megacycles);
[[nodiscard]] std::string format_key_bits(std::uint64_t bits);
[[nodiscard]] std::string format_multiple(double factor);

/// By its dimension.
[[nodiscard]] std::string format_quantity(const Quantity& quantity);

}  // namespace ocssim::scenarios
