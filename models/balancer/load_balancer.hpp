// The load balancer: places connections on members, gives them SNAT ports, cuts idle ones.
//
//   SYN ──▶ member by method ──▶ port by SNAT ──▶ established ──▶ closed ──▶ TIME_WAIT
//              │ none up            │ none free         │ idle timeout (with or without RST),
//              ▼                    ▼                   │ greatest age, evicted from a full table
//           refused              refused                ▼ client gone: dead binding, held
//                                                         until the idle timeout
//
// An endpoint has at most one live connection, so live connections are indexed by endpoint; a
// binding whose client is gone becomes a dead binding with a record of its own.
#pragma once

#include "engine/compact_optional.hpp"
#include "engine/component.hpp"
#include "engine/deadline_ring.hpp"
#include "engine/large_vector.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "models/balancer/config.hpp"
#include "models/balancer/least_recently_used.hpp"
#include "models/balancer/members.hpp"
#include "models/balancer/path_timers.hpp"
#include "models/balancer/snat.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::models {

struct Pool;

/// What came of a SYN.
enum class ConnectOutcome : std::uint8_t {
  established,
  reset,            // no port, balancer answers RST
  dropped,          // no port, silence
  accepted_closed,  // no port, accepted and closed at once
  no_member,        // no member takes one
  no_listener,      // the VIP has no such port: RST
  member_refused,   // the member's port is closed: RST
  member_silent,    // the member has no power: half-open, the port is held
  unreachable,      // the balancer fails over, is not where the client looks, or is full: silence
  turned_away,      // beyond a limit of the balancer or the member: closed at once
};

/// What becomes of a packet of a connection that the balancer may have forgotten.
enum class PacketFate : std::uint8_t { lost, reset, passes };

/// A client's SYN. `age`, less than the idle timeout: the connection stood before and saw its last
/// data then. `number`: of the SYN among all of the endpoint, for draws.
struct Syn {
  Duration age{};
  bool stands = false;  // it stood before the run began: no limit of new ones counts
  std::uint64_t number = 0;
};

class LoadBalancer final : public Component {
 public:
  enum class Kind : std::uint16_t {
    idle,
    dead_binding_idle,
    time_wait_end,
    monitor,
    time_wait_reusable,
    reset_rest_end,
    half_open_rest_end,
    age_end,
    deregistration_end
  };

  LoadBalancer(LoadBalancerConfig config, std::uint32_t members, std::uint32_t endpoints);
  void connect(Pool& pool) { pool_ = &pool; }
  /// Reserves timers and streams; once, after it was added and before anything starts.
  void prepare(Simulation& sim);

  /// A client's SYN. On `established` and `member_silent` it holds a port until `close`, `reset`,
  /// `orphan` or the idle timeout.
  [[nodiscard]] ConnectOutcome open(Simulation& sim, std::uint32_t endpoint, const Syn& syn = {}) {
    return open_to(sim, endpoint, clients_listener_, syn);
  }
  /// The same to another port of the VIPs: `listener` of `listener_of`.
  [[nodiscard]] ConnectOutcome open_to(Simulation& sim, std::uint32_t endpoint,
                                       std::uint8_t listener, const Syn& syn = {});
  /// How long the connection that was opened last waits until it is served.
  [[nodiscard]] Duration admission_delay() const { return admission_delay_; }
  /// Whether a port is drawn anew for each SYN of a stream of connections. A bounded search is
  /// drawn once for each of their places: that is how the recorded rows were compared.
  [[nodiscard]] bool draws_for_each_syn() const {
    return config_.snat.search.kind == PortSearch::random_tries ||
           config_.snat.race_window > Duration::zero() ||
           config_.snat.selection == AddressSelection::random;
  }
  static constexpr std::uint8_t no_listener = 255;
  /// Which listener has this port; `no_listener` when none has.
  [[nodiscard]] std::uint8_t listener_of(std::uint32_t port) const;
  /// Closed by FIN: the port goes through TIME_WAIT.
  void close(Simulation& sim, std::uint32_t endpoint, ClosedBy closer = ClosedBy::client);
  /// Ended by RST, or a half-open connection given up: the port is free at once.
  void reset(Simulation& sim, std::uint32_t endpoint);
  /// An attempt is over: half-open connections vanish, established ones are closed.
  void give_up(Simulation& sim, std::uint32_t endpoint);
  /// The client is gone without a word: the binding stays until its idle timeout.
  void orphan(Simulation& sim, std::uint32_t endpoint);
  /// The client sends into a connection that is half-open or forgotten, or whose member is gone.
  [[nodiscard]] PacketFate on_unknown_packet(Simulation& sim, std::uint32_t endpoint);
  /// The active unit fails, the standby takes over: with mirroring it knows the connections.
  void fail_over(Simulation& sim);
  /// Data pass: the idle timer restarts.
  void touch(SimTime now, std::uint32_t endpoint) {
    connections_[endpoint].last_data = now.time_since_epoch().count();
  }
  /// Without affinity: what an endpoint sends now reaches another server than its own, which
  /// answers RST. `number`: of the message among all of the endpoint, for draws.
  [[nodiscard]] bool goes_astray(std::uint32_t endpoint, std::uint64_t number) {
    return !config_.affinity && is_led_astray(endpoint, number);
  }
  /// Without source NAT the answer to a server's own connect to the VIP goes past the balancer.
  /// True when so; it is counted.
  [[nodiscard]] bool is_bypassed_by_answers();
  /// The first timer on an endpoint's way to cut its connection when nothing passes.
  [[nodiscard]] PathTimers::First first_timer(std::uint32_t endpoint) const {
    if (!path_) return {.timeout = config_.idle_timeout};
    return path_->first(endpoint, config_.idle_timeout);
  }
  /// The client has found out that its connection reaches nobody, or it reaches its server again.
  void on_path_known(SimTime now, std::uint32_t endpoint) {
    if (path_) path_->end_silent_death(now, endpoint);
  }

