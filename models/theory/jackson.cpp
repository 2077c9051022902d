#include "models/theory/jackson.hpp"

#include "models/theory/require.hpp"

#include <Eigen/LU>
#include <cmath>

namespace ocssim::models {

Eigen::VectorXd traffic_equations(const Eigen::VectorXd& external, const Eigen::MatrixXd& routing) {
  const Eigen::Index n = external.size();
  require(n > 0 && routing.rows() == n && routing.cols() == n, "traffic_equations: sizes differ");
  require(external.minCoeff() >= 0.0 && routing.minCoeff() >= 0.0,
          "traffic_equations: rate or probability < 0");
  require(routing.rowwise().sum().maxCoeff() <= 1.0 + 1e-12,
          "traffic_equations: probabilities add to more than 1");
  const Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n) - routing.transpose();
  const Eigen::FullPivLU<Eigen::MatrixXd> factors(system);
  require(factors.isInvertible(), "traffic_equations: a set of stations is never left");
  Eigen::VectorXd rates = factors.solve(external);
  require(rates.allFinite() && rates.minCoeff() >= -1e-9 * (1.0 + external.sum()),
          "traffic_equations: no stationary rates");
  return rates.cwiseMax(0.0);
}

JacksonResult jackson(const Eigen::VectorXd& external, const Eigen::MatrixXd& routing,
                      const std::vector<JacksonStation>& stations) {
  require(static_cast<Eigen::Index>(stations.size()) == external.size(), "jackson: sizes differ");
  JacksonResult result;
  result.rates = traffic_equations(external, routing);
  for (std::size_t i = 0; i < stations.size(); ++i) {
    result.stations.push_back(mmc({.arrival_rate = result.rates[static_cast<Eigen::Index>(i)],
                                   .service_time = stations[i].service_time,
                                   .servers = stations[i].servers}));
    result.number_in_system += result.stations.back().number_in_system;
  }
  if (external.sum() > 0.0) result.sojourn_time = result.number_in_system / external.sum();
  return result;
}

}  // namespace ocssim::models
