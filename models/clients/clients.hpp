// The client population: N endpoints of one profile, one component, an array of flat records.
//
// States and transitions: endpoint.hpp. What an endpoint sends goes through its connection
// (balancer) to its Front End; latency is constant, so a request is handed on at once and the way
// there and back is added to what is recorded (docs/models/clients.md), except where it delays the
// next step.
#pragma once

#include "engine/compact_optional.hpp"
#include "engine/component.hpp"
#include "engine/deadline_ring.hpp"
#include "engine/large_vector.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/activity_kind.hpp"
#include "models/clients/config.hpp"
#include "models/clients/contacts.hpp"
#include "models/clients/endpoint.hpp"
#include "models/clients/peak_rate.hpp"
#include "models/front_end/message_class.hpp"
#include "models/job_pool.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

struct Pool;

class Clients final : public Component {
 public:
  /// Timers of an endpoint first (see `slot`), then one-shot events.
  enum class Kind : std::uint16_t {
    keep_alive,
    refresh,     // REGISTER refresh
    activity,    // next publication, poll, IM session or background work
    im_message,  // next message of the IM session
    session,     // end of session, or re-authentication, whichever comes first
    connect,     // next attempt, SYN retransmission, end of attempt, loss noticed
    next_step,   // of the sign-in sequence; entity = endpoint
    deadline,    // of transactions, one pending
    sign_in,     // ramp, profile, storm: the first wish; entity = endpoint
    retry,       // of a request without success; entity = job that waits for it
  };

  /// `population` endpoints; `success_cutoff`: episodes begun later do not count for
  /// sign_in.success.
  Clients(const ClientsConfig& config, std::uint32_t population, SimTime success_cutoff);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(Simulation& sim);

  /// A signed-in endpoint sends an INVITE to the focus of a conference. False: it cannot. Else
  /// `Conferences::on_invited` is called once.
  [[nodiscard]] bool invite(Simulation& sim, std::uint32_t endpoint, std::uint32_t participant);

  // Ports for servers and balancer.
  /// The answer to a request leaves its Front End; frees the job.
  void on_response(Simulation& sim, std::uint32_t job);
  /// The Front End answers 503; frees the job.
  void on_rejected(Simulation& sim, std::uint32_t job);
  /// A notification or instant message leaves the receiver's Front End; frees the job.
  void on_delivered(Simulation& sim, std::uint32_t job);
  /// Its receiver left meanwhile; frees the job.
  void on_undeliverable(Simulation& sim, std::uint32_t job);
  /// RST: the endpoint knows at once that its connection is gone. The balancer has let go of it.
  void on_connection_reset(Simulation& sim, std::uint32_t endpoint);
  /// Its connection was dropped without a word; whether it looked well until now.
  bool on_path_lost(Simulation& sim, std::uint32_t endpoint);
  /// Where a signed-in endpoint is registered; none when it is not.
  [[nodiscard]] CompactOptional<std::uint16_t> front_end_of(std::uint32_t endpoint) const;

  /// What its Front End keeps of the connection of an endpoint.
  [[nodiscard]] ClientSocket& socket(std::uint32_t endpoint) { return endpoints_[endpoint].socket; }

  /// What may change while they run: docs/models/timeline.md.
  void change_settings(Simulation& sim, const ClientsConfig& config);

  // Fidelity superposed: who acts is chosen by the superposition.
  void act(Simulation& sim, std::uint32_t endpoint, ActivityKind what);
  /// A message that only loads its Front End was sent.
  void count_superposed(SimTime now, MessageClass message);
  /// A notification or an instant message of `wish_time` [ns] leaves the last server at `left`.
  void on_foreseen(SimTime left, std::int64_t wish_time, MessageClass message);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void prefetch(std::uint32_t endpoint) const noexcept override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  [[nodiscard]] const TimeAverage& signed_in() const { return signed_in_; }
  [[nodiscard]] const Tally& sign_in_time() const { return sign_in_time_; }
  [[nodiscard]] const Tally& im_time() const { return im_time_; }
  [[nodiscard]] const Tally& presence_time() const { return presence_time_; }
  [[nodiscard]] const Tally& register_time() const { return register_time_; }
  [[nodiscard]] std::uint32_t population() const {
    return static_cast<std::uint32_t>(endpoints_.size());
  }
  /// Notifications that one publication can cause at its Front End.
  static constexpr std::uint32_t largest_fan_out = Contacts::most_watchers;
  static const std::vector<MetricInfo>& metrics();

