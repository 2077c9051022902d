// Closed forms of stations fed by Poisson streams.
#include "models/theory/erlang.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/mmck.hpp"
#include "models/theory/operational_laws.hpp"
#include "study/findings/closed_form.hpp"
#include "study/findings/station_inflow.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace ocssim::study {
namespace {

using models::ServiceLaw;
using models::StationConfig;

class Rows {
 public:
  Rows(const StationConfig& station, std::span<const MetricResult> metrics,
       std::vector<ClosedFormRow>& rows)
      : station_(station), metrics_(metrics), rows_(rows) {}

  void add(std::string_view metric, std::string_view unit, double predicted,
           std::string formula) const {
    rows_.push_back({.name = std::string(metric) + " of " + station_.name,
                     .formula = std::move(formula),
                     .predicted = predicted,
                     .simulated = figure_of(metrics_, metric, station_.name, "mean"),
                     .unit = std::string(unit)});
  }

 private:
  const StationConfig& station_;
  std::span<const MetricResult> metrics_;
  std::vector<ClosedFormRow>& rows_;
};

void compare_waiting_station(const StationConfig& station, double rate, const Rows& rows) {
  const double service = to_seconds(station.mean_service_time);
  rows.add("station.utilization", "1", models::utilization_law(rate, service, station.servers),
           "utilization law: λS/c");
  if (station.discipline == models::Discipline::processor_sharing) {
    if (station.servers != 1) return;
    const models::Mg1Result theory =
        models::mg1_processor_sharing({.arrival_rate = rate, .service_time = service});
    return rows.add("station.sojourn_time", "s", theory.sojourn_time,
                    "M/G/1-PS: S/(1 − ρ), any service time");
  }
  if (station.service == ServiceLaw::exponential) {
    const models::MmcResult theory =
        models::mmc({.arrival_rate = rate, .service_time = service, .servers = station.servers});
    rows.add("station.waited", "1", theory.probability_of_waiting, "M/M/c: Erlang C");
    rows.add("station.waiting_time", "s", theory.waiting_time, "M/M/c: C/(cμ − λ)");
    rows.add("station.sojourn_time", "s", theory.sojourn_time, "M/M/c: C/(cμ − λ) + S");
  } else if (station.servers == 1) {
    const bool is_fixed = station.service == ServiceLaw::deterministic;
    const models::Mg1Result theory = models::mg1({.arrival_rate = rate,
                                                  .service_time = service,
                                                  .scv = is_fixed ? 0.0 : station.service_scv});
    rows.add("station.waiting_time", "s", theory.waiting_time, "M/G/1: ρS(1 + c²)/(2(1 − ρ))");
    rows.add("station.sojourn_time", "s", theory.sojourn_time, "M/G/1: ρS(1 + c²)/(2(1 − ρ)) + S");
  }
}

void compare_loss_station(const StationConfig& station, double rate, const Rows& rows) {
  const double service = to_seconds(station.mean_service_time);
  if (*station.queue_capacity == 0) {
    rows.add("station.loss", "1", models::erlang_b(station.servers, rate * service),
             "Erlang B, any service time");
    return;
  }
  if (station.service != ServiceLaw::exponential) return;
  const models::MmckResult theory =
      models::mmck({.arrival_rate = rate,
                    .service_time = service,
                    .servers = station.servers,
                    .system_places = std::uint64_t{station.servers} + *station.queue_capacity});
  rows.add("station.loss", "1", theory.loss, "M/M/c/K: p(K)");
  rows.add("station.sojourn_time", "s", theory.sojourn_time, "M/M/c/K: L/(λ(1 − p(K)))");
}

}  // namespace

void compare_stations(const scenarios::Scenario& scenario, std::span<const MetricResult> metrics,
                      std::vector<ClosedFormRow>& rows) {
  const std::vector<Inflow> arrivals = station_inflows(scenario);
  for (std::size_t i = 0; i < scenario.stations.size(); ++i) {
    const StationConfig& station = scenario.stations[i];
    if (!arrivals[i].is_poisson || arrivals[i].rate <= 0.0) continue;
    const Rows station_rows(station, metrics, rows);
    const double offered = arrivals[i].rate * to_seconds(station.mean_service_time);
    if (station.queue_capacity) {
      compare_loss_station(station, arrivals[i].rate, station_rows);
    } else if (offered < station.servers) {
      compare_waiting_station(station, arrivals[i].rate, station_rows);
    }
  }
}

}  // namespace ocssim::study
