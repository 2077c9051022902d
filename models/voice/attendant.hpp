// Conferencing Attendant: callers dial in, say who they are, and wait for their leader.
//
//   Poisson, and bursts when ──▶ port ──▶ dialog ─┬─ code accepted ─┬─ leader there ─▶ conference
//   meetings start                │        ▲──────┘ wrong           └─ early ─▶ lobby ─▶ conference
//                                 ▼ no port, no processor time
//                               refused
//
// A port is held through dialogs and lobby: M/G/c/c, whose loss depends on the mean hold only
//
//   hold = set-up + dialog / (1 − w) + e · wait,   w wrong codes, e early callers
//
// while the rate is constant. With a share s of callers who come in a window W after every T the
// rate in the window is λ (1 − s + s T/W): ports that carry the mean of the hour are full on the
// hour.
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "models/voice/applications_config.hpp"
#include "models/voice/call_ports.hpp"
#include "models/voice/config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

/// Highest rate of callers over their mean rate: 1 without scheduled meetings.
[[nodiscard]] double peak_over_mean(const AttendantConfig& config);
/// Mean time that a caller holds a port, set-up included.
[[nodiscard]] Duration mean_hold(const CallServiceConfig& ports, const AttendantConfig& config);

class Attendant final : public Component {
 public:
  enum class Kind : std::uint16_t { arrival, dialog_end, leader };

  /// `ports` as it stands in this pool: rate of all users, cycles with SRTP.
  Attendant(const CallServiceConfig& ports, const AttendantConfig& config, bool steady);
  void prepare(const Simulation& sim);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  [[nodiscard]] const TimeAverage& number_in_system() const { return ports_.in_progress(); }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  enum class State : std::uint8_t { free, dialog, lobby };
  struct Caller {
    SimTime begin{};           // took its port
    std::uint64_t number = 0;  // of all callers: draws
    std::uint32_t server = 0;
    std::uint32_t dialogs = 0;
    State state = State::free;
  };

  void schedule_arrival(Simulation& sim);
  void on_arrival(Simulation& sim);
  void on_dialog_end(Simulation& sim, std::uint32_t caller);
  void on_leader(Simulation& sim, std::uint32_t caller);
  void begin_dialog(Simulation& sim, std::uint32_t caller, Duration set_up);
  void begin_wait(Simulation& sim, std::uint32_t caller);
  void pass_on(Simulation& sim, std::uint32_t caller);
  [[nodiscard]] bool comes(SimTime now, double luck) const;
  [[nodiscard]] std::uint32_t new_caller(SimTime now, std::uint32_t server);

  CallServiceConfig service_;        // config
  AttendantConfig config_;           // config
  bool steady_;                      // config
  Stream stream_;                    // (0, candidate): [0] gap [1] whether it comes
                                     // (1, caller, dialog): [0] dialog [1] wrong [2] early [3] wait
  CallPorts ports_;                  // state and statistic
  std::vector<Caller> callers_;      // state
  std::vector<std::uint32_t> free_;  // state
  std::uint64_t candidates_ = 0;     // state: arrivals of the highest rate so far
  TimeAverage lobby_;                // state and statistic
  Tally time_ = Tally::with_histogram();  // statistic
  Counter dialogs_, wrong_;               // statistic
  SimTime begin_{};                       // statistic
};

}  // namespace ocssim::models
