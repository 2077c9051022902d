// Rates, then resources; units: seconds, Mcycles, users.
#include "scenarios/topology/offered_load.hpp"

#include "models/back_end/token_cache.hpp"
#include "models/theory/che.hpp"
#include "scenarios/document/decimal.hpp"
#include "scenarios/topology/conference_load.hpp"
#include "scenarios/topology/service_load.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace ocssim::scenarios {
namespace {

using models::MessageClass;
constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double mega = 1e6;
constexpr double users_per_address = 65000.0;  // guide, Prerequisites for a Load Balancer
constexpr double cpu_limit = 0.8;              // alarm level (HEALTH, L13-MON)
constexpr double memory_limit = 0.8;           // 20 % of memory stays available (L13-KHI)

double per(double count, Duration interval) {
  const double length = to_seconds(interval);
  return length > 0.0 ? count / length : 0.0;
}

/// Sign-ins a second at the time when they are most frequent.
double sign_in_rate(const models::ClientsConfig& clients, double endpoints) {
  switch (clients.start) {
    case models::StartMode::steady:
      break;
    case models::StartMode::ramp:
      return per(endpoints, clients.sign_in_window);
    case models::StartMode::storm:
      return std::max(per(endpoints, clients.reconnect.delay),
                      per(endpoints, clients.session_length));
    case models::StartMode::profile: {
      double steepest = 0.0;
      for (std::size_t i = 1; i < clients.sign_in_profile.size(); ++i) {
        const auto& from = clients.sign_in_profile[i - 1];
        const auto& to = clients.sign_in_profile[i];
        steepest = std::max(steepest, per(endpoints * (to.share - from.share), to.at - from.at));
      }
      return steepest;
    }
  }
  return per(endpoints, clients.session_length);
}

double endpoints_of(const Scenario& scenario, double users) {
  return users * scenario.clients.endpoints_per_user;
}

std::string number(double value) {
  // Three figures are enough to recognize a number that stands in full beside the formula.
  const double scale = std::fabs(value) < 10.0 ? 1000.0 : std::fabs(value) < 1000.0 ? 10.0 : 1.0;
  return shortest_text(std::round(value * scale) / scale);
}

void add_up(const Scenario& scenario, OfferedRates& rates) {
  const auto& costs = scenario.front_ends.messages;
  for (std::size_t i = 0; i < models::message_class_count; ++i) {
    rates.megacycles += rates.messages[i] * costs[i].megacycles;
    rates.sproc_calls += rates.messages[i] * costs[i].sproc_calls;
    rates.updates += rates.messages[i] * costs[i].updates;
  }
  for (std::size_t i = 0; i < models::message_class_count && rates.megacycles > 0.0; ++i) {
    rates.cpu_shares[i] = rates.messages[i] * costs[i].megacycles / rates.megacycles;
  }
}

/// Of all Front Ends; in the expanded configuration background work is done elsewhere.
double front_end_megacycles(const Scenario& scenario, const OfferedRates& rates) {
  if (scenario.front_ends.configuration != models::PoolConfiguration::expanded) {
    return rates.megacycles;
  }
  const std::size_t background = models::index_of(MessageClass::background);
  return rates.megacycles * (1.0 - rates.cpu_shares[background]);
}

/// Conferences one by one instead of their part of the background work; servers of their own take
/// theirs away from the Front Ends.
void add_conferences(const Scenario& scenario, double users, OfferedRates& rates) {
  const models::ConferencingConfig& conferencing = scenario.conferencing;
  const ConferenceLoad load = conference_load(conferencing, users);
  const auto& costs = scenario.front_ends.messages;
  const auto rate = [&rates](MessageClass message) -> double& {
    return rates.messages[models::index_of(message)];
  };
  const auto pieces = [&](MessageClass message, double megacycles) {
    const double piece = costs[models::index_of(message)].megacycles;
    rate(message) = piece > 0.0 ? megacycles / piece : 0.0;
  };
  const bool expanded = scenario.front_ends.configuration == models::PoolConfiguration::expanded;
  const bool mixes = !expanded || conferencing.mcu.av_servers == 0;
  const bool shares = !expanded || conferencing.mcu.web_servers == 0;
  rate(MessageClass::background) *= 1.0 - conferencing.background_share;
  rate(MessageClass::conference_invite) = load.joins;
  rate(MessageClass::conference_focus) = load.joins;
  rate(MessageClass::server_hop) += load.joins * (1.0 - 1.0 / scenario.front_ends.count);
  rate(MessageClass::conference_roster) = load.roster;
  pieces(MessageClass::conference_mixing, mixes ? load.mixing : 0.0);
  pieces(MessageClass::conference_data, load.other + (shares ? load.web : 0.0));
}

/// One resource that grows in proportion to users.
ResourceLoad linear(std::string name, std::string unit, std::uint32_t components, double users) {
  ResourceLoad load;
  load.name = std::move(name);
  load.unit = std::move(unit);
  load.components = components;
  load.users_at_limit = users;
  return load;
}

void finish_linear(ResourceLoad& load) {
  load.utilization = load.available > 0.0 ? load.offered / load.available : infinite;
  const double users = load.users_at_limit;
  load.users_at_limit = load.utilization > 0.0 ? users * load.limit / load.utilization : infinite;
}

/// Seconds of the data disks that one call costs, all spindles together.
double read_seconds(const models::SqlConfig& sql, double hit_ratio) {
  return sql.pages_per_call * (1.0 - hit_ratio) * to_seconds(sql.data.read_time);
}

/// Of the device that one commit keeps busy: on a shared one it is a random access.
double write_seconds(const models::SqlConfig& sql) {
  if (sql.disks_shared) return to_seconds(sql.data.write_time);
  return to_seconds(sql.log.write_cache ? sql.log.write_time : sql.log.write_time_uncached);
}

/// Seconds of one call at a core, tokens in the cache at the start of the run.
double processing_seconds(const models::SqlConfig& sql) {
  const std::uint64_t tokens =
      models::TokenCache::entries_at_start(sql, models::buffer_pool_bytes(sql));
  const double slowdown = 1.0 + sql.token_cache.slowdown * static_cast<double>(tokens) / mega;
  return sql.call_megacycles * slowdown / (sql.clock_hz / mega);
}

/// Pages that checkpoints write a second: those that differ among the changes of an interval.
double page_writes(const models::SqlConfig& sql, double updates, std::uint64_t data_pages) {
  const double interval = to_seconds(sql.checkpoint_interval);
  if (interval <= 0.0) return 0.0;
  const auto popularity = models::zipf_popularity(sql.popularity, data_pages);
  return models::distinct_pages(popularity, updates * sql.pages_per_update * interval) / interval;
}

/// Sizing a pool takes milliseconds, and the same numbers of users are asked for again and again.
class PoolSizes {
 public:
  explicit PoolSizes(const models::SqlConfig& sql) : sql_(sql) {}

