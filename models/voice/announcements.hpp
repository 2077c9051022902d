// Conferencing Announcement Service: who comes and goes is said in the conference, one clip after
// the other.
//
//   Poisson over m conferences ─▶ [queue of the conference] ─▶ [queue] ─▶( players )─▶ said
//   one large meeting          ─▶ [its own queue]           ─────┘
//
// Two clips of one conference never play at once, so each conference is M/D/1 as long as a player
// is free, and the players together are a station of c servers with constant service times. A
// meeting that n callers join within w needs n · clip to announce them: the last is n · clip − w
// late.
#pragma once

#include "engine/component.hpp"
#include "engine/fifo_ring.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/voice/applications_config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

/// Clips that all servers play at a time: the players, or what their processors carry.
[[nodiscard]] std::uint32_t clips_at_a_time(const AnnouncementsConfig& config);
/// Conferences that have announcements, beside the large meeting; at least 1.
[[nodiscard]] std::uint32_t announced_conferences(const AnnouncementsConfig& config, double users);

class Announcements final : public Component {
 public:
  enum class Kind : std::uint16_t { request, meeting_caller, clip_end };

  Announcements(const AnnouncementsConfig& config, double users);
  void prepare(const Simulation& sim);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  /// Announcements that wait or play.
  [[nodiscard]] const TimeAverage& number_in_system() const { return present_; }
  [[nodiscard]] static const std::vector<MetricInfo>& metrics();

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Clip {
    SimTime requested{};
    std::uint32_t next = none;  // of the same conference
    bool live = false;
  };
  struct Conference {
    std::uint32_t first = none;  // plays, or is the next to
    std::uint32_t last = none;
  };

  void schedule_request(Simulation& sim);
  void on_request(Simulation& sim);
  void on_clip_end(Simulation& sim, std::uint32_t conference);
  void request(Simulation& sim, std::uint32_t conference);
  void play_next(Simulation& sim);
  [[nodiscard]] WideInteger ages_of_present(SimTime now) const;

  AnnouncementsConfig config_;                     // config
  double rate_;                                    // config: of all conferences [1/s]
  std::uint32_t players_;                          // config: of all servers
  std::uint32_t meeting_;                          // config: number of the large meeting
  Stream stream_;                                  // (0, request): [0] gap [1] conference
                                                   // (1, caller of the large meeting): [0] when
  std::vector<Conference> conferences_;            // state
  std::vector<Clip> clips_;                        // state
  std::vector<std::uint32_t> free_;                // state: places in clips_
  FifoRing<std::uint32_t> ready_;                  // state: conferences that need a player
  std::uint64_t numbered_ = 0;                     // state: requests of the Poisson stream
  TimeAverage playing_, present_;                  // state and statistic
  Tally delay_ = Tally::with_histogram();          // statistic: of all
  Tally meeting_delay_ = Tally::with_histogram();  // statistic: of the large meeting
  Counter requested_, said_;                       // statistic
  WideInteger departed_ns_ = 0;                    // statistic
  WideInteger begin_ages_ns_ = 0;                  // statistic
  SimTime begin_{};                                // statistic
};

}  // namespace ocssim::models
