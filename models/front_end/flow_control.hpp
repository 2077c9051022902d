// Connections on which a Front End posts no receive, and the messages that wait in their sockets.
//
//   readable ──outstanding ≥ limit──▶ flow controlled ──a transaction ends──▶ next message is read
//                                          │
//                                          └─ longer than the limit, when next examined ─▶ closed
//
// A record exists only while a connection is in this state. Records form a list in the order in
// which they came into it; the messages of a socket are linked through their jobs, oldest first.
#pragma once

#include "engine/stats/time_average.hpp"
#include "engine/time.hpp"
#include "models/client_socket.hpp"
#include "models/job_pool.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ocssim::models {

class FlowControl {
 public:
  static constexpr std::uint32_t none = ClientSocket::readable;

  /// No receive is posted on the connection of `endpoint` from now on.
  void begin(SimTime now, ClientSocket& socket, std::uint32_t endpoint);
  /// A message waits in the socket; requires the state.
  void append(const ClientSocket& socket, JobPool& jobs, std::uint32_t job);
  /// The oldest message of the socket, if any; requires the state.
  [[nodiscard]] std::optional<std::uint32_t> take(const ClientSocket& socket, const JobPool& jobs);
  /// A receive was posted and a message came at once: the state begins anew.
  void restart(SimTime now, const ClientSocket& socket);
  /// A receive is posted; requires an empty socket.
  void end(SimTime now, ClientSocket& socket);
  [[nodiscard]] Duration lasted(SimTime now, const ClientSocket& socket) const {
    return now.time_since_epoch() - Duration{records_[socket.flow_control].since};
  }

  /// First connection of the list, and the one after another; `none` at the end.
  [[nodiscard]] std::uint32_t first() const { return first_; }
  [[nodiscard]] std::uint32_t after(std::uint32_t record) const { return records_[record].next; }
  [[nodiscard]] std::uint32_t endpoint(std::uint32_t record) const {
    return records_[record].endpoint;
  }

  [[nodiscard]] const TimeAverage& connections() const { return connections_; }
  void begin_observation(SimTime now) { connections_.begin(now); }

 private:
  struct Record {
    std::int64_t since = 0;  // in this state [ns]
    std::uint32_t endpoint = 0;
    std::uint32_t oldest = none;  // job
    std::uint32_t newest = none;  // job
    std::uint32_t previous = none;
    std::uint32_t next = none;
  };

  std::vector<Record> records_;      // state
  std::vector<std::uint32_t> free_;  // state: records to use again
  std::uint32_t first_ = none;       // state
  std::uint32_t last_ = none;        // state
  TimeAverage connections_;          // statistic: flow controlled
};

}  // namespace ocssim::models