  const models::BufferPool& at(double users) {
    const auto count = static_cast<std::uint64_t>(users);
    const auto found = sizes_.find(count);
    if (found != sizes_.end()) return found->second;
    return sizes_.emplace(count, models::size_buffer_pool(sql_, count)).first->second;
  }

 private:
  const models::SqlConfig& sql_;
  std::map<std::uint64_t, models::BufferPool> sizes_;
};

double data_disk_utilization(const Scenario& scenario, double users,
                             const models::BufferPool& pool) {
  const OfferedRates rates = offered_rates(scenario, users);
  double busy = rates.sproc_calls * read_seconds(scenario.sql, pool.hit_ratio);
  busy += page_writes(scenario.sql, rates.updates, pool.data_pages) *
          to_seconds(scenario.sql.data.write_time);
  if (scenario.sql.disks_shared) busy += rates.updates * write_seconds(scenario.sql);
  return busy / scenario.sql.data.spindles;
}

/// Connections of all Front Ends that are held at a time over those that there are; queueing at the
/// back end's own resources is left out.
double connection_utilization(const Scenario& scenario, double users,
                              const models::BufferPool& pool) {
  const models::SqlConfig& sql = scenario.sql;
  const models::FrontEndsConfig& servers = scenario.front_ends;
  const OfferedRates rates = offered_rates(scenario, users);
  const double processing = processing_seconds(sql);
  const double way = 2.0 * to_seconds(scenario.network.front_end_to_sql);
  const double busy = rates.sproc_calls * (processing + way + read_seconds(sql, pool.hit_ratio)) +
                      rates.updates * write_seconds(sql);
  return busy / (static_cast<double>(servers.count) * servers.database_connections);
}

/// Number of users at which an increasing `utilization` reaches `limit`, to 1e-3; infinite beyond
/// 16 times the present ones. Misses grow faster than users, so it takes a search: false position
/// with the Illinois rule (Dowell & Jarratt 1971).
template <class Utilization>
double users_at_limit(double users, double limit, Utilization&& utilization) {
  double low = 0.0;
  double below = -limit;
  double high = users;
  double above = utilization(high) - limit;
  while (above <= 0.0) {
    low = high;
    below = above;
    high *= 2.0;
    if (high > 16.0 * users) return infinite;
    above = utilization(high) - limit;
  }
  int side = 0;  // end that stayed in the last step
  for (int step = 0; step < 40 && high - low > 1e-3 * high; ++step) {
    const double between = high - above * (high - low) / (above - below);
    const double excess = utilization(between) - limit;
    if (std::fabs(excess) < 1e-4 * limit) return between;
    if (excess > 0.0) {
      high = between;
      above = excess;
      if (side == -1) below *= 0.5;
      side = -1;
    } else {
      low = between;
      below = excess;
      if (side == 1) above *= 0.5;
      side = 1;
    }
  }
  return low;
}

class ResourceTable {
 public:
  ResourceTable(const Scenario& scenario, double users, OfferedLoad& load)
      : scenario_(scenario), users_(users), load_(load), pools_(scenario.sql) {}

