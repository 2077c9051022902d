// Erlangs over what there is; the limit of a loss system is its load at 1 % blocking.
#include "scenarios/topology/service_load.hpp"

#include "models/theory/erlang.hpp"
#include "scenarios/document/decimal.hpp"
#include "scenarios/model/call_services.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace ocssim::scenarios {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double grade_of_service = 0.01;  // usual share of refused calls in telephony

std::string number(double value) {
  return shortest_text(std::round(value * 1000.0) / 1000.0);
}

struct Part {
  std::string name;
  std::string unit;
  double offered = 0.0;
  double available = 0.0;
  double limit = 1.0;
  std::string formula;
};

ResourceLoad load_of(Part part, double users) {
  ResourceLoad load;
  load.name = std::move(part.name);
  load.unit = std::move(part.unit);
  load.offered = part.offered;
  load.available = part.available;
  load.limit = part.limit;
  load.utilization = part.available > 0.0 ? part.offered / part.available : infinite;
  load.users_at_limit = load.utilization > 0.0 ? users * load.limit / load.utilization : infinite;
  load.formula = std::move(part.formula);
  return load;
}

/// What passes the link: of notifications and messages those that go to another pool.
void add_pool_link(const Scenario& scenario, double users, std::vector<ResourceLoad>& loads) {
  const models::PoolsConfig& pools = scenario.pools;
  if (pools.count < 2) return;
  const OfferedRates rates = offered_rates(scenario, users);
  const double crossing = 1.0 - 1.0 / pools.count;
  const double messages =
      crossing * (rates.messages[models::index_of(models::MessageClass::notification)] +
                  rates.messages[models::index_of(models::MessageClass::message)]);
  const double bits = messages * 8.0 * static_cast<double>(pools.message_size);
  loads.push_back(
      load_of({.name = "pool_link",
               .unit = "Mbps",
               .offered = bits * 1e-6,
               .available = pools.link_bps * 1e-6,
               .formula = number(messages) + " messages/s x " + std::to_string(pools.message_size) +
                          " B / " + number(pools.link_bps * 1e-6) + " Mbps"},
              users));
}

void add_role_servers(const Scenario& scenario, double users, std::vector<ResourceLoad>& loads) {
  if (scenario.front_ends.configuration != models::PoolConfiguration::expanded) return;
  const models::RoleServersConfig& servers = scenario.front_ends.role_servers;
  const std::size_t background = models::index_of(models::MessageClass::background);
  const double megacycles = users * scenario.clients.activity.background *
                            scenario.front_ends.messages[background].megacycles;
  const double cores = static_cast<double>(servers.count) * servers.cores;
  loads.push_back(load_of({.name = "role_servers.cpu",
                           .unit = "cores",
                           .offered = megacycles * 1e6 / servers.clock_hz,
                           .available = cores,
                           .limit = 0.8,  // alarm level (HEALTH, L13-MON)
                           .formula = number(megacycles) + " Mcycle/s / (" + number(cores) + " x " +
                                      number(servers.clock_hz * 1e-6) + " Mcycle/s)"},
                          users));
}

void add_records(const std::string& name, const models::RecordServerConfig& config, double rate,
                 double users, std::vector<ResourceLoad>& loads) {
  if (!config.enabled) return;
  const double write = to_seconds(config.write_time);
  loads.push_back(load_of({.name = name,
                           .unit = "workers",
                           .offered = rate * write,
                           .available = static_cast<double>(config.workers),
                           .formula = number(rate) + " records/s x " + number(write * 1e3) +
                                      " ms / " + std::to_string(config.workers) + " workers"},
                          users));
}

void add_calls(const CallServiceInPool& service, double users, std::vector<ResourceLoad>& loads) {
  const models::CallServiceConfig& config = service.config;
  const std::string name(models::call_service_names[models::index_of(service.role)]);
  const CallLimit limit = limit_of_calls(config);
  const double hold = to_seconds(config.hold + config.set_up);
  const double erlangs = config.calls * hold;
  const std::string formula = number(config.calls) + " calls/s x " + number(hold) + " s / ";
  const auto lines = static_cast<std::uint32_t>(limit.calls);
  loads.push_back(load_of(
      {.name = name + "." + limit.by,
       .unit = "calls",
       .offered = erlangs,
       .available = limit.calls,
       .limit = lines > 0 ? models::erlang_b_load(lines, grade_of_service) / limit.calls : 1.0,
       .formula = formula + number(limit.calls) + " calls; limit: 1 % refused by Erlang B"},
      users));
  if (config.agents > 0) {
    const double talk = to_seconds(config.agent_time);
    loads.push_back(load_of({.name = name + ".agents",
                             .unit = "agents",
                             .offered = config.calls * talk,
                             .available = static_cast<double>(config.agents),
                             .formula = number(config.calls) + " calls/s x " + number(talk) +
                                        " s / " + std::to_string(config.agents) + " agents"},
                            users));
  }
  const double bits = std::max(config.inner_bps, config.outer_bps);
  if (bits > 0.0 && config.link_bps > 0.0) {
    loads.push_back(load_of({.name = name + ".link",
                             .unit = "Mbps",
                             .offered = erlangs * bits * 1e-6 / config.servers,
                             .available = config.link_bps * 1e-6,
                             .formula = formula + std::to_string(config.servers) + " servers x " +
                                        number(bits * 1e-3) + " kbps"},
                            users));
  }
}

/// Bits a second of downloads, an update of all devices over its window apart.
void add_web(const models::WebConfig& web, double users, std::vector<ResourceLoad>& loads) {
  if (!web.enabled) return;
  double link = 0.0;
  double share = 0.0;
  for (std::size_t i = 0; i < models::web_content_count; ++i) {
    const auto content = static_cast<models::WebContent>(i);
    double rate = web.downloads[i].per_user * users;
    const double window = to_seconds(web.update_window);
    if (content == models::WebContent::device_update && window > 0.0) {
      rate += web.devices * users / window;
    }
    const double bits = rate * 8.0 * static_cast<double>(web.downloads[i].size);
    link += bits;
    if (models::is_on_share(content)) share += bits;
  }
  const auto add = [&](const char* name, double offered, double available) {
    loads.push_back(
        load_of({.name = name,
                 .unit = "Mbps",
                 .offered = offered * 1e-6,
                 .available = available * 1e-6,
                 .formula = number(offered * 1e-6) + " of " + number(available * 1e-6) + " Mbps"},
                users));
  };
  add("web.link", link, web.link_bps);
  add("web.file_share", share, web.share_bps);
}

}  // namespace

std::vector<ResourceLoad> service_loads(const Scenario& scenario, double users) {
  std::vector<ResourceLoad> loads;
  const auto& activity = scenario.clients.activity;
  const double sessions = users * activity.im_sessions;
  add_records("archiving.server", scenario.archiving, sessions * activity.messages_per_session,
              users, loads);
  add_records("monitoring.server", scenario.monitoring, sessions, users, loads);
  for (const CallServiceInPool& service : call_services(scenario, users)) {
    add_calls(service, users, loads);
  }
  add_pool_link(scenario, users, loads);
  add_role_servers(scenario, users, loads);
  add_web(scenario.web, users, loads);
  return loads;
}

}  // namespace ocssim::scenarios
