#include "study/findings/station_inflow.hpp"

#include <utility>

namespace ocssim::study {
namespace {

bool keeps_poisson(const models::StationConfig& station, double rate) {
  return station.service == models::ServiceLaw::exponential && !station.queue_capacity &&
         station.discipline == models::Discipline::fifo &&
         rate * to_seconds(station.mean_service_time) < station.servers;
}

}  // namespace

std::vector<Inflow> station_inflows(const scenarios::Scenario& scenario) {
  const std::vector<models::StationConfig>& stations = scenario.stations;
  std::vector<Inflow> result(stations.size());
  // Without cycles as many rounds as stations settle the rates.
  for (std::size_t round = 0; round <= stations.size(); ++round) {
    std::vector<Inflow> next(stations.size());
    for (std::size_t i = 0; i < stations.size(); ++i) {
      next[i].rate +=
          stations[i].arrivals_per_user * scenario.clients.users + stations[i].arrival_rate;
      for (std::size_t from = 0; from < stations.size(); ++from) {
        if (stations[from].next != stations[i].name) continue;
        next[i].rate += result[from].rate;
        next[i].is_poisson = next[i].is_poisson && result[from].is_poisson &&
                             keeps_poisson(stations[from], result[from].rate);
      }
    }
    result = std::move(next);
  }
  return result;
}

}  // namespace ocssim::study
