#include "models/balancer/port_search.hpp"

#include "engine/check.hpp"
#include "engine/wide.hpp"
#include "models/balancer/mix.hpp"

#include <algorithm>

namespace ocssim::models {

PortMap::PortMap(std::uint32_t ports)
    : ports_(ports), busy_((ports + 63) / 64, 0), reusable_((ports + 63) / 64, 0) {}

std::optional<PortMap::Found> PortMap::search(const PortSearchConfig& config,
                                              std::uint64_t luck) const {
  std::uint32_t window = std::min(config.window, ports_);
  for (std::uint64_t round = 1;; ++round, window /= 2) {
    auto port = static_cast<std::uint32_t>(
        (static_cast<Wide>(mix(luck + round * golden_ratio)) * ports_) >> 64);
    for (std::uint32_t left = window; left > 0; --left) {
      if (!is_busy(port)) return Found{static_cast<std::uint16_t>(port), false};
      if (left <= config.resting_probes && is_reusable(port) &&
          (mix(luck ^ (std::uint64_t{port} << 32)) & 1) != 0) {
        return Found{static_cast<std::uint16_t>(port), true};
      }
      port = port + 1 == ports_ ? 0 : port + 1;
    }
    if (window == ports_ || window < 2 * config.last_window) return std::nullopt;
  }
}

void PortMap::take_resting(std::uint32_t port) {
  OCSSIM_DCHECK(is_busy(port) && is_reusable(port));
  reusable_[port >> 6] &= ~bit(port);
  if (void_.empty()) void_.assign(ports_, 0);
  OCSSIM_CHECK(void_[port] < UINT16_MAX);
  ++void_[port];
}

bool PortMap::ends_rest(std::uint32_t port) {
  if (void_.empty() || void_[port] == 0) return true;
  --void_[port];
  return false;
}

}  // namespace ocssim::models
