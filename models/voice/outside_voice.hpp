// Outside Voice Control: a user with a mobile telephone asks for a call and is called back.
//
//   Poisson ──▶ port ──▶ gateway port ──ring──▶ answered ──▶ second gateway port ──▶ talk ──▶ over
//                │ none     │ none       │ nobody                 │ none
//                ▼          ▼            ▼                        ▼
//              refused    refused      over                     refused
//
// A call needs two ports of the gateways, so it finds none more often than a call that needs one:
// with a call back that is answered at once, two classes that share C ports, whose loss is
// Kaufman's and Roberts' (models/theory/kaufman_roberts). Without gateways in the model (`pstn`
// off) its own ports are the limit: Erlang B.
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/time_average.hpp"
#include "models/voice/applications_config.hpp"
#include "models/voice/call_ports.hpp"
#include "models/voice/config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

class CallService;

/// Mean time that a call holds a port of the service, set-up included.
[[nodiscard]] Duration mean_hold(const CallServiceConfig& ports, const OutsideVoiceConfig& config);
/// Gateway ports that a call holds, times the mean time that it holds them [s].
[[nodiscard]] double gateway_port_seconds(const CallServiceConfig& ports,
                                          const OutsideVoiceConfig& config);

class OutsideVoice final : public Component {
 public:
  enum class Kind : std::uint16_t { arrival, answer, no_answer, talk_end };

  OutsideVoice(const CallServiceConfig& ports, const OutsideVoiceConfig& config, bool steady);
  /// Where both legs of a call find their ports.
  void connect(CallService& gateways) { gateways_ = &gateways; }
  void prepare(const Simulation& sim);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  [[nodiscard]] const TimeAverage& number_in_system() const { return ports_.in_progress(); }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  static constexpr std::uint32_t no_gateway = UINT32_MAX;
  enum class State : std::uint8_t { free, ringing, talking };
  struct Call {
    SimTime begin{};
    std::uint64_t number = 0;  // of all calls: draws
    std::uint32_t server = 0;
    std::uint32_t first_leg = no_gateway;  // gateway of the user's mobile telephone
    std::uint32_t second_leg = no_gateway;
    State state = State::free;
  };

  void schedule_arrival(Simulation& sim);
  void on_arrival(Simulation& sim);
  void on_answer(Simulation& sim, std::uint32_t call);
  void on_no_answer(Simulation& sim, std::uint32_t call);
  void on_talk_end(Simulation& sim, std::uint32_t call);
  void begin_call(Simulation& sim, std::uint64_t number, std::uint32_t server, bool answered);
  void end_call(Simulation& sim, std::uint32_t call);
  [[nodiscard]] bool seize(Simulation& sim, std::uint32_t& leg);
  void release(Simulation& sim, std::uint32_t& leg);

  CallServiceConfig service_;        // config
  OutsideVoiceConfig config_;        // config
  bool steady_;                      // config
  CallService* gateways_ = nullptr;  // port: none, and legs always find one
  Stream stream_;                    // (0, call): [0] gap [1] answer [2] whether [3] talk
  CallPorts ports_;                  // state and statistic
  std::vector<Call> calls_;          // state
  std::vector<std::uint32_t> free_;  // state
  std::uint64_t numbered_ = 0;       // state: calls so far
  TimeAverage ringing_, legs_;       // state and statistic
  Counter first_refused_, second_refused_, unanswered_;  // statistic
  SimTime begin_{};                                      // statistic
};

}  // namespace ocssim::models
