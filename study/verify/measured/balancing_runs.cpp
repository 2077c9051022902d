#include "study/verify/measured/balancing_runs.hpp"

#include "models/balancer/load_balancer.hpp"
#include "models/pool.hpp"
#include "study/verify/scenario_run.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>

namespace ocssim::study {
namespace {

constexpr double clock_begins = 3.0;  // [s] after the servers; the row's times count from here
// Load generator and servers are Python programs with asyncio: until they act [s] (0.1 s of CPU
// time for `python3 -c "import asyncio"`, measured apart from the rows).
constexpr double program_start = 0.1;

std::string number(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

std::string method_of(const std::string& policy) {
  static const std::map<std::string, std::string> names = {{"leastconn", "least_connections"},
                                                           {"least_conn", "least_connections"},
                                                           {"roundrobin", "round_robin"},
                                                           {"rr", "round_robin"},
                                                           {"random(2)", "two_choices"},
                                                           {"random", "two_choices"},
                                                           {"random(1)", "random"},
                                                           {"source", "source_hash"}};
  const auto found = names.find(policy);
  if (found == names.end()) throw std::runtime_error("C2: no method for policy " + policy);
  return found->second;
}

scenarios::Scenario set_up(const BalancingRow& row, std::uint64_t seed) {
  const std::string here = "measured/c2/";
  const std::string changed = front_end(row.changed());
  const auto seconds_of = [](double time) { return number(1000.0 * time) + " ms"; };
  const Settings sets = {
      "simulation.duration=" + seconds_of(clock_begins + row.end),
      "front_ends.count=" + std::to_string(row.all_servers()),
      "connections[0].begin=" + seconds_of(clock_begins + program_start),
      "connections[0].rate=" + number(row.rate) + " / s",
      "connections[0].hold=" + seconds_of(row.hold),
      "connections[0].prefill=" + std::to_string(static_cast<long>(row.rate * row.hold)),
      "load_balancer.method=" + method_of(row.policy),
      "load_balancer.slow_ramp=" + seconds_of(row.slow_start),
      "events[0].at=" + seconds_of(row.adds() ? 0.0 : clock_begins + row.event_at),
      "events[0].fail=" + changed,
      "events[1].at=" +
          seconds_of(clock_begins + program_start + (row.adds() ? row.event_at : row.back_at)),
      "events[1].restore=" + changed};
  return scenario_with(here + "base", sets, seed, {here + row.proxy, here + row.event});
}

}  // namespace

BalancingRuns::BalancingRuns(const BalancingRow& row, std::uint32_t seeds, std::uint64_t first_seed)
    : servers_(row.all_servers()) {
  const scenarios::Scenario scenario = set_up(row, first_seed);
  const auto samples = static_cast<std::size_t>(row.end) + 2;
  scenarios::SimulateOptions options;
  options.look_every = std::chrono::milliseconds(50);
  options.look = [&](SimTime at, const models::Pool& pool) {
    const long look = std::lround((to_seconds(at - sim_start) - clock_begins) * 20.0);
    if (look < 0 || look % 20 > 1) return;
    for (std::uint32_t server = 0; server < servers_; ++server) {
      const auto slot = static_cast<std::size_t>(look / 20 * 2 + look % 20) * servers_ + server;
      runs_.back().at(slot) =
          static_cast<double>(pool.balancer->members().connections(server).level());
    }
  };
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    runs_.emplace_back(2 * samples * servers_, 0.0);
    static_cast<void>(scenarios::simulate(scenario, seed, options));
  }
}

void BalancingRuns::sort_by(int t, std::uint32_t server, double value) {
  const std::size_t slot = place(t, server);
  std::stable_sort(runs_.begin(), runs_.end(), [&](const auto& a, const auto& b) {
    return std::abs(a[slot] - value) < std::abs(b[slot] - value);
  });
}

double BalancingRuns::nearest(std::size_t count, int t, std::uint32_t server, double value) const {
  const std::size_t slot = place(t, server);
  double first = 0.0;
  double last = 0.0;
  for (std::size_t run = 0; run < count; ++run) {
    first += runs_[run].at(slot) / static_cast<double>(count);
    last += runs_[run].at(slot + servers_) / static_cast<double>(count);
  }
  return std::clamp(value, std::min(first, last), std::max(first, last));
}

}  // namespace ocssim::study
