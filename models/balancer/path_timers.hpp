// Which timer on a client's way cuts a silent connection first, and who was cut by which.
//
//   client ── its NAT ── balancer ── further hops ── server
//
// Data restart all of them at once, so the one with the shortest time-out fires first and the
// others never count: one pending timer a connection (the balancer's) stands for the row. Made only
// when a scenario states a hop beside the balancer.
#pragma once

#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/time_average.hpp"
#include "models/balancer/path_config.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ocssim::models {

class PathTimers {
 public:
  /// Hops of the row: these two, then `PathConfig::hops`, then the server if it has a timer.
  static constexpr std::uint8_t balancer = 0;
  static constexpr std::uint8_t client_nat = 1;
  static constexpr std::uint8_t first_hop = 2;
  struct First {
    Duration timeout{};
    std::uint8_t hop = balancer;
  };

  explicit PathTimers(PathConfig config);
  void prepare(std::uint64_t seed, std::uint32_t replication, std::uint32_t clients);

  /// The timer of a client's row that fires first; at a tie the balancer's.
  [[nodiscard]] First first(std::uint32_t endpoint, Duration balancer_timeout) const;
  /// When the NAT of a client forgets; `sim_never`'s length when it has none.
  [[nodiscard]] Duration nat_timeout(std::uint32_t endpoint) const;
  [[nodiscard]] HopAction action(std::uint8_t hop) const;
  [[nodiscard]] Duration server_idle() const { return config_.server_idle; }

  void count_cut(std::uint8_t hop) { rows_[hop].cuts.add(); }
  /// The client looks signed in and does not know that `hop` has forgotten it.
  void begin_silent_death(SimTime now, std::uint32_t endpoint, std::uint8_t hop);
  void end_silent_death(SimTime now, std::uint32_t endpoint);
  /// The hop beside the balancer that has forgotten the connection of a client in silence.
  [[nodiscard]] std::optional<std::uint8_t> cut_elsewhere(std::uint32_t endpoint) const {
    if (endpoint >= cut_by_.size() || !is_cut(endpoint)) return std::nullopt;
    return cut_by_[endpoint] == balancer ? std::nullopt : std::optional(cut_by_[endpoint]);
  }

  struct Row {
    std::string name;
    Counter cuts;               // statistic
    TimeAverage silently_dead;  // statistic
  };
  /// In the order of hops; those of hops that are not there have no name.
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  void begin_observation(SimTime now);
  void check_conservation() const;

 private:
  static constexpr std::uint8_t whole = 255;
  [[nodiscard]] bool is_cut(std::uint32_t endpoint) const { return cut_by_[endpoint] != whole; }

  PathConfig config_;                 // config
  First hop_;                         // config: the shortest behind the balancer
  bool has_hop_ = false;              // config
  Stream nat_stream_;                 // (endpoint): [0] which share [1] where in it
  std::vector<std::uint8_t> cut_by_;  // state: by client
  std::vector<Row> rows_;             // statistic
};

}  // namespace ocssim::models
