// Simulated stations against closed forms: all 59 figures of the published tables of M/M/1, M/M/c,
// M/D/1, M/M/1/K and Erlang B.
//
//   P(wait) = Erlang C(c, a),  Wq/S = C / (c (1 − ρ))            M/M/c
//   Wq/S    = ρ / (2 (1 − ρ))                                    M/D/1 (Pollaczek–Khinchine, scv 0)
//   loss    = (1 − ρ) ρ^K / (1 − ρ^(K+1))                        M/M/1/K, K places in the system
//   loss    = Erlang B(c, a)                                     M/M/c/c
//
// Seeds are fixed in advance. Asserted is the theory: inside 4 standard errors in every cell, inside
// the nominal 95 % interval in at least 53 of 59, half-widths ≤ 1 % of the mean (≤ 5 % for loss).
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "engine/experiment/parallel.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/estimate.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/probability.hpp"
#include "models/queueing/station.hpp"
#include "models/theory/erlang.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"
#include "models/theory/mmck.hpp"

namespace ocssim::models {
namespace {

constexpr std::uint32_t replications = 10;

struct Cell {
  std::string name;
  StationConfig station;
  double arrival_rate = 0.0;     // [1/s]; the mean service time is 1 s
  double customers = 0.0;        // observed, a replication
  double warm_up = 0.0;          // customers before them
  std::string metric;
  double theory = 0.0;
  double widest = 0.01;          // half-width over mean
  // Filled by the run:
  Figure figure;
  double standard_error = 0.0;
};

StationConfig station(std::uint32_t servers) {
  StationConfig config;
  config.name = "station";
  config.servers = servers;
  config.mean_service_time = std::chrono::seconds(1);
  return config;
}

Cell cell(std::string name, StationConfig config, double rate, double millions, std::string metric,
          double theory, double widest = 0.01) {
  return {.name = std::move(name), .station = std::move(config), .arrival_rate = rate,
          .customers = millions * 1e6, .warm_up = millions * 5e4, .metric = std::move(metric),
          .theory = theory, .widest = widest, .figure = {}};
}

/// Customers a replication [millions] so that the half-width stays below 1 %: grows as 1/(1 − ρ)²
/// in heavy traffic, and with the rarity of waiting in light traffic.
double millions(double utilization, double probability_of_waiting) {
  const double heavy = 0.018 / ((1.0 - utilization) * (1.0 - utilization));
  return 0.25 + heavy + 0.06 / probability_of_waiting;
}

std::vector<Cell> table() {
  std::vector<Cell> cells;
  const struct { std::uint32_t servers; double load; } losses[] = {
      {1, 0.5}, {5, 2.0}, {10, 5.0}, {10, 4.461}, {20, 12.03},
      {24, 15.295}, {50, 37.90}, {100, 84.06}, {100, 90.0}};
  for (const auto& [servers, load] : losses) {
    StationConfig config = station(servers);
    config.queue_capacity = 0;
    cells.push_back(cell("Erlang B(" + std::to_string(servers) + ", " + std::to_string(load) + ")",
                         config, load, 1.0, "station.loss", erlang_b(servers, load), 0.05));
  }
  for (const std::uint32_t servers : {1u, 2u, 4u, 8u, 16u}) {
    for (const double rho : {0.5, 0.8, 0.9, 0.95}) {
      const double load = rho * servers;
      const double waits = erlang_c(servers, load);
      const std::string name = "M/M/" + std::to_string(servers) + " rho " + std::to_string(rho);
      const double size = millions(rho, waits);
      cells.push_back(cell(name + " P(wait)", station(servers), load, size, "station.waited", waits));
      cells.push_back(cell(name + " Wq", station(servers), load, size, "station.waiting_time",
                           waits / (servers * (1.0 - rho))));
    }
  }
  for (const double rho : {0.5, 0.8, 0.9, 0.95}) {
    StationConfig config = station(1);
    config.service = ServiceLaw::deterministic;
    cells.push_back(cell("M/D/1 rho " + std::to_string(rho), config, rho, millions(rho, rho),
                         "station.waiting_time", 0.5 * rho / (1.0 - rho)));
  }
  const struct { double rho; std::uint32_t places; double millions; } finite[] = {
      {0.8, 10, 0.6}, {0.9, 20, 1.2}, {0.95, 50, 6.0}, {1.0, 256, 9.0}, {1.0, 768, 30.0},
      {1.1, 256, 1.0}};
  for (const auto& [rho, places, size] : finite) {
    StationConfig config = station(1);
    config.queue_capacity = places - 1;
    cells.push_back(cell("M/M/1/" + std::to_string(places) + " rho " + std::to_string(rho), config,
                         rho, size, "station.loss", mm1k_loss(rho, places), 0.05));
  }
  return cells;
}

Observations run(const Cell& cell, std::uint64_t seed, std::uint32_t replication) {
  Simulation sim(RunPlan{.seed = seed, .replication = replication});
  Station station(cell.station, cell.arrival_rate);
  sim.add(station);
  sim.run_until(sim_start + seconds(cell.warm_up / cell.arrival_rate));
  sim.begin_observation();
  sim.run_until(sim.now() + seconds(cell.customers / cell.arrival_rate));
  Observations out;
  sim.end_observation(out);
  EXPECT_EQ(out.identities.at(0).residual_ns, 0) << cell.name;
  return out;
}

void simulate(Cell& cell, std::uint64_t seed) {
  std::vector<double> values;
  std::vector<RatioPart> parts;
  const bool is_ratio = cell.metric != "station.waiting_time";
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    const Observations out = run(cell, seed, replication);
    const Observation* metric = out.find(cell.metric, "station");
    ASSERT_NE(metric, nullptr);
    values.push_back(metric->sum / (is_ratio ? metric->weight
                                             : static_cast<double>(metric->count)));
    parts.push_back({metric->sum, metric->weight});
  }
  cell.figure = is_ratio ? estimate_ratio(parts, 0.95, false) : estimate_mean(values, 0.95);
  cell.standard_error = *cell.figure.half_width / student_quantile(0.975, replications - 1);
}

TEST(StationTheory, FiftyNineFiguresOfTheTablesComeOutOfTheSimulation) {
  std::vector<Cell> cells = table();
  ASSERT_EQ(cells.size(), 59u);
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  parallel_for(cells.size(), threads,
                         [&](std::size_t i) { simulate(cells[i], 20090401 + i); });
  int inside = 0;
  for (const Cell& cell : cells) {
    const double difference = std::abs(*cell.figure.value - cell.theory);
    std::printf("%-28s theory %-11.6g simulated %-11.6g ± %-9.3g (%.2f standard errors)\n",
                cell.name.c_str(), cell.theory, *cell.figure.value, *cell.figure.half_width,
                difference / cell.standard_error);
    EXPECT_LE(difference, 4.0 * cell.standard_error) << cell.name;
    EXPECT_LE(*cell.figure.half_width, cell.widest * cell.theory) << cell.name;
    if (difference <= *cell.figure.half_width) ++inside;
  }
  std::printf("%d of 59 inside the nominal 95 %% interval\n", inside);
  EXPECT_GE(inside, 53);
}

}  // namespace
}  // namespace ocssim::models
