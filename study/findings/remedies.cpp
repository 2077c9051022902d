#include "study/findings/remedies.hpp"

#include <cmath>

namespace ocssim::study {
namespace {

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

/// To a 32-bit server without AWE and locked pages more memory is none (rules BE-04, BE-05).
bool sees_all_memory(const models::SqlConfig& sql) {
  return sql.architecture == models::Architecture::bits_64 || (sql.awe && sql.lock_pages);
}

Remedy front_ends(const scenarios::Scenario& scenario) {
  return {.words = "Front Ends",
          .path = "front_ends.count",
          .present = static_cast<double>(scenario.front_ends.count),
          .side_effect = "more connections between the servers, and to the back end"};
}

}  // namespace

std::optional<Remedy> remedy_for(const scenarios::Scenario& scenario, std::string_view resource) {
  const models::SqlConfig& sql = scenario.sql;
  if (resource == "snat.ports") {
    return Remedy{.words = "SNAT addresses",
                  .path = "load_balancer.snat.addresses",
                  .present = static_cast<double>(scenario.load_balancer.snat.addresses),
                  .side_effect = "an IP address of the servers' network"};
  }
  if (resource == "front_end.cpu" || resource == "front_end.memory") return front_ends(scenario);
  if (resource == "sql.cpu") {
    return Remedy{.words = "SQL cores",
                  .path = "sql.cores",
                  .present = static_cast<double>(sql.cores),
                  .step = 2.0,
                  .side_effect = "licences count cores"};
  }
  if (resource == "sql.disk.data") {
    return Remedy{.words = "data spindles",
                  .path = "sql.disks.data.spindles",
                  .present = static_cast<double>(sql.data.spindles)};
  }
  if (resource == "sql.connections") {
    return Remedy{.words = "database connections a Front End",
                  .path = "front_ends.database_connections",
                  .present = static_cast<double>(scenario.front_ends.database_connections),
                  .side_effect = "more calls at once at the back end"};
  }
  if (resource == "sql.memory" && sees_all_memory(sql)) {
    return Remedy{.words = "of SQL memory",
                  .path = "sql.memory",
                  .present = static_cast<double>(sql.memory) / gibibyte,
                  .step = 4.0,
                  .unit = " GiB"};
  }
  return {};
}

std::string amount_text(const Remedy& remedy, double amount) {
  return std::to_string(std::llround(amount)) + std::string(remedy.unit);
}

std::string setting_text(const Remedy& remedy, double amount) {
  return std::string(remedy.path) + "=" + amount_text(remedy, amount);
}

}  // namespace ocssim::study
