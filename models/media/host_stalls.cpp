#include "models/media/host_stalls.hpp"

#include "engine/random/exponential.hpp"
#include "engine/random/uniform.hpp"

#include <algorithm>

namespace ocssim::models {

void draw_stalls(const HostStalls& law, const Stream& luck, std::uint64_t entity,
                 std::uint64_t number, std::int64_t length, std::vector<Stall>& out) {
  out.clear();
  if (law.rate <= 0.0) return;
  const double rest = std::max(law.mean_rest(), 0.0);
  const double until = to_seconds(Duration{length});
  double at = 0.0;  // [s]
  for (std::uint64_t n = 0;; ++n) {
    const RandomBlock block = luck.draw(entity, number + n);
    // The window looks into a process that goes on: the first comes at any time.
    at += n == 0 ? exponential(1.0 / law.rate, block.uniform(0))
                 : to_seconds(law.apart) + exponential(rest, block.uniform(0));
    if (at >= until) return;
    const double lasting =
        uniform_between(to_seconds(law.shortest), to_seconds(law.longest), block.uniform(1));
    const std::int64_t begin = seconds(at).count();
    at += lasting;
    if (lasting > 0.0) out.push_back({begin, begin + seconds(lasting).count()});
  }
}

}  // namespace ocssim::models
