// Processor sharing: worked out by hand, and held against M/G/1-PS.
//
//   W = S / (1 − ρ)               M/G/1-PS: whatever the distribution (Kleinrock II, 4.4)
//   W(x) = x / (1 − ρ)            of a job of length x: with fixed lengths the mean says it
//   Wq = ρ S (1 + c²) / (2 (1 − ρ))   M/G/1 FIFO for comparison: depends on c²
#include "models/queueing/processor_sharing.hpp"

#include "engine/simulation.hpp"
#include "engine/stats/estimate.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/probability.hpp"
#include "models/queueing/station.hpp"
#include "models/theory/mg1.hpp"
#include "models/theory/mmc.hpp"

#include <cmath>
#include <cstdio>
#include <gtest/gtest.h>
#include <utility>
#include <vector>

namespace ocssim::models {
namespace {

using Departures = std::vector<std::pair<std::int64_t, std::uint32_t>>;  // [ns], job

/// Feeds jobs (instant [ns], length [ns]) and returns who leaves when.
Departures play(std::uint32_t servers,
                const std::vector<std::pair<std::int64_t, std::int64_t>>& jobs) {
  ProcessorSharing shared(servers);
  std::vector<ProcessorSharing::Wake> pending;
  Departures out;
  std::uint32_t next = 0;
  const auto arm = [&] {
    if (const auto wake = shared.next_wake()) pending.push_back(*wake);
  };
  while (next < jobs.size() || !pending.empty()) {
    std::size_t first = 0;
    for (std::size_t i = 1; i < pending.size(); ++i) {
      if (pending[i].at < pending[first].at) first = i;
    }
    const bool arrives =
        next < jobs.size() &&
        (pending.empty() || SimTime{Duration{jobs[next].first}} < pending[first].at);
    if (arrives) {
      shared.enter(SimTime{Duration{jobs[next].first}}, next, Duration{jobs[next].second});
      ++next;
    } else {
      const ProcessorSharing::Wake wake = pending[first];
      pending.erase(pending.begin() + static_cast<std::ptrdiff_t>(first));
      if (const auto job = shared.wake(wake.at, wake.number)) {
        out.emplace_back(wake.at.time_since_epoch().count(), *job);
      }
    }
    arm();
  }
  EXPECT_EQ(shared.jobs(), 0u);
  return out;
}

/// A departure comes at the first full nanosecond, and each event before rounds by 1/1024 ns.
void expect_departures(const Departures& seen, const Departures& by_hand) {
  ASSERT_EQ(seen.size(), by_hand.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].second, by_hand[i].second);
    EXPECT_GE(seen[i].first, by_hand[i].first);
    EXPECT_LE(seen[i].first, by_hand[i].first + 1);
  }
}

TEST(ProcessorSharing, TwoJobsHalveTheServer) {
  // 0 alone until 100 (100 of 300 done), then both at 1/2: job 1 needs 50, gone at 200; job 0 has
  // 150 left then and leaves at 350.
  expect_departures(play(1, {{0, 300}, {100, 50}}), {{200, 1}, {350, 0}});
}

TEST(ProcessorSharing, JobsUpToTheServersDoNotFeelEachOther) {
  expect_departures(play(2, {{0, 100}, {0, 100}}), {{100, 0}, {100, 1}});
  // Three on two servers: 2/3 each; all need 150 then.
  expect_departures(play(2, {{0, 100}, {0, 100}, {0, 100}}), {{150, 0}, {150, 1}, {150, 2}});
}

TEST(ProcessorSharing, AShorterJobOvertakesAndMakesTheFirstWakeStale) {
  expect_departures(play(1, {{0, 1000}, {10, 10}, {12, 2}}), {{17, 2}, {32, 1}, {1012, 0}});
}

TEST(ProcessorSharing, AFailureGivesAllBackInTheOrderOfTheirArrival) {
  ProcessorSharing shared(1);
  shared.enter(sim_start, 7, Duration{100});
  shared.enter(sim_start, 3, Duration{10});
  shared.enter(sim_start, 5, Duration{50});
  EXPECT_EQ(shared.clear(), (std::vector<std::uint32_t>{7, 3, 5}));
  EXPECT_EQ(shared.jobs(), 0u);
}

