// The one file that includes Boost.Graph: reachability, maximum flow.
//
// Nodes have capacities, so each is split in two for the flow: in -> out carries its users.
#include "scenarios/topology/topology.hpp"

#include "scenarios/topology/pool_graph.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <cmath>
#include <limits>
#include <set>

namespace ocssim::scenarios {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::int64_t unlimited = std::int64_t{1} << 50;  // users; more than anybody has

/// The graph as its edges are walked, in both directions.
using Undirected =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                          boost::property<boost::edge_index_t, std::size_t>>;

void build_stations(const Scenario& scenario, Topology& topology) {
  for (const models::StationConfig& station : scenario.stations) {
    topology.nodes.push_back({station.name, "station", infinite, {}, 0.0});
  }
  for (std::size_t i = 0; i < scenario.stations.size(); ++i) {
    for (std::size_t next = 0; next < scenario.stations.size(); ++next) {
      if (scenario.stations[next].name != scenario.stations[i].next) continue;
      topology.edges.push_back({i, next, "jobs", {}});
    }
  }
}

Undirected undirected_graph(const Topology& topology, const std::set<std::size_t>& without = {}) {
  Undirected graph(topology.nodes.size());
  std::size_t index = 0;
  for (const TopologyEdge& edge : topology.edges) {
    if (without.count(edge.from) > 0 || without.count(edge.to) > 0) continue;
    boost::add_edge(edge.from, edge.to, index++, graph);
  }
  return graph;
}

std::vector<bool> reached_from(const Undirected& graph, std::size_t start) {
  std::vector<std::size_t> order;
  std::vector<boost::default_color_type> colors(boost::num_vertices(graph));
  boost::breadth_first_search(graph, start,
                              boost::color_map(boost::make_iterator_property_map(
                                  colors.begin(), boost::get(boost::vertex_index, graph))));
  std::vector<bool> reached;
  for (const auto color : colors) reached.push_back(color == boost::black_color);
  return reached;
}

bool carries_users(const TopologyEdge& edge) {
  return edge.carries != "server to server" && edge.carries != "administration";
}

/// Nodes and edges of one service, as they are walked from outside inwards.
class ServiceGraph {
 public:
  ServiceGraph(const Topology& topology, const ServicePath& service)
      : topology_(topology), service_(service), out_(topology.nodes.size()) {
    for (const TopologyEdge& edge : topology.edges) {
      if (carries_users(edge) && is_on_way(edge.from) && is_on_way(edge.to)) {
        out_[edge.from].push_back(edge.to);
      }
    }
  }

  [[nodiscard]] bool is_on_way(std::size_t node) const {
    return service_.through.contains(topology_.nodes[node].role);
  }
  [[nodiscard]] const std::vector<std::size_t>& next(std::size_t node) const { return out_[node]; }

  /// Whether any end is still reached without that node.
  [[nodiscard]] bool works_without(std::size_t failed) const {
    std::vector<bool> reached(out_.size(), false);
    std::vector<std::size_t> open{service_.from};
    reached[service_.from] = true;
    while (!open.empty()) {
      const std::size_t node = open.back();
      open.pop_back();
      for (const std::size_t one : out_[node]) {
        if (reached[one] || one == failed) continue;
        reached[one] = true;
        open.push_back(one);
      }
    }
    return std::any_of(service_.to.begin(), service_.to.end(),
                       [&reached](std::size_t end) { return reached[end]; });
  }

 private:
  const Topology& topology_;
  const ServicePath& service_;
  std::vector<std::vector<std::size_t>> out_;
};

/// Data and people are no machines that fail.
bool is_end(const TopologyNode& node) {
  for (const char* role : {"database", "accounts", "content", "other_pools"}) {
    if (node.role == role) return true;
  }
  return node.role.ends_with(".agents");
}

/// Nodes that every path of some service passes.
void find_single_points(const std::vector<ServicePath>& services, Topology& topology) {
  std::vector<std::vector<std::string>> lost(topology.nodes.size());
  for (std::size_t s = 0; s < services.size(); ++s) {
    const ServiceGraph graph(topology, services[s]);
    if (!graph.works_without(topology.nodes.size())) continue;  // not there at all
    for (std::size_t node = 0; node < topology.nodes.size(); ++node) {
      if (node == services[s].from || !graph.is_on_way(node)) continue;
      if (is_end(topology.nodes[node]) || graph.works_without(node)) continue;
      lost[node].push_back(services[s].name);
      topology.services[s].single_points.push_back(topology.nodes[node].name);
    }
  }
  for (std::size_t node = 0; node < lost.size(); ++node) {
    if (lost[node].empty()) continue;
    const std::vector<bool> reached = reached_from(undirected_graph(topology, {node}), 0);
    SinglePoint single{topology.nodes[node].name, {}, std::move(lost[node])};
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (!reached[i] && i != node) single.cuts_off.push_back(topology.nodes[i].name);
    }
    topology.single_points.push_back(std::move(single));
  }
}

