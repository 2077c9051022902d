#include "scenarios/topology/pool_graph.hpp"

#include "scenarios/model/call_services.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

namespace ocssim::scenarios {
namespace {

using models::CallServiceRole;

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Where the callers or sessions of a service come from.
std::string outside_of(const CallServiceInPool& service) {
  if (service.role == CallServiceRole::pstn) return "telephone network";
  if (service.role == CallServiceRole::communicator_web_access) return "browser users";
  return service.config.listener != 0 ? "callers" : "remote users";
}

/// Several servers need a balancer, source NAT is one, and Communicator Web Access has its own.
bool has_vip(const CallServiceInPool& service) {
  if (service.config.listener != 0 || service.role == CallServiceRole::pstn) return false;
  return service.config.servers > 1 || service.config.snat_addresses > 0 ||
         service.role == CallServiceRole::communicator_web_access;
}

class GraphBuilder {
 public:
  GraphBuilder(const Scenario& scenario, Topology& topology)
      : scenario_(scenario), topology_(topology) {}

  std::vector<ServicePath> build() {
    clients_ = add("clients", "clients");
    const std::size_t administrator = add("administrator", "administrator");
    entry_ = balanced() ? add("load_balancer", "load_balancer") : clients_;
    if (balanced()) {
      connect(clients_, entry_, "signaling", scenario_.network.client_to_balancer);
    }
    add_servers(administrator);
    add_back_ends();
    if (!balanced()) entry_ = front_ends_.front();
    add_role_servers();
    add_pool_link();
    const auto services = services_of_graph();
    for (const CallServiceInPool& service : services) add_service_servers(service);
    for (const CallServiceInPool& service : services) connect_service(service);
    add_reverse_proxy();
    return std::move(services_);
  }

 private:
  [[nodiscard]] bool balanced() const { return scenario_.load_balancer.present; }
  [[nodiscard]] bool expanded() const {
    return scenario_.front_ends.configuration == models::PoolConfiguration::expanded;
  }

  std::size_t add(std::string name, std::string role) {
    topology_.nodes.push_back({std::move(name), std::move(role), infinite, {}, 0.0});
    return topology_.nodes.size() - 1;
  }

  std::vector<std::size_t> add_many(const std::string& role, std::uint32_t count) {
    std::vector<std::size_t> nodes;
    for (std::uint32_t i = 0; i < count; ++i) {
      nodes.push_back(add(role + "[" + std::to_string(i) + "]", role));
    }
    return nodes;
  }

  void connect(std::size_t from, std::size_t to, std::string carries, Duration latency = {}) {
    topology_.edges.push_back({from, to, std::move(carries), latency});
  }

  /// Users on their way to the pool's servers.
  [[nodiscard]] std::set<std::string> through(std::set<std::string> more) const {
    more.insert({"clients", "load_balancer"});
    return more;
  }

  void add_servers(std::size_t administrator) {
    const models::NetworkConfig& network = scenario_.network;
    const bool routable = scenario_.deployment.front_ends_routable;
    front_ends_ = add_many("front_end", scenario_.front_ends.count);
    for (const std::size_t server : front_ends_) {
      connect(entry_, server, "signaling", network.balancer_to_front_end);
      if (routable) connect(administrator, server, "administration");
    }
    if (!routable || front_ends_.size() < 2) return;
    // Through one node for their network: a thousand servers would have half a million pairs.
    const std::size_t between = add("server network", "server_network");
    for (const std::size_t server : front_ends_) {
      connect(server, between, "server to server", network.between_front_ends / 2);
    }
  }

  std::size_t outside_node(const std::string& name, const char* role) {
    const auto [at, is_new] = outside_.try_emplace(name, 0);
    if (is_new) at->second = add(name, role);
    return at->second;
  }

