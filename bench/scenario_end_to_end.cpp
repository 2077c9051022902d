// A shipped scenario from end to end: ns an event with start-up taken out, memory allocations in
// the second half of the run, the event fingerprint.
//
//   scenario_end_to_end [NAME [DURATION [PATH=VALUE…]]]       default: enterprise-100k, 60 s
//
// A sign-in storm of 100,000 users: enterprise-100k '3 min' clients.start=storm
//
// ns an event = (CPU of the whole run − CPU of the first half) / (events of the second half). Not a
// goal: comparing machines.
#include "bench/allocation_counter.hpp"
#include "engine/component.hpp"
#include "engine/trace_sink.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/load.hpp"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <sys/resource.h>

namespace {

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Looks at the process when the run passes its middle and at its last event.
class HalfWay final : public ocssim::TraceSink {
 public:
  explicit HalfWay(std::int64_t middle_ns) : middle_ns_(middle_ns) {}
  void on_event(const ocssim::Event& event, const ocssim::Component&) override {
    if (event.time < middle_ns_) return;
    if (events_ == 0) {
      cpu_ = cpu_seconds();
      allocations_ = ocssim::bench::allocations();
    }
    ++events_;
    last_allocations_ = ocssim::bench::allocations();
  }
  [[nodiscard]] double cpu() const { return cpu_; }
  [[nodiscard]] std::uint64_t events() const { return events_; }
  [[nodiscard]] std::uint64_t allocations() const { return last_allocations_ - allocations_; }

 private:
  std::int64_t middle_ns_;
  double cpu_ = 0.0;
  std::uint64_t events_ = 0;
  std::uint64_t allocations_ = 0;
  std::uint64_t last_allocations_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  ocssim::scenarios::LoadOptions options;
  options.scenario = argc > 1 ? argv[1] : "enterprise-100k";
  options.duration = argc > 2 ? argv[2] : "60 s";
  for (int argument = 3; argument < argc; ++argument) options.sets.emplace_back(argv[argument]);
  options.metrics = ocssim::scenarios::metric_registry();
  const auto scenario = ocssim::scenarios::load_scenario(options);
  if (!scenario) {
    std::fprintf(stderr, "the scenario is not valid\n");
    return 3;
  }
  HalfWay half(scenario->simulation.duration.count() / 2);
  ocssim::scenarios::SimulateOptions run;
  run.trace = &half;
  const ocssim::Observations seen = ocssim::scenarios::simulate(*scenario, 0, run);
  const double ns = 1e9 * (cpu_seconds() - half.cpu()) / static_cast<double>(half.events());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf(
      "%s %s: %.1f ns an event, %llu events, %llu allocations in the second half, peak %ld "
      "KiB, fingerprint %016llx\n",
      options.scenario.c_str(), options.duration->c_str(), ns,
      static_cast<unsigned long long>(seen.events_processed),
      static_cast<unsigned long long>(half.allocations()), usage.ru_maxrss,
      static_cast<unsigned long long>(seen.event_fingerprint));
  return half.allocations() == 0 ? 0 : 1;
}
