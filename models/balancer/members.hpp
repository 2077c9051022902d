// The members of the pool as the balancer sees them: who takes a new connection, and what each
// holds.
//
//            added            monitor: up              drained
//   absent ─────────▶ down ───────────────▶ in service ────────▶ draining ──▶ (restored) in service
//     ▲                 ▲     monitor: down     │ │
//     │ removed         └───────────────────────┘ └─▶ at its limit: takes none until one ends
//     └───────────────────────────────────────────
//
// A member that comes into service late is *returning*: it ramps (slow_ramp.hpp) and is watched
// until it holds as many connections as the others. When too few are in service, all that are
// listed may take connections (fail-open): better the dead too than nobody. Listeners that rank
// members on their own have a selector each; else those of one logical balancer share one. So do
// the balancer's workers, when each counts its own connections only.
#pragma once

#include "engine/compact_optional.hpp"
#include "engine/fifo_ring.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/time_average.hpp"
#include "models/balancer/config.hpp"
#include "models/balancer/member_selector.hpp"
#include "models/balancer/returning_member.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

class Members {
 public:
  Members(const LoadBalancerConfig& config, std::uint32_t members);
  /// Streams of this replication; once, before the first `pick`.
  void prepare(std::uint64_t seed, std::uint32_t replication);

  /// Who counts a connection: one of the VIPs' ports, in the order of the scenario, times the
  /// worker of the balancer. Those that no worker remembers have none.
  static constexpr std::uint8_t no_lane = 255;
  [[nodiscard]] std::uint8_t lane(std::uint8_t listener, std::uint64_t luck) const {
    if (config_.counter_workers < 2) return listener;
    const auto workers = config_.counter_workers;
    const auto listeners = group_of_lane_.size() / workers;
    return static_cast<std::uint8_t>(listener + luck % workers * listeners);
  }
  /// All connections that stand are forgotten in the ranking; they end in `no_lane`.
  void forget_counts();

  /// The member of a new connection; none when nobody takes one. Members passed over are left out.
  [[nodiscard]] CompactOptional<std::uint32_t> pick(SimTime now, std::uint8_t lane,
                                                    std::uint64_t source_hash);
  /// Not this one again until `readmit`: it refused.
  void pass_over(std::uint32_t member);
  void readmit(SimTime now);

  /// A connection begins at the member: held, and counted as new.
  void open(SimTime now, std::uint32_t member, std::uint8_t lane);
  /// It ends; `rests`: it goes through TIME_WAIT, where it may still rank.
  void end(SimTime now, std::uint32_t member, std::uint8_t lane, bool rests);
  /// It moves from one member to another.
  void move(SimTime now, std::uint32_t from, std::uint32_t to, std::uint8_t lane);

  /// The monitor's judgment.
  void set_up(SimTime now, std::uint32_t member, bool up);
  [[nodiscard]] bool is_up(std::uint32_t member) const { return members_[member].up; }
  /// A refused connect, or one that came through: passive detection. True when the judgment
  /// changed.
  bool note_refused(SimTime now, std::uint32_t member);
  bool note_accepted(SimTime now, std::uint32_t member);
  /// Absent members are in no ranking and have no monitor.
  void set_present(SimTime now, std::uint32_t member, bool present);
  void set_draining(SimTime now, std::uint32_t member, bool draining);
  [[nodiscard]] bool in_service(std::uint32_t member) const;
  /// So few are in service that nobody asks who is, and the picks made so.
  [[nodiscard]] bool fails_open() const { return fails_open_; }
  [[nodiscard]] const Counter& picked_failing_open() const { return picked_failing_open_; }