  /// Remote users' way to the Web Components.
  void add_reverse_proxy() {
    const models::ReverseProxyConfig& proxy = scenario_.reverse_proxy;
    if (!proxy.enabled || !scenario_.web.enabled) return;
    const std::size_t outside = outside_node("remote users", "remote");
    std::size_t first = outside;
    if (proxy.servers > 1) {
      first = add("reverse_proxy VIP", "reverse_proxy.vip");
      connect(outside, first, "downloads");
    }
    for (const std::size_t node : add_many("reverse_proxy", proxy.servers)) {
      connect(first, node, "downloads");
      connect(node, entry_, "downloads");
    }
    std::set<std::string> roles = share_roles_;
    roles.insert({"remote", "reverse_proxy.vip", "reverse_proxy", "load_balancer", "front_end",
                  "web_components", "content"});
    services_.push_back({"reverse_proxy", outside, files_, std::move(roles)});
  }

  struct BackEnd {
    std::string node, role, content, content_role, carries, carries_on, service;
    bool reachable = true;
    Duration latency{};
  };

  /// What every Front End needs, each with the data behind it.
  void add_back_ends() {
    const DeploymentFacts& facts = scenario_.deployment;
    add_back_end({"sql", "sql", "contacts and presence", "database", "stored procedures", "pages",
                  "signaling", scenario_.sql.reachable, scenario_.network.front_end_to_sql});
    add_back_end({"directory", "directory", "user accounts", "accounts", "accounts", "accounts",
                  "authentication", facts.directory_reachable});
    add_file_share();
    if (scenario_.archiving.enabled) {
      add_back_end({"archive", "archiving", "archived messages", "content", "messages", "messages",
                    "archiving"});
    }
    if (scenario_.monitoring.enabled) {
      add_back_end({"monitoring", "monitoring", "call-detail records", "content", "records",
                    "records", "monitoring"});
    }
  }

  void add_back_end(BackEnd end) {
    const std::size_t node = add(end.node, end.role);
    const std::size_t content = add(end.content, end.content_role);
    connect(node, content, end.carries_on);
    for (const std::size_t server : front_ends_) {
      if (end.reachable) connect(server, node, end.carries, end.latency);
    }
    services_.push_back(
        {end.service, clients_, {content}, through({"front_end", end.role, end.content_role})});
  }

  /// Web Components stand between clients and file shares where their link is known.
  void add_file_share() {
    std::vector<std::size_t> readers = front_ends_;
    std::string reader = "front_end";
    if (scenario_.web.enabled) {
      reader = "web_components";
      readers = add_many(reader, scenario_.front_ends.count);
      for (const std::size_t server : readers) connect(entry_, server, "downloads");
    }
    if (!scenario_.web.enabled || !scenario_.web.shares_apart) {
      return add_share("file_share", "meeting content and address book", "files", reader, readers);
    }
    for (const std::string_view name : models::file_share_names) {
      const std::string what(name);
      add_share("file_share." + what, what + " files", what, reader, readers);
    }
  }

  void add_share(const std::string& name, const std::string& content, const std::string& service,
                 const std::string& reader, const std::vector<std::size_t>& readers) {
    const std::size_t share = add(name, name);
    const std::size_t files = add(content, "content");
    connect(share, files, "files");
    for (const std::size_t server : readers) connect(server, share, "files");
    if (scenario_.web.enabled) {
      for (const std::size_t server : front_ends_) connect(server, share, "files");
    }
    services_.push_back({service, clients_, {files}, through({reader, name, "content"})});
    files_.push_back(files);
    share_roles_.insert(name);
  }

  /// Roles that the expanded configuration gives servers of their own.
  void add_role_servers() {
    mixers_ = sharers_ = front_ends_;
    if (!expanded()) return;
    mixers_ = sharers_ = add_many("role_servers", scenario_.front_ends.role_servers.count);
    add_targets("conferencing and web", "role_servers", mixers_);
    const models::ConferencingConfig& conferencing = scenario_.conferencing;
    if (conferencing.detail == models::ConferenceDetail::load) return;
    if (conferencing.mcu.av_servers > 0) {
      mixers_ = add_many("av_server", conferencing.mcu.av_servers);
      add_targets("audio and video", "av_server", mixers_);
    }
    if (conferencing.mcu.web_servers > 0) {
      sharers_ = add_many("web_server", conferencing.mcu.web_servers);
      add_targets("web conferencing", "web_server", sharers_);
    }
  }

