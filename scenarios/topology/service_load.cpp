// Erlangs over what there is; the limit of a loss system is its load at 1 % blocking.
#include "scenarios/topology/service_load.hpp"

#include "models/theory/erlang.hpp"
#include "models/voice/announcements.hpp"
#include "scenarios/document/decimal.hpp"
#include "scenarios/model/call_services.hpp"

#include <algorithm>
#include <array>
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

/// Ports, processors and source NAT of a service: each an Erlang B of its own.
void add_call_limits(const CallServiceInPool& service, double users,
                     std::vector<ResourceLoad>& loads) {
  const models::CallServiceConfig& config = service.config;
  const std::string name(models::call_service_names[models::index_of(service.role)]);
  const auto add = [&](const char* by, double lines, Duration rest) {
    if (!(lines > 0.0)) return;
    const double hold = to_seconds(config.hold + config.set_up + rest);
    loads.push_back(load_of(
        {.name = name + "." + by,
         .unit = "calls",
         .offered = config.calls * hold,
         .available = lines,
         .limit =
             models::erlang_b_load(static_cast<std::uint32_t>(lines), grade_of_service) / lines,
         .formula = number(config.calls) + " calls/s x " + number(hold) + " s / " + number(lines) +
                    " calls; limit: 1 % refused by Erlang B"},
        users));
  };
  add("ports", static_cast<double>(config.ports) * config.servers, {});
  if (config.cores > 0 && config.call_megacycles > 0.0) {
    const double a_server =
        std::floor(config.cores * config.clock_hz * 1e-6 / config.call_megacycles);
    add("processors", a_server * config.servers, {});
  }
  add("nat", calls_of_nat(config), config.time_wait);
}

/// Requests of sessions: a share of them finds its connection closed and shakes hands again.
void add_session_work(const CallServiceInPool& service, double users,
                      std::vector<ResourceLoad>& loads) {
  const models::CallServiceConfig& config = service.config;
  if (!config.work.is_there()) return;
  const std::string name(models::call_service_names[models::index_of(service.role)]);
  const SessionDemand demand =
      session_demand(config, config.calls * to_seconds(config.hold + config.set_up));
  const std::string rate = number(demand.requests) + " requests/s a server";
  ResourceLoad cpu =
      load_of({.name = name + ".cpu",
               .unit = "cores",
               .offered = demand.requests * demand.megacycles * 1e6 / config.clock_hz,
               .available = static_cast<double>(config.cores),
               .limit = 0.8,  // alarm level (HEALTH, L13-MON)
               .formula = rate + " x " + number(demand.megacycles) + " Mcycles / (" +
                          std::to_string(config.cores) + " x " + number(config.clock_hz * 1e-6) +
                          " Mcycle/s)"},
              users);
  cpu.components = config.servers;
  loads.push_back(std::move(cpu));
  const double bits = demand.requests * 8.0 * static_cast<double>(config.work.request_size);
  ResourceLoad link = load_of({.name = name + ".link",
                               .unit = "Mbps",
                               .offered = bits * 1e-6,
                               .available = config.link_bps * 1e-6,
                               .formula = rate + " x " + std::to_string(config.work.request_size) +
                                          " B / " + number(config.link_bps * 1e-6) + " Mbps"},
                              users);
  link.components = config.servers;
  loads.push_back(std::move(link));
}

void add_database(const models::RecordServerConfig& config, double records, double reports,
                  double users, std::vector<ResourceLoad>& loads) {
  if (!config.enabled || config.disks == 0) return;
  const double commits = records * config.record_commits + reports * config.report_commits;
  const double commit = to_seconds(config.commit_time);
  loads.push_back(load_of({.name = "monitoring.database",
                           .unit = "disks",
                           .offered = commits * commit,
                           .available = static_cast<double>(config.disks),
                           .formula = number(commits) + " commits/s x " + number(commit * 1e3) +
                                      " ms / " + std::to_string(config.disks) + " disks"},
                          users));
}

