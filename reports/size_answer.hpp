// What `size` answers: the least resources that meet the objectives, with the proof.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/report_head.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::reports {

/// found: met, and with one less of any resource not met, all decided · inconclusive: a design that
/// matters is undecided, or the probes were used up · infeasible: not met with all that is allowed.
enum class SizeStatus : std::uint8_t { found, inconclusive, infeasible };

/// A design that was simulated, and what it proves.
struct SizeProof {
  std::vector<Setting> set;  // the resources
  Verdict verdict = Verdict::inconclusive;
  std::uint32_t replications = 0;
  std::uint64_t fingerprint = 0;
  std::vector<ObjectiveResult> objectives;
};

/// One of a Pareto list in the selection of the best.
struct SizeCandidate {
  double mean = 0.0;  // of the metric
  std::uint32_t replications = 0;
  bool survived = false;  // false: dropped as worse
};

/// One question: a setting of what is varied, in one case.
struct SizePoint {
  std::vector<Setting> set;  // in the order of --vary
  std::string case_name;     // empty: the scenario as it stands
  SizeStatus status = SizeStatus::inconclusive;
  std::vector<std::vector<Setting>> least;  // one, or the Pareto list; infeasible: none
  std::vector<SizeProof> proof;       // least first: what is met, then what is not, then undecided
  std::vector<Setting> expected;      // by closed forms; empty: they say nothing
  std::optional<std::uint64_t> rule;  // of thumb, for the first resource
  std::uint32_t probes = 0;           // designs simulated
  std::vector<SizeCandidate> selection;  // of `least`, in its order; empty: none was asked
  std::size_t best = 0;                  // of `least`
  bool is_best_decided = false;
  bool contradictory = false;  // met with less, not met with more
};

struct SizeAnswer : ReportHead {
  std::uint64_t seed = 1;
  double confidence = 0.95;        // of each point
  double probe_confidence = 0.95;  // of each verdict: probes and looks share the error
  bool pareto = false;
  std::string best_by, indifference;   // metric that selects, as typed; empty: none
  std::vector<std::string> resources;  // paths, in the order of --min
  std::vector<std::string> varied;     // paths, in the order of --vary
  std::vector<std::string> cases;      // names, in the order of the scenario
  std::string rule;                    // of thumb, in words; empty: none is known
  std::string switched_off;            // what was not simulated, in words; empty: nothing
  std::vector<Setting> switched_off_by;
  std::vector<SizePoint> points;  // the cases vary fastest
  std::vector<Finding> findings;
  std::vector<std::string> warnings;
  std::uint64_t fingerprint = 0;
};

}  // namespace ocssim::reports
