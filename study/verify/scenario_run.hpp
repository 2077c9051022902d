// One replication of a scenario with some settings changed, and questions to what it left behind.
#pragma once

#include "engine/stats/readings.hpp"
#include "scenarios/model/build.hpp"
#include "scenarios/model/scenario.hpp"
#include "study/verify/pool_settings.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::study {

/// A shipped scenario, or one of the set-ups that recorded measurements are run with, by its name
/// ("enterprise-100k", "measured/c3/hap"), under overlays of the same kind. Throws
/// std::runtime_error with the diagnostics when it is not valid.
[[nodiscard]] scenarios::Scenario scenario_with(const std::string& name, const Settings& settings,
                                                std::uint64_t seed = 1,
                                                const std::vector<std::string>& overlays = {});

/// "1500000 us": a time as a setting takes it.
[[nodiscard]] std::string time_text(double seconds);
/// "front_end[3]"
[[nodiscard]] std::string front_end(std::size_t index);

/// What one replication left behind.
class ScenarioRun : public Readings {
 public:
  ScenarioRun(const std::string& name, const Settings& settings, std::uint64_t seed,
              std::uint32_t replication = 0);
  ScenarioRun(const scenarios::Scenario& scenario, std::uint32_t replication);

  /// Mean over the Front Ends from `first` on.
  [[nodiscard]] double front_ends_mean(std::string_view metric, std::size_t first = 0) const;
  /// First entry of a kind on the timeline [s]; −1 when there is none.
  [[nodiscard]] double first_instant(std::string_view kind) const;

 private:
  std::size_t front_ends_ = 0;
};

}  // namespace ocssim::study
