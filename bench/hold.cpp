// Rounds of the hold model, and the std::priority_queue that everything is compared with.
#include "bench/hold.hpp"

#include "bench/allocation_counter.hpp"
#include "engine/random/elementary.hpp"
#include "engine/random/stream.hpp"
#include "engine/time.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace ocssim::bench {

namespace {

constexpr int rounds = 5;

double cpu_ns() {
  std::timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

double measure(Contender& contender, std::uint64_t count) {
  const double begin = cpu_ns();
  contender.hold(count);
  return (cpu_ns() - begin) / static_cast<double>(count);
}

double median(std::array<double, rounds> values) {
  std::sort(values.begin(), values.end());
  return values[rounds / 2];
}

}  // namespace

Increments::Increments(Law law) {
  const Stream stream(1, "bench/increments", 0);
  for (std::size_t n = 0; n < length; ++n) {
    const double u = stream.draw(n, 0).uniform(0);
    const double value = law == Law::exponential ? -elementary::log(u) : 2.0 * u;
    table_[n] = seconds(value).count();
  }
}

StandardQueue::StandardQueue(std::uint32_t pending, Increments::Law law) : increments_(law) {
  for (std::uint32_t entity = 0; entity < pending; ++entity) {
    queue_.push({increments_.next(), order_++, entity, 0, 0});
  }
}

void StandardQueue::hold(std::uint64_t count) {
  for (std::uint64_t n = 0; n < count; ++n) {
    const Event event = queue_.top();
    queue_.pop();
    work_.add(event.time, event.entity);
    queue_.push({event.time + increments_.next(), order_++, event.entity, 0, 0});
  }
}

bool compare(const Comparison& what, bool smoke, Increments::Law law,
             const std::function<Contender&(std::uint32_t pending)>& make) {
  const std::uint64_t count =
      smoke ? 20'000 : std::max<std::uint64_t>(2'000'000, std::uint64_t{2} * what.pending);
  StandardQueue standard(what.pending, law);
  Contender& ours = make(what.pending);
  // Until the pending events have the stationary law, and widths and caches are settled.
  const std::uint64_t settling = smoke ? count : std::max<std::uint64_t>(count / 2, 100'000);
  standard.hold(settling);
  ours.hold(settling);
  std::array<double, rounds> ratios{};
  std::array<double, rounds> ours_ns{};
  std::array<double, rounds> standard_ns{};
  std::uint64_t allocated_before = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    standard_ns[round] = measure(standard, count);
    if (round == rounds / 2) allocated_before = allocations();
    ours_ns[round] = measure(ours, count);
    ratios[round] = ours_ns[round] / standard_ns[round];
  }
  const std::uint64_t allocated = allocations() - allocated_before;
  const bool same = standard.fingerprint() == ours.fingerprint();
  const double ratio = median(ratios);
  const bool fast = smoke || what.ratio_limit == 0.0 || ratio <= what.ratio_limit;
  std::printf("%-28s %8u pending  %7.1f ns/event  std::priority_queue %7.1f ns  ratio %5.3f",
              what.name.c_str(), what.pending, median(ours_ns), median(standard_ns), ratio);
  if (what.ratio_limit > 0.0)
    std::printf(" (limit %.2f%s)", what.ratio_limit, fast ? "" : ": MISSED");
  std::printf("  operator new %llu  fingerprint %016llx%s\n",
              static_cast<unsigned long long>(allocated),
              static_cast<unsigned long long>(ours.fingerprint()), same ? "" : ": DIFFERS");
  return same && fast && allocated == 0;
}

bool is_full(int argc, char** argv) {
  return argc > 1 && std::strcmp(argv[1], "--full") == 0;
}

}  // namespace ocssim::bench
