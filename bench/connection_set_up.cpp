// Setting up connections through the balancer: member, SNAT port, idle timer.
//
//   connection_set_up [--full]      small: 50,000 endpoints; full: 1,000,000
//
// 80 members and 16 SNAT addresses, least connections. First every endpoint connects; then
// connections taken at random are closed and set up again. Once with counted ports, once with the
// bounded search of ports told apart. Expected: at most 150 ns a set-up (close not counted in), and
// the numbers of ports in use that follow by hand. Not measured: what clients and servers do.
#include "bench/hold.hpp"
#include "engine/simulation.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/balancer/mix.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

namespace ocssim::bench {
namespace {

constexpr std::uint32_t members = 80;
constexpr std::uint32_t addresses = 16;

double cpu_ns() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e9 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec);
}

/// A balancer with its servers and no clients.
class Bench {
 public:
  Bench(const scenarios::Scenario& scenario, std::uint32_t endpoints)
      : balancer_(scenario.load_balancer, members, endpoints), sim_({}) {
    pool_.balancer = &balancer_;
    for (std::uint32_t index = 0; index < members; ++index) {
      servers_.push_back(std::make_unique<models::FrontEnd>(scenario.front_ends, index));
      pool_.front_ends.push_back(servers_.back().get());
      servers_.back()->connect(pool_);
      sim_.add(*servers_.back());
    }
    balancer_.connect(pool_);
    sim_.add(balancer_);
    balancer_.prepare(sim_);
  }
  /// False when it does not stand.
  bool open(std::uint32_t endpoint, std::uint64_t number) {
    return balancer_.open(sim_, endpoint, {.number = number}) ==
           models::ConnectOutcome::established;
  }
  void reset(std::uint32_t endpoint) { balancer_.reset(sim_, endpoint); }
  [[nodiscard]] std::int64_t ports_in_use() const {
    std::int64_t ports = 0;
    for (const TimeAverage* level : balancer_.port_levels()) ports += level->level();
    return ports;
  }

 private:
  models::Pool pool_;
  models::LoadBalancer balancer_;
  std::vector<std::unique_ptr<models::FrontEnd>> servers_;
  Simulation sim_;
};

/// True when all connections stand at the end.
bool measure(const char* search, std::uint32_t endpoints) {
  scenarios::LoadOptions options;
  options.scenario = "enterprise-100k";
  options.metrics = scenarios::metric_registry();
  options.sets = {"load_balancer.snat.addresses=" + std::to_string(addresses),
                  "load_balancer.snat.ports_per_address=64512",
                  std::string("load_balancer.snat.port_search=") + search};
  const auto scenario = scenarios::load_scenario(options);
  if (!scenario) return false;
  Bench bench(*scenario, endpoints);
  std::uint64_t established = 0;
  double begin = cpu_ns();
  for (std::uint32_t endpoint = 0; endpoint < endpoints; ++endpoint) {
    established += bench.open(endpoint, 0) ? 1u : 0u;
  }
  const double first = (cpu_ns() - begin) / endpoints;

  // In blocks, so that the clock is not read for each connection.
  constexpr std::uint32_t block = 1000;
  const std::uint32_t blocks = endpoints / block;
  std::vector<std::uint32_t> chosen;
  double again = 0.0;
  for (std::uint64_t round = 0; round < blocks; ++round) {
    chosen.clear();
    const auto start = static_cast<std::uint32_t>(models::mix(round + 1) % (endpoints / block));
    for (std::uint32_t i = 0; i < block; ++i) {  // spread over all, each once
      chosen.push_back(start + i * (endpoints / block));
    }
    for (const std::uint32_t endpoint : chosen) bench.reset(endpoint);
    begin = cpu_ns();
    for (const std::uint32_t endpoint : chosen) bench.open(endpoint, round + 1);
    again += cpu_ns() - begin;
  }
  const bool right = established == endpoints && bench.ports_in_use() == endpoints;
  std::printf("%-13s %8u endpoints: first %6.1f ns, again %6.1f ns a connection; %s\n", search,
              endpoints, first, again / (static_cast<double>(blocks) * block),
              right ? "all stand" : "WRONG: some do not stand");
  return right;
}

}  // namespace
}  // namespace ocssim::bench

int main(int argc, char** argv) {
  using namespace ocssim::bench;
  const std::uint32_t endpoints = is_full(argc, argv) ? 1'000'000 : 50'000;
  const bool counted = measure("exhaustive", endpoints);
  const bool told_apart = measure("bounded_probe", endpoints);
  return counted && told_apart ? 0 : 1;
}
