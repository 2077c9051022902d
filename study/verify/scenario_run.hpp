// One replication of a scenario with some settings changed, and questions to what it left behind.
#pragma once

#include "engine/stats/observations.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/scenario.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::study {

/// Values of `--set`, "a.b=VALUE".
using Settings = std::vector<std::string>;

[[nodiscard]] Settings operator+(Settings first, const Settings& second);

/// A shipped scenario, or one of the set-ups that recorded measurements are run with, by its name
/// ("enterprise-100k", "measured/c3/hap"), under overlays of the same kind. Throws
/// std::runtime_error with the diagnostics when it is not valid.
[[nodiscard]] scenarios::Scenario scenario_with(const std::string& name, const Settings& settings,
                                                std::uint64_t seed = 1,
                                                const std::vector<std::string>& overlays = {});

/// A pool like the shipped one with `users` users: clocks and ports in proportion.
[[nodiscard]] Settings scaled(std::uint32_t users);
/// No activity of users, no background work, nobody watches: only connections and timers.
[[nodiscard]] Settings quiet();
[[nodiscard]] Settings lasting(const std::string& duration, const std::string& warm_up = "none");
/// "1500000 us": a time as a setting takes it.
[[nodiscard]] std::string time_text(double seconds);
/// "front_end[3]"
[[nodiscard]] std::string front_end(std::size_t index);

/// What one replication left behind.
class ScenarioRun {
 public:
  ScenarioRun(const std::string& name, const Settings& settings, std::uint64_t seed,
              std::uint32_t replication = 0);
  ScenarioRun(const scenarios::Scenario& scenario, std::uint32_t replication);

  [[nodiscard]] const Observations& observations() const { return observations_; }
  [[nodiscard]] const Observation& find(std::string_view metric,
                                        std::string_view component = "") const;
  /// Events of a count, its events a second, mean and maximum of a tally or level.
  [[nodiscard]] double total(std::string_view metric, std::string_view component = "") const;
  [[nodiscard]] double rate(std::string_view metric, std::string_view component = "") const;
  [[nodiscard]] double mean(std::string_view metric, std::string_view component = "") const;
  [[nodiscard]] double highest(std::string_view metric, std::string_view component = "") const;
  /// Over all components.
  [[nodiscard]] double sum_of_totals(std::string_view metric) const;
  [[nodiscard]] double sum_of_means(std::string_view metric) const;
  /// Mean over the Front Ends from `first` on.
  [[nodiscard]] double front_ends_mean(std::string_view metric, std::size_t first = 0) const;
  /// The largest residual of Little's identities [ns].
  [[nodiscard]] double residual_ns() const;
  /// First entry of a kind on the timeline [s]; −1 when there is none.
  [[nodiscard]] double first_instant(std::string_view kind) const;

 private:
  std::size_t front_ends_ = 0;
  Observations observations_;
};

}  // namespace ocssim::study
