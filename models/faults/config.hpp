// A timeline of faults and changes.
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <string>

namespace ocssim::models {

/// What happens to a server, or what an administrator does to it: add (it was not there before),
/// drain (no new connections), remove (its connections are reset), restore (after any of these).
/// power_cycle: all servers fail at once, by `mode`, and are back after `lasting`.
enum class FaultAction : std::uint8_t { fail, restore, add, drain, remove, power_cycle };
/// process: connections are reset at once | power: silence | hang: accepts, never answers.
enum class FaultMode : std::uint8_t { process, power, hang };

struct FaultConfig {
  Duration at{};
  FaultAction action = FaultAction::fail;
  FaultMode mode = FaultMode::process;
  Duration lasting{};       // of a power cycle
  std::string target;       // "front_end[3]", "sql", "pool", "archiving_server"
  std::uint32_t index = 0;  // of the Front End
};

/// All servers at once.
[[nodiscard]] inline bool is_pool(const FaultConfig& fault) {
  return fault.target == "pool";
}

/// Its target is a Front End, not the back end, the balancer or the directory.
[[nodiscard]] inline bool is_front_end(const FaultConfig& fault) {
  return fault.target.starts_with("front_end[");
}

[[nodiscard]] inline bool is_back_end(const FaultConfig& fault) {
  return fault.target == "sql";
}

/// The balancer's active unit fails and its standby takes over.
[[nodiscard]] inline bool is_fail_over(const FaultConfig& fault) {
  return fault.target == "load_balancer" && fault.action == FaultAction::fail;
}

/// The Archiving or the Monitoring Server, its database, or the message queue of a Front End.
[[nodiscard]] inline bool is_archive(const FaultConfig& fault) {
  return fault.target == "archiving_server" || fault.target == "archiving_sql" ||
         fault.target == "monitoring_server" || fault.target == "monitoring_sql" ||
         fault.target.starts_with("message_queue[");
}

}  // namespace ocssim::models