  void fill() {
    add_front_end_cpu();
    add_front_end_memory();
    add_conferencing_servers();
    add_ports();
    add_sql_cpu();
    add_connections();
    add_data_disk();
    if (!scenario_.sql.disks_shared) add_log_disk();
    for (ResourceLoad& load : service_loads(scenario_, users_)) {
      load_.resources.push_back(std::move(load));
    }
  }

 private:
  void add(ResourceLoad load) {
    finish_linear(load);
    load_.resources.push_back(std::move(load));
  }

  void add_front_end_cpu() {
    const models::FrontEndsConfig& servers = scenario_.front_ends;
    const double megacycles = front_end_megacycles(scenario_, load_.rates);
    ResourceLoad cpu = linear("front_end.cpu", "cores", servers.count, users_);
    cpu.offered = megacycles / servers.count / (servers.clock_hz / mega);
    cpu.available = servers.cores;
    cpu.limit = cpu_limit;
    cpu.formula = number(megacycles) + " Mcycle/s / (" + std::to_string(servers.count) + " x " +
                  std::to_string(servers.cores) + " x " + number(servers.clock_hz / mega) +
                  " Mcycle/s)";
    add(std::move(cpu));
  }

  /// Of an expanded pool.
  void add_conferencing_servers() {
    const models::ConferencingConfig& conferencing = scenario_.conferencing;
    if (conferencing.detail == models::ConferenceDetail::load) return;
    if (scenario_.front_ends.configuration != models::PoolConfiguration::expanded) return;
    const models::McuConfig& mcu = conferencing.mcu;
    const ConferenceLoad load = conference_load(conferencing, users_);
    const auto add_servers = [&](const char* name, std::uint32_t servers, double megacycles) {
      if (servers == 0) return;
      ResourceLoad cpu = linear(name, "cores", servers, users_);
      cpu.offered = megacycles / servers / (mcu.clock_hz / mega);
      cpu.available = mcu.cores;
      cpu.limit = mcu.full_at;
      cpu.formula = number(megacycles) + " Mcycle/s / (" + std::to_string(servers) + " x " +
                    std::to_string(mcu.cores) + " x " + number(mcu.clock_hz / mega) + " Mcycle/s)";
      add(std::move(cpu));
    };
    add_servers("av_server.cpu", mcu.av_servers, load.mixing);
    add_servers("web_server.cpu", mcu.web_servers, load.web);
  }

