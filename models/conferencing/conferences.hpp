// Conferences of the pool: they begin, users join them, they end.
//
//   begin: policy of the organizer ─▶ a server of each role (MCU factory) ─▶ in progress ─▶ end
//             │ forbids                  │ all full or down
//             ▼ refused                  ▼ refused
//   join:  INVITE through the VIP to the joiner's Front End ─▶ focus at the organizer's
//          ─▶ roster: one update to every member, one step after the other in a conference
//          ─▶ MCUs by C3P over HTTPS 444: A/V (another roster step), shared content (a transfer)
//
// n joiners make n(n+1)/2 updates, and those with audio n each: O(n²), by one thread of the focus.
// Without loss M/G/∞: the number in progress is Poisson with mean rate × duration.
#pragma once

#include "engine/compact_optional.hpp"
#include "engine/component.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "models/conferencing/conference.hpp"
#include "models/conferencing/conference_plans.hpp"
#include "models/conferencing/config.hpp"
#include "models/media/packet_window.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::models {

class McuServer;
struct Job;
struct Pool;

class Conferences final : public Component {
 public:
  enum class Kind : std::uint16_t {
    arrival,   // the next that begins at any time
    calendar,  // scheduled ones begin together
    meeting,   // of the scenario's list; entity = index
    join,      // entity = participant
    content,   // the shared content has come; entity = participant
    end,       // entity = conference
  };

  Conferences(const ConferencingConfig& config, std::uint32_t population, double users,
              bool stationary);
  void connect(Pool& pool) { pool_ = &pool; }
  void prepare(Simulation& sim);

  // Ports.
  /// Where the focus of a participant's conference is; none when the conference is over.
  [[nodiscard]] CompactOptional<std::uint16_t> focus_of(std::uint32_t participant) const;
  /// The INVITE of a participant is answered, or it is not; once for each.
  void on_invited(Simulation& sim, std::uint32_t participant, bool accepted);
  /// The focus has sent the roster updates of a step; frees the job.
  void on_roster_sent(Simulation& sim, std::uint32_t job);
  /// A Front End fails, and with it its focus and its conferencing servers.
  void on_server_failed(Simulation& sim, std::uint32_t front_end);

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  [[nodiscard]] const TimeAverage& in_progress() const { return in_progress_; }
  /// Adds what the conferences of an A/V server send and receive at this instant.
  void add_media_groups(std::uint32_t server, std::uint32_t codec,
                        std::vector<MediaGroup>& groups) const;
  static const std::vector<MetricInfo>& metrics();

 private:
  // conferences.cpp: they begin and end
  void on_arrival(Simulation& sim);
  void on_calendar(Simulation& sim);
  void schedule_arrival(Simulation& sim);
  void begin_standing(Simulation& sim);
  void offer(Simulation& sim, const ConferencePlan& plan);
  /// False: no server takes it.
  [[nodiscard]] bool begin(Simulation& sim, const ConferencePlan& plan, Duration age,
                           Counter& counter);
  [[nodiscard]] bool is_allowed(Simulation& sim, const ConferencePlan& plan);
  [[nodiscard]] bool allocate(Simulation& sim, Conference& conference);
  [[nodiscard]] std::uint32_t choose_server(McuRole role) const;
  [[nodiscard]] std::uint32_t choose_focus(const ConferencePlan& plan) const;
  void invite_all(Simulation& sim, std::uint32_t conference, Duration age);
  void on_end(Simulation& sim, std::uint32_t conference);
  void close(Simulation& sim, std::uint32_t conference);
  void note_refusal(Simulation& sim, const std::string& why);
  [[nodiscard]] std::uint32_t take_conference();
  [[nodiscard]] std::uint32_t take_participant();
  void free_conference_if_done(std::uint32_t conference);

  // conference_joins.cpp: a participant's way in and out
  void on_join(Simulation& sim, std::uint32_t participant);
  void queue_step(Simulation& sim, std::uint32_t participant);
  void begin_step(Simulation& sim, std::uint32_t conference);
  void enter_roster(Simulation& sim, std::uint32_t participant);
  void join_media(Simulation& sim, std::uint32_t participant);
  void on_content(Simulation& sim, std::uint32_t participant);
  void finish_part(Simulation& sim, std::uint32_t participant);
  void use_servers(Simulation& sim, const Participant& participant, std::int64_t delta);
  void leave(Simulation& sim, std::uint32_t participant);
  void fail_join(std::uint32_t participant);
  /// True when the participant is gone: its record is freed when nothing names it any more.
  [[nodiscard]] bool drop_if_gone(std::uint32_t participant);
  void free_participant(std::uint32_t participant);
  [[nodiscard]] WideInteger ages_of_members(SimTime now) const;

  ConferencingConfig config_;                      // config
  ConferencePlans plans_;                          // config
  bool stationary_;                                // config: conferences stand at time 0
  Pool* pool_ = nullptr;                           // port
  std::vector<Conference> conferences_;            // state
  std::vector<std::uint32_t> free_conferences_;    // state
  std::vector<Participant> participants_;          // state
  std::vector<std::uint32_t> free_participants_;   // state
  std::uint64_t begun_randomly_ = 0;               // state: draws
  std::uint64_t ticks_ = 0;                        // state: of the calendar
  TimeAverage in_progress_;                        // statistic
  TimeAverage users_;                              // statistic: on a roster
  std::vector<TimeAverage> focus_conferences_;     // statistic: by Front End
  std::vector<TimeAverage> focus_users_;           // statistic: by Front End
  Tally join_time_ = Tally::with_histogram();      // statistic: wish to all media
  Tally roster_time_ = Tally::with_histogram();    // statistic: step queued to updates sent
  Tally audio_time_ = Tally::with_histogram();     // statistic: wish to audio
  Counter offered_, begun_, ended_, lost_;         // statistic: conferences
  Counter standing_;                               // statistic: begun before time 0
  Counter no_web_, no_audio_, no_video_, full_;    // statistic: refused conferences
  std::array<Counter, mcu_role_count> refused_;    // statistic: by role without a server
  Counter invited_, joined_, failed_, anonymous_;  // statistic: participants
  Counter updates_;                                // statistic: roster updates
  WideInteger left_ns_ = 0;                        // statistic: Σ stays that ended in the window
  WideInteger begin_ages_ns_ = 0;                  // statistic
  std::vector<TimelineEntry> timeline_;            // statistic
  bool has_refused_ = false;                       // statistic
  SimTime begin_{};                                // statistic
};

}  // namespace ocssim::models