/// `peak`: a loss system is sized for its busiest minutes, not for the mean.
void add_calls(CallServiceInPool service, double peak, double users,
               std::vector<ResourceLoad>& loads) {
  service.config.calls *= peak;
  const models::CallServiceConfig& config = service.config;
  const std::string name(models::call_service_names[models::index_of(service.role)]);
  add_call_limits(service, users, loads);
  add_session_work(service, users, loads);
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
  const double bits = models::adapter_bps(config.inner_bps, config.outer_bps, config.adapters);
  if (bits > 0.0 && config.link_bps > 0.0) {
    const double hold = to_seconds(config.hold + config.set_up);
    loads.push_back(load_of(
        {.name = name + ".link",
         .unit = "Mbps",
         .offered = config.calls * hold * bits * 1e-6 / config.servers,
         .available = config.link_bps * 1e-6,
         .formula = number(config.calls) + " calls/s x " + number(hold) + " s / " +
                    std::to_string(config.servers) + " servers x " + number(bits * 1e-3) + " kbps"},
        users));
  }
}

/// Of remote users: ports with their rests, handshakes and bits of a server.
void add_reverse_proxy(const Scenario& scenario, double users, std::vector<ResourceLoad>& loads) {
  const models::ReverseProxyConfig& proxy = scenario.reverse_proxy;
  if (!proxy.enabled || !scenario.web.enabled) return;
  double rate = 0.0;  // of a server
  double bits = 0.0;
  for (std::size_t i = 0; i < models::web_content_count; ++i) {
    if (!models::is_on_link(static_cast<models::WebContent>(i))) continue;
    const models::WebDownload& one = scenario.web.downloads[i];
    const double downloads = one.per_user * users * proxy.remote_share / proxy.servers;
    rate += downloads;
    bits += downloads * 8.0 * static_cast<double>(one.size);
  }
  const auto add = [&](Part part) {
    ResourceLoad load = load_of(std::move(part), users);
    load.components = proxy.servers;
    loads.push_back(std::move(load));
  };
  const double rest = to_seconds(proxy.time_wait);
  add({.name = "reverse_proxy.ports",
       .unit = "ports",
       .offered = rate * rest,
       .available = static_cast<double>(proxy.ports),
       .limit = models::erlang_b_load(proxy.ports, grade_of_service) / proxy.ports,
       .formula = number(rate) + " downloads/s a server x " + number(rest) + " s of TIME_WAIT / " +
                  std::to_string(proxy.ports) + " ports; limit: 1 % refused by Erlang B"});
  add({.name = "reverse_proxy.cpu",
       .unit = "cores",
       .offered = rate * proxy.connect_megacycles * 1e6 / proxy.clock_hz,
       .available = static_cast<double>(proxy.cores),
       .limit = 0.8,  // alarm level (HEALTH, L13-MON)
       .formula = number(rate) + " handshakes/s x " + number(proxy.connect_megacycles) +
                  " Mcycles / (" + std::to_string(proxy.cores) + " x " +
                  number(proxy.clock_hz * 1e-6) + " Mcycle/s)"});
  add({.name = "reverse_proxy.link",
       .unit = "Mbps",
       .offered = bits * 1e-6,
       .available = proxy.link_bps * 1e-6,
       .formula = number(bits * 1e-6) + " of " + number(proxy.link_bps * 1e-6) + " Mbps a server"});
}

/// A conference says one thing at a time; the players are a station of so many servers.
void add_announcements(const models::AnnouncementsConfig& config, double users,
                       std::vector<ResourceLoad>& loads) {
  if (!config.enabled) return;
  const double clips = (config.rate + config.per_user * users) * to_seconds(config.clip);
  const double players = models::clips_at_a_time(config);
  loads.push_back(load_of(
      {.name = "announcement_service.players",
       .unit = "announcements",
       .offered = clips,
       .available = players,
       .formula = number(clips) + " announcements at a time / " + number(players) + " players"},
      users));
}