struct Law {
  const char* name;
  ServiceLaw service;
  double scv;
};

constexpr Law laws[] = {{"deterministic", ServiceLaw::deterministic, 0.0},
                        {"exponential", ServiceLaw::exponential, 1.0},
                        {"hyperexponential", ServiceLaw::hyperexponential, 4.0}};

/// Mean of a metric over replications, and its standard error.
Figure simulate(const StationConfig& config, double rate, double customers, std::uint64_t seed,
                const char* metric) {
  std::vector<double> means;
  for (std::uint32_t replication = 0; replication < 10; ++replication) {
    Simulation sim(RunPlan{.seed = seed, .replication = replication});
    Station station(config, rate);
    sim.add(station);
    sim.run_until(sim_start + seconds(0.1 * customers / rate));
    sim.begin_observation();
    sim.run_until(sim.now() + seconds(customers / rate));
    Observations out;
    sim.end_observation(out);
    EXPECT_EQ(out.identities.at(0).residual_ns, 0);
    const Observation* found = out.find(metric, "station");
    means.push_back(found->sum / static_cast<double>(found->count));
  }
  return estimate_mean(means, 0.95);
}

void expect_close(const char* name, const Figure& simulated, double theory) {
  const double standard_error = *simulated.half_width / student_quantile(0.975, 9);
  std::printf("%-44s theory %8.4f s  simulated %8.4f ± %.4f s (%.2f standard errors)\n", name,
              theory, *simulated.value, *simulated.half_width,
              std::abs(*simulated.value - theory) / standard_error);
  EXPECT_LE(std::abs(*simulated.value - theory), 4.0 * standard_error) << name;
  EXPECT_LE(*simulated.half_width, 0.05 * theory) << name;
}

StationConfig station_with(const Law& law, Discipline discipline, std::uint32_t servers) {
  StationConfig config;
  config.name = "station";
  config.servers = servers;
  config.mean_service_time = std::chrono::seconds(1);
  config.service = law.service;
  config.service_scv = law.scv;
  config.discipline = discipline;
  return config;
}

TEST(ProcessorSharingTheory, TheMeanDoesNotDependOnTheDistribution) {
  std::uint64_t seed = 411;
  for (const double rho : {0.5, 0.8}) {
    for (const Law& law : laws) {
      const std::string name = "M/G/1-PS rho " + std::to_string(rho).substr(0, 3) + " " + law.name;
      const Figure simulated =
          simulate(station_with(law, Discipline::processor_sharing, 1), rho,
                   rho < 0.6 ? 40000.0 : 150000.0, ++seed, "station.sojourn_time");
      const Mg1Result theory =
          mg1_processor_sharing({.arrival_rate = rho, .service_time = 1.0, .scv = law.scv});
      expect_close(name.c_str(), simulated, theory.sojourn_time);
    }
  }
}

TEST(ProcessorSharingTheory, FirstInFirstOutDependsOnIt) {
  for (const Law& law : laws) {
    const Figure simulated =
        simulate(station_with(law, Discipline::fifo, 1), 0.5, 60000.0, 977, "station.waiting_time");
    const Mg1Result theory = mg1({.arrival_rate = 0.5, .service_time = 1.0, .scv = law.scv});
    expect_close((std::string("M/G/1 FIFO wait, rho 0.5 ") + law.name).c_str(), simulated,
                 theory.waiting_time);
  }
}

TEST(ProcessorSharingTheory, SharedServersWithExponentialWorkAreMMc) {
  // The number in system is the same birth-death process as under FIFO.
  const Figure simulated = simulate(station_with(laws[1], Discipline::processor_sharing, 4), 3.2,
                                    150000.0, 55, "station.sojourn_time");
  const MmcResult theory = mmc({.arrival_rate = 3.2, .service_time = 1.0, .servers = 4});
  expect_close("M/M/4-PS rho 0.8", simulated, theory.sojourn_time);
}

}  // namespace
}  // namespace ocssim::models
