// Choosing a member for a connection and counting it, by method and number of members.
//
//   member_selection [--full]      small: 20,000 connections a case; full: 2,000,000
//
// A hold model: 16 connections a member stand; each step one begins at the member that the method
// picks and one taken at random ends. Expected, with --full: O(log n), so 1,000 members cost at
// most log 1,000 / log 10 = 3 times what 10 do, and at most 150 ns, the bound of a whole connection
// set-up. Least connections is also chosen by looking at all members: the choices must be the same.
// Not measured: slow ramps, listeners, health.
#include "bench/hold.hpp"
#include "models/balancer/member_selector.hpp"
#include "models/balancer/mix.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <limits>
#include <vector>

namespace ocssim::bench {
namespace {

using models::BalancingMethod;
using models::MemberSelector;

constexpr std::uint32_t connections_of_member = 16;
constexpr int rounds = 5;

double cpu_ns() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e9 * static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec);
}

MemberSelector::Luck luck_of(std::uint64_t number) {
  return {.first = models::mix(3 * number),
          .second = models::mix(3 * number + 1),
          .source_hash = models::mix(3 * number + 2)};
}

/// The fewest connections, ties from after the last one chosen: every member is looked at.
class AllMembers {
 public:
  explicit AllMembers(std::uint32_t members) : connections_(members, 0) {}
  std::uint32_t pick() {
    const auto count = static_cast<std::uint32_t>(connections_.size());
    std::uint32_t best = next_;
    for (std::uint32_t step = 1; step < count; ++step) {
      const std::uint32_t member = (next_ + step) % count;
      if (connections_[member] < connections_[best]) best = member;
    }
    next_ = best + 1 == count ? 0 : best + 1;
    ++connections_[best];
    return best;
  }
  void end(std::uint32_t member) { --connections_[member]; }

 private:
  std::vector<std::uint32_t> connections_;
  std::uint32_t next_ = 0;
};

class Hold {
 public:
  Hold(BalancingMethod method, std::uint32_t members)
      : selector_(method, models::MemberDraw::uniform, members) {
    for (std::uint32_t n = 0; n < connections_of_member * members; ++n) {
      standing_.push_back(begin());
    }
  }
  void hold(std::uint64_t count) {
    for (std::uint64_t n = 0; n < count; ++n) {
      const std::uint32_t member = begin();
      std::uint32_t& place = standing_[models::mix(number_) % standing_.size()];
      selector_.count(place, -1);
      place = member;
    }
  }
  /// The same steps by looking at all members; true when every choice is the same.
  [[nodiscard]] static bool is_right(std::uint32_t members, std::uint64_t count) {
    Hold ours(BalancingMethod::least_connections, members);
    AllMembers all(members);
    std::vector<std::uint32_t> standing;
    for (std::uint32_t n = 0; n < connections_of_member * members; ++n) {
      standing.push_back(all.pick());
    }
    for (std::uint64_t n = 0; n < count; ++n) {
      ours.hold(1);
      const std::uint32_t member = all.pick();
      std::uint32_t& place = standing[models::mix(ours.number_) % standing.size()];
      all.end(place);
      place = member;
      if (standing != ours.standing_) return false;
    }
    return true;
  }

 private:
  std::uint32_t begin() {
    const std::uint32_t member = *selector_.pick(luck_of(++number_));
    selector_.count(member, 1);
    return member;
  }

  MemberSelector selector_;
  std::vector<std::uint32_t> standing_;  // members of the connections that stand
  std::uint64_t number_ = 0;
};

struct Case {
  const char* name;
  BalancingMethod method;
};

}  // namespace
}  // namespace ocssim::bench

int main(int argc, char** argv) {
  using namespace ocssim::bench;
  constexpr std::array<Case, 6> cases{
      {{"least_connections", BalancingMethod::least_connections},
       {"weighted_least_connections", BalancingMethod::weighted_least_connections},
       {"round_robin", BalancingMethod::round_robin},
       {"two_choices", BalancingMethod::two_choices},
       {"random", BalancingMethod::random},
       {"source_hash", BalancingMethod::source_hash}}};
  const bool full = is_full(argc, argv);
  const std::uint64_t count = full ? 400'000 : 4'000;
  bool good = true;
  for (const Case& one : cases) {
    std::array<double, 3> ns{};
    constexpr std::array<std::uint32_t, 3> members{10, 100, 1000};
    std::vector<Hold> holds;
    for (const std::uint32_t n : members) holds.emplace_back(one.method, n);
    ns.fill(std::numeric_limits<double>::infinity());
    for (int round = 0; round < rounds; ++round) {  // alternated; the least is shown
      for (std::size_t i = 0; i < members.size(); ++i) {
        const double begin = cpu_ns();
        holds[i].hold(count);
        ns[i] = std::min(ns[i], (cpu_ns() - begin) / static_cast<double>(count));
      }
    }
    const double growth = ns[2] / ns[0];
    const bool fast = !full || (growth <= 3.0 && ns[2] <= 150.0);
    good &= fast;
    std::printf("%-27s %6.1f, %6.1f, %6.1f ns a connection at 10, 100, 1,000 members: x %.2f%s\n",
                one.name, ns[0], ns[1], ns[2], growth, fast ? "" : " (limit 3.00, 150 ns: MISSED)");
  }
  bool right = true;
  for (const std::uint32_t n : {1u, 10u, 100u}) right &= Hold::is_right(n, 500);
  std::printf("least_connections chooses %s as a look at all members\n", right ? "just" : "NOT");
  return good && right ? 0 : 1;
}
