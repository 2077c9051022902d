// One replication of a scenario with settings, and its figures by name: what the tests of the pool
// look at.
#pragma once

#include "engine/stats/readings.hpp"
#include "scenarios/model/scenario.hpp"
#include "study/verify/pool_settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ocssim::models {

using study::lasting;
using study::operator+;
using study::quiet;
using study::scaled;
using study::Settings;

class PoolRun : public Readings {
 public:
  /// Simulates one replication. Every run must have balanced books: Little's law holds as an
  /// integer identity at every station, and the run ends at its horizon.
  PoolRun(const std::string& scenario, const Settings& settings, std::uint32_t replication = 0,
          const std::vector<std::string>& overlays = {});

  /// Unweighted mean over all Front Ends, or those from `first` on.
  [[nodiscard]] double front_ends_mean(std::string_view metric, std::size_t first = 0) const;
  /// CPU work of a message class over all Front Ends [Mcycles], and its messages.
  [[nodiscard]] double megacycles(std::string_view message) const;
  [[nodiscard]] double messages(std::string_view message) const;
  [[nodiscard]] double megacycles() const;
  [[nodiscard]] std::vector<TimelineEntry> timeline(std::string_view kind) const;

 private:
  PoolRun(const scenarios::Scenario& scenario, std::uint32_t replication);

  std::size_t front_ends_ = 0;
};

/// Mean and standard error of the mean of values of independent replications.
struct SampleMean {
  double mean = 0.0;
  double standard_error = 0.0;
};
[[nodiscard]] SampleMean sample_mean(const std::vector<double>& values);

}  // namespace ocssim::models
