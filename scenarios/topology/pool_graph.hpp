// Which nodes and edges a scenario has, how many users each node lets pass, and between which nodes
// each service of the pool runs.
#pragma once

#include "scenarios/model/scenario.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "scenarios/topology/topology.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace ocssim::scenarios {

/// What users get over a chain of nodes: it needs one path from `from` to any of `to`.
struct ServicePath {
  std::string name;               // "signaling", "access_edge", …
  std::size_t from = 0;           // index of a node
  std::vector<std::size_t> to;    // any of these will do
  std::set<std::string> through;  // roles of the nodes on the way, both ends included
};

/// Adds nodes and edges of a pool to `topology`; its services in the order in which they are told.
[[nodiscard]] std::vector<ServicePath> build_pool_graph(const Scenario& scenario,
                                                        Topology& topology);

/// A component limits users by the resource of its own that fills first.
void set_node_limits(const OfferedLoad& load, Topology& topology);

}  // namespace ocssim::scenarios
