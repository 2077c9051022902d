#include "study/findings/recommendations.hpp"

#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace ocssim::study {
namespace {

/// What can be bought for a resource.
struct Remedy {
  std::string_view resource;
  std::string_view words;
  std::string_view path;  // of the scenario
  double present;
  std::string_view unit = {};
};

constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

}  // namespace

std::vector<Finding> recommend(const scenarios::Scenario& scenario,
                               std::span<const Bottleneck> bottlenecks) {
  const models::SqlConfig& sql = scenario.sql;
  // To a 32-bit server without AWE and locked pages more memory is none (rules BE-04, BE-05).
  const bool sees_all_memory =
      sql.architecture == models::Architecture::bits_64 || (sql.awe && sql.lock_pages);
  const std::array remedies = {
      Remedy{"snat.ports", "SNAT addresses", "load_balancer.snat.addresses",
             static_cast<double>(scenario.load_balancer.snat.addresses)},
      Remedy{"front_end.cpu", "Front Ends", "front_ends.count",
             static_cast<double>(scenario.front_ends.count)},
      Remedy{"front_end.memory", "Front Ends", "front_ends.count",
             static_cast<double>(scenario.front_ends.count)},
      Remedy{"sql.cpu", "SQL cores", "sql.cores", static_cast<double>(scenario.sql.cores)},
      Remedy{"sql.disk.data", "data spindles", "sql.disks.data.spindles",
             static_cast<double>(scenario.sql.data.spindles)},
      Remedy{"sql.connections", "database connections a Front End",
             "front_ends.database_connections",
             static_cast<double>(scenario.front_ends.database_connections)},
      Remedy{sees_all_memory ? "sql.memory" : "", "of SQL memory", "sql.memory",
             static_cast<double>(sql.memory) / gibibyte, " GiB"}};
  std::vector<Finding> findings;
  for (const Bottleneck& row : bottlenecks) {
    if (!row.headroom.value || *row.headroom.value > 0.0) continue;
    for (const Remedy& remedy : remedies) {
      if (remedy.resource != row.resource) continue;
      // load / limit = 1 / (headroom + 1): as many times the present number are needed.
      const double needed = std::ceil(remedy.present / (*row.headroom.value + 1.0));
      if (!std::isfinite(needed) || needed <= remedy.present) continue;
      const std::string unit(remedy.unit);
      const std::string number = std::to_string(std::llround(needed)) + unit;
      const std::string setting = std::string(remedy.path) + "=" + number;
      findings.push_back({.id = "recommendation",
                          .severity = "info",
                          .text = row.resource + " is beyond its limit: " + number + " " +
                                  std::string(remedy.words) + " instead of " +
                                  std::to_string(std::llround(remedy.present)) + unit +
                                  " would do in proportion; try --set " +
                                  (unit.empty() ? setting : "'" + setting + "'"),
                          .component = row.component});
    }
  }
  return findings;
}

}  // namespace ocssim::study
