#include "engine/experiment/demand_regression.hpp"

#include "engine/check.hpp"
#include "engine/stats/probability.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace ocssim {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Index = Eigen::Index;

Index to_index(std::size_t at) {
  return static_cast<Index>(at);
}

Matrix matrix_of(const DemandData& data) {
  OCSSIM_CHECK(data.x.size() == data.rows() * data.columns);
  Matrix x(to_index(data.rows()), to_index(data.columns));
  for (Index row = 0; row < x.rows(); ++row) {
    for (Index column = 0; column < x.cols(); ++column) {
      x(row, column) = data.x[static_cast<std::size_t>(row * x.cols() + column)];
    }
  }
  return x;
}

Vector vector_of(const std::vector<double>& values) {
  return Eigen::Map<const Vector>(values.data(), to_index(values.size()));
}

/// 1/level, not beyond a thousand times that of the mean: a row near zero is no exact one. Rows
/// weigh alike where nothing is above zero.
Vector weights_of(const Vector& level) {
  const double floor = 1e-3 * level.mean();
  if (!(floor > 0.0)) return Vector::Ones(level.size());
  return level.cwiseMax(floor).cwiseInverse();
}

Vector lengths_of(const Matrix& x) {
  return x.colwise().norm().transpose();
}

/// Unconstrained least squares over the columns that are free; the others are 0.
Vector solve_free(const Matrix& x, const Vector& y, const std::vector<char>& is_free) {
  const auto count = std::count(is_free.begin(), is_free.end(), char{1});
  Matrix part(x.rows(), to_index(static_cast<std::size_t>(count)));
  Index at = 0;
  for (Index column = 0; column < x.cols(); ++column) {
    if (is_free[static_cast<std::size_t>(column)] != 0) part.col(at++) = x.col(column);
  }
  const Vector solution = part.colPivHouseholderQr().solve(y);
  Vector whole = Vector::Zero(x.cols());
  at = 0;
  for (Index column = 0; column < x.cols(); ++column) {
    if (is_free[static_cast<std::size_t>(column)] != 0) whole(column) = solution(at++);
  }
  return whole;
}

/// Lawson & Hanson's NNLS. Columns should have like lengths.
class ActiveSet {
 public:
  ActiveSet(const Matrix& x, const Vector& y)
      : x_(x), y_(y), is_free_(static_cast<std::size_t>(x.cols()), 0), b_(Vector::Zero(x.cols())) {}

  Vector solve() {
    const double tolerance = 1e-12 * x_.norm() * y_.norm();
    // Each pass lowers the error, so no set of free columns comes twice; the bound is for rounding.
    for (Index pass = 0; pass < 10 * x_.cols(); ++pass) {
      const Vector slope = x_.transpose() * (y_ - x_ * b_);
      Index steepest = -1;
      for (Index j = 0; j < x_.cols(); ++j) {
        if (is_free(j) || slope(j) <= tolerance) continue;
        if (steepest < 0 || slope(j) > slope(steepest)) steepest = j;
      }
      if (steepest < 0) break;
      is_free_[static_cast<std::size_t>(steepest)] = 1;
      descend();
    }
    return b_;
  }

 private:
  [[nodiscard]] bool is_free(Index j) const { return is_free_[static_cast<std::size_t>(j)] != 0; }

  /// Towards the least squares of the free columns; those that would fall below 0 stay there.
  void descend() {
    for (Index step = 0; step <= x_.cols(); ++step) {
      const Vector goal = solve_free(x_, y_, is_free_);
      double way = 1.0;
      Index stopper = -1;
      for (Index j = 0; j < x_.cols(); ++j) {
        if (!is_free(j) || goal(j) > 0.0) continue;
        const double share = b_(j) > goal(j) ? b_(j) / (b_(j) - goal(j)) : 0.0;
        if (stopper < 0 || share < way) {
          way = share;
          stopper = j;
        }
      }
      if (stopper < 0) {
        b_ = goal;
        return;
      }
      b_ += way * (goal - b_);
      b_(stopper) = 0.0;
      bool is_any_free = false;
      for (Index j = 0; j < x_.cols(); ++j) {
        if (is_free(j) && b_(j) <= 0.0) is_free_[static_cast<std::size_t>(j)] = 0;
        is_any_free = is_any_free || is_free(j);
      }
      if (!is_any_free) return;  // what seemed to go down did so by rounding alone
    }
  }

  const Matrix& x_;
  const Vector& y_;
  std::vector<char> is_free_;
  Vector b_;
};

Vector solve_non_negative(const Matrix& x, const Vector& y) {
  const Vector lengths = lengths_of(x);
  const Vector scale =
      lengths.unaryExpr([](double length) { return length > 0.0 ? 1.0 / length : 0.0; });
  const Matrix equilibrated = x * scale.asDiagonal();
  return scale.cwiseProduct(ActiveSet(equilibrated, y).solve());
}

/// Weighted rows at the weights that the estimate itself asks for.
struct Weighted {
  Matrix x;
  Vector y;
  Vector b;
};

