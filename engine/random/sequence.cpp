#include "engine/random/sequence.hpp"

#include "engine/random/elementary.hpp"

#include <array>

namespace ocssim {
namespace {

constexpr std::size_t layers = 256;
constexpr double tail_begin = 7.69711747013104972;       // of Marsaglia and Tsang's table
constexpr double layer_area = 3.9496598225815571993e-3;  // all layers, the tail's included

/// Under e^-x: 256 layers of equal area. Layer i is as wide as edges[i] and surely below the curve
/// up to edges[i + 1]; layer 0 has the tail.
struct Ziggurat {
  std::array<double, layers + 1> edges{};
  std::array<double, layers + 1> heights{};  // e^-edge

  Ziggurat() {
    edges[0] = layer_area * elementary::exp(tail_begin);
    edges[1] = tail_begin;
    for (std::size_t i = 2; i < layers; ++i) {
      edges[i] = -elementary::log(layer_area / edges[i - 1] + elementary::exp(-edges[i - 1]));
    }
    edges[layers] = 0.0;
    for (std::size_t i = 0; i <= layers; ++i) heights[i] = elementary::exp(-edges[i]);
  }
};

const Ziggurat ziggurat;

}  // namespace

double Sequence::exponential() {
  for (;;) {
    const std::uint64_t number = bits();
    const std::size_t layer = number % layers;  // the uniform number has other bits
    const double x = to_uniform(number) * ziggurat.edges[layer];
    if (x < ziggurat.edges[layer + 1]) return x;
    if (layer == 0) return tail_begin - elementary::log(uniform());  // no memory
    const double low = ziggurat.heights[layer];
    const double high = ziggurat.heights[layer + 1];
    if (low + uniform() * (high - low) < elementary::exp(-x)) return x;
  }
}

}  // namespace ocssim
