// A long run, looked at slice by slice: does memory grow, does an event become dearer?
//
//   soak [--full] [NAME [SLICES [SLICE [PATH=VALUE…]]]]
//
// The machine is shared and its clock changes within minutes, so an event of the long run is
// compared with one of a young run of the same scenario, in a process of its own: the two take
// turns of 200,000 events (some 40 ms), and the young one begins anew whenever it is a slice old.
// Its first sixth, in which it fills tables, is not counted. A slice's ratio is the median of its
// turns'.
//
// With --full: enterprise-100k, 24 slices of 3,600 s, and it fails when resident memory grows by
// more than 1 % after the first slice, or when an event of a later slice costs 5 % more or less
// than the young run's.
#include "bench/hold.hpp"
#include "engine/component.hpp"
#include "engine/trace_sink.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

constexpr std::uint64_t turn_events = 200'000;

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

/// Events and the CPU that they took.
struct Cost {
  double seconds = 0.0;
  std::uint64_t events = 0;
  void add(const Cost& other) {
    seconds += other.seconds;
    events += other.events;
  }
  [[nodiscard]] double ns() const {
    return events == 0 ? 0.0 : 1e9 * seconds / static_cast<double>(events);
  }
};

/// Cuts a run into turns: after each, `on_turn` hears what it cost and when it ended.
class Turns final : public ocssim::TraceSink {
 public:
  using OnTurn = std::function<void(const Cost&, std::int64_t now_ns)>;
  explicit Turns(OnTurn on_turn) : on_turn_(std::move(on_turn)), begin_(cpu_seconds()) {}
  void on_event(const ocssim::Event& event, const ocssim::Component&) override {
    if (++events_ < turn_events) return;
    on_turn_({cpu_seconds() - begin_, events_}, event.time);
    events_ = 0;
    begin_ = cpu_seconds();
  }

 private:
  OnTurn on_turn_;
  double begin_;
  std::uint64_t events_ = 0;
};

ocssim::scenarios::Scenario scenario_of(const std::vector<std::string>& words,
                                        std::size_t seconds) {
  ocssim::scenarios::LoadOptions options;
  options.scenario = words.empty() ? "enterprise-100k" : words[0];
  options.duration = std::to_string(seconds) + " s";
  for (std::size_t i = 3; i < words.size(); ++i) options.sets.push_back(words[i]);
  options.metrics = ocssim::scenarios::metric_registry();
  auto scenario = ocssim::scenarios::load_scenario(options);
  if (!scenario) {
    std::fprintf(stderr, "the scenario is not valid\n");
    std::exit(3);
  }
  return std::move(*scenario);
}

/// The run that never grows old, in a process of its own, so that its memory is not counted here.
class YoungRun {
 public:
  YoungRun(const ocssim::scenarios::Scenario& scenario, std::int64_t fills_until) {
    if (pipe(ask_) != 0 || pipe(answer_) != 0) std::exit(4);
    const pid_t child = fork();
    if (child < 0) std::exit(4);
    if (child != 0) {
      close(ask_[0]);
      close(answer_[1]);
      return;
    }
    close(ask_[1]);
    close(answer_[0]);
    Turns turns([&](const Cost& cost, std::int64_t now) {
      const Cost counted = now < fills_until ? Cost{} : cost;
      if (write(answer_[1], &counted, sizeof counted) != sizeof counted) _exit(0);
      wait_to_be_asked();
    });
    wait_to_be_asked();
    ocssim::scenarios::SimulateOptions run;
    run.trace = &turns;
    for (std::uint32_t life = 1;; ++life) {
      static_cast<void>(ocssim::scenarios::simulate(scenario, life, run));
    }
  }
  /// The next turn; no events while it fills its tables.
  [[nodiscard]] Cost turn() {
    Cost cost;
    if (write(ask_[1], "", 1) != 1 || read(answer_[0], &cost, sizeof cost) != sizeof cost) {
      std::fprintf(stderr, "the young run is gone\n");
      std::exit(4);
    }
    return cost;
  }

 private:
  void wait_to_be_asked() {
    char byte = 0;
    if (read(ask_[0], &byte, 1) != 1) _exit(0);  // the long run is over
  }
  int ask_[2]{};
  int answer_[2]{};
};

struct Slice {
  Cost old_run;
  Cost young_run;
  std::vector<double> ratios;  // of an event's cost, turn by turn
  double resident = 0.0;       // the most [MiB]

  void add(const Cost& old_turn, const Cost& young_turn) {
    old_run.add(old_turn);
    young_run.add(young_turn);
    resident = std::max(resident, resident_mib());
    if (young_turn.events > 0) ratios.push_back(old_turn.ns() / young_turn.ns());
  }
  /// The median, which a turn that something else disturbed does not move.
  [[nodiscard]] double ratio() const {
    if (ratios.empty()) return 1.0;
    std::vector<double> sorted = ratios;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
  }
};

void print(std::size_t number, const Slice& slice) {
  std::printf("%3zu %12llu events %8.1f ns, %8.1f ns young: %6.3f %9.1f MiB\n", number,
              static_cast<unsigned long long>(slice.old_run.events), slice.old_run.ns(),
              slice.young_run.ns(), slice.ratio(), slice.resident);
  std::fflush(stdout);
}

/// The first slice fills tables and signs users in; the others are to be alike.
bool is_flat(const std::vector<Slice>& slices) {
  if (slices.size() < 3) return true;
  double growth = 0.0;
  double least = slices[1].ratio();
  double most = least;
  for (std::size_t i = 1; i < slices.size(); ++i) {
    growth = std::max(growth, slices[i].resident / slices[0].resident - 1.0);
    least = std::min(least, slices[i].ratio());
    most = std::max(most, slices[i].ratio());
  }
  std::printf(
      "after the first slice: memory %+.2f %%, an event %+.1f to %+.1f %% of a young run's\n",
      100.0 * growth, 100.0 * (least - 1.0), 100.0 * (most - 1.0));
  return growth <= 0.01 && least >= 0.95 && most <= 1.05;
}

}  // namespace

int main(int argc, char** argv) {
  const bool full = ocssim::bench::is_full(argc, argv);
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) != "--full") words.emplace_back(argv[i]);
  }
  const std::size_t count = words.size() > 1 ? std::stoul(words[1]) : 24;
  const std::size_t seconds = words.size() > 2 ? std::stoul(words[2]) : 3600;
  const auto length = static_cast<std::int64_t>(seconds) * 1'000'000'000;
  YoungRun young(scenario_of(words, seconds), length / 6);
  std::vector<Slice> slices(count);
  Turns turns([&](const Cost& cost, std::int64_t now) {
    const auto at = std::min(count - 1, static_cast<std::size_t>(now / length));
    if (at > 0 && slices[at].old_run.events == 0) print(at, slices[at - 1]);
    slices[at].add(cost, young.turn());
  });
  ocssim::scenarios::SimulateOptions run;
  run.trace = &turns;
  static_cast<void>(ocssim::scenarios::simulate(scenario_of(words, count * seconds), 0, run));
  print(count, slices.back());
  return is_flat(slices) || !full ? 0 : 1;
}
