// The one file that includes Boost.Graph: reachability, biconnected components, maximum flow.
//
// Nodes have capacities, so each is split in two for the flow: in -> out carries its users.
#include "scenarios/topology/topology.hpp"

#include "scenarios/model/call_services.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace ocssim::scenarios {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::int64_t unlimited = std::int64_t{1} << 50;  // users; more than anybody has

/// The graph as its edges are walked, in both directions.
using Undirected =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                          boost::property<boost::edge_index_t, std::size_t>>;

class GraphBuilder {
 public:
  GraphBuilder(const Scenario& scenario, Topology& topology)
      : scenario_(scenario), topology_(topology) {}

  void build_pool() {
    const DeploymentFacts& facts = scenario_.deployment;
    const bool balanced = scenario_.load_balancer.present;
    const std::size_t clients = add("clients", "clients");
    const std::size_t administrator = add("administrator", "administrator");
    const std::size_t balancer = balanced ? add("load_balancer", "load_balancer") : clients;
    const std::size_t sql = add("sql", "sql");
    const std::size_t database = add("contacts and presence", "database");
    const std::size_t directory = add("directory", "directory");
    const std::size_t accounts = add("user accounts", "accounts");
    const std::size_t share = add("file_share", "file_share");
    const std::size_t content = add("meeting content and address book", "content");
    std::size_t archive = sql;
    if (scenario_.archiving.enabled) {
      archive = add_served(add("archive", "archiving"), "archived messages");
    }
    std::size_t monitoring = sql;
    if (scenario_.monitoring.enabled) {
      monitoring = add_served(add("monitoring", "monitoring"), "call-detail records");
    }
    const models::NetworkConfig& network = scenario_.network;
    if (balanced) connect(clients, balancer, "signaling", network.client_to_balancer);
    connect(sql, database, "pages", {});
    connect(directory, accounts, "accounts", {});
    connect(share, content, "files", {});
    for (std::uint32_t i = 0; i < scenario_.front_ends.count; ++i) {
      const std::size_t server = add("front_end[" + std::to_string(i) + "]", "front_end");
      servers_.push_back(server);
      connect(balancer, server, "signaling", network.balancer_to_front_end);
      if (scenario_.sql.reachable) {
        connect(server, sql, "stored procedures", network.front_end_to_sql);
      }
      if (facts.directory_reachable) connect(server, directory, "accounts", {});
      connect(server, share, "files", {});
      if (facts.front_ends_routable) connect(administrator, server, "administration", {});
      if (archive != sql) connect(server, archive, "messages", {});
      if (monitoring != sql) connect(server, monitoring, "records", {});
    }
    if (facts.front_ends_routable && servers_.size() > 1) {
      connect_servers(network.between_front_ends);
    }
    add_call_services(balanced ? balancer : servers_.front());
  }

  void build_stations() {
    for (const models::StationConfig& station : scenario_.stations) add(station.name, "station");
    for (std::size_t i = 0; i < scenario_.stations.size(); ++i) {
      for (std::size_t next = 0; next < scenario_.stations.size(); ++next) {
        if (scenario_.stations[next].name != scenario_.stations[i].next) continue;
        connect(i, next, "jobs", {});
      }
    }
  }

 private:
  std::size_t add(std::string name, std::string role) {
    topology_.nodes.push_back({std::move(name), std::move(role), infinite, {}, 0.0});
    return topology_.nodes.size() - 1;
  }

  std::size_t add_served(std::size_t server, std::string content) {
    connect(server, add(std::move(content), "content"), "messages", {});
    return server;
  }

  void connect(std::size_t from, std::size_t to, std::string carries, Duration latency) {
    topology_.edges.push_back({from, to, std::move(carries), latency});
  }

  /// Edge Servers between remote users and the pool, Mediation Servers between it and gateways.
  /// Applications run on the pool's own servers.
  void add_call_services(std::size_t pool) {
    std::map<std::string, std::size_t> outside;
    for (const CallServiceInPool& service : call_services(scenario_, scenario_.clients.users)) {
      if (service.config.listener != 0) continue;
      const std::string name(models::call_service_names[models::index_of(service.role)]);
      const bool is_pstn = service.role == models::CallServiceRole::pstn;
      const bool is_web = service.role == models::CallServiceRole::communicator_web_access;
      const std::string from = is_pstn  ? "telephone network"
                               : is_web ? "browser users"
                                        : "remote users";
      if (!outside.contains(from)) outside[from] = add(from, is_pstn ? "gateway" : "remote");
      for (std::uint32_t i = 0; i < service.config.servers; ++i) {
        const std::size_t server = add(name + "[" + std::to_string(i) + "]", name);
        connect(outside[from], server, is_pstn ? "calls" : "media and signaling", {});
        connect(server, pool, "media and signaling", {});
      }
    }
  }

