// Survival from times of which some are only known to be longer: Kaplan and Meier's estimator.
//
//   S(t) = Π (1 − d_i / n_i)  over the times t_i ≤ t at which d_i of n_i ended
//   variance of log S (Greenwood): Σ d_i / (n_i (n_i − d_i))
//   quantile q: the first t_i with S(t_i) ≤ 1 − q
//
// The interval of a quantile holds the times at which S could be 1 − q, by intervals of
// log(−log S) (Brookmeyer & Crowley 1982), by Clopper and Pearson where none or all have ended; its
// upper end is open when too few have ended.
// What ends and what is censored at the same time: the end comes first.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace ocssim {

struct Lifetime {
  double time = 0.0;
  bool ended = true;  // false: it lasts longer than that, nobody knows how much
};

class KaplanMeier {
 public:
  /// At least one; times are not negative.
  explicit KaplanMeier(std::vector<Lifetime> lifetimes);

  struct Step {
    double time = 0.0;
    double survival = 1.0;      // from this time on
    double log_variance = 0.0;  // Greenwood's, of log S; infinite where S is 0
  };
  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

  /// P(T > t).
  [[nodiscard]] double survival(double time) const;
  /// None when fewer than the share q have ended.
  [[nodiscard]] std::optional<double> quantile(double q) const;

  struct Interval {
    double low = 0.0;
    std::optional<double> high;  // none: no upper end is known
  };
  [[nodiscard]] Interval interval(double q, double confidence) const;

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::size_t ended() const { return ended_; }
  /// The longest time seen, ended or not.
  [[nodiscard]] double longest() const { return longest_; }

 private:
  std::vector<Step> steps_;
  std::size_t count_ = 0;
  std::size_t ended_ = 0;
  double longest_ = 0.0;
};

}  // namespace ocssim
