// A long run, looked at slice by slice: does memory grow, does an event become dearer?
//
//   soak [--full] [NAME [SLICES [SLICE [PATH=VALUE…]]]]
//
// With --full: enterprise-100k, 24 slices of 3,600 s, and it fails when resident memory after the
// first slice grows by more than 1 %, or when an event of a later slice costs 5 % more or less
// than the median of them. Costs are ratios to a std::priority_queue hold (N = 1e5) of the same
// minute, because the machine is shared and its clock changes.
#include "bench/hold.hpp"
#include "engine/component.hpp"
#include "engine/trace_sink.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Resident memory [MiB]; 0 where the system does not tell.
double resident_mib() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  file >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1048576.0;
}

struct Slice {
  double ns = 0.0;     // CPU an event
  double holds = 0.0;  // the same in holds of the same minute
  double resident = 0.0;
  std::uint64_t events = 0;
};

/// Closes a slice whenever the run passes its end.
class Slices final : public ocssim::TraceSink {
 public:
  Slices(std::int64_t length_ns, std::size_t count)
      : length_(length_ns),
        count_(count),
        queue_(100'000, ocssim::bench::Increments::Law::exponential) {
    slices_.reserve(count);
    hold_ns();  // warms the caches
    begin_ = cpu_seconds();
  }
  void on_event(const ocssim::Event& event, const ocssim::Component&) override {
    if (slices_.size() + 1 < count_ && event.time >= end()) close();
    ++events_;
  }
  void close() {
    Slice slice;
    slice.events = events_;
    slice.ns = 1e9 * (cpu_seconds() - begin_) / static_cast<double>(std::max(events_, one));
    slice.holds = slice.ns / hold_ns();
    slice.resident = resident_mib();
    slices_.push_back(slice);
    std::printf("%3zu %12llu events %8.1f ns %6.3f holds %9.1f MiB\n", slices_.size(),
                static_cast<unsigned long long>(slice.events), slice.ns, slice.holds,
                slice.resident);
    std::fflush(stdout);
    events_ = 0;
    begin_ = cpu_seconds();
  }
  [[nodiscard]] const std::vector<Slice>& slices() const { return slices_; }

 private:
  static constexpr std::uint64_t one = 1;
  static constexpr std::uint64_t holds_timed = 2'000'000;

  [[nodiscard]] std::int64_t end() const {
    return length_ * static_cast<std::int64_t>(slices_.size() + 1);
  }
  double hold_ns() {
    const double begin = cpu_seconds();
    queue_.hold(holds_timed);
    return 1e9 * (cpu_seconds() - begin) / static_cast<double>(holds_timed);
  }

  std::int64_t length_;
  std::size_t count_;
  ocssim::bench::StandardQueue queue_;
  std::vector<Slice> slices_;
  std::uint64_t events_ = 0;
  double begin_ = 0.0;
};

/// The first slice fills tables and signs users in; the others are to be alike.
bool is_flat(const std::vector<Slice>& slices) {
  if (slices.size() < 3) return true;
  std::vector<double> costs;
  double growth = 0.0;
  for (std::size_t i = 1; i < slices.size(); ++i) {
    costs.push_back(slices[i].holds);
    growth = std::max(growth, slices[i].resident / slices[0].resident - 1.0);
  }
  std::sort(costs.begin(), costs.end());
  const double median = costs[costs.size() / 2];
  std::printf("after the first slice: memory %+.2f %%, an event %+.1f to %+.1f %% of %.3f holds\n",
              100.0 * growth, 100.0 * (costs.front() / median - 1.0),
              100.0 * (costs.back() / median - 1.0), median);
  return growth <= 0.01 && costs.front() >= 0.95 * median && costs.back() <= 1.05 * median;
}

}  // namespace

int main(int argc, char** argv) {
  const bool full = ocssim::bench::is_full(argc, argv);
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) != "--full") words.emplace_back(argv[i]);
  }
  ocssim::scenarios::LoadOptions options;
  options.scenario = words.empty() ? "enterprise-100k" : words[0];
  const std::size_t count = words.size() > 1 ? std::stoul(words[1]) : 24;
  const std::size_t seconds = words.size() > 2 ? std::stoul(words[2]) : 3600;
  options.duration = std::to_string(count * seconds) + " s";
  for (std::size_t i = 3; i < words.size(); ++i) options.sets.push_back(words[i]);
  options.metrics = ocssim::scenarios::metric_registry();
  const auto scenario = ocssim::scenarios::load_scenario(options);
  if (!scenario) {
    std::fprintf(stderr, "the scenario is not valid\n");
    return 3;
  }
  Slices slices(static_cast<std::int64_t>(seconds) * 1'000'000'000, count);
  ocssim::scenarios::SimulateOptions run;
  run.trace = &slices;
  static_cast<void>(ocssim::scenarios::simulate(*scenario, 0, run));
  slices.close();
  return is_flat(slices.slices()) || !full ? 0 : 1;
}
