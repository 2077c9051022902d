// The hold model in ns-3 (Debian: libns3-dev), built only where it is installed: every event
// schedules itself again after Exp(1).
//
//   ns3_hold SCHEDULER PENDING EVENTS      SCHEDULER: Map, Heap, PriorityQueue, Calendar
//
// Prints: CPU ns an event, events done over events expected (1).
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <ns3/core-module.h>
#include <random>
#include <string>
#include <vector>

namespace {

std::uint64_t done = 0;
std::vector<std::int64_t> increments;  // ns, mean 1 s

void hold() {
  const std::int64_t delay = increments[done++ % increments.size()];
  ns3::Simulator::Schedule(ns3::NanoSeconds(delay), &hold);
}

double cpu_ns() {
  std::timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e9 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::mt19937_64 random(1);
  for (int n = 0; n < 16384; ++n) {
    const double u = (static_cast<double>(random() >> 12) + 0.5) * 0x1.0p-52;
    increments.push_back(static_cast<std::int64_t>(-1e9 * std::log(u)));
  }
  ns3::ObjectFactory scheduler("ns3::" + std::string(argv[1]) + "Scheduler");
  ns3::Simulator::SetScheduler(scheduler);
  const int pending = std::atoi(argv[2]);
  const double events = std::atof(argv[3]);
  for (int n = 0; n < pending; ++n) {
    ns3::Simulator::Schedule(ns3::NanoSeconds(increments[static_cast<std::size_t>(n) % 16384]),
                             &hold);
  }
  const double begin = cpu_ns();
  ns3::Simulator::Stop(ns3::Seconds(events / pending));
  ns3::Simulator::Run();
  const double spent = cpu_ns() - begin;
  std::printf("ns-3/%s %.1f %.5f\n", argv[1], spent / static_cast<double>(done),
              static_cast<double>(done) / events);
  ns3::Simulator::Destroy();
  return 0;
}
