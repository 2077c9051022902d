// Arguments outside a formula's domain are an error of the caller, told by exception: the closed
// forms know nothing of the simulator and so not its checks either.
#pragma once

#include <stdexcept>

namespace ocssim::models {

inline void require(bool condition, const char* what) {
  if (!condition) throw std::domain_error(what);
}

}  // namespace ocssim::models
