// Screening of many inputs (Morris, Technometrics 33, 1991, 161-174): how far the answer moves when
// one input is moved, from many places of the others.
//
//   inputs x in [0, 1]^k on a grid of p levels; a trajectory begins at random and moves each input
//   once, in random order, by Δ = p / (2 (p − 1)), so that k + 1 answers give k effects
//   effect of input i: (y(x + Δ e_i) − y(x)) / Δ;  over r trajectories
//   μ  its mean · μ* the mean of its size · σ its standard deviation: interaction or curvature
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ocssim {

struct MorrisConfig {
  std::size_t inputs = 1;     // k
  unsigned trajectories = 4;  // r
  unsigned levels = 4;        // p, even
  std::uint64_t seed = 1;
};

struct MorrisDesign {
  std::vector<std::vector<double>> points;  // r · (k + 1), trajectory by trajectory
  std::vector<std::size_t> moved;           // input moved to reach a point; k at the start of one
  double step = 0.0;                        // Δ
};

[[nodiscard]] MorrisDesign make_morris_design(const MorrisConfig& config);

struct ElementaryEffect {
  double mean = 0.0;           // μ
  double mean_absolute = 0.0;  // μ*
  double deviation = 0.0;      // σ; 0 with one trajectory
};

/// One an input. `answers`: one a point of the design.
[[nodiscard]] std::vector<ElementaryEffect> elementary_effects(const MorrisDesign& design,
                                                               std::span<const double> answers);

}  // namespace ocssim
