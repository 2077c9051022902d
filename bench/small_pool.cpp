// A small pool as every engine can have it: clients → balancer → 8 × M/M/8 → M/M/8.
//
//   small_pool [--full | --requests N]      small: 20,000 requests; full: 1,000,000
//
// Requests come as a Poisson stream, the balancer sends each to one of 8 Front Ends at random (so
// that theory is exact: a Jackson network), each with 8 servers; then all come to one back end with
// 8 servers. Both levels are busy to 80 %. Expected: the mean time in the pool is that of the two
// M/M/8 within 2 % in the full run (half-width of batch means below 1 %). bench/peers/ has the same
// model for SimPy; with --requests N one line is printed: ns a request, mean time in the pool; with
// --mmc N the same of one M/M/8 alone, busy to 90 %.
#include "bench/hold.hpp"
#include "engine/random/elementary.hpp"
#include "engine/random/stream.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "models/queueing/station.hpp"
#include "models/theory/mmc.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

namespace ocssim::bench {
namespace {

constexpr std::uint32_t front_ends = 8;
constexpr std::uint32_t servers = 8;
constexpr double utilization = 0.8;
constexpr double front_end_s = 0.8;  // mean service times: both levels are equally busy
constexpr double back_end_s = 0.1;
constexpr double arrival_rate = utilization * servers / back_end_s;

double cpu_ns() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e9 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec);
}

models::StationConfig station(std::string name, double mean_service_s) {
  models::StationConfig config;
  config.name = std::move(name);
  config.servers = servers;
  config.mean_service_time = seconds(mean_service_s);
  return config;
}

/// Clients and balancer: a Poisson stream, each request to a Front End at random.
class Balancer final : public Component {
 public:
  enum class Kind : std::uint16_t { request };
  explicit Balancer(std::vector<std::unique_ptr<models::Station>>& targets)
      : Component("balancer"), targets_(targets), stream_(1, "bench/small_pool", 0) {}

  void start(Simulation& sim) override { next(sim, stream_.draw(0, 0).uniform(0)); }
  void handle(Simulation& sim, const Event& /*event*/) override {
    const RandomBlock block = stream_.draw(0, ++requests_);
    next(sim, block.uniform(0));
    const std::int64_t now = sim.now().time_since_epoch().count();
    targets_[block.below(1, front_ends)]->accept(
        sim, {.entered = now, .arrived = now, .number = requests_, .source = 1});
  }

 private:
  void next(Simulation& sim, double uniform) {
    sim.schedule_in(*this, Kind::request, 0, seconds(-elementary::log(uniform) / arrival_rate),
                    Phase::arrival);
  }
  std::vector<std::unique_ptr<models::Station>>& targets_;
  Stream stream_;
  std::uint64_t requests_ = 0;
};

struct Answer {
  double ns = 0.0;      // CPU a request
  double mean_s = 0.0;  // time in the pool
  std::uint64_t events = 0;
};

Answer run(double requests) {
  models::Station back_end(station("back_end", back_end_s), 0.0);
  std::vector<std::unique_ptr<models::Station>> stations;
  Simulation sim({});
  sim.add(back_end);
  for (std::uint32_t n = 0; n < front_ends; ++n) {
    const std::string name = "front_end[" + std::to_string(n) + "]";
    stations.push_back(std::make_unique<models::Station>(station(name, front_end_s), 0.0));
    stations.back()->connect(&back_end);
    sim.add(*stations.back());
  }
  Balancer balancer(stations);
  sim.add(balancer);
  const double begin = cpu_ns();
  sim.run_until(sim_start + seconds(requests / arrival_rate));
  Answer answer{.ns = (cpu_ns() - begin) / requests, .events = sim.events_processed()};
  Observations out;
  sim.end_observation(out);
  for (const Observation& one : out.metrics) {
    if (one.metric != "network.sojourn_time") continue;
    answer.mean_s = one.sum / static_cast<double>(one.count);
  }
  return answer;
}

/// One M/M/8 at ρ = 0.9 with service times of mean 1 s, the model of the peers.
Answer run_mmc(double customers) {
  constexpr double rate = 0.9 * servers;
  models::Station alone(station("mmc", 1.0), rate);
  Simulation sim({});
  sim.add(alone);
  const double begin = cpu_ns();
  sim.run_until(sim_start + seconds(customers / rate));
  Answer answer{.ns = (cpu_ns() - begin) / customers, .events = sim.events_processed()};
  Observations out;
  sim.end_observation(out);
  for (const Observation& one : out.metrics) {
    if (one.metric != "station.sojourn_time") continue;
    answer.mean_s = one.sum / static_cast<double>(one.count);
  }
  return answer;
}

double expected_s() {
  const auto wait = [](double rate, double service) {
    return models::mmc({.arrival_rate = rate, .service_time = service, .servers = servers})
        .sojourn_time;
  };
  return wait(arrival_rate / front_ends, front_end_s) + wait(arrival_rate, back_end_s);
}

}  // namespace
}  // namespace ocssim::bench

int main(int argc, char** argv) {
  using namespace ocssim::bench;
  if (argc == 3 && std::strcmp(argv[1], "--requests") == 0) {
    const Answer answer = run(std::atof(argv[2]));
    std::printf("ocssim %.2f %.5f\n", answer.ns, answer.mean_s);
    return 0;
  }
  if (argc == 3 && std::strcmp(argv[1], "--mmc") == 0) {
    const Answer answer = run_mmc(std::atof(argv[2]));
    std::printf("ocssim %.2f %.5f\n", answer.ns, answer.mean_s);
    return 0;
  }
  const bool full = is_full(argc, argv);
  const double requests = full ? 1e6 : 2e4;
  const Answer answer = run(requests);
  const double expected = expected_s();
  const bool right = std::fabs(answer.mean_s / expected - 1.0) < (full ? 0.02 : 0.15);
  std::printf(
      "small pool, %.0f requests: %.1f ns a request, %.1f ns an event; time in the pool "
      "%.4f s, in theory %.4f s%s\n",
      requests, answer.ns, answer.ns * requests / static_cast<double>(answer.events), answer.mean_s,
      expected, right ? "" : ": WRONG");
  return right ? 0 : 1;
}