 private:
  /// Timers of an endpoint; those behind `session` are seldom armed.
  [[nodiscard]] static constexpr std::uint32_t slot(Kind kind) {
    return kind == Kind::session      ? 3u
           : kind == Kind::im_message ? 4u
                                      : static_cast<std::uint32_t>(kind);
  }
  struct FirstWish {
    std::int64_t time;  // [ns]
    std::uint32_t endpoint;
  };
  struct Deadline {  // the job's wish and the time-out give the instant
    std::uint32_t job;
    std::uint32_t generation;
  };

  // start.cpp
  void start_steady(Simulation& sim);
  [[nodiscard]] Duration stationary_age(std::uint32_t endpoint) const;
  void join_im_session(Simulation& sim, std::uint32_t endpoint);
  void start_later(Simulation& sim);
  void schedule_first_wish(Simulation& sim);
  [[nodiscard]] Duration first_sign_in(std::uint32_t endpoint) const;
  // sign_in.cpp: episodes, attempts, the sequence of requests
  void begin_episode(Simulation& sim, std::uint32_t endpoint, EpisodeCause cause);
  void begin_attempt(Simulation& sim, std::uint32_t endpoint);
  void send_syn(Simulation& sim, std::uint32_t endpoint);
  void on_connect_timer(Simulation& sim, std::uint32_t endpoint);
  void end_attempt_without_port(Simulation& sim, std::uint32_t endpoint);
  void reconnect_later(Simulation& sim, std::uint32_t endpoint);
  [[nodiscard]] double reconnect_limit(std::uint32_t endpoint) const;
  [[nodiscard]] double full_wait(std::uint32_t endpoint);
  [[nodiscard]] double ruled_wait(std::uint32_t endpoint);
  void on_next_step(Simulation& sim, std::uint32_t endpoint);
  void on_sign_in_response(Simulation& sim, std::uint32_t endpoint);
  void complete_sign_in(Simulation& sim, std::uint32_t endpoint);
  void send_on_users_of_other_pools(Simulation& sim, std::uint32_t endpoint);
  void enter_signed_in(Simulation& sim, std::uint32_t endpoint);
  void leave_signed_in(Simulation& sim, std::uint32_t endpoint, EpisodeCause cause);
  void fail_sign_in(Simulation& sim, std::uint32_t endpoint);
  void lose_connection(Simulation& sim, std::uint32_t endpoint);
  void notice_reset(Simulation& sim, std::uint32_t endpoint);
  void set_state(Simulation& sim, std::uint32_t endpoint, EndpointState state);
  void end_silent_death(Simulation& sim, std::uint32_t endpoint);
  // activity.cpp: what a signed-in endpoint does
  [[nodiscard]] double sum_of_rates() const;
  void arm_all(Simulation& sim, std::uint32_t endpoint, bool stationary);
  void arm_activity(Simulation& sim, std::uint32_t endpoint);
  [[nodiscard]] ActivityKind choose_activity(const RandomBlock& block) const;
  /// False: it found its connection gone.
  bool request(Simulation& sim, std::uint32_t endpoint, ActivityKind what);
  /// True: it talked before.
  [[nodiscard]] bool lengthen_im_session(Simulation& sim, std::uint32_t endpoint);
  void arm_keep_alive(Simulation& sim, std::uint32_t endpoint);
  void arm_session(Simulation& sim, std::uint32_t endpoint);
  void on_keep_alive(Simulation& sim, std::uint32_t endpoint);
  void on_refresh(Simulation& sim, std::uint32_t endpoint);
  void on_activity(Simulation& sim, std::uint32_t endpoint);
  void on_im_message(Simulation& sim, std::uint32_t endpoint);
  void on_session(Simulation& sim, std::uint32_t endpoint);
  void send_reauthentication_leg(Simulation& sim, std::uint32_t endpoint);
  // requests.cpp: transactions and their answers
  /// False when the connection reaches nobody (then nothing was sent).
  bool send(Simulation& sim, std::uint32_t endpoint, MessageClass message, JobPurpose purpose,
            std::uint32_t receiver = Job::nowhere, bool asks_directory = false,
            std::uint8_t attempt = 0);
  void notice_stray(Simulation& sim, std::uint32_t endpoint);
  void notice_loss_later(Simulation& sim, std::uint32_t endpoint);
  /// Sends into a connection that reaches nobody; true when that brings it back to life.
  [[nodiscard]] bool revive(Simulation& sim, std::uint32_t endpoint);
  void end_session(Simulation& sim, std::uint32_t endpoint);
  void on_deadline(Simulation& sim);
  void on_timeout(Simulation& sim, std::uint32_t job);
  void retry_or_abandon(Simulation& sim, const Job& job);
  void on_retry(Simulation& sim, std::uint32_t job);
  void count_wish(std::uint32_t endpoint, MessageClass message, JobPurpose purpose,
                  std::uint8_t attempt);
  void record_response(Simulation& sim, std::uint32_t endpoint, std::int64_t wish_time,
                       MessageClass message, JobPurpose purpose);
  void fan_out(Simulation& sim, std::uint32_t endpoint, std::int64_t wish_time,
               std::uint16_t front_end);

