#include "models/media/host_stalls.hpp"

#include "engine/random/exponential.hpp"
#include "engine/random/uniform.hpp"

#include <algorithm>

namespace ocssim::models {

void draw_stalls(const HostStalls& law, const Stream& luck, std::uint64_t entity,
                 std::uint64_t number, std::int64_t length, std::vector<Stall>& out) {
  out.clear();
  if (law.rate <= 0.0) return;
  double at = 0.0;  // [s]
  const double until = to_seconds(Duration{length});
  for (std::uint64_t n = 0;; ++n) {
    const RandomBlock block = luck.draw(entity, number + n);
    at += exponential(1.0 / law.rate, block.uniform(0));
    if (at >= until) return;
    const double lasting =
        uniform_between(to_seconds(law.shortest), to_seconds(law.longest), block.uniform(1));
    const std::int64_t begin = seconds(at).count();
    const std::int64_t end = begin + seconds(lasting).count();
    if (!out.empty() && begin <= out.back().end) {
      out.back().end = std::max(out.back().end, end);
    } else if (end > begin) {
      out.push_back({begin, end});
    }
  }
}

}  // namespace ocssim::models
