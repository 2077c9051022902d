// Looks at levels in equal slices of the run: the series of MSER-5, stability and charts; and at
// counters in intervals of ten slices: when refusals came.
//
// A slice's value is the mean over the slice, from integrals: nothing is sampled at an instant.
#pragma once

#include "engine/component.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::models {

class Sampler final : public Component {
 public:
  enum class Kind : std::uint16_t { slice };

  /// The slice in which `duration` is cut; `slices` of them, at least 1.
  Sampler(Duration duration, std::uint32_t slices);
  /// Adds a series of the sum of levels; they must outlive the sampler. Before the run starts.
  void watch(std::string name, std::string unit, std::vector<const TimeAverage*> levels,
             std::string component = {});

  /// Adds a history of events a second, in intervals of `slices_of_interval` slices; left out when
  /// nothing was counted. The counter must outlive the sampler.
  void watch_rate(std::string name, std::string component, const Counter& counter);
  static constexpr std::uint32_t slices_of_interval = 10;

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void end_observation(SimTime now, Observations& out) override;

 private:
  struct Watched {
    Series series;
    std::vector<const TimeAverage*> levels;
    double last_total_s = 0.0;  // Σ ∫ level dt at the last cut
  };
  struct Counted {
    Series series;
    const Counter* counter = nullptr;
    std::uint64_t last_total = 0;  // at the last cut
  };
  void on_slice(Simulation& sim);
  void on_interval();

  Duration slice_;                // config
  std::uint32_t slices_;          // config
  std::vector<Watched> watched_;  // state and statistic
  std::vector<Counted> counted_;  // state and statistic
  std::uint32_t cuts_ = 0;        // state
};

}  // namespace ocssim::models
