#include "engine/random/distribution.hpp"

namespace ocssim {

double ServiceTime::sample(double u) const {
  switch (family) {
    case Family::deterministic:
      return mean;
    case Family::exponential:
      return ocssim::exponential(mean, u);
    case Family::uniform:
      return uniform_between(mean * (1.0 - shape), mean * (1.0 + shape), u);
    case Family::lognormal:
      return ocssim::lognormal(mean, shape, u);
    case Family::erlang_k:
      return ocssim::erlang_k(static_cast<unsigned>(shape), mean, u);
  }
  return mean;
}

double ServiceTime::scv() const {
  switch (family) {
    case Family::deterministic:
      return 0.0;
    case Family::exponential:
      return 1.0;
    case Family::uniform:
      return shape * shape / 3.0;
    case Family::lognormal:
      return elementary::exp(shape * shape) - 1.0;
    case Family::erlang_k:
      return 1.0 / shape;
  }
  return 0.0;
}

}  // namespace ocssim
