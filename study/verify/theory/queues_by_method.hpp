// Queues that customers are sent to by a balancing method.
//
// n single servers of exponential service, Poisson arrivals at rate λ a server: the number in
// system over the arrival rate is the mean time in system (Little). All services have one rate, so
// the next event is an arrival, or an end at any busy server alike.
#pragma once

#include "models/balancer/config.hpp"

#include <cstdint>

namespace ocssim::models {

struct QueueFigure {
  double mean = 0.0;            // time in system, in service times
  double standard_error = 0.0;  // from 20 batches
};

/// Over `arrivals` customers after as many that nobody looks at.
[[nodiscard]] QueueFigure time_in_system(BalancingMethod method, std::uint32_t members, double load,
                                         std::uint64_t arrivals, std::uint64_t seed = 1);

}  // namespace ocssim::models