  [[nodiscard]] bool has_connection(std::uint32_t endpoint) const {
    const State state = connections_[endpoint].state;
    return state != State::none && state != State::forgotten;
  }
  [[nodiscard]] std::uint16_t member_of(std::uint32_t endpoint) const {
    return connections_[endpoint].binding.member;
  }
  /// Its connection was moved to a member that knows nothing of it: the next data meet RST.
  [[nodiscard]] bool is_reassigned(std::uint32_t endpoint) const {
    return connections_[endpoint].state == State::reassigned;
  }
  /// A server failed or came back; the monitor finds out later.
  void on_member_change(Simulation& sim, std::uint32_t member);
  /// An administrator changes the membership.
  void change_membership(Simulation& sim, std::uint32_t member, MembershipChange change);
  /// The same for a SNAT address: drained it takes no new connections, removed its own are reset.
  void change_addresses(Simulation& sim, std::uint32_t address, MembershipChange change);
  /// The balancer reads its configuration anew: what it counted may be forgotten.
  void reload(Simulation& sim);
  /// What may change while connections stand: docs/models/timeline.md.
  void change_settings(Simulation& sim, const LoadBalancerConfig& config);
  [[nodiscard]] const Members& members() const { return members_; }
  /// Every live connection of a member is reset (its process died).
  void reset_member(Simulation& sim, std::uint32_t member);
  /// Its live connections lead nowhere from now on, even when it comes back (it lost power and with
  /// it their state): nobody is told.
  void silence_member(Simulation& sim, std::uint32_t member);

  /// Counters of what was refused, by cause, address and member: for histories.
  struct RefusalCounter {
    std::string_view metric;
    std::string component;
    const Counter* counter;
  };
  [[nodiscard]] std::vector<RefusalCounter> refusal_counters() const;
  /// Ports in use by address; empty without SNAT.
  [[nodiscard]] std::vector<const TimeAverage*> port_levels() const;
  /// Connections by member.
  [[nodiscard]] std::vector<const TimeAverage*> connection_levels() const;

  void handle(Simulation& sim, const Event& event) override;
  void prefetch(std::uint32_t endpoint) const noexcept override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  static const std::vector<MetricInfo>& metrics();

 private:
  /// forgotten: the balancer has dropped it without a word, its server holds it.
  enum class State : std::uint8_t { none, half_open, established, reassigned, forgotten };
  struct Connection {            // one cache line holds four
    std::int64_t last_data = 0;  // in either direction [ns]
    SnatBinding binding;
    State state = State::none;
    std::uint8_t listener = 0;
  };
  struct Waiting {  // in TIME_WAIT; equal lengths end in order
    SimTime due;
    SnatBinding binding;
    [[nodiscard]] static std::optional<SimTime> end(const Waiting& entry) { return entry.due; }
  };
  struct DeadBinding {
    std::int64_t last_data = 0;  // [ns]
    SnatBinding binding;
    std::uint8_t lane = 0;  // that counts it
    bool live : 1 = false;
    bool server_only : 1 = false;  // the balancer has forgotten it, its server holds it
    bool expires : 1 = false;      // its greatest age ends before its idle timeout
  };

