// What carries data between two hosts, as far as a NAT on the way cares.
#pragma once

#include <cstdint>

namespace ocssim::models {

enum class Transport : std::uint8_t { tcp, udp };

}  // namespace ocssim::models
