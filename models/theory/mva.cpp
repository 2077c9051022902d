#include "models/theory/mva.hpp"

#include "models/theory/real_functions.hpp"
#include "models/theory/require.hpp"

#include <algorithm>
#include <limits>

namespace ocssim::models {
namespace {

// All normalization constants are kept as logarithms: they span thousands of decimal orders.
constexpr double log_zero = -std::numeric_limits<double>::infinity();

/// ln of a sum of terms given by their logarithms.
double log_sum(const std::vector<double>& terms) {
  const double largest = *std::max_element(terms.begin(), terms.end());
  if (largest == log_zero) return log_zero;
  double sum = 0.0;
  for (const double term : terms) sum += natural_exp(term - largest);
  return largest + natural_log(sum);
}

/// ln (delay^n / n!), n = 0…population.
std::vector<double> delay_factors(double delay, std::uint64_t population) {
  std::vector<double> result(population + 1, 0.0);
  for (std::uint64_t n = 1; n <= population; ++n) {
    result[n] =
        delay > 0.0 ? result[n - 1] + natural_log(delay / static_cast<double>(n)) : log_zero;
  }
  return result;
}

/// The constants of a network when `station`, which has servers and a demand, joins it.
std::vector<double> join(const std::vector<double>& constants, const MvaStation& station) {
  const double per_server = natural_log(station.service_demand / station.servers);
  std::vector<double> factors{0.0};  // ln f_j; F(j) for j < c is the plain D^j/j!
  double product = 0.0;              // ln F(j − 1)
  for (std::uint32_t j = 1; j < station.servers; ++j) {
    factors.push_back(product +
                      natural_log(station.service_demand * (1.0 / j - 1.0 / station.servers)));
    product += natural_log(station.service_demand / j);
  }
  std::vector<double> result(constants.size());
  std::vector<double> terms;
  for (std::size_t n = 0; n < constants.size(); ++n) {
    terms.clear();
    for (std::size_t j = 0; j < factors.size() && j <= n; ++j) {
      terms.push_back(factors[j] + constants[n - j]);
    }
    if (n > 0) terms.push_back(per_server + result[n - 1]);
    result[n] = log_sum(terms);
  }
  return result;
}

bool queues(const MvaStation& station) {
  return station.servers > 0 && station.service_demand > 0.0;
}

/// Mean number in `station`, given the constants without it and that of the whole.
double mean_number(const MvaStation& station, const std::vector<double>& without, double whole) {
  double number = 0.0;
  double factor = 0.0;  // ln F(j)
  for (std::size_t j = 1; j < without.size(); ++j) {
    const auto jobs = static_cast<double>(j);
    factor += natural_log(station.service_demand / std::min<double>(jobs, station.servers));
    number += jobs * natural_exp(factor + without[without.size() - 1 - j] - whole);
  }
  return number;
}

}  // namespace

MvaResult mva(const std::vector<MvaStation>& stations, double think_time,
              std::uint64_t population) {
  require(think_time >= 0.0, "mva: think time < 0");
  double delay = think_time;
  double demand = 0.0;
  for (const MvaStation& station : stations) {
    require(station.service_demand >= 0.0, "mva: demand < 0");
    demand += station.service_demand;
    if (station.servers == 0) delay += station.service_demand;
  }
  require(think_time + demand > 0.0, "mva: no time anywhere");

  std::vector<double> constants = delay_factors(delay, population);
  for (const MvaStation& station : stations) {
    if (queues(station)) constants = join(constants, station);
  }
  MvaResult result;
  if (population > 0) {
    result.throughput = natural_exp(constants[population - 1] - constants[population]);
    result.response_time = static_cast<double>(population) / result.throughput - think_time;
  }
  for (std::size_t k = 0; k < stations.size(); ++k) {
    double number = result.throughput * stations[k].service_demand;
    if (queues(stations[k])) {
      std::vector<double> without = delay_factors(delay, population);
      for (std::size_t other = 0; other < stations.size(); ++other) {
        if (other != k && queues(stations[other])) without = join(without, stations[other]);
      }
      number = mean_number(stations[k], without, constants[population]);
    }
    result.numbers_in_station.push_back(number);
    result.residence_times.push_back(population > 0 ? number / result.throughput : 0.0);
    result.utilizations.push_back(result.throughput * stations[k].service_demand /
                                  std::max(1u, stations[k].servers));
  }
  return result;
}

AsymptoticBounds asymptotic_bounds(const std::vector<MvaStation>& stations, double think_time,
                                   double population) {
  require(think_time >= 0.0 && population > 0.0, "asymptotic_bounds: arguments");
  double demand = 0.0;
  double queueing = 0.0;    // demand where a job may wait
  double bottleneck = 0.0;  // largest demand a server
  for (const MvaStation& station : stations) {
    demand += station.service_demand;
    if (station.servers == 0) continue;
    queueing += station.service_demand;
    bottleneck = std::max(bottleneck, station.service_demand / station.servers);
  }
  require(bottleneck > 0.0, "asymptotic_bounds: nothing queues");
  AsymptoticBounds bounds;
  bounds.throughput_high = std::min(population / (think_time + demand), 1.0 / bottleneck);
  bounds.response_low = std::max(demand, population * bottleneck - think_time);
  // At worst every job finds all others before it wherever it may wait.
  bounds.response_high = demand + (population - 1.0) * queueing;
  bounds.throughput_low = population / (think_time + bounds.response_high);
  bounds.saturation_population = (think_time + demand) / bottleneck;
  return bounds;
}

}  // namespace ocssim::models
