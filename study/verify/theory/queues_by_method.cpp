#include "study/verify/theory/queues_by_method.hpp"

#include "engine/random/stream.hpp"
#include "models/balancer/member_selector.hpp"

#include <cmath>
#include <vector>

namespace ocssim::models {

QueueFigure time_in_system(BalancingMethod method, std::uint32_t members, double load,
                           std::uint64_t arrivals, std::uint64_t seed) {
  MemberSelector selector(method, MemberDraw::uniform, members);
  const Stream stream(seed, "choices", members);
  std::vector<std::uint32_t> busy;               // members that serve, in any order
  std::vector<std::uint32_t> place(members, 0);  // in `busy`
  constexpr std::uint32_t batches = 20;
  std::vector<double> sums(batches, 0.0);  // ∫ N dt of each batch, by arrivals
  std::vector<double> lengths(batches, 0.0);
  std::uint64_t present = 0;
  std::uint64_t arrived = 0;
  for (std::uint64_t step = 0; arrived < 2 * arrivals; ++step) {
    const RandomBlock block = stream.draw(0, step);
    const double arrival_rate = load * members;
    const double rate = arrival_rate + static_cast<double>(busy.size());
    // The mean length of the time until the next event: less noise than a drawn one.
    if (arrived >= arrivals) {
      const auto batch = static_cast<std::size_t>((arrived - arrivals) * batches / arrivals);
      sums[batch] += static_cast<double>(present) / rate;
      lengths[batch] += 1.0 / rate;
    }
    if (block.uniform(0) * rate < arrival_rate) {
      const std::uint32_t member =
          *selector.pick({.first = block.bits[1], .second = block.bits[2]});
      if (selector.connections(member) == 0) {
        place[member] = static_cast<std::uint32_t>(busy.size());
        busy.push_back(member);
      }
      selector.count(member, 1);
      ++present;
      ++arrived;
      continue;
    }
    const std::uint32_t member = busy[block.below(3, static_cast<std::uint32_t>(busy.size()))];
    selector.count(member, -1);
    --present;
    if (selector.connections(member) > 0) continue;
    busy[place[member]] = busy.back();
    place[busy.back()] = place[member];
    busy.pop_back();
  }
  double mean = 0.0;
  double squares = 0.0;
  for (std::uint32_t batch = 0; batch < batches; ++batch) {
    const double value = sums[batch] / lengths[batch] / (load * members);
    mean += value / batches;
    squares += value * value / batches;
  }
  return {mean, std::sqrt((squares - mean * mean) / (batches - 1))};
}

}  // namespace ocssim::models
