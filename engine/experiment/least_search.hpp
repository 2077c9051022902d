// The least resources with which something holds, when each look at a design is itself uncertain:
// a search over a grid of levels as a pure state machine. Ask for designs, probe them, tell.
//
//   level of a resource = index into the values allowed, least first; more never hurts
//   one line: all resources but one stay. What closed forms expect, n, and n − 1 are asked
//   together:
//     met and not met ── the least level is proven, in one round
//     else ── steps away from what is known, doubling, then bisection
//   lexicographic: the first resource is made least with all others at the top, then the second
//     with the first at its least, …
//   all minimal: the last resource is made least for every setting of the others; what no other
//     design undercuts in all resources is the Pareto list
//
// Outcomes are taken for true, and what follows from them (more than met is met, less than not met
// is not met) is not asked. An undecided design is neither: levels around it are asked.
#pragma once

#include "engine/experiment/bracket_search.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace ocssim {

/// A level of each resource.
using LevelPoint = std::vector<std::size_t>;

struct LeastSearchConfig {
  std::vector<std::size_t> levels;  // of each resource, ≥ 1
  /// What closed forms say of a design; monotone. Empty: nothing, bisection from the middle.
  std::function<bool(const LevelPoint&)> expected = {};
  unsigned probes = 12;  // at most so many designs are asked
  bool all_minimal = false;
};

class LeastSearch {
 public:
  struct Probe {
    LevelPoint point;
    ProbeOutcome outcome;
  };

  explicit LeastSearch(LeastSearchConfig config);

  /// The designs to probe next, one or two; none once the search has ended.
  [[nodiscard]] const std::vector<LevelPoint>& ask() const { return next_; }
  /// Their outcomes, in that order.
  void tell(const std::vector<ProbeOutcome>& outcomes);

  /// found · inconclusive: probes used up, a design undecided that matters, or met below not met ·
  /// infeasible: not met with all that is allowed.
  [[nodiscard]] SearchStatus status() const { return status_; }
  /// Designs met below which none is known to be met: one, or the Pareto list in order. With
  /// `inconclusive` the best known ones, if any.
  [[nodiscard]] const std::vector<LevelPoint>& least() const { return least_; }
  /// The probe from which it follows that a design is not met; nullptr if none does.
  [[nodiscard]] const Probe* refuted_by(const LevelPoint& point) const;
  [[nodiscard]] const Probe* probe_at(const LevelPoint& point) const;
  [[nodiscard]] bool is_contradictory() const { return contradictory_; }
  [[nodiscard]] const std::vector<Probe>& probes() const { return probes_; }

 private:
  /// What is known of a line: not met at `low` and below (-1: nowhere), met at `high` and above
  /// (number of levels: nowhere).
  struct Span {
    std::ptrdiff_t low, high;
  };

  void take(const LevelPoint& point, ProbeOutcome outcome);
  void plan();
  void plan_lexicographic();
  void plan_all_minimal();
  void end(SearchStatus status);
  [[nodiscard]] Span known_span() const;
  [[nodiscard]] std::vector<std::ptrdiff_t> open_levels(Span span) const;
  [[nodiscard]] std::ptrdiff_t expected_level() const;
  /// Designs of the line to ask; none when no question is left there.
  [[nodiscard]] std::vector<LevelPoint> ask_line();
  [[nodiscard]] std::ptrdiff_t next_level(Span span, const std::vector<std::ptrdiff_t>& open) const;
  [[nodiscard]] LevelPoint on_line(std::ptrdiff_t level) const;
  void begin_line(LevelPoint point, std::size_t resource);
  [[nodiscard]] bool next_line();
  void drop_undercut();

  LeastSearchConfig config_;
  std::vector<Probe> probes_;
  std::vector<LevelPoint> next_;
  std::vector<LevelPoint> least_;
  LevelPoint line_;           // the settings of the others on the present line
  std::size_t resource_ = 0;  // that varies along it
  unsigned asked_ = 0;        // rounds on the present line
  bool open_end_ = false;     // a line ended without proof
  bool contradictory_ = false;
  SearchStatus status_ = SearchStatus::searching;
};

}  // namespace ocssim
