// A service that holds calls: lines on servers, then, if there are any, agents.
//
//   Poisson ──▶ port of the least busy server ──(set-up)──▶ dialog ──▶ over
//                 │ no port, no processor time,                │ agents > 0
//                 ▼ no SNAT port                               ▼
//               refused                        [queue, patience]──▶( agents )──▶ over
//
// Without agents M/G/c/c: blocking by Erlang B, at the least of the three limits. With agents the
// dialog ends in M/M/c (Erlang C) or M/M/c+M (Erlang A) as long as no port is refused. Processors
// and adapters are fluid: a call asks for so many cycles and bits a second, and a call that would
// ask for more cycles than there are is refused.
#pragma once

#include "engine/component.hpp"
#include "engine/fifo_ring.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/queueing/resting_ports.hpp"
#include "models/voice/config.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::models {

class SessionWork;

class CallService final : public Component {
 public:
  enum class Kind : std::uint16_t { arrival, dialog_end, patience_end, agent_end };

  /// `config` as it stands in this pool: rate of all users, cycles with SRTP, set-up with IPsec.
  /// `steady`: as many calls as there are on average are in their dialog at time 0.
  CallService(const CallServiceConfig& config, CallServiceRole role, bool steady);
  void prepare(const Simulation& sim);
  /// Requests of the sessions that are let in.
  void connect(SessionWork& work);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  /// The leg of a call of another service takes a port here, of the server that it names; none when
  /// all are taken. It counts for ports, processors and adapters, not for `call.offered`.
  [[nodiscard]] std::optional<std::uint32_t> seize_port(SimTime now);
  void release_port(SimTime now, std::uint32_t server);
  /// Calls in their dialog, and callers who wait for an agent.
  [[nodiscard]] std::vector<const TimeAverage*> number_in_system() const;
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  enum class State : std::uint8_t { free, dialog, waiting, with_agent };
  struct Call {
    std::int64_t begin = 0;         // of the present state [ns]
    std::int64_t patience_end = 0;  // [ns]
    std::uint64_t number = 0;       // of all calls: draws
    std::uint32_t server = 0;
    State state = State::free;
  };
  struct Waiting {
    std::uint32_t call;
    std::uint64_t number;
  };
  enum class Refusal : std::uint8_t { none, ports, processors, nat };

  void schedule_arrival(Simulation& sim);
  void on_arrival(Simulation& sim);
  void on_dialog_end(Simulation& sim, std::uint32_t call);
  void on_patience_end(Simulation& sim, std::uint32_t call);
  void on_agent_end(Simulation& sim, std::uint32_t call);
  void begin_call(Simulation& sim, std::uint64_t number, std::uint32_t server, bool fresh);
  void begin_agent(Simulation& sim, std::uint32_t call);
  void ask_for_agent(Simulation& sim, std::uint32_t call);
  [[nodiscard]] std::optional<std::uint32_t> next_waiting();
  [[nodiscard]] Refusal find_server(SimTime now, std::uint32_t& server);
  void count_overflow(SimTime now, std::uint32_t server);
  [[nodiscard]] std::uint32_t new_call();
  void end_call(std::uint32_t call);
  [[nodiscard]] WideInteger ages_of_present(SimTime now) const;
  void observe_servers(const Window& window, Observations& out) const;

  CallServiceConfig config_;            // config
  std::uint32_t calls_by_cpu_ = 0;      // config: that a server's processors carry
  bool steady_;                         // config
  SessionWork* work_ = nullptr;         // port: none, sessions send nothing
  RestingPorts nat_;                    // state: of the source NAT before all servers
  Stream stream_;                       // (0, call): [0] gap [1] dialog [2] agent [3] patience
  std::vector<Call> calls_;             // state
  std::vector<std::uint32_t> free_;     // state
  FifoRing<Waiting> queue_;             // state: some have left
  std::uint64_t numbered_ = 0;          // state: calls so far
  std::vector<TimeAverage> in_dialog_;  // state and statistic: by server
  double calls_by_link_ = 0.0;          // config: whose media the busier adapter carries; 0: all
  std::vector<RealTimeAverage> beyond_link_;      // statistic: calls beyond these, by server
  TimeAverage all_in_dialog_;                     // statistic
  TimeAverage waiting_;                           // statistic: callers
  TimeAverage agents_busy_;                       // statistic
  Tally set_up_time_;                             // statistic
  Tally waiting_time_ = Tally::with_histogram();  // statistic: of all who asked for an agent
  Counter offered_, carried_, by_ports_, by_cpu_, by_nat_;  // statistic
  Counter asked_, waited_, abandoned_;                      // statistic
  WideInteger departed_ns_ = 0;                             // statistic: of dialogs
  WideInteger begin_ages_ns_ = 0;                           // statistic
  SimTime begin_{};                                         // statistic
};

}  // namespace ocssim::models
