// Requests of sessions at the servers that hold them: an Access Edge, a Web Conferencing Edge,
// Communicator Web Access.
//
//   session ──(pause)──▶ [connect again] ──▶ PS( cores ) ──▶ PS( link ) ──▶ answered ──▶ pause …
//
// A session sends its next request a pause after the last was answered: a closed network of N
// thinkers before two shared servers, product form by BCMP, so that exact MVA holds for any law of
// demands; while pauses are long against answers, M/G/c-PS and M/G/1-PS. In overload the
// interactive response time law R = N/X − Z (Denning & Buzen 1978).
//
// A connection that says nothing for the idle timeout of the VIP before it is closed; its ports
// rest, and the next request takes others and pays for a handshake, or finds none and is refused:
// a share e^(−r T) of requests, r = requests a second, T = timeout.
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/queueing/resting_ports.hpp"
#include "models/queueing/shared_bank.hpp"
#include "models/voice/config.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::models {

class SessionWork final : public Component {
 public:
  struct Config {
    std::string service;  // "access_edge"
    SessionWorkConfig work;
    std::uint32_t servers = 1;
    std::uint32_t cores = 1;
    double clock_hz = 0.0;
    double link_bps = 0.0;          // 0: does not matter
    std::uint32_t connections = 1;  // of a session
  };
  enum class Kind : std::uint16_t { request, idle, cpu_end, link_end };

  explicit SessionWork(Config config);
  void prepare(const Simulation& sim);
  /// Ports before the servers, of whoever lets sessions in.
  void connect(RestingPorts& ports) { ports_ = &ports; }

  /// Its connections stand and hold their ports; `fresh`: they have yet to shake hands.
  void on_session_begin(Simulation& sim, std::uint32_t session, std::uint64_t number,
                        std::uint32_t server, bool fresh);
  /// True if its connections stand, so that their ports must be given back.
  [[nodiscard]] bool on_session_end(std::uint32_t session);

  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  [[nodiscard]] const TimeAverage& number_in_system() const { return present_; }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  struct Session {
    std::uint64_t number = 0;     // of all sessions: draws
    std::uint64_t requests = 0;   // so far: draws
    SimTime due = sim_never;      // of its next request
    SimTime idle_at = sim_never;  // when its connections would be closed before that
    std::uint32_t server = 0;
    bool live = false;
    bool connected = false;
  };
  struct Request {
    SimTime begin{};
    double bytes = 0.0;
    std::uint64_t number = 0;   // of its session
    std::uint32_t session = 0;  // none: a handshake at the begin of a session
    std::uint32_t server = 0;
    bool live = false;
  };
  struct Server {  // statistics
    Tally time = Tally::with_histogram();
    Counter requests, connects, refused;
  };

  void schedule_next(Simulation& sim, std::uint32_t session);
  void on_request(Simulation& sim, std::uint32_t session);
  void on_idle(Simulation& sim, std::uint32_t session);
  void on_cpu_end(Simulation& sim, std::uint32_t server);
  void on_link_end(Simulation& sim, std::uint32_t server);
  void begin_work(Simulation& sim, const Request& request, double megacycles);
  void end_work(Simulation& sim, std::uint32_t request);
  void wake_cpu(Simulation& sim, std::uint32_t server);
  void wake_link(Simulation& sim, std::uint32_t server);
  [[nodiscard]] WideInteger ages_of_present(SimTime now) const;

  Config config_;                    // config
  RestingPorts* ports_ = nullptr;    // port
  Stream stream_;                    // (session, request): [0] pause [1] Mcycles [2] bytes
  SharedBank cpu_;                   // state and statistic
  SharedBank link_;                  // state and statistic
  std::vector<Session> sessions_;    // state
  std::vector<Request> requests_;    // state
  std::vector<std::uint32_t> free_;  // state
  std::vector<Server> servers_;      // statistic
  TimeAverage present_;              // statistic: requests that are worked on
  WideInteger departed_ns_ = 0;      // statistic
  WideInteger begin_ages_ns_ = 0;    // statistic
  Counter begun_;                    // statistic
  SimTime begin_{};                  // statistic
};

}  // namespace ocssim::models