  /// Of ends that only some balancers bring: load_balancer_lifetimes.cpp. Vectors are empty, and
  /// the order by last use is not kept, unless a setting asks for it.
  struct Ends {
    Stream stream;                         // (endpoint, instant): [0] greatest age [1] begun part
    std::vector<SimTime> ages_end;         // state: by endpoint
    std::vector<SimTime> deregistrations;  // state: by member
    std::optional<LeastRecentlyUsed> by_use;               // state: endpoints, then dead bindings
    Counter expired, deregistered, evicted, evicted_dead;  // statistic
  };

  /// Of limits and of rules that the deployment breaks.
  struct Shortcomings {
    /// Where the balancer looks for a server.
    enum class Address : std::uint8_t { known, left, missed };
    Stream stray_stream;             // (endpoint, message): [0] whether it meets its own server
    Stream name_stream;              // (endpoint, move): [0] age of the name that the client keeps
    std::vector<Address> addresses;  // state: by member
    SimTime moved_at{};              // state: when the VIP came up under another address
    std::uint32_t moves = 0;         // state
    Counter astray, stale_name, not_found, stopped, bypassed;  // statistic
    Counter over_connections;                                  // statistic
  };

  /// IPv4 address that an endpoint comes from.
  [[nodiscard]] std::uint32_t source_address(std::uint32_t endpoint) const;
  [[nodiscard]] std::uint64_t source_hash(std::uint32_t endpoint) const;
  [[nodiscard]] std::uint64_t luck_of(std::uint32_t endpoint, std::uint64_t number) const;
  [[nodiscard]] bool take_port(Simulation& sim, std::uint32_t endpoint, std::uint32_t member,
                               std::uint64_t luck, SnatBinding& binding);
  [[nodiscard]] CompactOptional<std::uint32_t> pick_member(Simulation& sim, std::uint32_t endpoint,
                                                           std::uint8_t listener);
  /// Who counts the connection of an endpoint: to open it, and to end it.
  [[nodiscard]] std::uint8_t lane_of(std::uint32_t endpoint, std::uint8_t listener) const {
    return config_.counter_workers < 2 ? listener : members_.lane(listener, worker_of(endpoint));
  }
  [[nodiscard]] std::uint8_t counted_in(std::uint32_t endpoint) const {
    if (!forgotten_count_.empty() && forgotten_count_[endpoint]) return Members::no_lane;
    return lane_of(endpoint, connections_[endpoint].listener);
  }
  [[nodiscard]] std::uint64_t worker_of(std::uint32_t endpoint) const;
  [[nodiscard]] ConnectOutcome refuse(Simulation& sim);
  [[nodiscard]] ConnectOutcome turn_away(Simulation& sim, std::uint32_t member,
                                         const SnatBinding& binding);
  [[nodiscard]] ConnectOutcome connect_to(Simulation& sim, std::uint32_t endpoint,
                                          std::uint32_t member, std::uint8_t listener,
                                          const Syn& syn, std::uint64_t luck);
  void end_observation_of_refusals(const Window& since_start, Observations& out);
  // connection_ends.cpp
  void end_connection(Simulation& sim, std::uint32_t endpoint, bool rests);
  void begin_time_wait(Simulation& sim, const SnatBinding& binding);
  void rest(Simulation& sim, const SnatBinding& binding, DeadlineRing<Waiting>& ring, Kind kind,
            Duration length);
  void end_rests(Simulation& sim, DeadlineRing<Waiting>& ring, Kind kind);
  void forget(Simulation& sim, std::uint32_t endpoint);
  void leave_to_server(Simulation& sim, std::uint32_t endpoint);
  void add_dead(Simulation& sim, const DeadBinding& dead, SimTime due);
  [[nodiscard]] bool revive(Simulation& sim, std::uint32_t endpoint);
  void forget_dead(Simulation& sim, DeadBinding& dead, bool rests);
  [[nodiscard]] SimTime server_deadline(std::int64_t last_data, std::uint32_t member) const;
  void on_time_wait_reusable(Simulation& sim);
  [[nodiscard]] SimTime last_data_of(std::uint32_t endpoint) const {
    return SimTime{Duration{connections_[endpoint].last_data}};
  }
  [[nodiscard]] SimTime idle_deadline(std::uint32_t endpoint) const {
    return last_data_of(endpoint) + first_timer(endpoint).timeout;
  }
  void on_idle(Simulation& sim, std::uint32_t endpoint);
  void cut_elsewhere(Simulation& sim, std::uint32_t endpoint, std::uint8_t hop);
  [[nodiscard]] bool is_closed_by_server_first() const;
  [[nodiscard]] SimTime dead_deadline(std::int64_t last_data) const;
  void on_dead_binding_idle(Simulation& sim, std::uint32_t binding);
  void note_first_refusal(const Simulation& sim);
  // load_balancer_lifetimes.cpp
  void prepare_ends(const Simulation& sim);
  void begin_age(Simulation& sim, std::uint32_t endpoint, const Syn& syn);
  void on_age_end(Simulation& sim, std::uint32_t endpoint);
  void begin_deregistration(Simulation& sim, std::uint32_t member);
  void on_deregistration_end(Simulation& sim, std::uint32_t member);
  [[nodiscard]] std::optional<SimTime> last_use_of(std::uint32_t entry) const;
  [[nodiscard]] bool make_room(Simulation& sim);
  void note_fail_open(const Simulation& sim);
  // load_balancer_members.cpp
  [[nodiscard]] bool is_open(std::uint32_t member, std::uint8_t listener) const;
  [[nodiscard]] bool monitor_succeeds(std::uint32_t member) const;
  [[nodiscard]] bool member_refuses(Simulation& sim, std::uint32_t member, std::uint8_t listener);
  void note_accepted(Simulation& sim, std::uint32_t member);
  void on_monitor(Simulation& sim, std::uint32_t member);
  void judge(Simulation& sim, std::uint32_t member, bool up, const char* who);
  void act_on_member_down(Simulation& sim, std::uint32_t member);
  void reassign_member(Simulation& sim, std::uint32_t member);
  void tell_reset(Simulation& sim, std::uint32_t endpoint);
  void tell_path_lost(Simulation& sim, std::uint32_t endpoint,
                      std::optional<std::uint8_t> hop = std::nullopt);
  void note_returns();
  void put_returns(const Window& window, Observations& out) const;
  // load_balancer_shortcomings.cpp
  [[nodiscard]] bool is_led_astray(std::uint32_t endpoint, std::uint64_t number);
  [[nodiscard]] bool is_out_of_reach(SimTime now, std::uint32_t endpoint);
  [[nodiscard]] bool is_full(Simulation& sim);
  [[nodiscard]] bool is_silent(std::uint32_t member) const;
  void note_address_of(Simulation& sim, std::uint32_t member);
  void stop_pool(Simulation& sim);
  void put_shortcomings(const Window& window, const Window& since_start, Observations& out) const;
  void put_ends(const Window& since_start, Observations& out) const;
  void put_path_timers(const Window& window, Observations& out) const;

