#include "models/theory/engset.hpp"

#include "models/theory/require.hpp"

namespace ocssim::models {
namespace {

double time_congestion(std::uint64_t sources, std::uint32_t servers, double beta) {
  double congestion = 1.0;
  for (std::uint32_t n = 1; n <= servers; ++n) {
    if (n > sources) return 0.0;  // more servers than sources: never all busy
    const double idle = static_cast<double>(sources - n + 1) * beta * congestion;
    congestion = idle / (n + idle);
  }
  return congestion;
}

}  // namespace

EngsetResult engset(const EngsetSystem& system) {
  require(system.sources >= 1, "engset: no source");
  require(system.load_per_idle_source >= 0.0, "engset: load < 0");
  const double beta = system.load_per_idle_source;
  EngsetResult result;
  result.time_congestion = time_congestion(system.sources, system.servers, beta);
  result.call_congestion = time_congestion(system.sources - 1, system.servers, beta);
  const auto sources = static_cast<double>(system.sources);
  const double idle_when_full = sources - system.servers;
  result.carried_load = beta * (sources - idle_when_full * result.time_congestion) / (1.0 + beta);
  return result;
}

}  // namespace ocssim::models
