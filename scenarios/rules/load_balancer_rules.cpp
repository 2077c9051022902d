// Rules LB-01 to LB-15.
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/rules/checks.hpp"
#include "scenarios/topology/offered_load.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace ocssim::scenarios::rules {
namespace {

constexpr Duration least_idle_timeout = std::chrono::minutes{20};

bool contains(const std::vector<std::uint32_t>& ports, std::uint32_t port) {
  return std::find(ports.begin(), ports.end(), port) != ports.end();
}

std::string join(const std::vector<std::uint32_t>& ports) {
  std::string text;
  for (const std::uint32_t port : ports) text += (text.empty() ? "" : ", ") + std::to_string(port);
  return text;
}

}  // namespace

Finding lb_01(const Scenario& scenario) {
  if (scenario.load_balancer.present || scenario.front_ends.count < 2) return {};
  return Breach{std::to_string(scenario.front_ends.count) + " Front Ends and no load balancer",
                "/load_balancer/present"};
}

Finding lb_02(const Scenario& scenario) {
  using models::CallServiceRole;
  const models::CallServiceConfig& web_access =
      scenario.call_services[models::index_of(CallServiceRole::communicator_web_access)];
  if (web_access.enabled && web_access.snat_addresses == 0) {
    return Breach{"Communicator Web Access stands behind destination NAT",
                  "/communicator_web_access/snat_addresses"};
  }
  const auto& balancer = scenario.load_balancer;
  if (!balancer.present || balancer.nat == models::NatMode::snat) return {};
  return Breach{"the pool's balancer is in DNAT mode", "/load_balancer/nat"};
}

Finding lb_03(const Scenario& scenario) {
  const auto& balancer = scenario.load_balancer;
  if (!balancer.present || balancer.nat != models::NatMode::snat) return {};
  const SnatSizing sizing = snat_sizing(scenario, scenario.clients.users);
  if (balancer.snat.addresses >= sizing.by_rule) return {};
  return Breach{format_count(scenario.clients.users) + " users need " +
                    std::to_string(sizing.by_rule) + " SNAT addresses, there are " +
                    std::to_string(balancer.snat.addresses) + "; by " +
                    format_count(static_cast<std::uint64_t>(std::ceil(sizing.connections))) +
                    " connections: " + std::to_string(sizing.by_connections),
                "/load_balancer/snat/addresses"};
}

Finding lb_04(const Scenario& scenario) {
  if (!scenario.load_balancer.present || scenario.deployment.vip_static) return {};
  return Breach{"the VIP is not one static address with one DNS name", "/deployment/vip_static"};
}

Finding lb_05(const Scenario& scenario) {
  const auto& balancer = scenario.load_balancer;
  if (!balancer.present) return {};
  std::vector<std::uint32_t> wanted{5060, 5061, 5065, 135, 444};
  if (scenario.deployment.qoe_enabled) wanted.push_back(5069);
  std::vector<std::uint32_t> missing;
  for (const std::uint32_t port : wanted) {
    if (!contains(balancer.listeners, port)) missing.push_back(port);
  }
  if (!missing.empty()) {
    return Breach{"the Front End VIP has no listener on " + join(missing),
                  "/load_balancer/listeners"};
  }
  if (contains(balancer.web_listeners, 443)) return {};
  return Breach{"the Web Components VIP has no listener on 443", "/load_balancer/web_listeners"};
}

Finding lb_06(const Scenario& scenario) {
  if (!scenario.load_balancer.present || scenario.load_balancer.affinity) return {};
  return Breach{"traffic of one connection may reach different servers", "/load_balancer/affinity"};
}

Finding lb_07(const Scenario& scenario) {
  if (scenario.deployment.front_ends_routable) return {};
  return Breach{"Front Ends or administrators do not reach every Front End without NAT",
                "/deployment/front_ends_routable"};
}

Finding lb_08(const Scenario& scenario) {
  const auto& balancer = scenario.load_balancer;
  if (!balancer.present) return {};
  const auto& clients = scenario.clients;
  const Duration quiet =
      clients.keep_alive.enabled ? clients.keep_alive.interval : clients.register_refresh.without;
  if (balancer.idle_timeout >= least_idle_timeout && balancer.idle_timeout > quiet) return {};
  std::string text =
      "the idle timeout is " + format_duration(balancer.idle_timeout) + ", less than 20 min";
  if (balancer.idle_timeout <= quiet) {
    text = "the idle timeout of " + format_duration(balancer.idle_timeout) +
           " does not exceed the " + format_duration(quiet) +
           " for which a signed-in client may be silent: it cuts live connections";
  }
  return Breach{text, "/load_balancer/idle_timeout"};
}

Finding lb_09(const Scenario& scenario) {
  const auto& balancer = scenario.load_balancer;
  if (!balancer.present || balancer.reset_on_idle_timeout) return {};
  return Breach{
      "an idle connection is forgotten without a reset: both sides believe in it until "
      "they send",
      "/load_balancer/reset_on_idle_timeout"};
}

Finding lb_10(const Scenario& scenario) {
  if (!scenario.load_balancer.present || scenario.deployment.membership_changes_online) return {};
  return Breach{"adding or removing a server shuts the pool down",
                "/deployment/membership_changes_online"};
}

Finding lb_11(const Scenario& scenario) {
  const auto& balancer = scenario.load_balancer;
  using Method = models::BalancingMethod;
  const bool by_connections = balancer.method == Method::least_connections ||
                              balancer.method == Method::weighted_least_connections;
  if (!balancer.present || by_connections) return {};
  return Breach{"the balancer does not balance by least connections", "/load_balancer/method"};
}

Finding lb_12(const Scenario& scenario) {
  if (!scenario.load_balancer.present) return {};
  const std::uint32_t port = scenario.load_balancer.monitor.port;
  if (port == 135 || port == 444) {
    return Breach{"the monitor tries port " + std::to_string(port) +
                      ", which stays open when the service is down: least connections then "
                      "prefers the dead server",
                  "/load_balancer/monitor/port"};
  }
  if (scenario.deployment.monitor_follows_service) return {};
  return Breach{"ports 135 and 444 are not judged by 5060 or 5061",
                "/deployment/monitor_follows_service"};
}

Finding lb_13(const Scenario& scenario) {
  if (scenario.deployment.front_end_addresses_static) return {};
  return Breach{"a Front End has no static address with a DNS name",
                "/deployment/front_end_addresses_static"};
}

Finding lb_14(const Scenario& scenario) {
  if (scenario.deployment.directory_reachable) return {};
  return Breach{"a Front End does not reach the directory", "/deployment/directory_reachable"};
}

Finding lb_15(const Scenario& scenario) {
  if (!scenario.load_balancer.present) return {};
  std::vector<std::uint32_t> ports = scenario.deployment.application_ports;
  for (const models::CallServiceConfig& service : scenario.call_services) {
    if (service.enabled && service.listener != 0) ports.push_back(service.listener);
  }
  const models::AnnouncementsConfig& announcements = scenario.announcements;
  if (announcements.enabled && announcements.listener != 0) ports.push_back(announcements.listener);
  std::sort(ports.begin(), ports.end());
  ports.erase(std::unique(ports.begin(), ports.end()), ports.end());
  std::vector<std::uint32_t> missing;
  for (const std::uint32_t port : ports) {
    if (!contains(scenario.load_balancer.listeners, port)) missing.push_back(port);
  }
  if (missing.empty()) return {};
  return Breach{"applications behind the balancer have no listener on " + join(missing),
                "/load_balancer/listeners"};
}

}  // namespace ocssim::scenarios::rules