  void add_front_end_memory() {
    const models::FrontEndsConfig& servers = scenario_.front_ends;
    const double slope =
        static_cast<double>(servers.memory_per_connection + servers.memory_per_endpoint) *
        scenario_.clients.endpoints_per_user / servers.count;
    const auto reserved = static_cast<double>(servers.memory_reserved);
    ResourceLoad memory = linear("front_end.memory", "B", servers.count, users_);
    memory.available = static_cast<double>(servers.memory);
    memory.offered = reserved + slope * users_;
    memory.limit = memory_limit;
    memory.utilization = memory.offered / memory.available;
    const double room = memory.limit * memory.available - reserved;
    memory.users_at_limit = slope > 0.0 ? std::max(0.0, room / slope) : infinite;
    memory.formula = "(reserved + connections x bytes each) / memory";
    load_.resources.push_back(std::move(memory));
  }

  void add_ports() {
    const models::LoadBalancerConfig& balancer = scenario_.load_balancer;
    if (!balancer.present || balancer.nat != models::NatMode::snat) return;
    const bool per_tuple = balancer.snat.scope == models::PortScope::per_tuple;
    const double sets = per_tuple ? scenario_.front_ends.count : 1.0;
    const double endpoints = endpoints_of(scenario_, users_);
    ResourceLoad ports = linear("snat.ports", "ports", balancer.snat.addresses, users_);
    const double resting = load_.rates.sign_ins * to_seconds(balancer.snat.time_wait);
    ports.offered = (endpoints + resting) / balancer.snat.addresses;
    ports.available = balancer.snat.ports_per_address * sets;
    ports.formula =
        "(" + number(endpoints) + " connections + " + number(resting) + " in TIME_WAIT) / (" +
        std::to_string(balancer.snat.addresses) + " x " +
        std::to_string(balancer.snat.ports_per_address) +
        (per_tuple ? " x " + std::to_string(scenario_.front_ends.count) + " members)" : ")");
    add(std::move(ports));
  }

  void add_sql_cpu() {
    const models::SqlConfig& sql = scenario_.sql;
    ResourceLoad cpu = linear("sql.cpu", "cores", 1, users_);
    cpu.offered = load_.rates.sproc_calls * processing_seconds(sql);
    cpu.available = sql.cores;
    cpu.limit = cpu_limit;
    cpu.formula = number(load_.rates.sproc_calls) + " calls/s x " + number(sql.call_megacycles) +
                  " Mcycles / (" + std::to_string(sql.cores) + " x " + number(sql.clock_hz / mega) +
                  " Mcycle/s)";
    add(std::move(cpu));
  }

  void add_connections() {
    const models::FrontEndsConfig& servers = scenario_.front_ends;
    const double calls = load_.rates.sproc_calls;
    ResourceLoad pool = linear("sql.connections", "connections", servers.count, users_);
    pool.available = servers.database_connections;
    pool.utilization = connection_utilization(scenario_, users_, load_.buffer_pool);
    pool.offered = pool.utilization * pool.available;
    pool.users_at_limit = users_at_limit(users_, pool.limit, [this](double users) {
      return connection_utilization(scenario_, users, pools_.at(users));
    });
    const double held = calls > 0.0 ? pool.offered * servers.count / calls : 0.0;
    pool.formula = number(calls) + " calls/s x " + number(held * 1e3) + " ms / (" +
                   std::to_string(servers.count) + " x " +
                   std::to_string(servers.database_connections) + ")";
    load_.resources.push_back(std::move(pool));
  }

