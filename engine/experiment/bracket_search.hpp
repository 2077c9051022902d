// The largest value at which something still holds, when each look at a value is itself uncertain:
// a stochastic bisection as a pure state machine. Ask for a value, probe it, tell the outcome.
//
//   start ── a probe on either side of it, no farther apart than the width asked
//   one side known ── steps away from it, doubling, until the other side is known
//   both known ── bisection of what is left; around undecided values from their outer sides
//   bracket narrow enough ── one value far below and one above it: is the order of outcomes sane?
//
// An undecided value says that the edge is near; values are then asked at its sides. When what is
// undecided has itself the width asked, the search ends inconclusive: it does not guess.
// The outcome of every probe is taken for true; the prober shares the error among `probes`.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim {

enum class ProbeOutcome : std::uint8_t { met, not_met, undecided };

/// found: a bracket of the width asked · inconclusive: probes used up, too wide a stretch
/// undecided, or met above not met · infeasible: not met at the lowest value · unbounded: met at
/// the highest.
enum class SearchStatus : std::uint8_t { searching, found, inconclusive, infeasible, unbounded };

struct BracketSearchConfig {
  double start = 1.0;    // first guess of the edge, inside [lowest, highest]
  double lowest = 1.0;   // > 0
  double highest = 1e9;  // > lowest
  double width = 0.03;   // relative: (lowest not met − highest met) / lowest not met, in (0, 1)
  double grain = 1.0;    // values are multiples of it, ≥ 0; 0: any real number
  unsigned probes = 12;  // at most so many are asked, checks of the order included
  bool check_order = true;  // ask the two far values at the end
};

class BracketSearch {
 public:
  struct Probe {
    double value;
    ProbeOutcome outcome;
  };

  explicit BracketSearch(const BracketSearchConfig& config);

  /// The value to probe next; none once the search has ended. Asking again asks the same.
  [[nodiscard]] std::optional<double> ask() const { return next_; }
  /// The outcome at the value last asked. Requires that one was asked.
  void tell(ProbeOutcome outcome);

  [[nodiscard]] SearchStatus status() const { return status_; }
  /// Highest value met below every value not met; lowest value not met above it.
  [[nodiscard]] std::optional<double> highest_met() const { return met_; }
  [[nodiscard]] std::optional<double> lowest_not_met() const { return not_met_; }
  /// Some value was met although a smaller one was not.
  [[nodiscard]] bool is_contradictory() const { return contradictory_; }
  [[nodiscard]] const std::vector<Probe>& probes() const { return probes_; }

 private:
  enum class Check : std::uint8_t { none, below, above, done };

  void take(double value, ProbeOutcome outcome);
  void plan();
  void end(SearchStatus status);
  [[nodiscard]] bool is_narrow() const;
  [[nodiscard]] std::optional<double> first_value() const;
  [[nodiscard]] std::optional<double> step_up();
  [[nodiscard]] std::optional<double> step_down();
  [[nodiscard]] std::optional<double> inside() const;
  [[nodiscard]] std::optional<double> check_value();
  /// On a power of ten times the grain: readable, and fine enough for the width.
  [[nodiscard]] double on_grain(double value) const;
  [[nodiscard]] bool was_asked(double value) const;

  BracketSearchConfig config_;
  std::vector<Probe> probes_;
  std::optional<double> next_;
  std::optional<double> met_, not_met_;
  std::optional<double> undecided_low_, undecided_high_;  // between the two above
  double stride_up_, stride_down_;                        // relative, of steps away from one side
  SearchStatus status_ = SearchStatus::searching;
  Check check_ = Check::none;
  bool contradictory_ = false;
};

}  // namespace ocssim