void add_director(const Scenario& scenario, double users, std::vector<ResourceLoad>& loads) {
  const models::DirectorConfig& config = scenario.director;
  if (!config.enabled) return;
  const models::DirectorSignIn cost = sign_in_at_director(scenario);
  const double rate = config.sign_ins + config.sign_ins_per_user * users;
  const double megacycles = cost.first_megacycles + cost.last_megacycles;
  const double cores = static_cast<double>(config.servers) * config.cores;
  loads.push_back(
      load_of({.name = "director.cpu",
               .unit = "cores",
               .offered = rate * megacycles * 1e6 / config.clock_hz,
               .available = cores,
               .formula = number(rate) + " sign-ins/s x " + number(megacycles) + " Mcycles / (" +
                          number(cores) + " x " + number(config.clock_hz * 1e-6) + " Mcycle/s)"},
              users));
  if (!cost.asks_directory) return;
  const double slots = static_cast<double>(config.servers) * cost.ntlm_slots;
  const double latency = to_seconds(cost.directory_latency);
  loads.push_back(load_of({.name = "director.slots",
                           .unit = "questions",
                           .offered = rate * latency,
                           .available = slots,
                           .formula = number(rate) + " sign-ins/s x " + number(latency * 1e3) +
                                      " ms / " + number(slots) + " NTLM slots"},
                          users));
}

/// Bits a second of downloads, an update of all devices over its window apart.
void add_web(const models::WebConfig& web, double users, std::vector<ResourceLoad>& loads) {
  if (!web.enabled) return;
  double link = 0.0;
  double share = 0.0;
  std::array<double, models::file_share_count> shares{};
  for (std::size_t i = 0; i < models::web_content_count; ++i) {
    const auto content = static_cast<models::WebContent>(i);
    double rate = web.downloads[i].per_user * users;
    const double window = to_seconds(web.update_window);
    if (content == models::WebContent::device_update && window > 0.0) {
      rate += web.devices * users / window;
    }
    const double bits = rate * 8.0 * static_cast<double>(web.downloads[i].size);
    if (models::is_on_link(content)) link += bits;
    if (!models::is_on_share(content)) continue;
    share += bits;
    shares[static_cast<std::size_t>(models::share_of(content))] += bits;
  }
  const auto add = [&](std::string name, double offered, double available) {
    loads.push_back(
        load_of({.name = std::move(name),
                 .unit = "Mbps",
                 .offered = offered * 1e-6,
                 .available = available * 1e-6,
                 .formula = number(offered * 1e-6) + " of " + number(available * 1e-6) + " Mbps"},
                users));
  };
  add("web.link", link, web.link_bps);
  if (!web.shares_apart) return add("web.file_share", share, web.share_bps);
  for (std::size_t i = 0; i < models::file_share_count; ++i) {
    add("web.file_share." + std::string(models::file_share_names[i]), shares[i], web.shares_bps[i]);
  }
}

}  // namespace

std::vector<ResourceLoad> service_loads(const Scenario& scenario, double users) {
  std::vector<ResourceLoad> loads;
  const auto& activity = scenario.clients.activity;
  const double sessions = users * activity.im_sessions;
  add_records("archiving.server", scenario.archiving, sessions * activity.messages_per_session,
              users, loads);
  const models::RecordServerConfig& monitoring = scenario.monitoring;
  const double reports =
      scenario.deployment.qoe_enabled ? monitoring.reports_per_user * users : 0.0;
  add_records("monitoring.server", monitoring, sessions + reports, users, loads);
  add_database(monitoring, sessions, reports, users, loads);
  for (const CallServiceInPool& service : call_services(scenario, users)) {
    add_calls(service, peak_over_mean(scenario, service.role), users, loads);
  }
  add_announcements(scenario.announcements, users, loads);
  add_director(scenario, users, loads);
  add_pool_link(scenario, users, loads);
  add_role_servers(scenario, users, loads);
  add_web(scenario.web, users, loads);
  add_reverse_proxy(scenario, users, loads);
  return loads;
}

}  // namespace ocssim::scenarios