  void add_data_disk() {
    const models::SqlConfig& sql = scenario_.sql;
    ResourceLoad disk = linear("sql.disk.data", "spindles", 1, users_);
    disk.available = sql.data.spindles;
    disk.utilization = data_disk_utilization(scenario_, users_, load_.buffer_pool);
    disk.offered = disk.utilization * disk.available;
    disk.users_at_limit = users_at_limit(users_, disk.limit, [this](double users) {
      return data_disk_utilization(scenario_, users, pools_.at(users));
    });
    disk.formula = "(" + number(load_.rates.sproc_calls) + " calls/s x " +
                   std::to_string(sql.pages_per_call) + " pages x miss ratio " +
                   number(1.0 - load_.buffer_pool.hit_ratio) + " x " +
                   number(to_seconds(sql.data.read_time) * 1e3) + " ms + " +
                   number(page_writes(sql, load_.rates.updates, load_.buffer_pool.data_pages)) +
                   " page writes/s x " + number(to_seconds(sql.data.write_time) * 1e3) + " ms) / " +
                   std::to_string(sql.data.spindles) + " spindles";
    load_.resources.push_back(std::move(disk));
  }

  void add_log_disk() {
    const models::SqlConfig& sql = scenario_.sql;
    ResourceLoad disk = linear("sql.disk.log", "writes", 1, users_);
    // The busier log, if there are two.
    const double share =
        sql.logs_apart ? std::max(sql.persistent_share, 1.0 - sql.persistent_share) : 1.0;
    disk.offered = load_.rates.updates * share * write_seconds(sql);
    disk.available = 1.0;  // however many spindles: a log is written in order
    disk.formula = number(load_.rates.updates * share) + " writes/s x " +
                   number(write_seconds(sql) * 1e3) + " ms, one at a time" +
                   (sql.log.write_cache ? "" : ", before group commit");
    add(std::move(disk));
  }

  const Scenario& scenario_;
  double users_;
  OfferedLoad& load_;
  PoolSizes pools_;
};

/// Connections of the largest listed failure whose ports stay until the idle timeout frees them.
double dead_connections(const Scenario& scenario, double endpoints) {
  for (const models::FaultConfig& event : scenario.events) {
    if (models::is_pool(event)) return endpoints;
    const bool silent = event.mode != models::FaultMode::process;
    if (event.action == models::FaultAction::fail && silent && models::is_front_end(event)) {
      return endpoints / scenario.front_ends.count;
    }
  }
  return 0.0;
}

/// Connections beside the clients' that stand at a time and take ports of the first logical
/// balancer.
double other_connections(const Scenario& scenario, double users) {
  const models::LoadBalancerConfig& balancer = scenario.load_balancer;
  const auto& web = balancer.web_listeners;
  double standing = 0.0;
  for (const models::ConnectionStreamConfig& stream : scenario.connections) {
    const bool is_web = std::find(web.begin(), web.end(), stream.listener) != web.end();
    if (is_web && balancer.logical_balancers > 1) continue;
    standing += (stream.rate + stream.rate_per_user * users) * to_seconds(stream.hold);
  }
  return standing;
}

}  // namespace

SnatSizing snat_sizing(const Scenario& scenario, double users) {
  const OfferedRates rates = offered_rates(scenario, users);
  const models::LoadBalancerConfig& balancer = scenario.load_balancer;
  const double endpoints = endpoints_of(scenario, users);
  SnatSizing sizing;
  sizing.dead = dead_connections(scenario, endpoints);
  sizing.others = other_connections(scenario, users);
  sizing.connections = endpoints + sizing.others + sizing.dead +
                       rates.sign_ins * to_seconds(balancer.snat.time_wait);
  sizing.by_rule = static_cast<std::uint32_t>(std::ceil(users / users_per_address));
  const bool per_tuple = balancer.snat.scope == models::PortScope::per_tuple;
  const double ports = static_cast<double>(balancer.snat.ports_per_address) *
                       (per_tuple ? scenario.front_ends.count : 1.0);
  sizing.by_connections = static_cast<std::uint32_t>(std::ceil(sizing.connections / ports));
  return sizing;
}