  void add_targets(const char* service, const char* role, std::vector<std::size_t> nodes) {
    for (const std::size_t node : nodes) connect(entry_, node, "conferences and files");
    services_.push_back({service, clients_, std::move(nodes), through({role})});
  }

  void add_pool_link() {
    if (scenario_.pools.count < 2) return;
    const std::size_t link = add("pool_link", "pool_link");
    const std::size_t others = add("other pools", "other_pools");
    connect(link, others, "server to server");
    for (const std::size_t server : front_ends_) connect(server, link, "to other pools");
    services_.push_back(
        {"other pools", clients_, {others}, through({"front_end", "pool_link", "other_pools"})});
  }

  /// Where sessions or calls enter, its servers, and what stands before and behind them.
  struct Servers {
    std::size_t outside = 0;
    std::size_t first = 0;  // outside, or the VIP
    std::vector<std::size_t> nodes;
    std::string name;
  };

  /// With those that are no loss systems but stand where these do.
  [[nodiscard]] std::vector<CallServiceInPool> services_of_graph() const {
    auto services = call_services(scenario_, scenario_.clients.users);
    const auto add_one = [&](CallServiceRole role, std::uint32_t servers, std::uint32_t listener) {
      CallServiceInPool& one = services.emplace_back();
      one.role = role;
      one.config.servers = servers;
      one.config.listener = listener;
    };
    const models::AnnouncementsConfig& announcements = scenario_.announcements;
    if (announcements.enabled) {
      add_one(CallServiceRole::announcement_service, announcements.servers, announcements.listener);
    }
    if (scenario_.director.enabled) {
      add_one(CallServiceRole::director, scenario_.director.servers, 0);
    }
    return services;
  }

  void add_service_servers(const CallServiceInPool& service) {
    Servers servers;
    servers.name = models::call_service_names[models::index_of(service.role)];
    const bool is_gateway = service.role == CallServiceRole::pstn;
    servers.outside = outside_node(outside_of(service), is_gateway ? "gateway" : "remote");
    servers.first = servers.outside;
    if (has_vip(service)) {
      servers.first = add(servers.name + " VIP", servers.name + ".vip");
      if (!is_behind_edge(service.role)) connect(servers.outside, servers.first, "sessions");
    }
    servers.nodes = add_many(servers.name, service.config.servers);
    by_role_[service.role] = std::move(servers);
  }

  /// Remote users come to a Director through the Access Edge, if there is one.
  [[nodiscard]] bool is_behind_edge(CallServiceRole role) const {
    return role == CallServiceRole::director && by_role_.contains(CallServiceRole::access_edge);
  }

  void connect_service(const CallServiceInPool& service) {
    const Servers& servers = by_role_[service.role];
    ServicePath path{servers.name, servers.outside, {}, through({})};
    path.through.insert({"remote", "gateway", servers.name, servers.name + ".vip"});
    path.through.erase("clients");
    if (service.config.listener != 0) {
      connect_application(service, servers, path);
    } else {
      connect_gate(service, servers, path);
    }
    if (!path.to.empty()) services_.push_back(std::move(path));
  }

  /// Runs on the pool's own servers, behind its balancer.
  void connect_application(const CallServiceInPool& service, const Servers& servers,
                           ServicePath& path) {
    path.through.insert("front_end");
    connect(servers.outside, entry_, "calls");
    for (const std::size_t node : servers.nodes) connect(entry_, node, "calls");
    path.to = servers.nodes;
    if (service.config.agents == 0) return;
    path.to = {add("agents", servers.name + ".agents")};
    path.through.insert(servers.name + ".agents");
    for (const std::size_t node : servers.nodes) connect(node, path.to.front(), "calls");
  }

