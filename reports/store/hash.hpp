// XXH3 of bytes: names of units, checksums, fingerprints.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ocssim::reports {

[[nodiscard]] std::uint64_t hash_64(std::string_view bytes);

/// XXH3-128 as 32 lower-case hexadecimal digits, high word first.
[[nodiscard]] std::string hash_128_hex(std::string_view bytes);

/// 16 lower-case hexadecimal digits.
[[nodiscard]] std::string hex_64(std::uint64_t value);

}  // namespace ocssim::reports