OfferedRates offered_rates(const Scenario& scenario, double users) {
  const models::ClientsConfig& clients = scenario.clients;
  const auto& activity = clients.activity;
  const double endpoints = endpoints_of(scenario, users);
  const bool is_steady = clients.start == models::StartMode::steady;
  const double legs = clients.authentication == models::Authentication::ntlm ? 3.0 : 2.0;
  // Another Front End, of this pool or of another.
  const double pools = scenario.pools.count;
  const double elsewhere = 1.0 - 1.0 / (scenario.front_ends.count * pools);
  const double redirects = scenario.pools.designated ? pools - 1.0 : 0.0;
  // Users act, whatever the number of their endpoints; every endpoint of a watcher is told.
  const double watchers =
      clients.contacts.mean * clients.contacts.watching_share * clients.endpoints_per_user;
  const double publications = users * activity.presence_publications;
  const double instant_messages = users * activity.im_sessions * activity.messages_per_session;
  const double polls = users * activity.polls;

  OfferedRates rates;
  rates.sign_ins = sign_in_rate(clients, endpoints);
  const double ends = is_steady ? per(endpoints, clients.session_length) : 0.0;
  const double notifications = (publications + rates.sign_ins + ends) * watchers;
  const auto set = [&rates](MessageClass message, double rate) {
    rates.messages[models::index_of(message)] = rate;
  };
  set(MessageClass::tls_handshake, (scenario.clients.tls_share + redirects) * rates.sign_ins);
  set(MessageClass::register_leg,
      redirects * rates.sign_ins +
          legs * (rates.sign_ins + per(endpoints, clients.reauthentication_interval)));
  set(MessageClass::subscribe, clients.subscribes * rates.sign_ins);
  set(MessageClass::batch_subscribe, rates.sign_ins);
  set(MessageClass::publish, publications + clients.publications_at_sign_in * rates.sign_ins);
  set(MessageClass::notification, notifications);
  set(MessageClass::server_hop, elsewhere * (notifications + instant_messages));
  set(MessageClass::poll_cached, polls * activity.polls_cached_share);
  set(MessageClass::poll_stored, polls * (1.0 - activity.polls_cached_share));
  set(MessageClass::message, instant_messages);
  set(MessageClass::message_delivery, elsewhere * instant_messages);
  set(MessageClass::register_refresh,
      per(endpoints, clients.keep_alive.enabled ? clients.register_refresh.with_keep_alive
                                                : clients.register_refresh.without));
  set(MessageClass::sign_out, ends);
  set(MessageClass::keep_alive,
      clients.keep_alive.enabled ? per(endpoints, clients.keep_alive.interval) : 0.0);
  set(MessageClass::background, users * activity.background);
  if (scenario.conferencing.detail != models::ConferenceDetail::load) {
    add_conferences(scenario, users, rates);
  }
  for (const MessageClass request :
       {MessageClass::register_leg, MessageClass::subscribe, MessageClass::batch_subscribe,
        MessageClass::publish, MessageClass::poll_cached, MessageClass::poll_stored,
        MessageClass::message, MessageClass::register_refresh, MessageClass::sign_out,
        MessageClass::conference_invite}) {
    rates.client_requests += rates.messages[models::index_of(request)];
  }
  add_up(scenario, rates);
  return rates;
}

OfferedLoad offered_load_at(const Scenario& scenario, double users) {
  OfferedLoad load;
  load.rates = offered_rates(scenario, users);
  load.buffer_pool = models::size_buffer_pool(scenario.sql, static_cast<std::uint64_t>(users));
  load.users_in_memory = static_cast<double>(models::buffer_pool_bytes(scenario.sql)) /
                         static_cast<double>(scenario.sql.data_per_user);
  load.snat = snat_sizing(scenario, users);
  ResourceTable(scenario, users, load).fill();
  return load;
}

OfferedLoad offered_load(const Scenario& scenario) {
  return offered_load_at(scenario, scenario.clients.users);
}

double handshake_storm_seconds(const Scenario& scenario, std::size_t key_length) {
  const models::FrontEndsConfig& servers = scenario.front_ends;
  const double handshakes = endpoints_of(scenario, scenario.clients.users) / servers.count;
  return handshakes * servers.tls_megacycles.at(key_length) /
         (servers.cores * servers.clock_hz / mega);
}

}  // namespace ocssim::scenarios
