// The settings of a running pool as a timeline changes them: each component takes what may change
// while it runs (docs/models/timeline.md) and leaves the rest.
#pragma once

#include "models/back_end/config.hpp"
#include "models/balancer/config.hpp"
#include "models/clients/config.hpp"
#include "models/front_end/config.hpp"
#include "models/network_config.hpp"

namespace ocssim::models {

struct PoolSettings {
  ClientsConfig clients;
  LoadBalancerConfig load_balancer;
  FrontEndsConfig front_ends;
  SqlConfig sql;
  NetworkConfig network;
};

}  // namespace ocssim::models
