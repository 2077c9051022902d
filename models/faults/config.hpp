// A timeline of faults and changes.
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace ocssim::models {

struct PoolSettings;

/// What happens to a server, or what an administrator does to it: add (it was not there before),
/// drain (no new connections), remove (its connections are reset), restore (after any of these).
/// power_cycle: all servers fail at once, by `mode`, and are back after `lasting`.
/// reload: the balancer reads its configuration anew.
/// degrade: a disk or the directory takes `factor` times as long. change: another setting.
enum class FaultAction : std::uint8_t {
  fail,
  restore,
  add,
  drain,
  remove,
  power_cycle,
  degrade,
  change,
  reload
};
/// process: connections are reset at once | power: silence | hang: accepts, never answers.
enum class FaultMode : std::uint8_t { process, power, hang };

/// What fails together: when a server fails, others fail after it.
struct FailureCoupling {
  std::string of;      // "front_end[3]": the server that fails
  std::string with;    // "zone[1]", "front_end[4]": those that fail then
  double share = 1.0;  // of the zone
  Duration after{};
  Duration lasting{};  // until they are back; 0: they are not
};

struct FaultConfig {
  Duration at{};
  FaultAction action = FaultAction::fail;
  FaultMode mode = FaultMode::process;
  Duration lasting{};   // of a power cycle
  double factor = 1.0;  // of a degraded disk or directory
  double share = 1.0;   // of the servers of a zone
  // "front_end[3]", "snat_address[1]", "sql.disk.data", "archiving_server", "pool"; a setting
  std::string target;
  std::uint32_t index = 0;                       // of the Front End or the address
  std::string to;                                // change: the value as it was written
  std::shared_ptr<const PoolSettings> settings;  // change: all settings from then on
};

/// Servers of a zone, until the events are settled (scenarios/model/event_groups.cpp).
[[nodiscard]] inline bool is_zone(const FaultConfig& fault) {
  return fault.target.starts_with("zone[");
}

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

[[nodiscard]] inline bool is_disk(const FaultConfig& fault) {
  return fault.target.starts_with("sql.disk.");
}

[[nodiscard]] inline bool is_directory(const FaultConfig& fault) {
  return fault.target == "directory";
}

[[nodiscard]] inline bool is_address(const FaultConfig& fault) {
  return fault.target.starts_with("snat_address[");
}

[[nodiscard]] inline bool is_balancer(const FaultConfig& fault) {
  return fault.target == "load_balancer";
}

/// Something breaks, so that there is something to recover from; the rest is planned or a cure.
[[nodiscard]] inline bool is_fault(const FaultConfig& fault) {
  return fault.action == FaultAction::fail || fault.action == FaultAction::power_cycle ||
         fault.action == FaultAction::degrade;
}

/// The Archiving or the Monitoring Server, its database, or the message queue of a Front End.
[[nodiscard]] inline bool is_archive(const FaultConfig& fault) {
  return fault.target == "archiving_server" || fault.target == "archiving_sql" ||
         fault.target == "monitoring_server" || fault.target == "monitoring_sql" ||
         fault.target.starts_with("message_queue[");
}

}  // namespace ocssim::models