  LoadBalancerConfig config_;                  // config
  Pool* pool_ = nullptr;                       // port
  LargeVector<Connection> connections_;        // state: by endpoint
  std::vector<std::uint32_t> listener_ports_;  // config
  std::uint8_t clients_listener_ = 0;          // config
  Members members_;                            // state and statistic
  std::vector<SimTime> decisions_;             // state: by member, when its monitor decides
  std::vector<Duration> check_phases_;         // config: by member, of the monitor's checks
  std::optional<Snat> snat_;                   // state; none with DNAT
  DeadlineRing<Waiting> time_wait_;            // state
  DeadlineRing<Waiting> young_;                // state: of them, those that may not be taken yet
  DeadlineRing<Waiting> after_reset_;          // state: ports that rest after RST
  DeadlineRing<Waiting> after_silence_;        // state: and after a SYN that nobody answered
  std::optional<PathTimers> path_;             // state; none when the balancer's is the only timer
  SimTime down_until_{};                       // state: the standby has not taken over before
  ConnectGate gate_;                           // state
  std::vector<bool> forgotten_count_;          // state: by endpoint; empty before the first reload
  Duration admission_delay_{};                 // state: of the connection opened last
  std::uint64_t remappings_ = 0;               // state: draws
  Stream port_stream_;                         // (endpoint, SYN): [0] bounded search of a port
  std::vector<DeadBinding> dead_;              // state
  std::vector<std::uint32_t> dead_free_;       // state
  Counter syn_dropped_, idle_drops_, member_refused_, member_silent_, no_member_;  // statistic
  Counter no_listener_, passed_on_, unreachable_, turned_away_, rate_limited_;     // statistic
  Shortcomings shortcomings_;                                                      // mixed
  Ends ends_;                                                                      // mixed
  bool failed_open_ = false;                       // state: as the timeline has it
  std::vector<Counter> refused_for_;               // statistic: by member, SYNs without a port
  TimeAverage dead_bindings_, dead_at_server_;     // statistic
  SimTime last_refusal_{};                         // statistic
  Tally catch_up_time_ = Tally::with_histogram();  // statistic
  bool had_returns_ = false;                       // statistic
  double returning_share_ = 0.0;         // statistic: Σ over those that caught up, in equal shares
  double returning_peak_share_ = 0.0;    // statistic: highest of a window of 60 s
  std::vector<TimelineEntry> timeline_;  // statistic
  SimTime begin_{};                      // statistic
};

}  // namespace ocssim::models
