// Demands from counters: y = X·b + noise with b >= 0, and what may be said about each b.
//
//   estimate      argmin |W(X·b − y)|, b >= 0: the active-set method of Lawson & Hanson, Solving
//                 Least Squares Problems (1974), chapter 23
//   weights W     1/ŷ, found by a few passes from 1/y: noise of counters is relative, also to the
//                 part of y that is known beforehand
//   interval      b° ± t(n − p)·s of the unconstrained estimate b°, cut off at 0 (so that it covers
//                 as often as without the constraint); s² by the HC3 sandwich of MacKinnon & White
//                 (1985), which stays right when the noise is not as the weights say
//   collinearity  condition indices of X with columns of length 1 and the shares of each
//                 coefficient's variance that belong to them: Belsley, Kuh & Welsch (1980), 3.2
#pragma once

#include <cstddef>
#include <vector>

namespace ocssim {

/// Rows of observations; `x` holds them one after the other, `columns` numbers each.
struct DemandData {
  std::size_t columns = 0;
  std::vector<double> x;
  std::vector<double> y;
  std::vector<double> known = {};  // work that is no question, a row each; empty: none

  [[nodiscard]] std::size_t rows() const { return y.size(); }
};

/// Columns that move together: no data of this kind can tell their demands apart.
struct NearDependency {
  double condition_index = 0.0;  // largest singular value / this one
  std::vector<std::size_t> columns;
  std::vector<double> variance_shares;  // of the columns' coefficients; the same order
};

struct Demand {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
  double variance_inflation = 1.0;  // over columns at right angles, not centered
};

struct DemandFit {
  std::vector<Demand> demands;  // a column each
  double condition = 1.0;       // the largest condition index
};

/// From this index on demands are not told apart (Belsley, Kuh & Welsch: 30 to 100 is strong).
inline constexpr double condition_limit = 30.0;

/// Near dependencies at or above `limit`, strongest first. Rows weigh 1/y; needs rows >= columns
/// and no column of zeros.
[[nodiscard]] std::vector<NearDependency> near_dependencies(const DemandData& data,
                                                            double limit = condition_limit);

/// Needs more rows than columns and no near dependency.
[[nodiscard]] DemandFit fit_demands(const DemandData& data, double confidence);

/// The estimate alone, rows weighing alike.
[[nodiscard]] std::vector<double> non_negative_least_squares(const DemandData& data);

/// X·b and what is known beforehand, a row each.
[[nodiscard]] std::vector<double> predicted(const DemandData& data,
                                            const std::vector<double>& demands);

}  // namespace ocssim