Vector known_of(const DemandData& data) {
  if (data.known.empty()) return Vector::Zero(to_index(data.rows()));
  OCSSIM_CHECK(data.known.size() == data.rows());
  return vector_of(data.known);
}

Weighted solve_weighted(const Matrix& x, const Vector& y, const Vector& known) {
  Weighted at;
  Vector weights = weights_of(y);
  for (int pass = 0; pass < 4; ++pass) {
    at.x = weights.asDiagonal() * x;
    at.y = weights.cwiseProduct(y - known);
    at.b = solve_non_negative(at.x, at.y);
    weights = weights_of(x * at.b + known);
  }
  return at;
}

}  // namespace

std::vector<NearDependency> near_dependencies(const DemandData& data, double limit) {
  OCSSIM_CHECK(data.rows() >= data.columns && data.columns > 0);
  Matrix x = weights_of(vector_of(data.y)).asDiagonal() * matrix_of(data);
  const Vector lengths = lengths_of(x);
  OCSSIM_CHECK(lengths.minCoeff() > 0.0);
  x = x * lengths.cwiseInverse().asDiagonal();
  const Eigen::JacobiSVD<Matrix, Eigen::ColPivHouseholderQRPreconditioner> svd(
      x, Eigen::ComputeThinU | Eigen::ComputeThinV);
  const Vector sizes = svd.singularValues().cwiseMax(1e-15);
  const Matrix parts = (svd.matrixV() * sizes.cwiseInverse().asDiagonal()).cwiseAbs2();
  const Vector variances = parts.rowwise().sum();
  std::vector<NearDependency> found;
  for (Index k = sizes.size() - 1; k >= 0; --k) {
    NearDependency one{
        .condition_index = sizes(0) / sizes(k), .columns = {}, .variance_shares = {}};
    if (one.condition_index < limit) break;
    for (Index j = 0; j < x.cols(); ++j) {
      // Several exact dependencies share the variance of a column among them, so what takes part
      // is read from the direction itself as well as from the share.
      const double share = parts(j, k) / variances(j);
      if (share < 0.5 && std::abs(svd.matrixV()(j, k)) < 0.1) continue;
      one.columns.push_back(static_cast<std::size_t>(j));
      one.variance_shares.push_back(share);
    }
    found.push_back(std::move(one));
  }
  return found;
}

DemandFit fit_demands(const DemandData& data, double confidence) {
  OCSSIM_CHECK(data.rows() > data.columns && data.columns > 0);
  const Weighted at = solve_weighted(matrix_of(data), vector_of(data.y), known_of(data));
  const Vector lengths = lengths_of(at.x);
  const Matrix x = at.x * lengths.cwiseInverse().asDiagonal();
  const Matrix inverse = (x.transpose() * x).ldlt().solve(Matrix::Identity(x.cols(), x.cols()));
  const Vector free = inverse * (x.transpose() * at.y);
  const Vector residuals = at.y - x * free;
  // HC3: each squared residual as if its row had not pulled the fit towards itself.
  const Vector leverage = (x * inverse).cwiseProduct(x).rowwise().sum();
  Vector spread(x.rows());
  for (Index i = 0; i < x.rows(); ++i) {
    const double kept = std::max(1.0 - leverage(i), 1e-6);
    spread(i) = residuals(i) / kept * (residuals(i) / kept);
  }
  const Matrix covariance = inverse * (x.transpose() * spread.asDiagonal() * x) * inverse;
  const double factor = student_factor(confidence, static_cast<double>(data.rows() - data.columns));

  DemandFit fit;
  const Vector sizes = Eigen::JacobiSVD<Matrix>(x).singularValues();
  fit.condition = sizes(0) / std::max(sizes(sizes.size() - 1), 1e-15);
  for (Index j = 0; j < x.cols(); ++j) {
    const double half_width = factor * std::sqrt(std::max(covariance(j, j), 0.0));
    Demand demand{.value = at.b(j),
                  .low = std::max(0.0, (free(j) - half_width) / lengths(j)),
                  .high = std::max(0.0, (free(j) + half_width) / lengths(j)),
                  .variance_inflation = inverse(j, j)};
    // With other demands held at 0 the estimate may leave the interval of the free one.
    demand.low = std::min(demand.low, demand.value);
    demand.high = std::max(demand.high, demand.value);
    fit.demands.push_back(demand);
  }
  return fit;
}

std::vector<double> non_negative_least_squares(const DemandData& data) {
  const Vector b = solve_non_negative(matrix_of(data), vector_of(data.y) - known_of(data));
  return {b.data(), b.data() + b.size()};
}

std::vector<double> predicted(const DemandData& data, const std::vector<double>& demands) {
  OCSSIM_CHECK(demands.size() == data.columns);
  std::vector<double> sums = data.known;
  sums.resize(data.rows(), 0.0);
  for (std::size_t row = 0; row < data.rows(); ++row) {
    for (std::size_t column = 0; column < data.columns; ++column) {
      sums[row] += data.x[row * data.columns + column] * demands[column];
    }
  }
  return sums;
}

}  // namespace ocssim
