// A Front End server: takes messages in, works them off, asks the back end, answers.
//
//   message ──▶ [CPU queue]─▶( c cores )──▶ domain controller (NTLM, few slots)
//                                  │                   │
//                                  ├──▶ [queue]─▶ database connection ──▶ SQL ──▶ next call …
//                                  ▼
//                     answer · hop to another Front End · notifications
//
// CPU: M/G/c, FCFS or processor sharing, exponential demands in Mcycles. A call holds one of few
// database connections; when the oldest call has waited for the limit (12 s) new ones are refused
// with 503.
#pragma once

#include "engine/compact_optional.hpp"
#include "engine/component.hpp"
#include "engine/random/sequence.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "models/faults/config.hpp"
#include "models/front_end/config.hpp"
#include "models/front_end/flow_control.hpp"
#include "models/front_end/holding_throttle.hpp"
#include "models/job_pool.hpp"
#include "models/queueing/foreseen_bank.hpp"
#include "models/queueing/processor_sharing.hpp"
#include "models/queueing/server_bank.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::models {

struct Pool;

/// As its clients and the balancer's monitor see it.
enum class ServerState : std::uint8_t { up, process_failed, powerless, hung };

/// Domain controllers: refusing says no at once, silent answers nothing.
enum class DirectoryState : std::uint8_t { up, refusing, silent };

class FrontEnd final : public Component {
 public:
  enum class Kind : std::uint16_t {
    cpu_end,
    directory_end,
    reply,
    shared_end,
    peer_timeout,
    overload,
    restart
  };

  /// `index` is its place in the pool, 0…count − 1.
  FrontEnd(const FrontEndsConfig& config, std::uint32_t index);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(Simulation& sim);

  /// A message arrives in the socket of its client; it is read when throttling allows.
  void receive(Simulation& sim, std::uint32_t job);
  /// A message of `jobs[job].message` is taken in: read from a socket, its own or of a server.
  void accept(Simulation& sim, std::uint32_t job);
  /// A user of another pool connects here first and is sent on: a handshake and one REGISTER.
  void redirect(Simulation& sim, std::uint32_t client, std::uint32_t number, std::uint16_t stage);
  /// Fidelity superposed: a message that only loads the server comes at `at`, in order of time;
  /// when it will have left.
  SimTime foresee(SimTime at, MessageClass message);
  /// Brings the levels of the processor up to `now`.
  void settle(SimTime now) { foreseen_->settle(now); }
  /// The back end has finished the call of a job.
  void on_call_done(Simulation& sim, std::uint32_t job);
  /// Connections that it has not begun to serve fill the listen backlog: a SYN is refused.
  [[nodiscard]] bool is_backlog_full() const {
    return config_.listen_backlog > 0 && unaccepted_ >= config_.listen_backlog;
  }
  /// Whether it may close a connection that it has just accepted.
  [[nodiscard]] bool limits_connections() const { return limits_.any(); }
  /// How long a connect from a source address waits to be let in; none: it is closed at once.
  [[nodiscard]] std::optional<Duration> admit(SimTime now, std::uint32_t source) {
    if (!limits_.any()) return Duration::zero();
    return limits_.admit(now, connections_.level(), source);
  }
  /// Nothing is read from the connection of an endpoint at present.
  [[nodiscard]] bool is_blocked(std::uint32_t endpoint) const;
  /// Connections held change by `delta`.
  void on_connection(SimTime now, std::int64_t delta, std::uint32_t source) {
    connections_.add(now, delta);
    if (limits_.any()) limits_.count(source, delta);
    if (state_ == ServerState::hung && delta > 0) ++unaccepted_;  // nobody accepts any more
  }
  /// The connection of an endpoint is over: what its socket held is gone.
  void forget_socket(SimTime now, std::uint32_t endpoint);

  void fail(Simulation& sim, FaultMode mode);
  void restore(Simulation& sim);
  /// The domain controllers change: `factor` times their usual answer time.
  void set_directory(Simulation& sim, DirectoryState state, double factor);
  /// What may change while it runs: docs/models/timeline.md.
  void change_settings(Simulation& sim, const FrontEndsConfig& config);
  [[nodiscard]] ServerState state() const { return state_; }
  [[nodiscard]] Duration idle_timeout() const { return config_.idle_timeout; }
  [[nodiscard]] const FrontEndsConfig& config() const { return config_; }
  [[nodiscard]] const TimeAverage& busy_cores() const {
    return foreseen_ ? foreseen_->busy() : cpu_.busy();
  }

  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  [[nodiscard]] std::array<const TimeAverage*, 2> number_in_system() const {
    return foreseen_ ? foreseen_->number_in_system() : cpu_.number_in_system();
  }
  [[nodiscard]] const Tally& sproc_latency() const { return sproc_latency_; }
  [[nodiscard]] const Tally& queue_latency() const { return database_.waiting_time(); }
  [[nodiscard]] const Tally& processing_time() const {
    return foreseen_ ? foreseen_->sojourn_time() : cpu_.sojourn_time();
  }
  [[nodiscard]] const Tally& holding_time() const { return throttle_.holding_time(); }
  [[nodiscard]] const Tally& outgoing_delay() const { return outgoing_; }
  /// Requests answered 503.
  [[nodiscard]] const Counter& rejected() const { return rejected_503_; }
  static const std::vector<MetricInfo>& metrics();

