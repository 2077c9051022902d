#include "study/findings/bottleneck.hpp"

#include "engine/stats/estimate_results.hpp"
#include "models/back_end/buffer_pool.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "scenarios/topology/service_load.hpp"
#include "study/findings/closed_form.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace ocssim::study {
namespace {

constexpr double saturated = 0.98;

struct Resource {
  std::string_view name;
  std::string_view metric;
  std::string_view statistic;
  double whole;            // what a level of 1 stands for, when the metric is no fraction
  double limit;            // physical, as a fraction
  std::string_view words;  // fraction of what
};

/// The healthy band's own limit of a metric, if it has one that `value` must stay below.
double limit_of(const scenarios::Scenario& scenario, const Resource& resource) {
  for (const scenarios::Objective& line : scenario.healthy_band) {
    const bool is_upper = line.comparison == scenarios::Comparison::less ||
                          line.comparison == scenarios::Comparison::less_equal;
    if (is_upper && line.metric == resource.metric) return line.threshold.value;
  }
  return resource.limit;
}

void set_headroom(Bottleneck& row, const Figure& present, double users) {
  row.present = *present.value;
  row.headroom.exact = present.exact;
  const double ratio =
      row.present > 0.0 ? row.limit_value / row.present : std::numeric_limits<double>::infinity();
  row.headroom.value = ratio - 1.0;
  if (present.half_width && row.present > 0.0) {
    row.headroom.half_width = ratio * *present.half_width / row.present;
  }
  row.users_at_limit = users * ratio;
}

double users_of(const scenarios::Scenario& scenario) {
  return static_cast<double>(scenario.clients.users);
}

/// Without ports, or beyond the balancer's connections, endpoints wait outside: the demand is what
/// all of them would take.
double demand_over_use(std::span<const MetricResult> metrics, double endpoints) {
  const MetricResult* outside = find_result(metrics, {"clients.without_connection", ""});
  const Figure* figure =
      outside == nullptr || outside->figures.empty() ? nullptr : &outside->figures.front().figure;
  if (figure == nullptr || !figure->value || *figure->value >= endpoints) return 1.0;
  return endpoints / (endpoints - *figure->value);
}

bool any_refused(std::span<const MetricResult> metrics) {
  const MetricResult* refused = find_result(metrics, {"snat.refused", ""});
  const Figure* figure = refused == nullptr ? nullptr : refused->find("total");
  return figure != nullptr && figure->value && *figure->value > 0.0;
}

/// A saturated resource hides what is asked of it: nothing is busy for more than all of the time.
double demand(std::string_view resource, double measured, const scenarios::OfferedLoad& offered) {
  if (measured < saturated) return measured;
  for (const scenarios::ResourceLoad& load : offered.resources) {
    if (load.name == resource) return std::max(measured, load.utilization);
  }
  return measured;
}

void add_utilizations(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                      std::vector<Bottleneck>& rows) {
  const double connections = scenario.front_ends.database_connections;
  const scenarios::OfferedLoad offered =
      scenario.has_pool ? scenarios::offered_load(scenario) : scenarios::OfferedLoad{};
  const std::array resources = {
      Resource{"front_end.cpu", "front_end.cpu.utilization", "mean", 1.0, 1.0, "of cores"},
      Resource{"role_servers.cpu", "role_servers.cpu.utilization", "mean", 1.0, 0.8, "of cores"},
      Resource{"sql.cpu", "sql.cpu.utilization", "mean", 1.0, 1.0, "of cores"},
      Resource{"sql.disk.data", "sql.disk.data.utilization", "mean", 1.0, 1.0, "of the time"},
      Resource{"sql.disk.log", "sql.disk.log.utilization", "mean", 1.0, 1.0, "of the time"},
      Resource{"sql.connections", "sql.connections_in_use", "mean", connections, 1.0,
               "of connections"},
      Resource{"pool_link", "pool_link.utilization", "mean", 1.0, 1.0, "of the time"},
      Resource{"web.link", "web.link_utilization", "mean", 1.0, 1.0, "of the time"},
      Resource{"web.file_share", "web.share_utilization", "mean", 1.0, 1.0, "of the time"},
      Resource{"archiving.server", "archiving.utilization", "mean", 1.0, 1.0, "of workers"},
      Resource{"monitoring.server", "monitoring.utilization", "mean", 1.0, 1.0, "of workers"},
      Resource{"monitoring.database", "monitoring.database.utilization", "mean", 1.0, 1.0,
               "of disks"},
      Resource{"announcement_service.players", "announcement.player_utilization", "mean", 1.0, 1.0,
               "of players"},
      Resource{"director.cpu", "director.cpu.utilization", "mean", 1.0, 1.0, "of cores"},
      Resource{"director.slots", "director.slot_utilization", "mean", 1.0, 1.0, "of NTLM slots"},
      Resource{"snat.ports", "snat.port_utilization", "max", 1.0, 1.0, "of ports, peak"},
      Resource{"load_balancer.connections", "lb.connection_utilization", "max", 1.0, 1.0,
               "of connections, peak"},
  };
  for (const Resource& resource : resources) {
    const auto worst = worst_component(metrics, resource.metric, resource.statistic, true);
    if (!worst || !worst->figure.value || !(resource.whole > 0.0)) continue;
    Figure present = worst->figure;
    *present.value /= resource.whole;
    if (present.half_width) *present.half_width /= resource.whole;
    const bool is_full = resource.name == "load_balancer.connections" && *present.value >= 1.0;
    if (resource.name != "snat.ports" && !is_full) {
      *present.value = demand(resource.name, *present.value, offered);
    } else if (is_full || any_refused(metrics)) {
      *present.value *=
          demand_over_use(metrics, users_of(scenario) * scenario.clients.endpoints_per_user);
    }
    Bottleneck row;
    row.resource = resource.name;
    row.component = worst->component;
    row.limit = resource.words;
    row.limit_value = limit_of(scenario, resource);
    row.unit = "1";
    set_headroom(row, present, users_of(scenario));
    rows.push_back(std::move(row));
  }
}

void add_memory(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                std::vector<Bottleneck>& rows) {
  const auto worst = worst_component(metrics, "front_end.memory.available", "mean", false);
  if (!worst || !worst->figure.value || scenario.front_ends.memory == 0) return;
  double least_available = 0.0;
  for (const scenarios::Objective& line : scenario.healthy_band) {
    if (line.metric == "front_end.memory.available") least_available = line.threshold.value;
  }
  const double reserved = static_cast<double>(scenario.front_ends.memory_reserved) /
                          static_cast<double>(scenario.front_ends.memory);
  Bottleneck row;
  row.resource = "front_end.memory";
  row.component = worst->component;
  row.limit = "of memory";
  row.limit_value = 1.0 - least_available;
  row.unit = "1";
  row.present = 1.0 - *worst->figure.value;
  const double movable = row.present - reserved;
  const double ratio = movable > 0.0 ? (row.limit_value - reserved) / movable
                                     : std::numeric_limits<double>::infinity();
  row.headroom.value = ratio - 1.0;
  row.headroom.exact = worst->figure.exact;
  if (worst->figure.half_width && movable > 0.0) {
    row.headroom.half_width = ratio * *worst->figure.half_width / movable;
  }
  row.users_at_limit = users_of(scenario) * ratio;
  rows.push_back(std::move(row));
}

/// Beyond it pages are read in the path of calls: the data of all users over the buffer pool.
void add_buffer_pool(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                     std::vector<Bottleneck>& rows) {
  if (find_result(metrics, {"sql.hit_ratio", ""}) == nullptr) return;
  const models::BufferPool pool = models::size_buffer_pool(scenario.sql, scenario.clients.users);
  if (pool.data_pages == 0) return;
  Bottleneck row;
  row.resource = "sql.memory";
  row.component = "sql";
  row.limit = "of the buffer pool";
  row.limit_value = 1.0;
  row.unit = "1";
  const double pages = static_cast<double>(std::max<std::uint64_t>(pool.pages, 1));
  set_headroom(row, {.value = static_cast<double>(pool.data_pages) / pages, .exact = true},
               users_of(scenario));
  rows.push_back(std::move(row));
}

void add_stations(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                  std::vector<Bottleneck>& rows) {
  for (const models::StationConfig& station : scenario.stations) {
    const MetricResult* utilization = find_result(metrics, {"station.utilization", station.name});
    const Figure* figure = utilization == nullptr ? nullptr : utilization->find("mean");
    if (figure == nullptr || !figure->value) continue;
    Bottleneck row;
    row.resource = "station.servers";
    row.component = station.name;
    row.limit = "of servers";
    row.limit_value = 1.0;
    row.unit = "1";
    Figure present = *figure;
    if (*present.value >= saturated && !station.queue_capacity) {
      const double arrivals = station.arrivals_per_user * users_of(scenario) + station.arrival_rate;
      const double offered = arrivals * to_seconds(station.mean_service_time) / station.servers;
      present.value = std::max(*present.value, offered);
    }
    set_headroom(row, present, users_of(scenario));
    rows.push_back(std::move(row));
  }
}

/// What holds calls: ports, processors or source NAT of all servers, agents, adapters.
void add_services(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                  std::vector<Bottleneck>& rows) {
  struct Look {
    std::string_view suffix;
    std::string_view metric;
    std::string_view words;
  };
  constexpr std::array looks = {
      Look{".ports", "call.port_utilization", "of ports, where 1 % of calls are refused"},
      Look{".processors", "call.cpu.utilization", "of processors, where 1 % of calls are refused"},
      Look{".nat", "call.port_utilization", "of SNAT ports, where 1 % of calls are refused"},
      Look{".cpu", "session.cpu.utilization", "of cores"},
      Look{".link", "session.link_utilization", "of the link"},
      Look{".ports", "proxy.port_utilization", "of ports, where 1 % of downloads are refused"},
      Look{".cpu", "proxy.cpu.utilization", "of cores"},
      Look{".link", "proxy.link_utilization", "of the link"},
      Look{".agents", "call.agents.utilization", "of agents"},
      Look{".link", "call.link_utilization", "of the link"},
  };
  const auto loads = scenarios::service_loads(scenario, users_of(scenario));
  for (const scenarios::ResourceLoad& load : loads) {
    for (const Look& look : looks) {
      if (!load.name.ends_with(look.suffix)) continue;
      const std::string service = load.name.substr(0, load.name.find('.'));
      const std::string component = look.suffix == ".agents" ? service : service + "[0]";
      Figure present = figure_of(metrics, look.metric, component, "mean");
      if (!present.value) continue;
      // Refused calls take no port: what is asked for is in the offered load.
      *present.value = std::max(*present.value, load.utilization);
      Bottleneck row;
      row.resource = load.name;
      row.component = service;
      row.limit = look.words;
      row.limit_value = load.limit;
      row.unit = "1";
      set_headroom(row, present, users_of(scenario));
      rows.push_back(std::move(row));
    }
  }
}

}  // namespace

std::vector<Bottleneck> find_bottlenecks(const scenarios::Scenario& scenario,
                                         std::span<const MetricResult> metrics) {
  std::vector<Bottleneck> rows;
  add_utilizations(scenario, metrics, rows);
  if (scenario.has_pool) {
    add_memory(scenario, metrics, rows);
    add_buffer_pool(scenario, metrics, rows);
    add_services(scenario, metrics, rows);
  }
  add_stations(scenario, metrics, rows);
  std::stable_sort(rows.begin(), rows.end(), [](const Bottleneck& a, const Bottleneck& b) {
    return *a.headroom.value < *b.headroom.value;
  });
  return rows;
}

}  // namespace ocssim::study