  [[nodiscard]] std::uint8_t register_legs() const {
    return config_.authentication == Authentication::ntlm ? 3 : 2;
  }
  [[nodiscard]] bool uses_tls(std::uint32_t endpoint) const {
    return config_.tls_share >= 1.0 ||
           phase_stream_.draw(endpoint, 3).uniform(0) < config_.tls_share;
  }
  [[nodiscard]] std::uint8_t steps() const;
  [[nodiscard]] MessageClass message_of_step(std::uint8_t step) const;
  [[nodiscard]] Duration refresh_interval(std::uint32_t endpoint);
  [[nodiscard]] RandomBlock next_draw(std::uint32_t endpoint) {
    return timers_stream_.draw(endpoint, endpoints_[endpoint].timers++);
  }
  [[nodiscard]] double next_uniform(std::uint32_t endpoint) {
    return timers_stream_.uniform(endpoint, endpoints_[endpoint].timers++);
  }

  ClientsConfig config_;                    // config
  SimTime success_cutoff_{};                // config
  double activity_rate_ = 0.0;              // config: sum of the rates [1/s]
  Pool* pool_ = nullptr;                    // port
  LargeVector<Endpoint> endpoints_;         // state
  std::vector<double> messages_left_cdf_;   // config: stationary law of Endpoint::messages_left
  std::optional<Contacts> contacts_;        // config, keyed
  std::vector<std::uint32_t> watchers_;     // scratch of a fan-out
  std::vector<FirstWish> first_wishes_;     // state: by time, then endpoint
  std::size_t first_wishes_begun_ = 0;      // state: scheduled so far
  std::uint64_t first_wish_order_ = 0;      // config: order of endpoint 0's
  DeadlineRing<Deadline> deadlines_;        // state
  Stream timers_stream_;                    // (endpoint, n): [0] interval or phase [1] which work
                                            //   [2] partner [3] second phase
  Stream phase_stream_;                     // (endpoint, n): stationary phases of a steady start
                                            //   n = 3: [0] whether it connects with TLS
  TimeAverage signed_in_;                   // statistic
  TimeAverage silently_dead_;               // statistic
  std::array<std::int64_t, 7> in_state_{};  // statistic: endpoints by state
  Tally sign_in_time_ = Tally::with_histogram();                    // statistic
  Tally im_time_ = Tally::with_histogram();                         // statistic
  Tally presence_time_ = Tally::with_histogram();                   // statistic
  Tally register_time_ = Tally::with_histogram();                   // statistic
  Counter reconnects_, sign_ins_, goodput_, attempts_, timed_out_;  // statistic
  Counter rejected_, attempt_failures_, reauthentications_;         // statistic
  Counter notifications_, sign_in_requests_, publications_;         // statistic
  Counter wishes_, carried_, retries_, abandoned_;                  // statistic
  std::uint64_t refused_ = 0;    // statistic: attempts without a port, since time 0
  std::uint64_t episodes_ = 0;   // statistic: counted ones
  std::uint64_t successes_ = 0;  // statistic: of them, completed in time
  std::array<std::uint64_t, message_class_count> offered_{};  // statistic: requests sent
  PeakRate sent_;                                             // statistic: messages of clients
  SimTime begin_{};                                           // statistic
  std::vector<TimelineEntry> timeline_;                       // statistic
};

}  // namespace ocssim::models
