// The NAT on the way out: connections that servers open to destinations outside, and the ports that
// they share or have a quota of.
//
//   open ──▶ quota of the member ──▶ table ──▶ destination's limit ──▶ port ──▶ held
//                  │ used up           │ full        │ reached          │ none
//                  └───────────────────┴─ refused ───┴──────────────────┘
//   held ──FIN──▶ rests time_wait ──▶ free         held ──RST──▶ rests time_wait_reset ──▶ free
//   held ──idle timeout──▶ free, nobody is told
//
// A port counts against the quota of the member that took it until it is free again: sustained, a
// quota of q ports gives q / (mean hold + rest) connections a second to one destination. With
// scope per_tuple a port serves each destination once, so quotas count per destination, too.
#pragma once

#include "engine/component.hpp"
#include "engine/deadline_ring.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/time_average.hpp"
#include "models/balancer/egress_config.hpp"
#include "models/balancer/snat.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

class EgressNat final : public Component {
 public:
  enum class Kind : std::uint16_t { rest_end, reset_rest_end, idle };

  /// `places`: connections at a time, numbered by who opens them.
  EgressNat(EgressConfig config, std::uint32_t members, std::uint32_t destinations,
            std::uint32_t places);
  void prepare(const Simulation& sim);

  /// One connection out. `number` of the attempt among all of the place: draws.
  struct Attempt {
    std::uint32_t place = 0;
    std::uint32_t member = 0;
    std::uint32_t destination = 0;
    std::uint64_t number = 0;
    SimTime end{};  // it is closed then
  };
  /// False: refused.
  [[nodiscard]] bool open(Simulation& sim, const Attempt& attempt);
  /// By FIN, or by RST; nothing when it was forgotten.
  void close(Simulation& sim, std::uint32_t place, bool by_reset);

  /// Ports of a member, now.
  [[nodiscard]] std::uint32_t quota_of(std::uint32_t member) const { return quotas_[member]; }
  [[nodiscard]] const Snat& nat() const { return nat_; }

  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  static const std::vector<MetricInfo>& metrics();
  static constexpr std::uint32_t no_quota = UINT32_MAX;

 private:
  struct Place {
    std::int64_t idle_due = 0;  // [ns]; 0: it ends before
    SnatBinding binding;        // its member is the destination
    std::uint16_t member = 0;
    bool held = false;
  };
  struct Resting {
    SimTime due;
    SnatBinding binding;
    std::uint16_t member;
    [[nodiscard]] static std::optional<SimTime> end(const Resting& entry) { return entry.due; }
  };
  using Rests = DeadlineRing<Resting>;

  [[nodiscard]] std::uint32_t& used(std::uint32_t member, std::uint32_t destination) {
    return used_[member * scopes_ + (scopes_ == 1 ? 0 : destination)];
  }
  [[nodiscard]] Counter* obstacle(std::uint32_t member, std::uint32_t destination);
  [[nodiscard]] bool grow_quota(std::uint32_t member);
  void rest(Simulation& sim, Rests& rests, Kind kind, Duration length, const Place& place);
  void end_rests(Simulation& sim, Rests& rests, Kind kind);
  void let_go(const SnatBinding& binding, std::uint32_t member);
  void note_refusal(Simulation& sim, Counter& cause);

  EgressConfig config_;                   // config
  std::uint32_t scopes_;                  // config: quotas of a member, one a destination or one
  Snat nat_;                              // state
  std::vector<Place> places_;             // state
  std::vector<std::uint32_t> quotas_;     // state: by member
  std::vector<std::uint32_t> used_;       // state: by member and scope, ports held or resting
  std::vector<std::uint32_t> connected_;  // state: by destination
  std::uint64_t handed_out_ = 0;          // state: sum of the quotas
  std::uint64_t entries_ = 0;             // state: held or resting
  Rests after_fin_, after_reset_;         // state
  Stream stream_;                         // (place, attempt): [0] port and address
  Counter opened_, refused_, over_quota_, table_full_, over_destination_, portless_;  // statistic
  Counter idle_drops_;                                                                // statistic
  std::vector<Counter> opened_by_;       // statistic: by member
  std::vector<TimelineEntry> timeline_;  // statistic
  SimTime begin_{};                      // statistic
};

}  // namespace ocssim::models
