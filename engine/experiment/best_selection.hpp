// Which of several designs is best, one replication of each survivor at a time: the fully
// sequential procedure KN (Kim & Nelson, ACM TOMACS 11, 2001, 251-273) as a pure state machine.
//
//   first n0 replications of all k; S²(i, l) = variance of the differences i − l over these
//   η = ½ ((2 α / (k − 1))^(−2/(n0 − 1)) − 1),  h² = 2 η (n0 − 1)
//   after r replications of the survivors, i is dropped when some l is better by more than
//     W(i, l) = max(0, δ/(2 r) · (h² S²(i, l)/δ² − r))
//   until one is left. With normal figures, also under common random numbers, the best design is
//   selected with probability ≥ 1 − α whenever it is better than the next by δ; else one within δ.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ocssim {

struct BestSelectionConfig {
  std::size_t designs = 2;        // k
  double error = 0.05;            // α
  double indifference = 1.0;      // δ > 0, in the unit of the figure
  unsigned first = 8;             // n0 ≥ 2
  unsigned replications = 1'000;  // at most so many of a design
  bool larger_is_better = false;
};

class BestSelection {
 public:
  explicit BestSelection(const BestSelectionConfig& config);

  /// The designs of which the next replications are wanted; none once it is over.
  [[nodiscard]] const std::vector<std::size_t>& ask() const { return asked_; }
  /// Replications of each of them that must then be in hand.
  [[nodiscard]] unsigned wanted() const { return wanted_; }
  /// For each design asked, its figures of replications [before, wanted), in that order.
  void tell(const std::vector<std::vector<double>>& figures);

  [[nodiscard]] bool is_over() const { return asked_.empty(); }
  /// The one that is left; with replications used up, the best mean of those that are.
  [[nodiscard]] std::size_t best() const;
  /// False: replications were used up while several were left.
  [[nodiscard]] bool is_decided() const { return is_decided_; }
  [[nodiscard]] const std::vector<std::size_t>& survivors() const { return survivors_; }
  [[nodiscard]] unsigned replications_of(std::size_t design) const {
    return static_cast<unsigned>(figures_[design].size());
  }
  [[nodiscard]] double mean_of(std::size_t design) const;

 private:
  void estimate_variances();
  void drop_worse();
  [[nodiscard]] double variance(std::size_t i, std::size_t l) const;

  BestSelectionConfig config_;
  double h2_ = 0.0;
  std::vector<std::vector<double>> figures_;  // by design, larger is better
  std::vector<double> variances_;             // of differences, k × k
  std::vector<std::size_t> survivors_;
  std::vector<std::size_t> asked_;
  unsigned wanted_ = 0;
  bool is_decided_ = false;
};

}  // namespace ocssim
