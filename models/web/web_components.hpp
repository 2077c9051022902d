// Web Components on 443: downloads read from a file share and sent over a link.
//
//   Poisson, or all devices in a window ──▶ PS( file share ) ──▶ PS( link ) ──▶ client
//                                     group expansion ──────────────┘
//   metadata, compliance copies ───────────▶ PS( file share )
//
// File shares lie on one device, or each on its own.
//
// Two stations with processor sharing in series: for Poisson arrivals a BCMP network, whose means
// depend on the mean sizes only:  W = s/(C₁(1 − ρ₁)) + s/(C₂(1 − ρ₂)).
// Source: Baskett, Chandy, Muntz, Palacios, J. ACM 22 (1975).
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/queueing/processor_sharing.hpp"
#include "models/queueing/shared_bank.hpp"
#include "models/web/config.hpp"
#include "models/web/fetch_owner.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace ocssim::models {

class WebComponents final : public Component {
 public:
  enum class Kind : std::uint16_t { arrival, device, share_end, link_end };

  WebComponents(const WebConfig& config, std::uint32_t users);
  void prepare(const Simulation& sim);
  /// Who fetches for remote users.
  void connect(FetchOwner& owner) { owner_ = &owner; }
  /// A file of so many bytes for the owner's `download`.
  void fetch(Simulation& sim, std::uint32_t content, double bytes, std::uint32_t download);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  [[nodiscard]] const TimeAverage& number_in_system() const { return present_; }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  static constexpr std::uint32_t no_download = UINT32_MAX;
  struct Transfer {
    std::int64_t begin = 0;  // [ns]
    double bytes = 0.0;
    std::uint32_t download = no_download;  // of the owner
    std::uint8_t content = 0;
    bool live = false;
  };
  struct Running {                         // one kind of download
    std::uint64_t begun = 0;               // state: draws
    Tally time = Tally::with_histogram();  // statistic
    Counter requests;                      // statistic
  };

  void schedule_arrival(Simulation& sim, std::uint32_t content);
  void on_arrival(Simulation& sim, std::uint32_t content);
  void begin_own(Simulation& sim, std::uint32_t content);
  void begin_transfer(Simulation& sim, const Transfer& transfer);
  void on_share_end(Simulation& sim, std::uint32_t share);
  void on_link_end(Simulation& sim, std::uint32_t number);
  void enter_share(Simulation& sim, std::uint32_t transfer);
  void enter_link(Simulation& sim, std::uint32_t transfer);
  void wake_share(Simulation& sim, std::uint32_t share);
  void finish(Simulation& sim, std::uint32_t transfer);
  [[nodiscard]] std::uint32_t place_of(WebContent content) const;
  void wake_link(Simulation& sim);
  [[nodiscard]] WideInteger ages_of_present(SimTime now) const;

  WebConfig config_;                                // config
  std::uint32_t users_;                             // config
  FetchOwner* owner_ = nullptr;                     // port
  Stream stream_;                                   // (content, request): [0] gap [1] size
  SharedBank shares_;                               // state and statistic: one, or one a share
  ProcessorSharing link_;                           // state
  std::vector<Transfer> transfers_;                 // state
  std::vector<std::uint32_t> free_;                 // state
  std::array<Running, web_content_count> running_;  // state and statistic
  TimeAverage link_busy_, present_;                 // statistic
  double bytes_ = 0.0;                              // statistic: sent
  WideInteger departed_ns_ = 0;                     // statistic
  WideInteger begin_ages_ns_ = 0;                   // statistic
  Counter begun_;                                   // statistic
  SimTime begin_{};                                 // statistic
};

}  // namespace ocssim::models
