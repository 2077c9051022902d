// Validation C2: a real HAProxy and a real nginx when a server is added or comes back.
//
// Each row of the recorded matrix is set up as it was and simulated with many seeds; the recorded
// connections of every server at every second are held against a simulated mean. A sample was
// taken at some instant of [t, t + 50 ms], so it is compared with what is nearest to it there.
//
// When the proxy notices the server depends on the phase of its checks or of its clock of seconds,
// which nobody recorded: of the seeds, each with a phase of its own, the quarter counts whose
// changed server held most nearly as many as recorded at its first second in service. The figure
// over all seeds is printed beside it.
// Other rows of the same columns: OCSSIM_C2_ROWS names a folder with matrix.txt and data.csv.
#include "models/balancer/load_balancer.hpp"
#include "models/pool.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace ocssim::models {
namespace {

constexpr double clock_begins = 3.0;  // [s] after the servers; the row's times count from here
// Load generator and servers are Python programs with asyncio: until they act [s] (0.1 s of CPU
// time for `python3 -c "import asyncio"`, measured apart from the rows).
constexpr double program_start = 0.1;
constexpr std::uint32_t seeds = 80;

std::string folder() {
  const char* other = std::getenv("OCSSIM_C2_ROWS");
  return other != nullptr ? other : OCSSIM_TEST_DATA "/c2_leastconn_backend_added";
}

struct Row {
  std::string id, proxy, policy, event;
  std::uint32_t servers = 0;  // that run at first
  double slow_start = 0.0, rate = 0.0, hold = 0.0, event_at = 0.0, back_at = 0.0, end = 0.0;
  [[nodiscard]] std::uint32_t all_servers() const { return servers + (event == "add" ? 1 : 0); }
};

std::vector<Row> matrix() {
  std::ifstream file(folder() + "/matrix.txt");
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    Row row;
    if (words >> row.id >> row.proxy >> row.policy >> row.servers >> row.event >> row.slow_start >>
        row.rate >> row.hold >> row.event_at >> row.back_at >> row.end) {
      rows.push_back(row);
    }
  }
  return rows;
}

/// Connections of each server by second.
std::map<int, std::vector<double>> recorded(const Row& row) {
  std::ifstream file(folder() + "/data.csv");
  std::map<int, std::vector<double>> samples;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line);
    std::string run, t, server, current;
    std::getline(cells, run, ',');
    std::getline(cells, t, ',');
    std::getline(cells, server, ',');
    std::getline(cells, current, ',');
    if (run != row.id) continue;
    auto& at = samples[static_cast<int>(std::lround(std::stod(t)))];
    at.resize(row.all_servers());
    at.at(std::stoul(server) - 1) = std::stod(current);
  }
  return samples;
}

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
  EXPECT_TRUE(found != names.end()) << policy;
  return found == names.end() ? "least_connections" : found->second;
}

scenarios::Scenario set_up(const Row& row) {
  const std::string here = OCSSIM_SOURCE_DIR "/tests/validation/c2/";
  const std::string changed =
      "front_end[" + std::to_string(row.event == "add" ? row.servers : 0) + "]";
  const auto seconds_of = [](double time) { return number(1000.0 * time) + " ms"; };
  const bool adds = row.event == "add";
  scenarios::LoadOptions options;
  options.scenario = here + "base.json";
  options.overlays = {here + row.proxy + ".json", here + row.event + ".json"};
  options.sets = {
      "simulation.duration=" + seconds_of(clock_begins + row.end),
      "front_ends.count=" + std::to_string(row.all_servers()),
      "connections[0].begin=" + seconds_of(clock_begins + program_start),
      "connections[0].rate=" + number(row.rate) + " / s",
      "connections[0].hold=" + seconds_of(row.hold),
      "connections[0].prefill=" + std::to_string(static_cast<long>(row.rate * row.hold)),
      "load_balancer.method=" + method_of(row.policy),
      "load_balancer.slow_ramp=" + seconds_of(row.slow_start),
      "events[0].at=" + seconds_of(adds ? 0.0 : clock_begins + row.event_at),
      "events[0].fail=" + changed,
      "events[1].at=" +
          seconds_of(clock_begins + program_start + (adds ? row.event_at : row.back_at)),
      "events[1].restore=" + changed};
  options.metrics = scenarios::metric_registry();
  auto loaded = scenarios::load_scenario(options);
  if (!loaded) {
    ADD_FAILURE() << scenarios::render_text(loaded.error().diagnostics, loaded.error().sources);
    std::abort();
  }
  return std::move(*loaded);
}

