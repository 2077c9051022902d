// One replication of a scenario with settings, and its figures by name: what the tests of the pool
// look at.
#pragma once

#include "engine/stats/observations.hpp"
#include "scenarios/model/scenario.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ocssim::models {

using Settings = std::vector<std::string>;

/// Both, one after the other.
[[nodiscard]] Settings operator+(Settings first, const Settings& second);

/// `users` on servers that are as much slower as they are fewer than 100,000: every load of the
/// pool of 100,000 comes out of 1 event in 100,000/users. Ports shrink in proportion too.
[[nodiscard]] Settings scaled(std::uint32_t users);

/// Nobody does anything but what keeps a client signed in: no work, nobody watches.
[[nodiscard]] Settings quiet();

/// Observed from `from` to the end.
[[nodiscard]] Settings lasting(const std::string& duration, const std::string& warm_up = "none");

class PoolRun {
 public:
  /// Simulates one replication. Every run must have balanced books: Little's law holds as an
  /// integer identity at every station, and the run ends at its horizon.
  PoolRun(const std::string& scenario, const Settings& settings, std::uint32_t replication = 0,
          const std::vector<std::string>& overlays = {});

  [[nodiscard]] const Observations& observations() const { return observations_; }
  [[nodiscard]] const Observation& find(std::string_view metric,
                                        std::string_view component = "") const;
  /// Events of a count.
  [[nodiscard]] double total(std::string_view metric, std::string_view component = "") const;
  /// Events a second of the window.
  [[nodiscard]] double rate(std::string_view metric, std::string_view component = "") const;
  /// Time average, mean of a tally, ratio or level, by the kind of the metric.
  [[nodiscard]] double mean(std::string_view metric, std::string_view component = "") const;
  [[nodiscard]] double highest(std::string_view metric, std::string_view component = "") const;
  /// Unweighted mean over all Front Ends, or those from `first` on.
  [[nodiscard]] double front_ends_mean(std::string_view metric, std::size_t first = 0) const;
  /// Sum over all components of a metric.
  [[nodiscard]] double sum_of_means(std::string_view metric) const;
  [[nodiscard]] double sum_of_totals(std::string_view metric) const;
  /// CPU work of a message class over all Front Ends [Mcycles], and its messages.
  [[nodiscard]] double megacycles(std::string_view message) const;
  [[nodiscard]] double messages(std::string_view message) const;
  [[nodiscard]] double megacycles() const;
  [[nodiscard]] std::vector<TimelineEntry> timeline(std::string_view kind) const;

 private:
  std::size_t front_ends_ = 0;
  Observations observations_;
};

/// Mean and standard error of the mean of values of independent replications.
struct SampleMean {
  double mean = 0.0;
  double standard_error = 0.0;
};
[[nodiscard]] SampleMean sample_mean(const std::vector<double>& values);

}  // namespace ocssim::models
