// What describes a reverse proxy.
#pragma once

#include "engine/time.hpp"

#include <cstdint>

namespace ocssim::models {

/// Servers through which remote users download from the Web Components.
struct ReverseProxyConfig {
  bool enabled = false;
  double remote_share = 0.0;      // of the downloads of the Web Components
  std::uint32_t servers = 1;      // the one with the fewest connections takes the next
  std::uint32_t connections = 0;  // of remote users that one server holds
  std::uint32_t ports = 0;        // of one server towards the Web Components
  Duration time_wait{};           // that such a port rests after its connection
  std::uint32_t cores = 1;        // of one server
  double clock_hz = 0.0;
  double connect_megacycles = 0.0;  // of a TLS handshake, fixed
  double link_bps = 0.0;            // of one server towards remote users
};

}  // namespace ocssim::models
