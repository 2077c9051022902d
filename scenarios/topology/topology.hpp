// The pool as a graph: which paths there are, what is a single point of failure, and how many users
// can pass at most. Static answers, given before anything is simulated.
#pragma once

#include "engine/time.hpp"
#include "scenarios/model/scenario.hpp"
#include "scenarios/topology/offered_load.hpp"

#include <string>
#include <vector>

namespace ocssim::scenarios {

struct TopologyNode {
  std::string name;             // "front_end[0]"
  std::string role;             // "front_end"
  double users_at_limit = 0.0;  // users that can pass it; infinite if it does not matter
  std::string limited_by;       // the resource that says so
  double utilization = 0.0;     // of that resource, of what its limit allows
};

struct TopologyEdge {
  std::size_t from = 0;  // indices of nodes
  std::size_t to = 0;
  std::string carries;  // "signaling", "stored procedures", …
  Duration latency{};   // one way
};

/// A path that a message class needs.
struct RequiredPath {
  std::string purpose;   // "sign-in"
  std::string from, to;  // node names or roles
  bool present = false;
};

/// A node that every path of some service passes.
struct SinglePoint {
  std::string node;
  std::vector<std::string> cuts_off;  // nodes that clients reach no longer
  std::vector<std::string> services;  // that nobody gets without it
};

/// One thing that users get from the pool or what is around it, over nodes in a row.
struct ServiceBound {
  std::string service;                     // "signaling", "access_edge", …
  std::string from;                        // node at which its users come in
  double users_at_most = 0.0;              // of the pool; max flow under the nodes' limits
  std::vector<std::string> min_cut;        // nodes that bound it
  std::vector<std::string> single_points;  // nodes that all of its paths pass
};

struct Topology {
  std::vector<TopologyNode> nodes;
  std::vector<TopologyEdge> edges;
  std::vector<RequiredPath> paths;
  std::vector<ServiceBound> services;
  std::vector<SinglePoint> single_points;  // in the order of nodes
  double users_at_most = 0.0;              // the least of all services
  std::vector<std::string> min_cut;        // nodes that bound that service
  bool expanded = false;
  std::uint32_t logical_balancers = 0;  // Front End VIP, Web Components VIP
};

/// The graph of a pool with its answers; of stations, nodes and edges alone.
[[nodiscard]] Topology analyze(const Scenario& scenario);
/// As above, for who has the offered load already.
[[nodiscard]] Topology analyze(const Scenario& scenario, const OfferedLoad& load);

}  // namespace ocssim::scenarios
