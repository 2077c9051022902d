// A day of keep-alives: 100,000 clients that answer every 300 s ± 15 s, one 64-byte record each.
//
// Prints ns an event, memory of the timers a client, and the event fingerprint. The expected rate
// is 100,000 / 300 s = 333.3 events/s; the run must be within 0.5 % of it.
#include "bench/allocation_counter.hpp"
#include "bench/hold.hpp"
#include "engine/random/stream.hpp"
#include "engine/simulation.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace ocssim::bench {
namespace {

struct alignas(64) ClientRecord {
  std::uint64_t draws = 0;
  std::int64_t last = 0;  // [ns]
  std::array<std::uint64_t, 6> rest{};
};

class KeepAlives final : public Component {
 public:
  enum class Kind : std::uint16_t { keep_alive };
  explicit KeepAlives(std::uint32_t clients)
      : Component("clients"), stream_(1, "bench/keep_alive", 0), clients_(clients) {}

  void start(Simulation& sim) override {
    const auto count = static_cast<std::uint32_t>(clients_.size());
    sim.reserve_timers(*this, count, {Kind::keep_alive});
    for (std::uint32_t client = 0; client < count; ++client) {
      const double phase = 300.0 * stream_.draw(client, clients_[client].draws++).uniform(0);
      sim.arm(*this, client, 0, sim_start + seconds(phase));
    }
  }
  void handle(Simulation& sim, const Event& event) override {
    ClientRecord& client = clients_[event.entity];
    const double jitter = stream_.draw(event.entity, client.draws++).uniform(0);
    client.last = event.time;
    sim.arm(*this, event.entity, 0, sim.now() + seconds(285.0 + 30.0 * jitter));
  }
  void prefetch(std::uint32_t entity) const noexcept override {
    __builtin_prefetch(&clients_[entity], 1);
  }

 private:
  Stream stream_;
  std::vector<ClientRecord> clients_;
};

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace
}  // namespace ocssim::bench

int main(int argc, char** argv) {
  using namespace ocssim;
  using namespace ocssim::bench;
  const bool full = is_full(argc, argv);
  const std::uint32_t clients = full ? 100'000 : 2'000;
  const auto horizon = std::chrono::hours(full ? 24 : 2);
  KeepAlives population(clients);
  Simulation sim({});
  sim.add(population);
  sim.run_until(sim_start + horizon / 2);
  const std::uint64_t allocated_before = allocations();
  const std::uint64_t events_before = sim.events_processed();
  const double begin = cpu_seconds();
  sim.run_until(sim_start + horizon);
  const double spent = cpu_seconds() - begin;
  const std::uint64_t allocated = allocations() - allocated_before;
  const double events = static_cast<double>(sim.events_processed() - events_before);
  const double expected = clients / 300.0 * to_seconds(Duration{horizon} / 2);
  const bool right = events > 0.995 * expected && events < 1.005 * expected;
  std::printf(
      "keep-alives %u clients  %.0f events (expected %.0f%s)  %.1f ns/event"
      "  operator new %llu  fingerprint %016llx\n",
      clients, events, expected, right ? "" : ": WRONG", spent * 1e9 / events,
      static_cast<unsigned long long>(allocated),
      static_cast<unsigned long long>(sim.event_fingerprint()));
  return right && allocated == 0 ? 0 : 1;
}
