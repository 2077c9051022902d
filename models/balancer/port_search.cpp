#include "models/balancer/port_search.hpp"

#include "engine/check.hpp"
#include "engine/wide.hpp"
#include "models/balancer/mix.hpp"

#include <algorithm>
#include <bit>

namespace ocssim::models {

PortMap::PortMap(std::uint32_t ports)
    : ports_(ports), busy_((ports + 63) / 64, 0), reusable_((ports + 63) / 64, 0) {}

/// First port of [from, to) that is free or, if `resting`, may be taken out of its rest; else `to`.
std::uint32_t PortMap::first_candidate(std::uint32_t from, std::uint32_t to, bool resting) const {
  while (from < to) {
    const std::uint32_t word = from >> 6;
    const std::uint64_t bits = (~busy_[word] | (resting ? reusable_[word] : 0)) >> (from & 63);
    if (bits != 0) return std::min(to, from + static_cast<std::uint32_t>(std::countr_zero(bits)));
    from = (from | 63) + 1;
  }
  return to;
}

PortMap::Found PortMap::search_between(std::uint32_t from, std::uint32_t to, bool resting,
                                       std::uint64_t luck) const {
  for (std::uint32_t port = first_candidate(from, to, resting); port < to;
       port = first_candidate(port + 1, to, resting)) {
    if (!is_busy(port)) return {port, false};
    if ((mix(luck ^ (std::uint64_t{port} << 32)) & 1) != 0) {
      return {port, true};
    }
  }
  return {};
}

/// `count` ports from `first` on; behind the last of the range comes the first.
PortMap::Found PortMap::search_window(std::uint32_t first, std::uint32_t count, bool resting,
                                      std::uint64_t luck) const {
  if (first >= ports_) first -= ports_;
  const std::uint32_t end = first + count;
  const Found found = search_between(first, std::min(end, ports_), resting, luck);
  if (found || end <= ports_) return found;
  return search_between(0, end - ports_, resting, luck);
}

PortMap::Found PortMap::try_at_random(std::uint32_t tries, std::uint64_t luck) const {
  for (std::uint64_t round = 1; round <= tries; ++round) {
    const auto port = static_cast<std::uint32_t>(
        (static_cast<Wide>(mix(luck + round * golden_ratio)) * ports_) >> 64);
    if (!is_busy(port)) return {port, false};
  }
  return {};
}

PortMap::Found PortMap::search(const PortSearchConfig& config, std::uint64_t luck) const {
  if (config.kind == PortSearch::random_tries) return try_at_random(config.tries, luck);
  std::uint32_t window = std::min(config.window, ports_);
  for (std::uint64_t round = 1;; ++round, window /= 2) {
    const auto port = static_cast<std::uint32_t>(
        (static_cast<Wide>(mix(luck + round * golden_ratio)) * ports_) >> 64);
    const std::uint32_t resting = std::min(config.resting_probes, window);
    if (const Found found = search_window(port, window - resting, false, luck)) return found;
    if (const Found found = search_window(port + window - resting, resting, true, luck))
      return found;
    if (window == ports_ || window < 2 * config.last_window) return {};
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
