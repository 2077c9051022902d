// Questions by name to what one replication left behind.
#pragma once

#include "engine/stats/observations.hpp"

#include <cstddef>
#include <string_view>

namespace ocssim {

class Readings {
 public:
  Readings() = default;
  explicit Readings(Observations observations) : observations_(std::move(observations)) {}

  [[nodiscard]] const Observations& observations() const { return observations_; }
  /// Throws std::runtime_error with the name when there is none.
  [[nodiscard]] const Observation& find(std::string_view metric,
                                        std::string_view component = "") const;
  /// Events of a count; its events a second of the window.
  [[nodiscard]] double total(std::string_view metric, std::string_view component = "") const;
  [[nodiscard]] double rate(std::string_view metric, std::string_view component = "") const;
  /// Time average, mean of a tally, ratio or level, by the kind of the metric.
  [[nodiscard]] double mean(std::string_view metric, std::string_view component = "") const;
  [[nodiscard]] double highest(std::string_view metric, std::string_view component = "") const;
  /// Over all components of a metric.
  [[nodiscard]] double sum_of_means(std::string_view metric) const;
  [[nodiscard]] double sum_of_totals(std::string_view metric) const;
  /// Components `name[first]` to `name[end - 1]`: their unweighted mean.
  struct Row {
    std::string_view name;
    std::size_t first = 0;
    std::size_t end = 0;
  };
  [[nodiscard]] double mean_over(std::string_view metric, const Row& row) const;
  /// What a part has of a whole, over all components; without a part: all of it.
  [[nodiscard]] double share_sum(std::string_view whole, std::string_view part = "") const;
  [[nodiscard]] double share_count(std::string_view whole, std::string_view part) const;
  /// The largest residual of Little's identities [ns].
  [[nodiscard]] double residual_ns() const;

 private:
  Observations observations_;
};

}  // namespace ocssim
