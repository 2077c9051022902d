// Source NAT: which source address and port a connection takes, and when they run out.
//
// scope per_ip:    one port set per SNAT address for all members and listeners
// scope per_tuple: one per (address, member)
// A second logical balancer has addresses of its own, numbered on from those of the first.
// in use = half-open + established + dead but not timed out + TIME_WAIT (docs/interface.md)
//
//   free ──take──▶ held ──begin_time_wait──▶ resting ──make_reusable──▶ reusable ──end_time_wait──▶
//   free
//     ▲              │                                                      │
//     └───release────┘◀─────────────────────────────take────────────────────┘
//
// An exhaustive search refuses exactly when a set is full, so a set is counted only, and the ports
// that rest longest are taken again first. A bounded search needs ports told apart (port_search).
//
// Race: a port that was picked is not seen to be taken for `race_window`, so that another
// connection may pick it, too; the later one is lost. An exhaustive search takes the first free
// port, so two of a set at a time always meet; of draws among F free ports one in F does.
#pragma once

#include "engine/fifo_ring.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"
#include "models/balancer/config.hpp"
#include "models/balancer/port_search.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

/// What a connection holds. `port` counts from the first of the range; 0 when ports are counted.
struct SnatBinding {
  std::uint16_t address = 0;
  std::uint16_t port = 0;
  std::uint16_t member = 0;
};

/// Why a SYN got no port from the address that was asked last.
enum class NoPort : std::uint8_t { held, resting, not_found };

class Snat {
 public:
  /// What picks the address and the port of a connection.
  struct Request {
    std::uint32_t member = 0;
    std::uint32_t balancer = 0;     // logical balancer: 0 or 1
    std::uint32_t source_hash = 0;  // of the client's address
    std::uint32_t tuple_hash = 0;   // of (client's address, member's address)
    std::uint64_t luck = 0;         // random bits of this SYN
  };
  /// SYNs that found no port, since time 0.
  struct Refusals {
    Counter held;       // every port is held by a connection, live or dead
    Counter resting;    // the others rest in TIME_WAIT
    Counter not_found;  // some are free; the bounded search did not find one
    Counter raced;      // another connection picked the same port at the same time
  };

  Snat(const SnatConfig& config, std::uint32_t members, std::uint32_t balancers = 1);

  /// Whether new connections may take its ports; ports in use stay. At least one of each balancer
  /// stays open.
  void set_open(std::uint32_t address, bool open);

  /// Whether `Request::luck` is looked at.
  [[nodiscard]] bool draws() const {
    return config_.search.kind != PortSearch::exhaustive ||
           config_.selection == AddressSelection::random;
  }
  /// Takes a port; false when no address that may be asked gives one.
  [[nodiscard]] bool take(SimTime now, const Request& request, SnatBinding& binding);
  [[nodiscard]] std::optional<SnatBinding> take(SimTime now, const Request& request) {
    SnatBinding binding;
    return take(now, request, binding) ? std::optional(binding) : std::nullopt;
  }
  /// Whether the last `take` that gave none lost a race: trying again may help at once.
  [[nodiscard]] bool lost_race() const { return lost_race_; }
  /// Takes the port of a binding that was released, if nobody else has it.
  [[nodiscard]] bool take_again(SimTime now, const SnatBinding& binding);
  /// The connection is over; its port rests.
  void begin_time_wait(SimTime now, const SnatBinding& binding);
  /// It has rested for long enough to be taken when no other is free.
  void make_reusable(const SnatBinding& binding);
  /// TIME_WAIT is over. Entries end in the order in which they began.
  void end_time_wait(SimTime now, const SnatBinding& binding);
  /// The connection was reset, or its binding timed out: the port is free at once.
  void release(SimTime now, const SnatBinding& binding);

  /// The connection behind a port goes to another member, if a port of the same address is free
  /// there; counted ports are overdrawn.
  [[nodiscard]] std::optional<SnatBinding> move(SimTime now, const SnatBinding& binding,
                                                std::uint32_t to);

  void begin_observation(SimTime now);
  [[nodiscard]] const TimeAverage& in_use(std::uint32_t address) const { return in_use_[address]; }
  [[nodiscard]] const TimeAverage& total_in_use() const { return total_; }
  /// Fullest port set of an address: its ports in use.
  [[nodiscard]] std::int64_t fullest(std::uint32_t address) const { return fullest_[address]; }
  /// Ports of one set.
  [[nodiscard]] std::uint32_t ports() const { return config_.ports_per_address; }
  /// Ports that an address offers over all its sets.
  [[nodiscard]] std::uint64_t ports_of_address() const;
  [[nodiscard]] std::uint32_t addresses() const {
    return static_cast<std::uint32_t>(in_use_.size());
  }
  [[nodiscard]] const Refusals& refusals() const { return refusals_; }
  /// SYNs that found no port of this address, nor of another.
  [[nodiscard]] const Counter& refused_at(std::uint32_t address) const {
    return refused_at_[address];
  }

 private:
  struct PortSet {
    std::uint32_t held = 0;  // by connections, live or dead
    std::uint32_t time_wait = 0;
    std::uint32_t reusable = 0;      // of them, those that may be taken
    std::uint32_t void_entries = 0;  // entries whose port was taken before its time; if counted
  };
  [[nodiscard]] std::size_t set_of(std::uint32_t address, std::uint32_t member) const;
  [[nodiscard]] bool is_counted() const { return maps_.empty(); }
  /// Addresses of one logical balancer.
  struct Group {
    std::uint32_t first = 0;               // config: its addresses are numbered from here on
    std::uint32_t end = 0;                 // config: to here
    std::vector<std::uint32_t> open = {};  // state: those that take new connections, ascending
    std::uint32_t next = 0;                // state: round robin, a place in `open`
  };
  /// A place in the open addresses of the group.
  [[nodiscard]] std::uint32_t first_place(Group& group, const Request& request) const;
  [[nodiscard]] bool take_from(SimTime now, std::uint32_t address, const Request& request,
                               SnatBinding& binding);
  [[nodiscard]] PortMap::Found find(std::size_t set, std::uint64_t luck);
  void refuse(std::uint32_t address, std::uint32_t member);
  /// A port as one who does not see the last picks finds it; none: lost, or not found.
  [[nodiscard]] PortMap::Found find_in_race(SimTime now, std::size_t set, std::uint64_t luck);
  [[nodiscard]] std::uint32_t least_used(const Group& group, std::uint32_t member) const;
  void changed(SimTime now, std::uint32_t address, const PortSet& set, std::int64_t delta);

  SnatConfig config_;          // config
  std::uint32_t members_;      // config
  std::vector<PortSet> sets_;  // state
  std::vector<PortMap> maps_;  // state: by set; empty when ports are counted
  std::vector<Group> groups_;  // state: by logical balancer
  struct Pick {
    SimTime at;
    std::size_t set;
    std::uint16_t port;
  };
  FifoRing<Pick> picks_;               // state: of the last race window
  bool lost_race_ = false;             // state: of the last `take`
  std::vector<TimeAverage> in_use_;    // statistic: by address
  std::vector<std::int64_t> fullest_;  // statistic: peak by address, since time 0
  std::vector<Counter> refused_at_;    // statistic: by address
  Refusals refusals_;                  // statistic
  TimeAverage total_;                  // statistic
};

}  // namespace ocssim::models