  /// Live, half-open and dead ones.
  [[nodiscard]] const TimeAverage& connections(std::uint32_t member) const {
    return members_[member].connections;
  }
  [[nodiscard]] const Counter& opened(std::uint32_t member) const {
    return members_[member].opened;
  }
  /// Those in service.
  [[nodiscard]] std::uint32_t serving() const { return serving_; }
  /// Neither absent nor drained.
  [[nodiscard]] bool is_listed(std::uint32_t member) const {
    return members_[member].present && !members_[member].draining;
  }
  /// Connections of all members now, and their mean and maximum: kept only with a limit.
  [[nodiscard]] const TimeAverage& total() const { return total_; }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(members_.size()); }
  /// What returning members did since the last call; for timeline and statistics.
  [[nodiscard]] bool has_reports() const { return !reports_.empty(); }
  [[nodiscard]] std::vector<ReturnReport> take_reports();
  /// Those that have not caught up yet.
  [[nodiscard]] const std::vector<ReturningMember>& returning() const { return returning_; }
  /// Limit and ramp of servers, from now on.
  void change_settings(SimTime now, const LoadBalancerConfig& config);
  void begin_observation(SimTime now);

 private:
  struct Member {
    TimeAverage connections;  // state and statistic
    Counter opened;           // statistic
    SimTime since{};          // state: in service since, when it came late
    std::uint32_t weight = 1;
    bool present = true;
    bool draining = false;
    bool up = true;
    bool joined = false;  // added, and has not served since
    bool passed_over = false;
    bool ramping = false;
    bool held_back = false;     // by the proportional ramp, for the present pick
    bool aside = false;         // put aside by passive detection
    std::uint32_t fails = 0;    // of passive detection
    std::int64_t checked = 0;   // whole seconds of its clock
    std::int64_t accessed = 0;  // whole seconds: last failure
  };
  struct Resting {  // in TIME_WAIT and still ranking
    SimTime due;
    std::uint16_t member;
    std::uint8_t group;
  };

  [[nodiscard]] std::uint32_t weight_of(SimTime now, const Member& member) const;
  void reweigh(SimTime now, std::uint32_t member);
  void advance(SimTime now);
  [[nodiscard]] CompactOptional<std::uint32_t> pick_from(MemberSelector& selector,
                                                         std::uint64_t source_hash);
  void hold_back(SimTime now, bool by_luck);
  /// Who changed the service of a member: the judgment of its health, or the list of members.
  enum class Cause : std::uint8_t { health, list };
  void changed_service(SimTime now, std::uint32_t member, bool was_in_service, Cause cause);
  [[nodiscard]] bool ramps(const Member& member, Cause cause) const;
  void judge_fail_open(SimTime now);
  [[nodiscard]] std::int64_t least_of_others(std::uint32_t member) const;
  void watch_returning(SimTime now, std::uint32_t opened_by);
  [[nodiscard]] std::int64_t clock_seconds(SimTime now) const;
  [[nodiscard]] Duration clock_fraction(const Member& member) const;
  [[nodiscard]] bool is_trial_due(SimTime now, const Member& member) const;

  LoadBalancerConfig config_;                // config
  std::vector<std::uint8_t> group_of_lane_;  // config
  std::vector<Member> members_;              // state and statistic
  std::vector<MemberSelector> selectors_;    // state: by group
  std::vector<std::uint32_t> ramping_;       // state
  std::vector<std::uint32_t> aside_;         // state: await a trial
  std::vector<std::uint32_t> passed_over_;   // state: of the present connect
  std::vector<ReturningMember> returning_;   // state
  std::vector<ReturnReport> reports_;        // state
  FifoRing<Resting> resting_;                // state: equal lengths end in order
  std::int64_t held_ = 0;                    // state: connections of members in service
  TimeAverage total_;                        // state and statistic: with a limit of connections
  std::uint32_t serving_ = 0;                // state: members in service
  bool fails_open_ = false;                  // state
  Counter picked_failing_open_;              // statistic
  std::uint64_t picks_ = 0;                  // state: draws
  Duration clock_offset_{};                  // of the clock of whole seconds, below 1 s
  Stream stream_;                            // (0, pick): [0] [1] members of random choices
  Stream ramp_stream_;                       // (member, pick): [0] whether the ramp lets it in
};

}  // namespace ocssim::models
