// What a replication costs beside its simulation: runner, unit file, reading it back, estimates.
//
// A sweep of small designs: each replication is handed out ready made, so that simulating costs a
// copy; the unit is written into a results folder, read back as every result is, and each design is
// answered (metrics, verdicts, bottlenecks). CPU of flushes (fsync) is taken out. Limits, judged
// with --full (median of five rounds): 1 ms of CPU a replication of a station, 5 ms of a pool,
// whose units are the largest there are (43 histograms, 209 observations).
//
//   replication_overhead [--full]      4 designs × 8 replications, or 200 × 8
#include "bench/hold.hpp"
#include "reports/store/results_folder.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"
#include "study/answer.hpp"
#include "study/runner.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <span>
#include <string>
#include <unistd.h>
#include <vector>

namespace ocssim::bench {
namespace {

constexpr std::uint32_t replications = 8;

double cpu_ms() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

/// A results folder whose flushes are not counted.
class TimedStore final : public reports::UnitStore {
 public:
  explicit TimedStore(reports::UnitStore& store) : store_(store) {}
  [[nodiscard]] std::optional<std::string> load(std::string_view name) const override {
    return store_.load(name);
  }
  [[nodiscard]] bool has(std::string_view name) const override { return store_.has(name); }
  void store(std::string_view name, std::string_view bytes) override { store_.store(name, bytes); }
  void flush() override {
    const double begin = cpu_ms();
    store_.flush();
    flushed_ms += cpu_ms() - begin;
  }

  double flushed_ms = 0.0;

 private:
  reports::UnitStore& store_;
};

struct Cost {
  double runner_ms = 0.0;  // a replication
  double answer_ms = 0.0;
  [[nodiscard]] double total_ms() const { return runner_ms + answer_ms; }
};

Cost measure(const scenarios::Scenario& scenario, const std::vector<Observations>& ready,
             std::uint32_t designs) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("ocssim-bench-" + std::to_string(::getpid()));
  Cost cost;
  {
    reports::ResultsFolder folder(path);
    TimedStore store(folder);
    for (std::uint32_t design = 0; design < designs; ++design) {
      const double begin = cpu_ms();
      study::Runner runner(store, {.jobs = 1});
      runner.add([&](std::uint32_t replication) { return ready[replication]; },
                 [design](std::uint32_t replication) {
                   return std::to_string(design) + "-" + std::to_string(replication);
                 });
      const study::Runner::Goal goal{.design = 0, .replications = replications};
      if (runner.extend(std::span(&goal, 1)) != study::RunStatus::complete) std::abort();
      const double middle = cpu_ms();
      const Results results =
          study::answer(scenario, runner.observations(0, replications), study::plan_of(scenario));
      if (results.replications != replications) std::abort();
      cost.runner_ms += middle - begin;
      cost.answer_ms += cpu_ms() - middle;
    }
    cost.runner_ms -= store.flushed_ms;
  }
  std::filesystem::remove_all(path);
  cost.runner_ms /= designs * replications;
  cost.answer_ms /= designs * replications;
  return cost;
}

bool judge(const char* name, const std::vector<std::string>& sets, std::uint32_t designs,
           double limit_ms) {
  scenarios::LoadOptions options;
  options.scenario = name;
  options.sets = sets;
  options.metrics = scenarios::metric_registry();
  const auto scenario = scenarios::load_scenario(options);
  if (!scenario) return false;
  std::vector<Observations> ready;
  for (std::uint32_t r = 0; r < replications; ++r) ready.push_back(simulate(*scenario, r));
  std::array<Cost, 5> rounds{};
  for (Cost& round : rounds) round = measure(*scenario, ready, designs);
  std::sort(rounds.begin(), rounds.end(),
            [](const Cost& a, const Cost& b) { return a.total_ms() < b.total_ms(); });
  const Cost& median = rounds[rounds.size() / 2];
  std::printf("%s, %zu observations: %.3f ms a replication (runner and store %.3f, answer %.3f)\n",
              name, ready[0].metrics.size(), median.total_ms(), median.runner_ms, median.answer_ms);
  return median.total_ms() <= limit_ms;
}

}  // namespace
}  // namespace ocssim::bench

int main(int argc, char** argv) {
  using ocssim::bench::judge;
  const bool is_full = ocssim::bench::is_full(argc, argv);
  const std::uint32_t designs = is_full ? 200 : 4;
  const bool station =
      judge("mmc-knee", {"simulation.duration=1 min", "simulation.warmup=none"}, designs, 1.0);
  const bool pool =
      judge("enterprise-100k", {"clients.users=1000", "simulation.duration=1 min"}, designs, 5.0);
  return !is_full || (station && pool) ? 0 : 1;
}
