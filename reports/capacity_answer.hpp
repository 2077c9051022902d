// What `capacity` answers: the largest value at which every objective is met, as a bracket.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/report_head.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::reports {

/// found: bracket no wider than asked · inconclusive: no such bracket within the probes allowed, or
/// probes that contradict each other · infeasible: not met at the smallest value allowed ·
/// unbounded: met at the largest value allowed.
enum class CapacityStatus : std::uint8_t { found, inconclusive, infeasible, unbounded };

struct CapacityProbe {
  double value = 0.0;
  Results results;  // objectives judged at the confidence that probes share
};

struct CapacityAnswer : ReportHead {
  std::uint64_t seed = 1;
  std::string path;  // what was varied, "clients.users"
  std::string unit;  // of the values; empty for counts
  CapacityStatus status = CapacityStatus::inconclusive;
  std::optional<double> highest_met;
  std::optional<double> lowest_not_met;
  double confidence = 0.95;             // of the bracket
  double probe_confidence = 0.95;       // of each probe's verdict: probes and looks share the error
  double width_asked = 0.03;            // (lowest not met − highest met) / lowest not met
  std::optional<double> start;          // where closed forms put it
  std::string start_formula;            // which closed form said so
  std::vector<CapacityProbe> probes;    // in the order asked
  std::vector<Bottleneck> bottlenecks;  // at the highest value met (else the lowest not met)
  std::vector<ObjectiveResult> broken;  // objectives not met at the lowest value not met
  std::vector<Finding> findings;
  std::vector<std::string> warnings;
  std::uint64_t fingerprint = 0;
};

struct CapacityCase {
  std::string name;
  CapacityAnswer answer;
};

/// The same search in every case of a scenario.
struct CapacityCases : ReportHead {
  std::vector<CapacityCase> cases;  // in the order of the scenario
  std::uint64_t fingerprint = 0;
};

}  // namespace ocssim::reports
