// Settings of pools that are smaller, quieter or shorter than the shipped one. Without a source
// file, so that tests of models may take them without the studies.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::study {

/// Values of `--set`, "a.b=VALUE".
using Settings = std::vector<std::string>;

[[nodiscard]] inline Settings operator+(Settings first, const Settings& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// `users` users on servers that are as much slower as they are fewer than 100,000: every load of
/// the pool of 100,000 comes out of 1 event in 100,000 / users. Ports shrink in proportion too.
[[nodiscard]] inline Settings scaled(std::uint32_t users) {
  const std::string clock = std::to_string(23300ull * users) + " Hz";
  return {"clients.users=" + std::to_string(users), "front_ends.clock=" + clock,
          "sql.clock=" + clock,
          "load_balancer.snat.ports_per_address=" + std::to_string(users * 65000ull / 100000)};
}

/// Nobody does anything but what keeps a client signed in: no work, nobody watches.
[[nodiscard]] inline Settings quiet() {
  return {"clients.activity.presence_publications=0 / user / hour",
          "clients.activity.polls=0 / user / hour", "clients.activity.im_sessions=0 / user / hour",
          "clients.activity.background=0 / user / hour", "clients.contacts.mean=0"};
}

/// Observed from `warm_up` to the end.
[[nodiscard]] inline Settings lasting(const std::string& duration,
                                      const std::string& warm_up = "none") {
  return {"simulation.duration=" + duration, "simulation.warmup=" + warm_up};
}

}  // namespace ocssim::study
