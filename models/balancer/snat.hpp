// Source NAT: which source address and port set a connection takes, and when it runs out.
//
// scope per_ip:    one port set per SNAT address for all members
// scope per_tuple: one per (address, member)
// in use = half-open + established + dead but not timed out + TIME_WAIT (docs/interface.md)
//
// Ports are told apart by number of free ones only: every search here is exhaustive, so a
// connection is refused exactly when its set is full.
#pragma once

#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"
#include "models/balancer/config.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

class Snat {
 public:
  /// What picks the address of a connection.
  struct Request {
    std::uint32_t member = 0;
    std::uint64_t source_hash = 0;  // of the client's address
    std::uint64_t tuple_hash = 0;   // of (client's address, member)
  };

  Snat(const SnatConfig& config, std::uint32_t members);

  /// Takes a port; the address, or none when no address that may be asked has one free.
  [[nodiscard]] std::optional<std::uint16_t> take(SimTime now, const Request& request);
  /// The connection is over; its port waits in TIME_WAIT.
  void begin_time_wait(SimTime now, std::uint16_t address, std::uint32_t member);
  /// TIME_WAIT is over.
  void end_time_wait(SimTime now, std::uint16_t address, std::uint32_t member);
  /// The connection was reset, or its binding timed out: the port is free at once.
  void release(SimTime now, std::uint16_t address, std::uint32_t member);

  /// The connection behind a port goes to another member; a full set there is overdrawn.
  void move(SimTime now, std::uint16_t address, std::uint32_t from, std::uint32_t to);

  void begin_observation(SimTime now);
  [[nodiscard]] const TimeAverage& in_use(std::uint32_t address) const { return in_use_[address]; }
  [[nodiscard]] const TimeAverage& total_in_use() const { return total_; }
  /// Fullest port set of an address: its ports in use.
  [[nodiscard]] std::int64_t fullest(std::uint32_t address) const { return fullest_[address]; }
  /// Ports of one set.
  [[nodiscard]] std::uint32_t ports() const { return config_.ports_per_address; }
  /// Ports that an address offers over all its sets.
  [[nodiscard]] std::uint64_t ports_of_address() const;
  [[nodiscard]] std::uint32_t addresses() const { return config_.addresses; }

 private:
  struct PortSet {
    std::uint32_t held = 0;  // by connections, live or dead
    std::uint32_t time_wait = 0;
    std::uint32_t recycled = 0;  // TIME_WAIT entries whose port was taken before its time
  };
  [[nodiscard]] std::size_t set_of(std::uint32_t address, std::uint32_t member) const;
  [[nodiscard]] bool take_from(SimTime now, std::uint32_t address, std::uint32_t member);
  [[nodiscard]] std::uint32_t least_used(std::uint32_t member) const;
  void changed(SimTime now, std::uint32_t address, const PortSet& set, std::int64_t delta);

  SnatConfig config_;                  // config
  std::uint32_t members_;              // config
  std::vector<PortSet> sets_;          // state
  std::uint32_t next_address_ = 0;     // state: round robin
  std::vector<TimeAverage> in_use_;    // statistic: by address
  std::vector<std::int64_t> fullest_;  // statistic: peak by address, since time 0
  TimeAverage total_;                  // statistic
};

}  // namespace ocssim::models
