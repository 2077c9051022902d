// Whoever asks the Web Components for a file on behalf of others.
#pragma once

#include <cstdint>

namespace ocssim {
class Simulation;
}

namespace ocssim::models {

class FetchOwner {
 public:
  virtual ~FetchOwner() = default;
  /// The last byte of its `download` has left the Web Components now.
  virtual void on_fetched(Simulation& sim, std::uint32_t download) = 0;
};

}  // namespace ocssim::models
