// Who holds the client's end of connections through the balancer, beside the client population.
#pragma once

#include <cstdint>

namespace ocssim {
class Simulation;
}

namespace ocssim::models {

class ConnectionOwner {
 public:
  virtual ~ConnectionOwner() = default;
  /// RST: the end knows at once. The balancer has let go of the connection.
  virtual void on_connection_reset(Simulation& sim, std::uint32_t endpoint) = 0;
};

}  // namespace ocssim::models
