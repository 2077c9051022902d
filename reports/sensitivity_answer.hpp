// What `sensitivity` answers: which uncertain input moves the answer, and across which line.
#pragma once

#include "engine/stats/results.hpp"
#include "reports/report_head.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::reports {

struct SensitiveInput {
  std::string path;
  std::string value;
  std::string why;  // placeholder | range
  std::string source;
};

struct SensitivityEnd {
  std::string value;
  bool is_valid = true;   // false: the scenario cannot be so
  bool is_moved = false;  // false: not a byte differs from the base
  Figure figure;
  Figure difference;  // from the base, paired
  Verdict verdict = Verdict::inconclusive;
};

struct TornadoRow {
  SensitiveInput input;
  SensitivityEnd low, high;
  double swing = 0.0;
};

struct MorrisRow {
  SensitiveInput input;
  std::string low, high;
  double mean = 0.0;           // μ of the elementary effects, over the whole range
  double mean_absolute = 0.0;  // μ*
  double deviation = 0.0;      // σ
  std::uint32_t crossings = 0;
};

struct SensitivityAnswer : ReportHead {
  std::uint64_t seed = 1;
  double confidence = 0.95;
  std::uint32_t replications = 0;  // of each design that moves
  std::string method;              // tornado | morris
  std::string metric, component, statistic, unit;
  std::string objective;  // whose figure it is; empty: asked for by name
  Figure base;            // the figure as the scenario stands
  bool has_objectives = false;
  Verdict verdict = Verdict::inconclusive;
  std::vector<TornadoRow> tornado;  // widest swing first
  std::vector<MorrisRow> morris;    // largest effect first
  std::uint32_t trajectories = 0;
  std::uint32_t trajectories_left_out = 0;
  std::vector<std::string> left_out;  // inputs that are not varied, with the reason
  std::vector<Finding> findings;
  std::vector<std::string> warnings;
  std::uint64_t fingerprint = 0;
};

}  // namespace ocssim::reports
