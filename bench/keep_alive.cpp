// A day of keep-alives: 100,000 clients that answer every 300 s ± 15 s, one 64-byte record each.
// The general engine against a bare loop of std::priority_queue with the same records and draws.
//
//   keep_alive [--full]      small: 2,000 clients, 2 h
//
// After the first half of the time, alternated rounds; printed are ns an event of both, the median
// ratio of a round and the event fingerprint. The rate must be within 0.5 % of 100,000 / 300 s, and
// both must end with the same records. Expected, with --full: ratio ≤ 0.30.
#include "bench/allocation_counter.hpp"
#include "bench/hold.hpp"
#include "engine/random/stream.hpp"
#include "engine/simulation.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <queue>
#include <string>
#include <vector>

namespace ocssim::bench {
namespace {

struct alignas(64) ClientRecord {
  std::uint64_t draws = 0;
  std::int64_t last = 0;  // [ns]
  std::array<std::uint64_t, 6> rest{};
  bool operator==(const ClientRecord&) const = default;
};

SimTime first_of(const Stream& stream, std::uint32_t entity, ClientRecord& client) {
  return sim_start + seconds(300.0 * stream.draw(entity, client.draws++).uniform(0));
}

Duration next_of(const Stream& stream, std::uint32_t entity, ClientRecord& client) {
  return seconds(285.0 + 30.0 * stream.draw(entity, client.draws++).uniform(0));
}

class KeepAlives final : public Component {
 public:
  enum class Kind : std::uint16_t { keep_alive };
  explicit KeepAlives(std::uint32_t clients)
      : Component("clients"), stream_(1, "bench/keep_alive", 0), clients_(clients) {}

  void start(Simulation& sim) override {
    const auto count = static_cast<std::uint32_t>(clients_.size());
    sim.reserve_timers(*this, count, {Kind::keep_alive});
    for (std::uint32_t client = 0; client < count; ++client) {
      sim.arm(*this, client, 0, first_of(stream_, client, clients_[client]));
    }
  }
  void handle(Simulation& sim, const Event& event) override {
    ClientRecord& client = clients_[event.entity];
    client.last = event.time;
    sim.arm(*this, event.entity, 0, sim.now() + next_of(stream_, event.entity, client));
  }
  void prefetch(std::uint32_t entity) const noexcept override {
    __builtin_prefetch(&clients_[entity], 1);
  }
  [[nodiscard]] const std::vector<ClientRecord>& clients() const { return clients_; }

 private:
  Stream stream_;
  std::vector<ClientRecord> clients_;
};

/// The same without an engine.
class BareLoop {
 public:
  explicit BareLoop(std::uint32_t clients) : stream_(1, "bench/keep_alive", 0), clients_(clients) {
    for (std::uint32_t client = 0; client < clients; ++client) {
      push(client, first_of(stream_, client, clients_[client]).time_since_epoch().count());
    }
  }
  void run_until(SimTime end) {
    while (queue_.top().time < end.time_since_epoch().count()) {
      const Event event = queue_.top();
      queue_.pop();
      ClientRecord& client = clients_[event.entity];
      client.last = event.time;
      push(event.entity, event.time + next_of(stream_, event.entity, client).count());
    }
  }
  [[nodiscard]] const std::vector<ClientRecord>& clients() const { return clients_; }

 private:
  struct Later {
    bool operator()(const Event& a, const Event& b) const { return earlier(b, a); }
  };
  void push(std::uint32_t client, std::int64_t time) {
    Event event{};
    event.time = time;
    event.order = order_++;
    event.entity = client;
    queue_.push(event);
  }
  Stream stream_;
  std::vector<ClientRecord> clients_;
  std::priority_queue<Event, std::vector<Event>, Later> queue_;
  std::uint64_t order_ = 1;
};

constexpr int rounds = 6;
constexpr double ratio_limit = 0.30;

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
  const Duration horizon = std::chrono::hours(full ? 24 : 2);
  KeepAlives population(clients);
  BareLoop bare(clients);
  Simulation sim({});
  sim.add(population);
  sim.run_until(sim_start + horizon / 2);
  bare.run_until(sim_start + horizon / 2);
  const std::uint64_t events_before = sim.events_processed();
  std::uint64_t allocated = 0;
  std::array<double, rounds> ours{};
  std::array<double, rounds> ratios{};
  std::array<double, rounds> standard{};
  for (std::size_t round = 0; round < rounds; ++round) {
    const SimTime end =
        sim_start + horizon / 2 + horizon / 2 / rounds * static_cast<std::int64_t>(round + 1);
    const std::uint64_t events_of_round = sim.events_processed();
    const std::uint64_t allocated_before = allocations();
    const double begin = cpu_seconds();
    sim.run_until(end);
    const double middle = cpu_seconds();
    allocated += allocations() - allocated_before;
    bare.run_until(end);
    const double ns = 1e9 / static_cast<double>(sim.events_processed() - events_of_round);
    ours[round] = ns * (middle - begin);
    standard[round] = ns * (cpu_seconds() - middle);
    ratios[round] = ours[round] / standard[round];
  }
  const auto median = [](std::array<double, rounds> values) {
    std::ranges::sort(values);
    return (values[rounds / 2 - 1] + values[rounds / 2]) / 2;
  };
  const double events = static_cast<double>(sim.events_processed() - events_before);
  const double expected = clients / 300.0 * to_seconds(Duration{horizon} / 2);
  const bool right = events > 0.995 * expected && events < 1.005 * expected &&
                     population.clients() == bare.clients();
  const double ratio = median(ratios);
  const bool slow = full && ratio > ratio_limit;
  std::printf(
      "keep-alives %u clients  %.0f events (expected %.0f%s)  %.1f ns/event  std::priority_queue "
      "%.1f ns  ratio %.3f (limit %.2f%s)  operator new %llu  fingerprint %016llx\n",
      clients, events, expected, right ? "" : ": WRONG", median(ours), median(standard), ratio,
      ratio_limit, slow ? ": MISSED" : "", static_cast<unsigned long long>(allocated),
      static_cast<unsigned long long>(sim.event_fingerprint()));
  return right && allocated == 0 && !slow ? 0 : 1;
}