/// Maximum flow of users through one service: every user of the pool takes his share of it.
class UserFlow {
 public:
  UserFlow(const Topology& topology, const ServicePath& service)
      : topology_(topology), graph_(2 * topology.nodes.size() + 1) {
    const ServiceGraph way(topology, service);
    const std::size_t sink = 2 * topology.nodes.size();
    for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
      if (!way.is_on_way(i)) continue;
      add_edge(2 * i, 2 * i + 1, capacity_of(topology.nodes[i]));
      for (const std::size_t next : way.next(i)) add_edge(2 * i + 1, 2 * next, unlimited);
    }
    for (const std::size_t end : service.to) add_edge(2 * end + 1, sink, unlimited);
    flow_ = boost::edmonds_karp_max_flow(graph_, 2 * service.from, sink);
    find_cut(2 * service.from);
  }

  [[nodiscard]] double users() const {
    return flow_ >= unlimited ? infinite : static_cast<double>(flow_);
  }
  [[nodiscard]] const std::vector<std::string>& min_cut() const { return min_cut_; }

 private:
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Graph = boost::adjacency_list<
      boost::vecS, boost::vecS, boost::directedS, boost::no_property,
      boost::property<
          boost::edge_capacity_t, std::int64_t,
          boost::property<boost::edge_residual_capacity_t, std::int64_t,
                          boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

  static std::int64_t capacity_of(const TopologyNode& node) {
    if (!std::isfinite(node.users_at_limit)) return unlimited;
    return static_cast<std::int64_t>(std::floor(node.users_at_limit));
  }

  void add_edge(std::size_t from, std::size_t to, std::int64_t capacity) {
    const auto forth = boost::add_edge(from, to, graph_).first;
    const auto back = boost::add_edge(to, from, graph_).first;
    boost::put(boost::edge_capacity, graph_, forth, capacity);
    boost::put(boost::edge_capacity, graph_, back, std::int64_t{0});
    boost::put(boost::edge_reverse, graph_, forth, back);
    boost::put(boost::edge_reverse, graph_, back, forth);
  }

  /// The cut runs where what the residual graph still reaches from the clients ends.
  void find_cut(std::size_t source) {
    const auto residual = boost::get(boost::edge_residual_capacity, graph_);
    std::vector<bool> reached(boost::num_vertices(graph_), false);
    std::vector<std::size_t> open{source};
    reached[source] = true;
    while (!open.empty()) {
      const std::size_t vertex = open.back();
      open.pop_back();
      for (auto [edge, end] = boost::out_edges(vertex, graph_); edge != end; ++edge) {
        const std::size_t next = boost::target(*edge, graph_);
        if (residual[*edge] <= 0 || reached[next]) continue;
        reached[next] = true;
        open.push_back(next);
      }
    }
    for (std::size_t i = 0; i < topology_.nodes.size(); ++i) {
      if (reached[2 * i] && !reached[2 * i + 1]) min_cut_.push_back(topology_.nodes[i].name);
    }
  }

  const Topology& topology_;
  Graph graph_;
  std::int64_t flow_ = 0;
  std::vector<std::string> min_cut_;
};

/// The pool as a whole lets as many pass as the service that fills first.
void find_bounds(const std::vector<ServicePath>& services, Topology& topology) {
  topology.users_at_most = infinite;
  for (const ServicePath& service : services) {
    const UserFlow flow(topology, service);
    topology.services.push_back(
        {service.name, topology.nodes[service.from].name, flow.users(), flow.min_cut(), {}});
    if (flow.users() >= topology.users_at_most) continue;
    topology.users_at_most = flow.users();
    topology.min_cut = flow.min_cut();
  }
}

void check_paths(const Scenario& scenario, Topology& topology) {
  const DeploymentFacts& facts = scenario.deployment;
  const auto add = [&topology](std::string purpose, std::string from, std::string to,
                               bool present) {
    topology.paths.push_back({std::move(purpose), std::move(from), std::move(to), present});
  };
  const auto& listeners = scenario.load_balancer.listeners;
  const bool sip = !scenario.load_balancer.present ||
                   std::find(listeners.begin(), listeners.end(), 5061U) != listeners.end();
  add("sign-in and signaling", "clients", "front_end", sip);
  add("registration and presence", "front_end", "sql", scenario.sql.reachable);
  if (scenario.front_ends.count > 1) {
    add("notifications and messages", "front_end", "front_end", facts.front_ends_routable);
  }
  add("authentication", "front_end", "directory", facts.directory_reachable);
  add("administration", "administrator", "front_end", facts.front_ends_routable);
}

}  // namespace

Topology analyze(const Scenario& scenario) {
  return analyze(scenario, scenario.has_pool ? offered_load(scenario) : OfferedLoad{});
}

Topology analyze(const Scenario& scenario, const OfferedLoad& load) {
  Topology topology;
  if (!scenario.has_pool) {
    build_stations(scenario, topology);
    return topology;
  }
  const std::vector<ServicePath> services = build_pool_graph(scenario, topology);
  topology.expanded = scenario.front_ends.configuration == models::PoolConfiguration::expanded;
  topology.logical_balancers = !scenario.load_balancer.present                ? 0U
                               : scenario.load_balancer.web_listeners.empty() ? 1U
                                                                              : 2U;
  set_node_limits(load, topology);
  check_paths(scenario, topology);
  find_bounds(services, topology);
  find_single_points(services, topology);
  return topology;
}

}  // namespace ocssim::scenarios