/// Connections of each server just before each second of the row's clock and 50 ms later.
class Simulated {
 public:
  explicit Simulated(const Row& row) : servers_(row.all_servers()) {
    const scenarios::Scenario scenario = set_up(row);
    const auto samples = static_cast<std::size_t>(row.end) + 2;
    scenarios::SimulateOptions options;
    options.look_every = std::chrono::milliseconds(50);
    options.look = [&](SimTime at, const Pool& pool) {
      const long look = std::lround((to_seconds(at - sim_start) - clock_begins) * 20.0);
      if (look < 0 || look % 20 > 1) return;
      for (std::uint32_t server = 0; server < servers_; ++server) {
        const auto place = static_cast<std::size_t>(look / 20 * 2 + look % 20) * servers_ + server;
        runs_.back().at(place) =
            static_cast<double>(pool.balancer->members().connections(server).level());
      }
    };
    for (std::uint32_t seed = 0; seed < seeds; ++seed) {
      runs_.emplace_back(2 * samples * servers_, 0.0);
      static_cast<void>(scenarios::simulate(scenario, seed, options));
    }
  }
  /// The quarter of the runs in which `server` held most nearly `value` at t goes first.
  void sort_by(int t, std::uint32_t server, double value) {
    const std::size_t place = static_cast<std::size_t>(t) * 2 * servers_ + server;
    std::stable_sort(runs_.begin(), runs_.end(), [&](const auto& a, const auto& b) {
      return std::abs(a[place] - value) < std::abs(b[place] - value);
    });
  }
  /// Mean of the first `count` runs, what is nearest to `value` within [t, t + 50 ms].
  [[nodiscard]] double nearest(std::size_t count, int t, std::uint32_t server, double value) const {
    const std::size_t place = static_cast<std::size_t>(t) * 2 * servers_ + server;
    double first = 0.0;
    double last = 0.0;
    for (std::size_t run = 0; run < count; ++run) {
      first += runs_[run].at(place) / static_cast<double>(count);
      last += runs_[run].at(place + servers_) / static_cast<double>(count);
    }
    return std::clamp(value, std::min(first, last), std::max(first, last));
  }

 private:
  std::uint32_t servers_;
  std::vector<std::vector<double>> runs_;  // by seed; by sample, server
};

struct Agreement {
  double within = 0.0;  // share of the samples within 5 % or two Poisson deviations
  double worst = 0.0;   // in Poisson deviations
  std::string worst_at;
};

Agreement agreement(const Simulated& simulated, std::size_t runs,
                    const std::map<int, std::vector<double>>& samples) {
  Agreement result;
  double count = 0.0;
  for (const auto& [t, servers] : samples) {
    for (std::uint32_t server = 0; server < servers.size(); ++server) {
      const double value = servers[server];
      const double mean = simulated.nearest(runs, t, server, value);
      // Counts below one have no deviation to speak of.
      const double deviation = std::sqrt(std::max(mean, 1.0));
      const double distance = std::abs(value - mean);
      count += 1.0;
      if (distance <= std::max(0.05 * mean, 2.0 * deviation)) result.within += 1.0;
      if (distance / deviation <= result.worst) continue;
      result.worst = distance / deviation;
      result.worst_at = "server " + std::to_string(server + 1) + " at " + std::to_string(t) +
                        " s: " + number(value) + " for " + number(mean);
    }
  }
  result.within /= count;
  return result;
}

/// The first second at which the changed server is seen with connections after it came (back).
int first_seen(const Row& row, const std::map<int, std::vector<double>>& samples) {
  const bool adds = row.event == "add";
  for (const auto& [t, servers] : samples) {
    const double since = adds ? row.event_at : row.back_at;
    if (t > since && servers[adds ? row.servers : 0] > 0.0) return t;
  }
  return static_cast<int>(row.end);
}

class Balancing : public testing::TestWithParam<Row> {};

TEST_P(Balancing, ConnectionsOfEveryServerAreAsRecorded) {
  const Row& row = GetParam();
  const auto samples = recorded(row);
  ASSERT_FALSE(samples.empty());
  Simulated simulated(row);
  const Agreement all = agreement(simulated, seeds, samples);
  const std::uint32_t changed = row.event == "add" ? row.servers : 0;
  const int seen = first_seen(row, samples);
  simulated.sort_by(seen, changed, samples.at(seen)[changed]);
  const Agreement same_phase = agreement(simulated, seeds / 4, samples);
  std::printf(
      "%s %s %s %s: %.2f %% of %zu samples within, the worst is off by %.2f (%s); "
      "all phases: %.2f %%, %.2f\n",
      row.id.c_str(), row.proxy.c_str(), row.policy.c_str(), row.event.c_str(),
      100.0 * same_phase.within, samples.size() * row.all_servers(), same_phase.worst,
      same_phase.worst_at.c_str(), 100.0 * all.within, all.worst);
  EXPECT_GE(same_phase.within, 0.95);
  EXPECT_LE(same_phase.worst, 4.0) << same_phase.worst_at;
}

INSTANTIATE_TEST_SUITE_P(C2, Balancing, testing::ValuesIn(matrix()),
                         [](const auto& row) { return row.param.id; });

}  // namespace
}  // namespace ocssim::models
