// The hold model and M/M/1 in SimGrid (Debian: libsimgrid-dev), built only where it is installed,
// written as its manual does it: an actor each, a semaphore for the station.
//
//   simgrid_peer hold PENDING EVENTS | mm1 CUSTOMERS
//
// Prints: CPU ns a unit (event, customer), and the answer that bench/ checks too.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <simgrid/s4u.hpp>
#include <simgrid/version.h>
#include <string>

namespace {

namespace sg = simgrid::s4u;

std::mt19937_64 source(1);

double exponential(double mean) {
  const double u = (static_cast<double>(source() >> 12) + 0.5) * 0x1.0p-52;
  return -mean * std::log(u);
}

double cpu_ns() {
  std::timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e9 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec);
}

void report(double spent_ns, double units, double answer) {
  std::printf("SimGrid-%d.%d %.1f %.5f\n", SIMGRID_VERSION_MAJOR, SIMGRID_VERSION_MINOR,
              spent_ns / units, answer);
}

/// Events at rate `pending`: each actor sleeps Exp(1) again and again.
void hold(sg::Engine& engine, sg::Host* host, int pending, double events) {
  static std::uint64_t done = 0;
  for (int n = 0; n < pending; ++n) {
    sg::Actor::create("holder", host, [] {
      while (true) {
        sg::this_actor::sleep_for(exponential(1.0));
        ++done;
      }
    })->daemonize();
  }
  const double until = events / pending;
  sg::Actor::create("clock", host, [until] { sg::this_actor::sleep_for(until); });
  const double begin = cpu_ns();
  engine.run();
  report(cpu_ns() - begin, static_cast<double>(done), static_cast<double>(done) / events);
}

/// rho = 0.9, service times of mean 1; the mean time in system.
void mm1(sg::Engine& engine, sg::Host* host, int customers) {
  static double total = 0.0;
  static sg::SemaphorePtr station = sg::Semaphore::create(1);
  sg::Actor::create("source", host, [host, customers] {
    for (int n = 0; n < customers; ++n) {
      sg::this_actor::sleep_for(exponential(1.0 / 0.9));
      sg::Actor::create("customer", host, [] {
        const double arrived = sg::Engine::get_clock();
        station->acquire();
        sg::this_actor::sleep_for(exponential(1.0));
        station->release();
        total += sg::Engine::get_clock() - arrived;
      });
    }
  });
  const double begin = cpu_ns();
  engine.run();
  report(cpu_ns() - begin, customers, total / customers);
  station.reset();
}

}  // namespace

int main(int argc, char** argv) {
  sg::Engine engine(&argc, argv);
  sg::Engine::set_config("contexts/stack-size:16");  // KiB, so that many actors fit
  sg::NetZone* zone = sg::create_full_zone("zone");
  sg::Host* host = zone->create_host("host", 1e9);
  zone->seal();
  if (argc == 4 && std::string(argv[1]) == "hold") {
    hold(engine, host, std::atoi(argv[2]), std::atof(argv[3]));
    return 0;
  }
  if (argc == 3 && std::string(argv[1]) == "mm1") {
    mm1(engine, host, std::atoi(argv[2]));
    return 0;
  }
  std::fprintf(stderr, "usage: simgrid_peer hold PENDING EVENTS | mm1 CUSTOMERS\n");
  return 2;
}
