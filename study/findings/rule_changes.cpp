// The setting that mends a broken deployment rule.
#include "study/findings/recommendations.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace ocssim::study {
namespace {

struct RuleChange {
  std::string_view rule;
  std::string_view what;
  std::string_view path;
  std::string_view value;
  std::string_view cost;
};

constexpr RuleChange rule_changes[] = {
    {"LB-02", "Run the balancer in SNAT mode", "load_balancer.nat", "snat",
     "one port a connection"},
    {"LB-08", "Raise the idle timeout to 20 min", "load_balancer.idle_timeout", "20 min",
     "dead connections hold their ports longer"},
    {"LB-09", "Reset connections on idle timeout", "load_balancer.reset_on_idle_timeout", "true",
     "none"},
    {"LB-11", "Balance by least connections", "load_balancer.method", "least_connections",
     "a returning server gets all new connections"},
    {"LB-12", "Let the monitor try port 5061", "load_balancer.monitor.port", "5061", "none"},
    {"BE-04", "Set /3GB", "sql.flag_3gb", "true", "a restart of the back end"},
    {"BE-06", "Set trace flag 4618", "sql.trace_flag_4618", "true", "a restart of the back end"},
    {"BE-07", "Put data and logs on disks of their own", "sql.disks.shared", "false",
     "spindles for the logs"},
    {"FE-02", "Use mutual TLS between the servers", "front_ends.mutual_tls", "true",
     "a certificate a server"},
};

std::optional<Recommendation> change_for(const scenarios::Scenario& scenario,
                                         const Finding& broken) {
  Recommendation one{.id = broken.id,
                     .what = {},
                     .because = broken.text,
                     .effect =
                         "the deployment is supported again; what it does to the load is for "
                         "the simulation to say",
                     .cost = {},
                     .confidence = "the vendor's rule",
                     .set = {}};
  if (broken.id == "BE-05") {
    one.what = "Enable AWE and lock pages in memory";
    one.cost = "a restart of the back end";
    one.set = {"sql.awe=true", "sql.lock_pages=true"};
    return one;
  }
  if (broken.id == "LB-03") {
    // One address per 65,000 users.
    const auto addresses = (scenario.clients.users + 64999) / 65000;
    one.what = "Use " + std::to_string(addresses) + " SNAT addresses";
    one.cost = std::to_string(addresses - scenario.load_balancer.snat.addresses) +
               " IP addresses of the servers' network";
    one.set = {"load_balancer.snat.addresses=" + std::to_string(addresses)};
    return one;
  }
  for (const RuleChange& change : rule_changes) {
    if (change.rule != broken.id) continue;
    one.what = change.what;
    one.cost = change.cost;
    one.set = {std::string(change.path) + "=" + std::string(change.value)};
    return one;
  }
  return {};
}

}  // namespace

void add_rule_changes(const scenarios::Scenario& scenario, std::span<const Finding> broken,
                      std::vector<Recommendation>& recommendations) {
  const auto beyond =
      std::count_if(recommendations.begin(), recommendations.end(),
                    [](const Recommendation& one) { return one.id == "beyond its limit"; });
  auto at = recommendations.begin() + beyond;
  for (const Finding& finding : broken) {
    std::optional<Recommendation> change = change_for(scenario, finding);
    if (!change) continue;
    const bool known = std::any_of(
        recommendations.begin(), recommendations.end(), [&](const Recommendation& other) {
          return !other.set.empty() && other.set.front() == change->set.front();
        });
    if (known) continue;
    at = recommendations.insert(at, *std::move(change)) + 1;
  }
}

}  // namespace ocssim::study
