// A station fed by its own Poisson source: G/G/c/(c+q), for scenarios of pure queueing.
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ocssim::models {

enum class ServiceLaw : std::uint8_t { exponential, deterministic };

struct StationConfig {
  std::string name;
  std::uint32_t servers = 1;                    // c
  std::optional<std::uint32_t> queue_capacity;  // waiting places q; none: unlimited
  Duration mean_service_time{};
  ServiceLaw service = ServiceLaw::exponential;
  double arrivals_per_user = 0.0;  // 1/s a user: λ = this × clients.users
  double arrival_rate = 0.0;       // 1/s, added to it
  std::string next;                // name of the station that gets its departures
};

}  // namespace ocssim::models