  /// Stands between those outside and the pool.
  void connect_gate(const CallServiceInPool& service, const Servers& servers, ServicePath& path) {
    const bool is_media = service.role == CallServiceRole::av_edge ||
                          service.role == CallServiceRole::web_conferencing_edge;
    const bool behind_edge = is_behind_edge(service.role);
    const std::vector<std::size_t> inside = inside_of(service.role);
    for (const std::size_t node : servers.nodes) {
      if (!behind_edge || servers.first != servers.outside) {
        connect(servers.first, node, "media and signaling");
      }
      for (const std::size_t next : inside) connect(node, next, "media and signaling");
    }
    if (behind_edge) return;  // a part of that path
    path.through.insert(
        {"director", "director.vip", "front_end", "role_servers", "av_server", "web_server"});
    if (is_media) {
      path.to = inside;
    } else if (service.role == CallServiceRole::pstn) {
      path.to = front_ends_;
    } else {
      path.to = services_.front().to;  // the database, as those inside
      path.through.insert({"sql", "database"});
    }
  }

  /// What the servers of a role speak to.
  [[nodiscard]] std::vector<std::size_t> inside_of(CallServiceRole role) const {
    if (role == CallServiceRole::av_edge) return mixers_;
    if (role == CallServiceRole::web_conferencing_edge) return sharers_;
    const auto director = by_role_.find(CallServiceRole::director);
    if (role != CallServiceRole::access_edge || director == by_role_.end()) return {entry_};
    const Servers& next = director->second;
    return next.first != next.outside ? std::vector{next.first} : next.nodes;
  }

  const Scenario& scenario_;
  Topology& topology_;
  std::vector<ServicePath> services_;
  std::vector<std::size_t> front_ends_;
  std::vector<std::size_t> mixers_;   // servers of audio and video
  std::vector<std::size_t> sharers_;  // servers of Web conferences
  std::map<std::string, std::size_t> outside_;
  std::map<CallServiceRole, Servers> by_role_;
  std::size_t clients_ = 0;
  std::size_t entry_ = 0;           // of the pool: its balancer, or its only server
  std::vector<std::size_t> files_;  // content of each file share
  std::set<std::string> share_roles_;
};

/// Of the nodes that a resource belongs to: "access_edge.ports" to the servers "access_edge".
std::string role_of(std::string_view resource) {
  if (resource.starts_with("snat.")) return "load_balancer";
  if (resource == "web.link") return "web_components";
  if (resource.starts_with("web.file_share")) return std::string(resource.substr(4));
  const std::size_t first = resource.find('.');
  const std::string owner(resource.substr(0, first));
  if (resource.ends_with(".nat")) return owner + ".vip";
  if (resource.ends_with(".agents")) return owner + ".agents";
  return owner;
}

}  // namespace

std::vector<ServicePath> build_pool_graph(const Scenario& scenario, Topology& topology) {
  return GraphBuilder(scenario, topology).build();
}

void set_node_limits(const OfferedLoad& load, Topology& topology) {
  std::map<std::string, std::size_t> alike;
  for (const TopologyNode& node : topology.nodes) ++alike[node.role];
  for (const ResourceLoad& resource : load.resources) {
    const std::string role = role_of(resource.name);
    if (!alike.contains(role)) continue;
    // Nodes of one role share its users equally.
    const double share = resource.users_at_limit / static_cast<double>(alike[role]);
    for (TopologyNode& node : topology.nodes) {
      if (node.role != role || share >= node.users_at_limit) continue;
      node.utilization = resource.limit > 0.0 ? resource.utilization / resource.limit : 0.0;
      node.users_at_limit = share;
      node.limited_by = resource.name;
    }
  }
}

}  // namespace ocssim::scenarios
