// What describes several pools alike that are joined by links.
#pragma once

#include "engine/time.hpp"

#include <cstdint>

namespace ocssim::models {

struct PoolsConfig {
  std::uint32_t count = 1;
  double link_bps = 0.0;           // from a pool to all others, either way
  Duration link_latency{};         // one way
  std::uint64_t message_size = 0;  // of what passes a link, mean, exponential [B]
  /// The pool that the DNS records of all users name: it authenticates the users of all pools and
  /// sends those of others on to their home pool.
  bool designated = true;
};

}  // namespace ocssim::models
