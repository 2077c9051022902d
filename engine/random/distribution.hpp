// A law of times as a small value: family, mean and shape; sampled by inversion of one number.
#pragma once

#include "engine/random/erlang_k.hpp"
#include "engine/random/exponential.hpp"
#include "engine/random/lognormal.hpp"
#include "engine/random/stream.hpp"
#include "engine/random/uniform.hpp"

#include <cstddef>
#include <cstdint>

namespace ocssim {

enum class Family : std::uint8_t { deterministic, exponential, uniform, lognormal, erlang_k };

struct ServiceTime {
  Family family = Family::exponential;
  double mean = 0.0;  // [s], or the unit that the caller wants back; >= 0
  /// uniform: half-width over mean, in [0, 1]; lognormal: sigma of the logarithm; erlang_k: number
  /// of stages; not used by the others.
  double shape = 0.0;

  /// u in (0, 1). Decreasing in u for exponential and erlang_k, increasing for the others.
  [[nodiscard]] double sample(double u) const;
  /// The same with the number in the role `index` of a block.
  [[nodiscard]] double sample(const RandomBlock& block, std::size_t index) const {
    return sample(block.uniform(index));
  }
  /// Squared coefficient of variation, variance / mean².
  [[nodiscard]] double scv() const;
};

}  // namespace ocssim
