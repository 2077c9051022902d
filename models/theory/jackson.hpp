// Open Jackson network: Poisson arrivals from outside, M/M/c stations, random routing.
//
//   λ = γ + Pᵀ λ,   P_ij = probability of going from i to j;  each station is then M/M/c at λ_i
//   W = Σ L_i / Σ γ_i
//
// Source: J. R. Jackson 1957; Kleinrock, Queueing Systems I, 4.8.
#pragma once

#include "models/theory/mmc.hpp"

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace ocssim::models {

/// Rates through the stations [1/s]. `external` ≥ 0; rows of `routing` add to at most 1 and every
/// job must be able to leave, else std::domain_error. Visit ratios: external with sum 1.
[[nodiscard]] Eigen::VectorXd traffic_equations(const Eigen::VectorXd& external,
                                                const Eigen::MatrixXd& routing);

struct JacksonStation {
  double service_time = 1.0;  // [s]
  std::uint32_t servers = 1;
};

struct JacksonResult {
  Eigen::VectorXd rates;  // [1/s]
  std::vector<MmcResult> stations;
  double number_in_system = 0.0;
  double sojourn_time = 0.0;  // [s], from entry to leaving
};

/// Requires every station below saturation.
[[nodiscard]] JacksonResult jackson(const Eigen::VectorXd& external, const Eigen::MatrixXd& routing,
                                    const std::vector<JacksonStation>& stations);

}  // namespace ocssim::models