 private:
  void begin_cpu(Simulation& sim, const Job& job, std::uint32_t index);
  void begin_cpu_of_next(Simulation& sim, std::uint32_t job);
  void foresee_end(Simulation& sim, const Job& job, std::uint32_t index);
  void on_cpu_end(Simulation& sim, std::uint32_t job);
  void on_shared_end(Simulation& sim, std::uint32_t number);
  void schedule_wake(Simulation& sim);
  [[nodiscard]] Duration draw_service(const Job& job);
  void leave_cpu(Simulation& sim, std::uint32_t job);
  void on_directory_end(Simulation& sim, std::uint32_t job);
  void on_reply(Simulation& sim, std::uint32_t job);
  void begin_directory(Simulation& sim, std::uint32_t job);
  void call_or_finish(Simulation& sim, Job& job, std::uint32_t index);
  void begin_call(Simulation& sim, std::uint32_t job);
  void reject(Simulation& sim, std::uint32_t job);
  void finish(Simulation& sim, const Job& job, std::uint32_t index);
  void answer(Simulation& sim, std::uint32_t job);
  void finish_message(Simulation& sim, std::uint32_t job);
  void forward_invite(Simulation& sim, std::uint32_t job);
  [[nodiscard]] CompactOptional<std::uint16_t> home_of(const Job& job) const;
  void connect_peer(Simulation& sim, std::uint16_t peer, std::uint32_t client,
                    std::uint32_t number);
  void lose_peers();
  [[nodiscard]] bool is_in_other_pool(const Job& job) const;
  void on_peer_timeout(Simulation& sim, std::uint32_t job);
  void deliver(Simulation& sim, std::uint32_t job, MessageClass delivery);
  // flow_control: front_end_sockets.cpp
  void read(Simulation& sim, std::uint32_t job);
  void end_transaction(Simulation& sim, std::uint32_t job);
  void read_on(Simulation& sim, std::uint32_t endpoint, std::uint16_t connection);
  void read_socket(Simulation& sim, std::uint32_t endpoint, std::uint16_t connection);
  void read_all_if_relieved(Simulation& sim);
  void close_flow_controlled(Simulation& sim, std::uint32_t endpoint);
  void on_overload(Simulation& sim);
  void drop_held(SimTime now);
  [[nodiscard]] double handshake_megacycles(const Job& job) const;
  /// Frees a job whose server died; true when it did.
  [[nodiscard]] bool drop_lost(std::uint32_t job);
  [[nodiscard]] Window window(SimTime now) const;
  [[nodiscard]] double megabits() const;  // of messages seen in the window
  [[nodiscard]] Observation messages_held(const Window& seen) const;
  [[nodiscard]] Observation available_memory(SimTime now, const Window& seen) const;

  FrontEndsConfig config_;                 // config
  std::uint32_t index_;                    // config
  double seconds_per_megacycle_;           // config
  std::uint32_t unaccepted_ = 0;           // state: connections in the listen backlog
  Pool* pool_ = nullptr;                   // port
  ServerState state_ = ServerState::up;    // state
  ServerBank cpu_;                         // state and statistic
  std::optional<ForeseenBank> foreseen_;   // in its place with fidelity superposed
  ProcessorSharing shared_;                // state: jobs at the cores, with processor sharing
  ServerBank directory_;                   // state and statistic: slots at the domain controller
  DirectoryState directory_state_{};       // state
  double directory_slowness_ = 1.0;        // state: factor of its answer time
  std::vector<std::uint32_t> unanswered_;  // state: questions that a silent directory holds
  ServerBank database_;                    // state and statistic: connections to the back end
  HoldingThrottle throttle_;               // state and statistic: incoming messages
  FlowControl flow_control_;               // state and statistic: connections not read
  bool is_dying_ = false;                  // state: of too many requests
  bool relieved_ = false;                  // state: a throttle ended, sockets are to be looked at
  Sequence superposed_;                    // state: services of superposed messages
  Stream stream_;                        // (client, request, stage): [0] CPU [1] domain controller
  std::vector<bool> is_peer_connected_;  // state: by mutual TLS, by member index
  ConnectionLimits limits_;              // state and statistic
  TimeAverage connections_;              // statistic
  Tally outgoing_;                       // statistic: outgoing messages, until they leave
  Tally sproc_latency_;                  // statistic: call sent to reply
  Counter handshakes_, rejected_503_, timed_out_;  // statistic
  Counter throttled_, closed_, peer_handshakes_;   // statistic
  Counter rejected_504_;                           // statistic: another server was not reached
  Counter overloads_;                              // statistic: it died of too many requests
  TimeAverage sends_outstanding_;                  // statistic: that wait for another server
  Counter unreached_;                              // statistic: meant for another server
  std::vector<double> megacycles_;                 // statistic: by message class
  std::vector<std::uint64_t> messages_;            // statistic: by message class
  SimTime begin_{};                                // statistic
  SimTime down_since_{};                           // state
  Duration down_time_{};                           // statistic, within the window
};

}  // namespace ocssim::models
