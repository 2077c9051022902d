// The NAT on the way out: connections that servers open to destinations outside, and the ports that
// they share or have a quota of.
//
//   open ──▶ quota of the member ──▶ table ──▶ destination's limit ──▶ port ──▶ held
//                  │ used up           │ full        │ reached          │ none
//                  └───────────────────┴─ refused ───┴──────────────────┘
//   held ──FIN──▶ rests time_wait ──▶ free         held ──RST──▶ rests time_wait_reset ──▶ free
//   SYN without an answer ──▶ rests half_open ──▶ free
//   held ──idle timeout, or evicted from a full table──▶ free; the server thinks that it stands
//     (silently dead) until it sends again and is told by RST, or gives up, or is at its end
//   datagrams ──end──▶ rests their idle timeout + time_wait ──▶ free: no packet says that they
//   ended
//
// A port counts against the quota of the member that took it until it is free again: sustained, a
// quota of q ports gives q / (mean hold + rest) connections a second to one destination. With
// scope per_tuple a port serves each destination once, so quotas count per destination, too.
// Connections and datagrams have ports, quotas and limits of destinations each; the table is one.
#pragma once

#include "engine/component.hpp"
#include "engine/deadline_ring.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "models/balancer/egress_config.hpp"
#include "models/balancer/least_recently_used.hpp"
#include "models/balancer/snat.hpp"
#include "models/connection_owner.hpp"
#include "models/transport.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

/// What came of a connection out. `unanswered`: its port rests; `raced`: another took its port.
enum class EgressOutcome : std::uint8_t { opened, refused, unanswered, raced };

class EgressNat final : public Component {
 public:
  /// Entity of `other_rest_end`: which rest.
  enum class Kind : std::uint16_t { rest_end, reset_rest_end, idle, other_rest_end, notice };

  struct Size {
    std::uint32_t members = 0;
    std::uint32_t destinations = 0;
    std::uint32_t places = 0;  // connections at a time, numbered by who opens them
    bool datagrams = false;    // whether some are datagrams
    bool sends = false;        // whether some send after their opening
  };
  EgressNat(EgressConfig config, const Size& size);
  /// Who is told of a connection that was found dead, as `first` + its place.
  void connect(ConnectionOwner& owner, std::uint32_t first) {
    owner_ = &owner;
    first_place_ = first;
  }
  void prepare(const Simulation& sim);

  /// One connection out. `number` of the attempt among all of the place: draws.
  struct Attempt {
    std::uint32_t place = 0;
    std::uint32_t member = 0;
    std::uint32_t destination = 0;
    std::uint64_t number = 0;
    SimTime end{};  // it is closed then
    Transport transport = Transport::tcp;
    bool answered = true;
    Duration sends_every{};
    Duration gives_up_after{};
  };
  [[nodiscard]] EgressOutcome open(Simulation& sim, const Attempt& attempt);
  /// By FIN, or by RST; a forgotten one has nothing to close.
  void close(Simulation& sim, std::uint32_t place, bool by_reset);

  /// Ports of a member, now.
  [[nodiscard]] std::uint32_t quota_of(std::uint32_t member) const { return quotas_[member]; }

  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  static const std::vector<MetricInfo>& metrics();
  static constexpr std::uint32_t no_quota = UINT32_MAX;

 private:
  enum class State : std::uint8_t { free, held, dead };
  struct Place {
    std::int64_t due = 0;  // [ns] of the idle timeout, or of the notice of a dead one; 0: none
    SnatBinding binding;   // its member is the destination
    std::uint16_t member = 0;
    State state = State::free;
    Transport transport = Transport::tcp;
  };
  /// When data pass: kept only where some send, or where the table evicts.
  struct Use {
    SimTime opened;
    SimTime end;
    Duration sends_every;
    Duration gives_up_after;
  };
  enum class Rest : std::uint8_t { after_fin, after_reset, after_silence, after_flow, after_idle };
  static constexpr std::size_t rest_count = 5;
  static constexpr std::uint32_t no_slot = UINT32_MAX;
  struct Resting {
    SimTime due;
    SnatBinding binding;
    std::uint16_t member;
    Transport transport;
    std::uint32_t slot = no_slot;  // where it can be evicted from
  };
  struct RestSlot {
    Resting entry;
    SimTime since;
    bool live = false;
  };
  /// Ports of connections, or of datagrams.
  struct Ports {
    Snat nat;
    std::uint32_t scopes;                  // config: quotas of a member, one a destination or one
    std::vector<std::uint32_t> used;       // state: by member and scope, ports held or resting
    std::vector<std::uint32_t> connected;  // state: by destination
    [[nodiscard]] std::uint32_t& used_by(std::uint32_t member, std::uint32_t destination) {
      return used[member * scopes + (scopes == 1 ? 0 : destination)];
    }
  };

  [[nodiscard]] Ports& ports(Transport transport) {
    return ports_[transport == Transport::udp ? 1 : 0];
  }
  [[nodiscard]] Counter* obstacle(Simulation& sim, const Attempt& attempt);
  [[nodiscard]] std::optional<SnatBinding> take_port(Simulation& sim, const Attempt& attempt);
  [[nodiscard]] bool grow_quota(std::uint32_t member);
  void watch_idle(Simulation& sim, const Attempt& attempt);
  void rest(Simulation& sim, Rest which, const Place& place);
  [[nodiscard]] Duration length_of(Rest which) const;
  void end_rests(Simulation& sim, Rest which);
  void end_rest(Simulation& sim, const Resting& entry);
  [[nodiscard]] std::optional<SimTime> end_of(const Resting& entry);
  void let_go(const SnatBinding& binding, std::uint32_t member, Transport transport);
  void forget(Simulation& sim, std::uint32_t place);
  void on_idle(Simulation& sim, std::uint32_t place);
  void on_notice(Simulation& sim, std::uint32_t place);
  [[nodiscard]] bool make_room(Simulation& sim);
  [[nodiscard]] std::optional<SimTime> last_use_of(SimTime now, std::uint32_t entry) const;
  void note_refusal(Simulation& sim, Counter& cause);
  void put_levels(const Window& window, Observations& out) const;

  EgressConfig config_;                // config
  Size size_;                          // config
  ConnectionOwner* owner_ = nullptr;   // port
  std::uint32_t first_place_ = 0;      // config
  std::vector<Ports> ports_;           // state: by transport; datagrams if there are some
  std::vector<Place> places_;          // state
  std::vector<Use> uses_;              // state: by place; may be empty
  std::vector<std::uint32_t> quotas_;  // state: by member
  std::uint64_t handed_out_ = 0;       // state: sum of the quotas
  std::uint64_t entries_ = 0;          // state: held or resting
  std::array<DeadlineRing<Resting>, rest_count> rests_;  // state
  std::optional<LeastRecentlyUsed> by_use_;  // state: places, then slots of resting entries
  std::vector<RestSlot> rest_slots_;         // state: of a table that evicts
  std::vector<std::uint32_t> free_slots_;    // state
  Stream stream_;                            // (place, attempt): [0] port and address
  Counter opened_, refused_, over_quota_, table_full_, over_destination_, portless_;  // statistic
  Counter raced_, unanswered_, idle_drops_, evicted_, evicted_resting_;               // statistic
  Tally eviction_age_ = Tally::with_histogram();                                      // statistic
  TimeAverage silently_dead_;                                                         // statistic
  std::vector<Counter> opened_by_;       // statistic: by member
  std::vector<TimelineEntry> timeline_;  // statistic
  SimTime begin_{};                      // statistic
};

}  // namespace ocssim::models
