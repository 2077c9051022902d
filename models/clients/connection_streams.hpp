// Connections beside those of signed-in clients, one stream a listener: M/M/∞ through the balancer.
//
//   arrival ──▶ open ──────────────▶ closed when its time is over
//                │ ▲ lost, refused
//                ▼ │ U(0, reopen_within), for what is left of its time
//              waiting ────────────▶ given up when its time is over
//
// They send nothing after their opening: the balancer's idle timeout cuts those held longer.
// A connection is an endpoint of the balancer, numbered after those of the clients. Those with a
// destination go out from a server instead, through the egress NAT.
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/time_average.hpp"
#include "models/clients/connection_stream_config.hpp"
#include "models/connection_owner.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

struct Pool;

class ConnectionStreams final : public Component, public ConnectionOwner {
 public:
  enum class Kind : std::uint16_t { prefill, arrival, end, reopen };

  /// `users` and `steady` of the clients; `first_endpoint` of the connections at the balancer.
  ConnectionStreams(std::vector<ConnectionStreamConfig> streams, std::uint32_t users, bool steady,
                    std::uint32_t first_endpoint);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(const Simulation& sim);
  /// Places at the balancer: twelve standard deviations more than ever stand at once on average.
  [[nodiscard]] std::uint32_t endpoints() const {
    return static_cast<std::uint32_t>(places_.size());
  }
  void on_connection_reset(Simulation& sim, std::uint32_t endpoint) override;

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  static const std::vector<MetricInfo>& metrics();

 private:
  enum class State : std::uint8_t { free, open, waiting };
  struct Place {
    std::int64_t end = 0;        // of the connection's time [ns]
    std::uint64_t number = 0;    // of the connection in its stream: draws
    std::uint32_t attempts = 0;  // to open it: draws
    std::uint16_t stream = 0;
    State state = State::free;
  };
  struct Running {
    ConnectionStreamConfig config;  // config
    std::uint8_t listener = 0;      // config
    std::uint64_t begun = 0;        // state: connections so far, draws
    std::uint32_t prefilled = 0;    // state
    TimeAverage open;               // statistic
    Counter opened, refused, lost;  // statistic
  };

  void begin_connection(Simulation& sim, std::uint32_t stream);
  void schedule_arrival(Simulation& sim, std::uint32_t stream);
  void on_prefill(Simulation& sim, std::uint32_t stream);
  void on_arrival(Simulation& sim, std::uint32_t stream);
  void on_end(Simulation& sim, std::uint32_t place);
  void try_open(Simulation& sim, std::uint32_t place);
  [[nodiscard]] bool come_in(Simulation& sim, std::uint32_t place);
  [[nodiscard]] bool go_out(Simulation& sim, std::uint32_t place);
  void wait_to_reopen(Simulation& sim, std::uint32_t place);
  [[nodiscard]] bool repeats_syn(Simulation& sim, std::uint32_t place);

  std::uint32_t first_endpoint_;     // config
  Pool* pool_ = nullptr;             // port
  std::vector<Running> streams_;     // state and statistic
  std::vector<Place> places_;        // state
  std::vector<std::uint32_t> free_;  // state
  bool raced_ = false;               // state: the attempt made last lost a race for its port
  Stream stream_;  // (stream, connection): [0] gap [1] time [2] server that it goes out from; with
                   //   attempt: [0] until it reopens [1] whether it is answered
  SimTime begin_{};  // statistic
};

}  // namespace ocssim::models
