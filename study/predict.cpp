#include "study/predict.hpp"

#include "models/theory/mmc.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "study/findings/station_inflow.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace ocssim::study {
namespace {

using scenarios::Objective;
using scenarios::Statistic;

bool is_upper_limit(const Objective& objective) {
  return objective.comparison == scenarios::Comparison::less ||
         objective.comparison == scenarios::Comparison::less_equal;
}

double quantile_of_statistic(Statistic statistic) {
  switch (statistic) {
    case Statistic::p50:
      return 0.5;
    case Statistic::p95:
      return 0.95;
    case Statistic::p99:
      return 0.99;
    case Statistic::p99_9:
      return 0.999;
    case Statistic::mean:
    case Statistic::max:
    case Statistic::total:
    case Statistic::rate:
      return 0.0;
  }
  return 0.0;
}

/// The predicted figure of a station in the unit of the objective [s or 1]; infinite when
/// unstable, none without a closed form.
std::optional<double> station_figure(const models::StationConfig& station, double rate,
                                     const Objective& objective) {
  const models::MmcQueue queue{.arrival_rate = rate,
                               .service_time = to_seconds(station.mean_service_time),
                               .servers = station.servers};
  const double load = rate * queue.service_time / queue.servers;
  if (objective.metric == "station.utilization") return std::min(1.0, load);
  if (station.service != models::ServiceLaw::exponential) return std::nullopt;
  if (load >= 1.0) return std::numeric_limits<double>::infinity();
  const Statistic statistic = objective.statistic.value_or(Statistic::mean);
  const double q = quantile_of_statistic(statistic);
  if (statistic != Statistic::mean && q == 0.0) return std::nullopt;
  const bool mean = statistic == Statistic::mean;
  if (objective.metric == "station.sojourn_time") {
    return mean ? models::mmc(queue).sojourn_time : models::mmc_sojourn_quantile(queue, q);
  }
  if (objective.metric == "station.waiting_time") {
    return mean ? models::mmc(queue).waiting_time : models::mmc_waiting_quantile(queue, q);
  }
  return std::nullopt;
}

/// Keeps what breaks; among what holds, what uses the largest part of its limit.
class Judge {
 public:
  void take(double part_of_limit, std::string formula) {
    if (prediction_ && part_of_limit <= largest_) return;
    largest_ = part_of_limit;
    prediction_ = Prediction{.met = part_of_limit < 1.0, .formula = std::move(formula)};
  }
  [[nodiscard]] const std::optional<Prediction>& prediction() const { return prediction_; }

 private:
  double largest_ = 0.0;
  std::optional<Prediction> prediction_;
};

void predict_stations(const scenarios::Scenario& scenario, Judge& judge) {
  const std::vector<Inflow> inflows = station_inflows(scenario);
  for (const Objective& objective : scenario.objectives) {
    if (objective.healthy || !is_upper_limit(objective)) continue;
    const bool is_time = objective.threshold.dimension == scenarios::Dimension::duration;
    const double limit = objective.threshold.value * (is_time ? 1e-9 : 1.0);
    for (std::size_t i = 0; i < scenario.stations.size(); ++i) {
      const models::StationConfig& station = scenario.stations[i];
      if (!inflows[i].is_poisson || station.queue_capacity || !(limit > 0.0)) continue;
      const auto figure = station_figure(station, inflows[i].rate, objective);
      if (figure) judge.take(*figure / limit, "M/M/c: " + objective.text + " of " + station.name);
    }
  }
}

/// The limit of a resource's utilization: its own, or a stricter one of an objective.
double limit_of(const scenarios::Scenario& scenario, const scenarios::ResourceLoad& load) {
  double limit = load.limit;
  const std::string metric = load.name + ".utilization";
  const auto tighten = [&](const std::vector<Objective>& lines) {
    for (const Objective& line : lines) {
      const bool names_it = line.metric == metric ||
                            (load.name == "snat.ports" && line.metric == "snat.port_utilization");
      if (names_it && is_upper_limit(line)) limit = std::min(limit, line.threshold.value);
    }
  };
  tighten(scenario.objectives);
  const bool healthy = std::any_of(scenario.objectives.begin(), scenario.objectives.end(),
                                   [](const Objective& line) { return line.healthy; });
  if (healthy) tighten(scenario.healthy_band);
  return limit;
}

/// Misses over what the objective leaves to miss.
void predict_hit_ratio(const scenarios::Scenario& scenario, double hit_ratio, Judge& judge) {
  for (const Objective& line : scenario.objectives) {
    if (line.metric != "sql.hit_ratio" || is_upper_limit(line)) continue;
    const double allowed = 1.0 - line.threshold.value;
    if (allowed > 0.0) judge.take((1.0 - hit_ratio) / allowed, "buffer pool: Che, for LRU");
  }
}

void predict_pool(const scenarios::Scenario& scenario, Judge& judge) {
  const scenarios::OfferedLoad offered = scenarios::offered_load(scenario);
  predict_hit_ratio(scenario, offered.buffer_pool.hit_ratio, judge);
  for (const scenarios::ResourceLoad& load : offered.resources) {
    const double limit = limit_of(scenario, load);
    if (limit > 0.0) judge.take(load.utilization / limit, load.name + ": " + load.formula);
  }
}

bool is_of_ports(const Objective& line) {
  return !line.healthy && line.metric.starts_with("snat.");
}

/// Where only ports are asked about, nothing else can break: live, resting and dead connections
/// over the ports there are.
void predict_ports(const scenarios::Scenario& scenario, Judge& judge) {
  const models::LoadBalancerConfig& balancer = scenario.load_balancer;
  if (!balancer.present || balancer.nat != models::NatMode::snat) return;
  const scenarios::SnatSizing sizing =
      scenarios::snat_sizing(scenario, static_cast<double>(scenario.clients.users));
  const bool per_tuple = balancer.snat.scope == models::PortScope::per_tuple;
  double limit = static_cast<double>(balancer.snat.addresses) * balancer.snat.ports_per_address *
                 (per_tuple ? scenario.front_ends.count : 1.0);
  for (const Objective& line : scenario.objectives) {
    const bool is_share = line.metric == "snat.port_utilization" && is_upper_limit(line);
    if (is_share) limit *= std::min(1.0, line.threshold.value);
  }
  // All ports in use still serve everybody: the limit itself is met.
  const double part = sizing.connections <= limit ? 0.5 : 2.0;
  judge.take(part, "snat.ports: connections that live, rest or are dead over ports");
}

}  // namespace

std::optional<Prediction> predict(const scenarios::Scenario& scenario) {
  Judge judge;
  const std::vector<Objective>& lines = scenario.objectives;
  if (scenario.has_pool && !lines.empty() && std::all_of(lines.begin(), lines.end(), is_of_ports)) {
    predict_ports(scenario, judge);
    return judge.prediction();
  }
  predict_stations(scenario, judge);
  if (scenario.has_pool && !scenario.objectives.empty()) predict_pool(scenario, judge);
  return judge.prediction();
}

}  // namespace ocssim::study
