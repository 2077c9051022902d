// Reverse proxy: remote users' downloads from the Web Components, over servers in a perimeter.
//
//   Poisson ──▶ connection, port ──▶ PS( cores: handshake ) ──▶ Web Components ──▶ PS( link ) ──▶
//   user
//                 │ none                                        file share, link      port rests
//                 ▼
//               refused
//
// Each download has a connection of its own on both sides. The one inwards takes a port of the
// server, which rests in TIME_WAIT after it: Erlang B of λ(W + w) on the ports of a server, W the
// time of a download by BCMP (models/web), w the rest. With short downloads w is nearly all of it:
// a server with p ports lets p/w downloads a second pass, whatever its link.
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/edge/config.hpp"
#include "models/queueing/resting_ports.hpp"
#include "models/queueing/shared_bank.hpp"
#include "models/web/config.hpp"
#include "models/web/fetch_owner.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ocssim::models {

class WebComponents;

class ReverseProxy final : public Component, public FetchOwner {
 public:
  enum class Kind : std::uint16_t { arrival, cpu_end, link_end };

  /// `web`: whose downloads; of those of `users` the remote share passes here.
  ReverseProxy(const ReverseProxyConfig& config, const WebConfig& web, std::uint32_t users);
  void prepare(const Simulation& sim);
  void connect(WebComponents& web) { web_ = &web; }
  void on_fetched(Simulation& sim, std::uint32_t download) override;

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  [[nodiscard]] const TimeAverage& number_in_system() const { return present_; }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  struct Download {
    SimTime begin{};
    double bytes = 0.0;
    std::uint32_t server = 0;
    std::uint8_t content = 0;
    bool live = false;
  };
  struct Server {
    TimeAverage connections;  // state and statistic
    RestingPorts ports;       // state and statistic
  };

  void schedule_arrival(Simulation& sim, std::uint32_t content);
  void on_arrival(Simulation& sim, std::uint32_t content);
  void on_cpu_end(Simulation& sim, std::uint32_t server);
  void on_link_end(Simulation& sim, std::uint32_t server);
  void begin_download(Simulation& sim, std::uint32_t content, double bytes, std::uint32_t server);
  void wake_cpu(Simulation& sim, std::uint32_t server);
  void wake_link(Simulation& sim, std::uint32_t server);
  [[nodiscard]] std::uint32_t choose_server();
  [[nodiscard]] WideInteger ages_of_present(SimTime now) const;

  ReverseProxyConfig config_;                              // config
  std::array<double, web_content_count> rates_{};          // config [1/s]
  std::array<double, web_content_count> sizes_{};          // config: mean [B]
  WebComponents* web_ = nullptr;                           // port
  Stream stream_;                                          // (content, request): [0] gap [1] size
  SharedBank cpu_;                                         // state and statistic
  SharedBank link_;                                        // state and statistic
  std::vector<Server> servers_;                            // state and statistic
  std::uint32_t next_server_ = 0;                          // state: where ties begin
  std::vector<Download> downloads_;                        // state
  std::vector<std::uint32_t> free_;                        // state
  std::array<std::uint64_t, web_content_count> asked_{};   // state: draws
  std::array<Tally, web_content_count> times_;             // statistic
  Counter offered_, carried_, by_connections_, by_ports_;  // statistic
  TimeAverage present_;                                    // statistic
  WideInteger departed_ns_ = 0;                            // statistic
  WideInteger begin_ages_ns_ = 0;                          // statistic
  SimTime begin_{};                                        // statistic
};

}  // namespace ocssim::models
