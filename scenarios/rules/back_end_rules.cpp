// Rules BE-01 to BE-07.
#include "models/back_end/buffer_pool.hpp"
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/rules/checks.hpp"

#include <string>

namespace ocssim::scenarios::rules {
namespace {

using models::Architecture;
constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;
constexpr std::uint64_t mid_range = 8 * gibibyte;

/// What the flags leave of the memory, for the text of a finding.
std::string usable(const Scenario& scenario) {
  const std::uint64_t megabyte = 1'000'000;
  const std::uint64_t bytes = models::buffer_pool_bytes(scenario.sql) / megabyte * megabyte;
  return format_size(bytes) + " of " + format_size(scenario.sql.memory) + " serve the buffer pool";
}

}  // namespace

Finding be_01(const Scenario& scenario) {
  // Standard Edition is one computer with a store of its own.
  if (scenario.sql.separate_computer || scenario.deployment.edition == Edition::standard) return {};
  return Breach{"the back-end database runs on a server of the pool", "/sql/separate_computer"};
}

Finding be_02(const Scenario& scenario) {
  if (scenario.sql.architecture == Architecture::bits_64) return {};
  return Breach{"the back end is a 32-bit server: " + usable(scenario), "/sql/architecture"};
}

Finding be_03(const Scenario& scenario) {
  if (scenario.sql.reachable) return {};
  return Breach{"Front Ends do not reach the database's port", "/sql/reachable"};
}

Finding be_04(const Scenario& scenario) {
  const models::SqlConfig& sql = scenario.sql;
  const bool small = sql.architecture == Architecture::bits_32 && sql.memory < mid_range;
  if (!small || sql.flag_3gb) return {};
  return Breach{"/3GB is not set: " + usable(scenario), "/sql/flag_3gb"};
}

Finding be_05(const Scenario& scenario) {
  const models::SqlConfig& sql = scenario.sql;
  const bool large = sql.architecture == Architecture::bits_32 && sql.memory >= mid_range;
  if (!large || (sql.awe && sql.lock_pages)) return {};
  const std::string missing = !sql.awe && !sql.lock_pages ? "AWE and lock pages in memory are"
                              : sql.awe                   ? "lock pages in memory is"
                                                          : "AWE is";
  return Breach{missing + " not enabled: " + usable(scenario),
                sql.awe ? "/sql/lock_pages" : "/sql/awe"};
}

Finding be_06(const Scenario& scenario) {
  if (scenario.sql.version != 2005 || scenario.sql.trace_flag_4618) return {};
  return Breach{"trace flag 4618 is not set: the token cache grows and slows every call",
                "/sql/trace_flag_4618"};
}

Finding be_07(const Scenario& scenario) {
  if (scenario.sql.disks_shared) {
    return Breach{"data and logs share one device", "/sql/disks/shared"};
  }
  if (scenario.deployment.separate_disks) return {};
  return Breach{"databases and logs do not have a disk each", "/deployment/separate_disks"};
}

}  // namespace ocssim::scenarios::rules
