// A station fed by its own Poisson source: G/G/c/(c+q), for scenarios of pure queueing.
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ocssim::models {

/// Hyperexponential: one of two exponentials, with balanced means (scv > 1).
enum class ServiceLaw : std::uint8_t { exponential, deterministic, hyperexponential };

/// Who is served: the oldest first, each server one job; or all present in equal parts.
enum class Discipline : std::uint8_t { fifo, processor_sharing };

struct StationConfig {
  std::string name;
  std::uint32_t servers = 1;                    // c
  std::optional<std::uint32_t> queue_capacity;  // waiting places q; none: unlimited
  Duration mean_service_time{};
  ServiceLaw service = ServiceLaw::exponential;
  double service_scv = 4.0;  // hyperexponential: variance / mean²
  Discipline discipline = Discipline::fifo;
  double arrivals_per_user = 0.0;  // 1/s a user: λ = this × clients.users
  double arrival_rate = 0.0;       // 1/s, added to it
  std::string next;                // name of the station that gets its departures
};

}  // namespace ocssim::models
