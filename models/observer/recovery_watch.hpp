// Looks at the pool in windows of 60 s that begin every 10 s: what is needed to say when service
// was as before a fault (docs/interface.md, recovery.time).
//
//   clients.signed_in         mean of each step of 10 s
//   sign_in.time.p95, …       of what was recorded in [10 s · k, 10 s · k + 60 s), value k; NaN
//   when
//                             nothing was
#pragma once

#include "engine/component.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::models {

class RecoveryWatch final : public Component {
 public:
  enum class Kind : std::uint16_t { step };

  static constexpr Duration step = std::chrono::seconds{10};
  static constexpr std::size_t steps_of_window = 6;

  explicit RecoveryWatch(Duration duration);
  /// Both must outlive this; before the run starts.
  void watch_level(std::string name, std::string unit, const TimeAverage& level);
  void watch_times(std::string_view name, std::vector<const Tally*> tallies);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;

 private:
  struct Level {
    const TimeAverage* level = nullptr;
    Series series;
    double last_total_s = 0.0;
  };
  /// What tallies held together at the end of a step.
  struct Snapshot {
    Histogram histogram;
    WideInteger sum_ticks = 0;
    std::uint64_t count = 0;
  };
  struct Times {
    std::vector<const Tally*> tallies;
    std::vector<Series> series;                       // by statistic
    std::array<Snapshot, steps_of_window> snapshots;  // of the last steps, by number of step
  };
  void on_step(Simulation& sim);
  void look_at(Times& times);

  std::uint64_t steps_;        // config: of the run
  std::uint64_t taken_ = 0;    // state
  std::vector<Level> levels_;  // state and statistic
  std::vector<Times> times_;   // state and statistic
};

}  // namespace ocssim::models
