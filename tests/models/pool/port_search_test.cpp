// The bounded search by words against its specification, port by port.
#include "models/balancer/port_search.hpp"

#include "engine/wide.hpp"
#include "models/balancer/mix.hpp"

#include <algorithm>
#include <cstdint>
#include <gtest/gtest.h>
#include <optional>

namespace ocssim::models {
namespace {

/// As the prologue of port_search.hpp says it, one port after the other.
std::optional<PortMap::Found> by_hand(const PortMap& map, std::uint32_t ports,
                                      const PortSearchConfig& config, std::uint64_t luck) {
  std::uint32_t window = std::min(config.window, ports);
  for (std::uint64_t round = 1;; ++round, window /= 2) {
    const std::uint64_t start = mix(luck + round * golden_ratio);
    auto port = static_cast<std::uint32_t>((static_cast<Wide>(start) * ports) >> 64);
    for (std::uint32_t left = window; left > 0; --left) {
      if (!map.is_busy(port)) return PortMap::Found(port, false);
      if (left <= config.resting_probes && map.is_reusable(port) &&
          (mix(luck ^ (std::uint64_t{port} << 32)) & 1) != 0) {
        return PortMap::Found(port, true);
      }
      port = port + 1 == ports ? 0 : port + 1;
    }
    if (window == ports || window < 2 * config.last_window) return std::nullopt;
  }
}

/// Busy up to `busy` of 1,000 ports, half of them resting; returns how many searches found nothing.
int compare_all(std::uint32_t ports, std::uint64_t busy, const PortSearchConfig& config) {
  PortMap map(ports);
  for (std::uint32_t port = 0; port < ports; ++port) {
    if (mix(port * 3 + busy) % 1000 >= busy) continue;
    map.take(port);
    if (mix(port * 5 + 1) % 2 == 0) map.make_reusable(port);
  }
  int nothing = 0;
  for (std::uint64_t n = 0; n < 2000; ++n) {
    const std::uint64_t luck = mix(n + 17);
    const auto expected = by_hand(map, ports, config, luck);
    const auto found = map.search(config, luck);
    EXPECT_EQ(static_cast<bool>(found), expected.has_value());
    if (!found || !expected) {
      ++nothing;
      continue;
    }
    EXPECT_EQ(found.port(), expected->port());
    EXPECT_EQ(found.was_resting(), expected->was_resting());
  }
  return nothing;
}

TEST(PortSearch, WordsFindWhatPortByPortFinds) {
  const PortSearchConfig linux_like{
      .kind = PortSearch::bounded_probe, .window = 128, .last_window = 16, .resting_probes = 16};
  const PortSearchConfig without_rest{
      .kind = PortSearch::bounded_probe, .window = 100, .last_window = 7, .resting_probes = 0};
  int nothing = 0;
  for (const std::uint32_t ports : {1u, 63u, 64u, 65u, 127u, 128u, 129u, 500u, 64512u}) {
    for (const std::uint64_t busy : {0u, 500u, 970u, 995u, 1000u}) {
      nothing += compare_all(ports, busy, linux_like);
      nothing += compare_all(ports, busy, without_rest);
    }
  }
  EXPECT_GT(nothing, 18'000);  // full ranges without rest are refused, and they were compared
}

}  // namespace
}  // namespace ocssim::models