  /// Through one node for their network: a thousand servers would have half a million pairs.
  void connect_servers(Duration latency) {
    const std::size_t network = add("server network", "server_network");
    for (const std::size_t server : servers_) {
      connect(server, network, "server to server", latency / 2);
    }
  }

  const Scenario& scenario_;
  Topology& topology_;
  std::vector<std::size_t> servers_;
};

/// A component limits users by the resource of its own that fills first.
void set_capacities(const OfferedLoad& load, Topology& topology) {
  for (TopologyNode& node : topology.nodes) {
    for (const ResourceLoad& resource : load.resources) {
      const bool is_of_node =
          resource.name.rfind(node.role + ".", 0) == 0 ||
          (node.role == "load_balancer" && resource.name.rfind("snat.", 0) == 0) ||
          (node.role == "file_share" && resource.name == "web.file_share");
      if (!is_of_node) continue;
      const double share = node.role == "front_end" ? resource.users_at_limit / resource.components
                                                    : resource.users_at_limit;
      if (share >= node.users_at_limit) continue;
      node.utilization = resource.limit > 0.0 ? resource.utilization / resource.limit : 0.0;
      node.users_at_limit = share;
      node.limited_by = resource.name;
    }
  }
}

Undirected undirected_graph(const Topology& topology, std::set<std::size_t> without = {}) {
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

void find_single_points(Topology& topology) {
  const Undirected graph = undirected_graph(topology);
  std::vector<std::size_t> points;
  boost::articulation_points(graph, std::back_inserter(points));
  std::sort(points.begin(), points.end());
  for (const std::size_t point : points) {
    if (topology.nodes[point].role == "clients") continue;
    const std::vector<bool> reached = reached_from(undirected_graph(topology, {point}), 0);
    SinglePoint single{topology.nodes[point].name, {}};
    for (std::size_t i = 0; i < reached.size(); ++i) {
      if (!reached[i] && i != point) single.cuts_off.push_back(topology.nodes[i].name);
    }
    topology.single_points.push_back(std::move(single));
  }
}

/// Maximum flow of users from clients to the database through Front Ends.
class UserFlow {
 public:
  explicit UserFlow(Topology& topology) : topology_(topology), graph_(2 * topology.nodes.size()) {}

  void solve() {
    for (std::size_t i = 0; i < topology_.nodes.size(); ++i) {
      add_edge(2 * i, 2 * i + 1, capacity_of(topology_.nodes[i]));
    }
    for (const TopologyEdge& edge : topology_.edges) {
      // Users go from clients inwards; server to server and administration carry none.
      if (edge.carries == "server to server" || edge.carries == "administration") continue;
      add_edge(2 * edge.from + 1, 2 * edge.to, unlimited);
    }
    const std::size_t sink = index_of_role("database");
    const std::int64_t flow = boost::edmonds_karp_max_flow(graph_, 0, 2 * sink + 1);
    topology_.users_at_most = flow >= unlimited ? infinite : static_cast<double>(flow);
    find_cut();
  }

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

  [[nodiscard]] std::size_t index_of_role(std::string_view role) const {
    const auto found = std::find_if(topology_.nodes.begin(), topology_.nodes.end(),
                                    [role](const TopologyNode& node) { return node.role == role; });
    return static_cast<std::size_t>(found - topology_.nodes.begin());
  }

  /// The cut runs where what the residual graph still reaches from the clients ends.
  void find_cut() {
    const auto residual = boost::get(boost::edge_residual_capacity, graph_);
    std::vector<bool> reached(boost::num_vertices(graph_), false);
    std::vector<std::size_t> open{0};
    reached[0] = true;
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
      if (reached[2 * i] && !reached[2 * i + 1])
        topology_.min_cut.push_back(topology_.nodes[i].name);
    }
  }

  Topology& topology_;
  Graph graph_;
};

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
  GraphBuilder builder(scenario, topology);
  if (!scenario.has_pool) {
    builder.build_stations();
    return topology;
  }
  builder.build_pool();
  topology.expanded = scenario.front_ends.configuration == models::PoolConfiguration::expanded;
  topology.logical_balancers = !scenario.load_balancer.present                ? 0U
                               : scenario.load_balancer.web_listeners.empty() ? 1U
                                                                              : 2U;
  set_capacities(load, topology);
  check_paths(scenario, topology);
  find_single_points(topology);
  UserFlow(topology).solve();
  return topology;
}

}  // namespace ocssim::scenarios
