// The load balancer: places connections on members, gives them SNAT ports, cuts idle ones.
//
//   SYN ──▶ member by method ──▶ port by SNAT ──▶ established ──▶ closed ──▶ TIME_WAIT
//              │ none up            │ none free         │ idle timeout (with or without RST)
//              ▼                    ▼                   ▼ client gone: dead binding, held
//           refused              refused                  until the idle timeout
//
// An endpoint has at most one live connection, so live connections are indexed by endpoint; a
// binding whose client is gone becomes a dead binding with a record of its own.
#pragma once

#include "engine/component.hpp"
#include "engine/fifo_ring.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/time_average.hpp"
#include "models/balancer/config.hpp"
#include "models/balancer/snat.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::models {

struct Pool;

/// What came of a SYN.
enum class ConnectOutcome : std::uint8_t {
  established,
  reset,            // no port, balancer answers RST
  dropped,          // no port, silence
  accepted_closed,  // no port, accepted and closed at once
  no_member,        // no member is up
  member_refused,   // the member's port is closed: RST
  member_silent,    // the member has no power: half-open, the port is held
};

class LoadBalancer final : public Component {
 public:
  enum class Kind : std::uint16_t { idle, dead_binding_idle, time_wait_end, monitor };

  LoadBalancer(LoadBalancerConfig config, std::uint32_t members, std::uint32_t endpoints);
  void connect(Pool& pool) { pool_ = &pool; }
  /// Reserves timers and streams; once, after it was added and before anything starts.
  void prepare(Simulation& sim);

  /// A client's SYN. On `established` and `member_silent` it holds a port until `close`, `reset`,
  /// `orphan` or the idle timeout.
  /// `age`, less than the idle timeout: a connection that stood before and saw its last data then.
  [[nodiscard]] ConnectOutcome open(Simulation& sim, std::uint32_t endpoint,
                                    Duration age = Duration::zero());
  /// Closed by FIN: the port goes through TIME_WAIT.
  void close(Simulation& sim, std::uint32_t endpoint);
  /// Ended by RST, or a half-open connection given up: the port is free at once.
  void reset(Simulation& sim, std::uint32_t endpoint);
  /// An attempt is over: half-open connections vanish, established ones are closed.
  void give_up(Simulation& sim, std::uint32_t endpoint);
  /// The client is gone without a word: the binding stays until its idle timeout.
  void orphan(Simulation& sim, std::uint32_t endpoint);
  /// Data pass: the idle timer restarts.
  void touch(SimTime now, std::uint32_t endpoint) {
    connections_[endpoint].last_data = now.time_since_epoch().count();
  }
  [[nodiscard]] Duration idle_timeout() const { return config_.idle_timeout; }
  [[nodiscard]] SimTime idle_deadline(std::uint32_t endpoint) const {
    return SimTime{Duration{connections_[endpoint].last_data}} + config_.idle_timeout;
  }

  [[nodiscard]] bool has_connection(std::uint32_t endpoint) const {
    return connections_[endpoint].state != State::none;
  }
  [[nodiscard]] std::uint16_t member_of(std::uint32_t endpoint) const {
    return connections_[endpoint].member;
  }
  /// A server failed or came back; the monitor finds out later.
  void on_member_change(Simulation& sim, std::uint32_t member);
  /// Every live connection of a member is reset (its process died).
  void reset_member(Simulation& sim, std::uint32_t member);
  /// Its live connections lead nowhere from now on, even when it comes back (it lost power and with
  /// it their state): nobody is told.
  void silence_member(Simulation& sim, std::uint32_t member);

  /// Ports in use by address; empty without SNAT.
  [[nodiscard]] std::vector<const TimeAverage*> port_levels() const;

  void handle(Simulation& sim, const Event& event) override;
  void prefetch(std::uint32_t endpoint) const noexcept override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  static const std::vector<MetricInfo>& metrics();

 private:
  enum class State : std::uint8_t { none, half_open, established };
  struct Connection {            // one cache line holds four
    std::int64_t last_data = 0;  // in either direction [ns]
    std::uint16_t member = 0;
    std::uint16_t address = 0;
    State state = State::none;
  };
  struct Member {
    bool considered_up = true;
    TimeAverage connections;  // live, half-open and dead
    Counter opened;
  };
  struct Waiting {  // in TIME_WAIT; equal lengths end in order
    SimTime due;
    std::uint16_t address;
    std::uint16_t member;
  };
  struct DeadBinding {
    std::uint16_t member = 0;
    std::uint16_t address = 0;
  };

  [[nodiscard]] std::optional<std::uint32_t> pick_member();
  [[nodiscard]] std::optional<std::uint32_t> least_connections();
  [[nodiscard]] std::optional<std::uint32_t> next_in_turn();
  [[nodiscard]] std::optional<std::uint32_t> random_member() const;
  [[nodiscard]] std::uint64_t source_hash(std::uint32_t endpoint) const;
  [[nodiscard]] ConnectOutcome refuse(Simulation& sim);
  void end_connection(Simulation& sim, std::uint32_t endpoint);
  void on_idle(Simulation& sim, std::uint32_t endpoint);
  void on_dead_binding_idle(Simulation& sim, std::uint32_t binding);
  void on_time_wait_end(Simulation& sim);
  void on_monitor(Simulation& sim, std::uint32_t member);
  void note_first_refusal(const Simulation& sim);
  [[nodiscard]] bool monitor_succeeds(std::uint32_t member) const;

  LoadBalancerConfig config_;             // config
  Pool* pool_ = nullptr;                  // port
  std::vector<Connection> connections_;   // state: by endpoint
  std::vector<Member> members_;           // state and statistic
  std::uint32_t next_member_ = 0;         // state: round robin, and ties of least connections
  std::optional<Snat> snat_;              // state; none with DNAT
  FifoRing<Waiting> time_wait_;           // state
  std::vector<DeadBinding> dead_;         // state
  std::vector<std::uint32_t> dead_free_;  // state
  Stream stream_;                         // [0] member of method random
  std::uint64_t opens_ = 0;               // state: SYNs so far, draws
  Counter syn_dropped_, idle_drops_, member_refused_, member_silent_, no_member_;  // statistic
  std::vector<TimelineEntry> timeline_;                                            // statistic
  SimTime begin_{};                                                                // statistic
};

}  // namespace ocssim::models
