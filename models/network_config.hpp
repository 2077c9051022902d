// Latencies of the pool's edges, one way.
#pragma once

#include "engine/time.hpp"

namespace ocssim::models {

struct NetworkConfig {
  Duration client_to_balancer{};
  Duration balancer_to_front_end{};
  Duration between_front_ends{};
  Duration front_end_to_sql{};
};

}  // namespace ocssim::models
