// What `check` says: static answers, no simulation.
#pragma once

#include "engine/stats/results.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::reports {

/// One resource under the offered load.
struct StaticLoad {
  std::string resource;
  std::string unit;  // of offered and available
  std::uint32_t components = 1;
  double offered = 0.0;  // of one component
  double available = 0.0;
  double utilization = 0.0;
  double limit = 1.0;
  double users_at_limit = 0.0;  // infinite if users do not matter
  std::string formula;
};

struct NeededPath {
  std::string purpose, from, to;
  bool present = false;
};

struct SinglePointOfFailure {
  std::string node;
  std::vector<std::string> cuts_off;
  std::vector<std::string> services;  // that nobody gets without it
};

/// One service of the pool: how many users can have it at most, and what stops more.
struct ServiceAtMost {
  std::string service, from;
  double users_at_most = 0.0;
  std::vector<std::string> min_cut, single_points;
};

/// Where a finding's value stands; line 0: nowhere, a default.
struct FindingPlace {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;  // 0: not known; the end is exclusive
  std::uint32_t end_column = 0;
};

/// What a rule says, for formats that carry it.
struct RuleText {
  std::string id, severity, title, explanation;
};

/// Of the picture; `utilization` of what the limit of its fullest resource allows.
struct DrawnNode {
  std::string name, role;
  double utilization = 0.0;
  std::string limited_by;
};
struct DrawnEdge {
  std::size_t from = 0, to = 0;  // indices of nodes
  std::string carries;
};

struct CheckAnswer {
  std::string scenario_name;
  std::string scenario_json;
  bool has_pool = true;
  std::vector<Finding> findings;     // broken rules; `component` is a JSON Pointer
  std::vector<FindingPlace> places;  // of the findings, in their order
  std::vector<RuleText> rules;       // all of them
  std::vector<DrawnNode> nodes;
  std::vector<DrawnEdge> edges;
  std::vector<StaticLoad> loads;
  std::vector<NeededPath> paths;
  std::vector<SinglePointOfFailure> single_points;
  std::vector<ServiceAtMost> services;
  double users_at_most = 0.0;  // max flow under the nodes' capacities, the least of all services
  std::vector<std::string> min_cut;
  std::vector<std::string> warnings;
};

/// One thing that is wrong with the input; empty texts are left out of the output.
struct Problem {
  std::string id, slug, severity;
  FindingPlace place;
  std::string message, found, expected, suggestion, help, pointer;
};

/// What `check` says of a scenario that is none.
struct InvalidAnswer {
  std::vector<Problem> problems;
  std::size_t more = 0;         // that were not kept
  std::vector<RuleText> kinds;  // of the problems, each once
};

[[nodiscard]] std::string invalid_json(const InvalidAnswer& answer);
/// As the same two of a valid scenario.
[[nodiscard]] std::string invalid_sarif(const InvalidAnswer& answer);
[[nodiscard]] std::string invalid_github(const InvalidAnswer& answer);

[[nodiscard]] std::string check_text(const CheckAnswer& answer);
[[nodiscard]] std::string check_json(const CheckAnswer& answer);
/// SARIF 2.1.0, for code scanning.
[[nodiscard]] std::string check_sarif(const CheckAnswer& answer);
/// Workflow commands of GitHub Actions: one line a finding.
[[nodiscard]] std::string check_github(const CheckAnswer& answer);
/// The topology with utilization on it: for Graphviz, and as a picture of its own.
[[nodiscard]] std::string topology_dot(const CheckAnswer& answer);
[[nodiscard]] std::string topology_svg(const CheckAnswer& answer);

}  // namespace ocssim::reports
