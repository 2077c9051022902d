// M/M/1 at ρ = 0.9: the general engine (Station, streams, all statistics) against a bare loop of
// std::priority_queue with the same random numbers.
//
//   mm1 [--full | --customers N]      small: 20,000 customers; full: 1,000,000
//
// Both draw block (station, customer) of the same stream, so each customer has the same times and
// the sums of all sojourn times must be equal to the nanosecond; the bare loop keeps this sum and
// nothing else: no histogram, no time average, no loss, no conservation. Expected, with --full: the
// engine takes at most 1.3 times as long (median of five alternated rounds). With --customers N:
// one line for bench/compare_peers.py: engine, ns a customer, mean time in system.
#include "bench/hold.hpp"
#include "engine/random/elementary.hpp"
#include "engine/random/stream.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "models/queueing/station.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <queue>
#include <string_view>
#include <vector>

namespace ocssim::bench {
namespace {

constexpr double arrival_rate = 0.9;
constexpr double mean_service_s = 1.0;
constexpr std::string_view station_name = "mm1";

double cpu_ns() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e9 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec);
}

struct Answer {
  double ns = 0.0;                // CPU a customer
  double mean_time_s = 0.0;       // in system
  std::int64_t total_time_s = 0;  // Σ sojourn times, rounded to seconds
  std::uint64_t departed = 0;
};

models::StationConfig config() {
  models::StationConfig station;
  station.name = station_name;
  station.mean_service_time = seconds(mean_service_s);
  return station;
}

Answer by_engine(SimTime until, double customers) {
  models::Station station(config(), arrival_rate);
  Simulation sim({});
  sim.add(station);
  const double begin = cpu_ns();
  sim.run_until(until);
  Answer answer;
  answer.ns = (cpu_ns() - begin) / customers;
  Observations out;
  sim.end_observation(out);
  for (const Observation& one : out.metrics) {
    if (one.metric != "station.sojourn_time") continue;
    answer.departed = one.count;
    answer.mean_time_s = one.sum / static_cast<double>(one.count);
    answer.total_time_s = static_cast<std::int64_t>(one.sum + 0.5);
  }
  return answer;
}

/// FNV-1a of the station's name: whose luck it is in `Station`.
std::uint64_t identity_of(std::string_view name) {
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

/// Two kinds of events in a std::priority_queue, one FIFO queue, one sum.
Answer by_bare_loop(SimTime until, double customers) {
  enum : std::uint16_t { arrival, service_end };
  struct Customer {
    std::int64_t arrived;
    double service;
  };
  struct Later {
    bool operator()(const Event& a, const Event& b) const { return earlier(b, a); }
  };
  const double begin = cpu_ns();
  const Stream stream(1, "station", 0);
  const std::uint64_t identity = identity_of(station_name);
  std::priority_queue<Event, std::vector<Event>, Later> events;
  std::queue<Customer> queue;  // the one in service first
  std::uint64_t order = 0;
  std::uint64_t made = 0;
  std::int64_t total_ns = 0;
  Answer answer;
  const auto push = [&](std::int64_t now, std::uint16_t kind, double delay_s, Phase phase) {
    events.push({now + seconds(delay_s).count(), make_order(phase, order++), 0, 0, kind});
  };
  const auto serve = [&](std::int64_t now) {
    push(now, service_end, queue.front().service * mean_service_s, Phase::departure);
  };
  const double first = -elementary::log(stream.draw(identity, 0).uniform(0));
  push(0, arrival, first * (1.0 / arrival_rate), Phase::arrival);
  while (!events.empty() && events.top().at() <= until) {
    const Event event = events.top();
    events.pop();
    if (event.kind == arrival) {
      const RandomBlock block = stream.draw(identity, ++made);
      push(event.time, arrival, -elementary::log(block.uniform(0)) * (1.0 / arrival_rate),
           Phase::arrival);
      queue.push({event.time, -elementary::log(block.uniform(1))});
      if (queue.size() == 1) serve(event.time);
    } else {
      total_ns += event.time - queue.front().arrived;
      ++answer.departed;
      queue.pop();
      if (!queue.empty()) serve(event.time);
    }
  }
  answer.ns = (cpu_ns() - begin) / customers;
  const double total_s = static_cast<double>(total_ns) / 1e9;
  answer.mean_time_s = total_s / static_cast<double>(answer.departed);
  answer.total_time_s = static_cast<std::int64_t>(total_s + 0.5);
  return answer;
}

int compare(double customers, bool judged) {
  constexpr std::size_t rounds = 5;
  const SimTime until = sim_start + seconds(customers / arrival_rate);
  std::array<double, rounds> ratios{};
  Answer engine, bare;
  double best_engine = 1e300;
  double best_bare = 1e300;
  bool same = true;
  for (std::size_t round = 0; round < rounds; ++round) {
    bare = by_bare_loop(until, customers);
    engine = by_engine(until, customers);
    same = same && engine.departed == bare.departed && engine.total_time_s == bare.total_time_s;
    best_engine = std::min(best_engine, engine.ns);
    best_bare = std::min(best_bare, bare.ns);
    ratios[round] = engine.ns / bare.ns;
  }
  std::sort(ratios.begin(), ratios.end());
  const double ratio = ratios[rounds / 2];
  const bool fast = !judged || ratio <= 1.3;
  std::printf(
      "M/M/1 %.0f customers: engine %.1f ns a customer, bare std::priority_queue %.1f ns, ratio "
      "%.3f (limit 1.30%s); mean time in system %.3f s (10 in theory)%s\n",
      customers, best_engine, best_bare, ratio, fast ? "" : ": MISSED", engine.mean_time_s,
      same ? "" : ": ANSWERS DIFFER");
  return same && fast ? 0 : 1;
}

}  // namespace
}  // namespace ocssim::bench

int main(int argc, char** argv) {
  using namespace ocssim::bench;
  if (argc == 3 && std::strcmp(argv[1], "--customers") == 0) {
    const double customers = std::atof(argv[2]);
    const auto until = ocssim::sim_start + ocssim::seconds(customers / arrival_rate);
    const Answer engine = by_engine(until, customers);
    const Answer bare = by_bare_loop(until, customers);
    std::printf("ocssim %.2f %.4f\nstd::priority_queue %.2f %.4f\n", engine.ns, engine.mean_time_s,
                bare.ns, bare.mean_time_s);
    return 0;
  }
  const bool full = is_full(argc, argv);
  return compare(full ? 1e6 : 2e4, full);
}
