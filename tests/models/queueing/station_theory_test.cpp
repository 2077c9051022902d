// Simulated stations against closed forms: all 59 figures of the published tables of M/M/1, M/M/c,
// M/D/1, M/M/1/K and Erlang B.
//
//   P(wait) = Erlang C(c, a),  Wq/S = C / (c (1 − ρ))            M/M/c
//   Wq/S    = ρ / (2 (1 − ρ))                                    M/D/1 (Pollaczek–Khinchine, scv 0)
//   loss    = (1 − ρ) ρ^K / (1 − ρ^(K+1))                        M/M/1/K, K places in the system
//   loss    = Erlang B(c, a)                                     M/M/c/c
//
// Seeds are fixed in advance. Asserted is the theory: inside 4 standard errors in every cell,
// inside the nominal 95 % interval in at least 53 of 59, half-widths ≤ 1 % of the mean (≤ 5 % for
// loss).
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

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

namespace ocssim::models {
namespace {

constexpr std::uint32_t replications = 20;
#ifdef OCSSIM_FULL_SIZE
#define OCSSIM_SUITE StationTablesAtFullSize
constexpr double size = 1.0;  // of the observed customers
#else
#define OCSSIM_SUITE StationTables
constexpr double size = 1.0 / 16.0;
#endif

/// One figure of a table, and what the simulation says.
struct Cell {
  std::string name;
  std::string metric;
  double theory = 0.0;
  double widest = 0.01;  // half-width over mean
  Figure figure = {};
  double standard_error = 0.0;
};

/// One simulated station; the mean service time is 1 s.
struct StationRun {
  StationConfig station;
  double arrival_rate = 0.0;  // [1/s]
  double customers = 0.0;     // observed, a replication
  std::vector<Cell> cells;
};

StationConfig station(std::uint32_t servers) {
  StationConfig config;
  config.name = "station";
  config.servers = servers;
  config.mean_service_time = std::chrono::seconds(1);
  return config;
}

/// Customers a replication [millions] so that the half-width stays below 1 %: the relative variance
/// of a mean wait grows as 1/(1 − ρ)² in heavy traffic, and with the rarity of waiting in light.
double millions(double servers, double utilization, double probability_of_waiting) {
  const double heavy = (0.014 + 0.0008 * servers) / ((1.0 - utilization) * (1.0 - utilization));
  return 0.3 + 0.1 * servers + heavy + 0.11 / probability_of_waiting;
}

std::vector<StationRun> table() {
  std::vector<StationRun> runs;
  const auto add = [&](const StationConfig& config, double rate, double millions,
                       std::vector<Cell> cells) {
    runs.push_back({config, rate, size * millions * 1e6, std::move(cells)});
  };
  const struct {
    std::uint32_t servers;
    double load;
  } losses[] = {{1, 0.5},     {5, 2.0},    {10, 5.0},    {10, 4.461}, {20, 12.03},
                {24, 15.295}, {50, 37.90}, {100, 84.06}, {100, 90.0}};
  for (const auto& [servers, load] : losses) {
    StationConfig config = station(servers);
    config.queue_capacity = 0;
    const std::string name = "B(" + std::to_string(servers) + ", " + std::to_string(load) + ")";
    add(config, load, 0.5, {{name, "station.loss", erlang_b(servers, load), 0.05}});
  }
  for (const std::uint32_t servers : {1u, 2u, 4u, 8u, 16u}) {
    for (const double rho : {0.5, 0.8, 0.9, 0.95}) {
      const double waits = erlang_c(servers, rho * servers);
      const std::string name = "M/M/" + std::to_string(servers) + " rho " + std::to_string(rho);
      add(station(servers), rho * servers, millions(servers, rho, waits),
          {{name + " P(wait)", "station.waited", waits},
           {name + " Wq", "station.waiting_time", waits / (servers * (1.0 - rho))}});
    }
  }
  for (const double rho : {0.5, 0.8, 0.9, 0.95}) {
    StationConfig config = station(1);
    config.service = ServiceLaw::deterministic;
    add(config, rho, 0.5 * millions(1, rho, rho),
        {{"M/D/1 rho " + std::to_string(rho), "station.waiting_time", 0.5 * rho / (1.0 - rho)}});
  }
  const struct {
    double rho;
    std::uint32_t places;
    double millions;
  } finite[] = {{0.8, 10, 0.3},  {0.9, 20, 0.5},   {0.95, 50, 2.0},
                {1.0, 256, 4.7}, {1.0, 768, 40.0}, {1.1, 256, 0.5}};
  for (const auto& [rho, places, length] : finite) {
    StationConfig config = station(1);
    config.queue_capacity = places - 1;
    const std::string name = "M/M/1/" + std::to_string(places) + " rho " + std::to_string(rho);
    add(config, rho, length, {{name, "station.loss", mm1k_loss(rho, places), 0.05}});
  }
  return runs;
}

Observations observe_run(const StationRun& run, std::uint64_t seed, std::uint32_t replication) {
  Simulation sim(RunPlan{.seed = seed, .replication = replication});
  Station station(run.station, run.arrival_rate);
  sim.add(station);
  sim.run_until(sim_start + seconds(0.05 * run.customers / run.arrival_rate));
  sim.begin_observation();
  sim.run_until(sim.now() + seconds(run.customers / run.arrival_rate));
  Observations out;
  sim.end_observation(out);
  EXPECT_EQ(out.identities.at(0).residual_ns, 0);
  return out;
}

void simulate(StationRun& run, std::uint64_t seed) {
  std::vector<Observations> seen;
  for (std::uint32_t replication = 0; replication < replications; ++replication) {
    seen.push_back(observe_run(run, seed, replication));
  }
  for (Cell& cell : run.cells) {
    const bool is_mean = cell.metric == "station.waiting_time";
    std::vector<double> values;
    std::vector<RatioPart> parts;
    for (const Observations& out : seen) {
      const Observation* metric = out.find(cell.metric, "station");
      ASSERT_NE(metric, nullptr);
      values.push_back(metric->sum / static_cast<double>(metric->count));
      parts.push_back({metric->sum, metric->weight});
    }
    cell.figure = is_mean ? estimate_mean(values, 0.95) : estimate_ratio(parts, 0.95, false);
    cell.standard_error = *cell.figure.half_width / student_quantile(0.975, replications - 1);
  }
}

TEST(OCSSIM_SUITE, FiftyNineFiguresOfTheTablesComeOutOfTheSimulation) {
  std::vector<StationRun> runs = table();
  // Longest first, so that the threads end together.
  std::stable_sort(runs.begin(), runs.end(), [](const StationRun& a, const StationRun& b) {
    return a.customers > b.customers;
  });
  const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  parallel_for(runs.size(), threads, [&](std::size_t i) { simulate(runs[i], 20090401 + i); });
  int cells = 0;
  int inside = 0;
  for (const StationRun& run : runs) {
    for (const Cell& cell : run.cells) {
      ++cells;
      const double difference = std::abs(*cell.figure.value - cell.theory);
      std::printf(
          "%-28s theory %-11.6g simulated %-11.6g ± %-9.3g (%.2f standard errors, ± %.2f %%)\n",
          cell.name.c_str(), cell.theory, *cell.figure.value, *cell.figure.half_width,
          difference / cell.standard_error, 100.0 * *cell.figure.half_width / cell.theory);
      EXPECT_LE(difference, 4.0 * cell.standard_error) << cell.name;
      EXPECT_LE(*cell.figure.half_width, cell.widest * cell.theory / std::sqrt(size)) << cell.name;
      if (difference <= *cell.figure.half_width) ++inside;
    }
  }
  std::printf("%d of %d inside the nominal 95 %% interval\n", inside, cells);
  ASSERT_EQ(cells, 59);
  EXPECT_GE(inside, 53);
}

}  // namespace
}  // namespace ocssim::models
