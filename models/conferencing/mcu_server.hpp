// A server with conferencing roles (MCUs): on the cores of a Front End, or on cores of its own.
//
//   participants ──▶ work, Poisson: rate = demand / quantum ──▶ ( c cores ), FIFO with the rest
//                     mixing that waited longer than a tick is skipped: that tick's packets are
//                     lost; other work waits
//   health: normal ──▶ loaded ──▶ full      by the utilization of the last interval;
//           unavailable                     its server is down
//
// Work comes in pieces (class `conference_mixing`, `conference_data`): a tick of one conference is
// 70 us of a core, and nobody could afford an event for each.
#pragma once

#include "engine/component.hpp"
#include "engine/random/stream.hpp"
#include "engine/stats/counter.hpp"
#include "engine/stats/metric.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "models/conferencing/conference.hpp"
#include "models/conferencing/config.hpp"
#include "models/front_end/config.hpp"
#include "models/media/adapter.hpp"
#include "models/queueing/server_bank.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::models {

class FrontEnd;
struct Pool;

/// As its administrator reads it.
enum class McuHealth : std::uint8_t { normal, loaded, full, unavailable };

/// Roles that a server has, by `index_of`.
using McuRoles = std::array<bool, mcu_role_count>;

class McuServer final : public Component {
 public:
  enum class Kind : std::uint16_t { work, health, cpu_end, sample };

  /// `number` of the server among all of them; it runs on `host`, or on cores of its own.
  McuServer(std::string name, std::uint32_t number, const McuConfig& config, McuRoles roles,
            const FrontEndsConfig& front_ends);
  void connect(Pool& pool, FrontEnd* host);
  /// Windows of its traffic are simulated packet by packet; `media` must outlive it.
  void watch_packets(const MediaConfig& media);
  void prepare(Simulation& sim);

  // What the conferences do.
  /// A conference of so many invited is given to it (+1) or over (-1).
  void add_conference(SimTime now, McuRole role, std::int64_t delta, std::uint32_t participants);
  /// A participant comes (+1) or goes (-1).
  void add_participant(Simulation& sim, const ConferenceMedia& media, McuRole role, bool has_audio,
                       std::int64_t delta);
  /// Until the shared content has come to one who joins now: one after the other over the link.
  [[nodiscard]] Duration fetch_content(SimTime now);

  // What a Front End tells of the work that it does for this server.
  /// A piece of mixing comes to a core after so long. False: too late, it is skipped.
  [[nodiscard]] bool begin_mixing(Duration waited);
  void note_work(double megacycles) { megacycles_ += megacycles; }

  [[nodiscard]] bool has(McuRole role) const { return roles_[index_of(role)]; }
  [[nodiscard]] bool takes_conferences() const;
  [[nodiscard]] McuHealth health() const;
  [[nodiscard]] bool is_on(std::uint32_t front_end) const;
  [[nodiscard]] std::int64_t users(McuRole role) const { return users_[index_of(role)].level(); }
  /// Participants of its conferences, whether they have joined or not.
  [[nodiscard]] std::int64_t expected(McuRole role) const { return expected_[index_of(role)]; }
  /// Traffic of its adapter, the busier direction [kbit/s]; none when packets are not simulated.
  [[nodiscard]] const TimeAverage* traffic() const {
    return adapter_ ? &adapter_->kbps() : nullptr;
  }

  void start(Simulation& sim) override;
  void handle(Simulation& sim, const Event& event) override;
  void begin_observation(SimTime now) override;
  void end_observation(SimTime now, Observations& out) override;
  void check_conservation(SimTime now) const override;
  static const std::vector<MetricInfo>& metrics();

 private:
  void arm_work(Simulation& sim);
  void on_work(Simulation& sim);
  void on_health(Simulation& sim);
  void on_cpu_end(Simulation& sim, std::uint32_t job);
  void on_sample(Simulation& sim);
  void begin_service(Simulation& sim, std::uint32_t job);
  void note_health(SimTime now, McuHealth health);
  [[nodiscard]] WideInteger busy_ns(SimTime now) const;
  [[nodiscard]] double mixing_demand() const;
  [[nodiscard]] double data_demand() const;

  McuConfig config_;                    // config
  std::uint32_t number_;                // config
  McuRoles roles_;                      // config
  std::uint32_t cores_;                 // config
  double clock_hz_;                     // config
  double mixing_quantum_;               // config: mean work of a piece [Mcycles]
  double data_quantum_;                 // config
  Pool* pool_ = nullptr;                // port
  FrontEnd* host_ = nullptr;            // port; none: cores of its own
  ServerBank bank_;                     // state and statistic: cores of its own
  const MediaConfig* media_ = nullptr;  // config; none: packets are not simulated
  std::optional<Adapter> adapter_;      // state and statistic
  std::vector<MediaGroup> groups_;      // scratch of on_sample
  Duration unheard_after_{};            // config: a tick that waits longer is of no use
  std::uint64_t ticks_ = 0;             // state: pieces of mixing since the last window
  std::uint64_t unheard_ = 0;           // state: of them too late for listeners
  std::int64_t with_audio_ = 0;         // state: participants
  std::int64_t with_video_ = 0;         // state: participants
  McuHealth load_ = McuHealth::normal;  // state: by utilization
  WideInteger last_busy_ns_ = 0;        // state: at the last look
  std::int64_t link_free_ = 0;          // state: the content link is free from then on [ns]
  std::uint64_t pieces_ = 0;            // state: draws
  std::array<std::int64_t, mcu_role_count> expected_{};  // state: by role
  Stream stream_;  // (number, piece): [0] gap [1] which [2] service
  std::array<TimeAverage, mcu_role_count> conferences_;  // statistic: by role
  std::array<TimeAverage, mcu_role_count> users_;        // statistic: by role
  TimeAverage streams_;                                  // statistic
  TimeAverage loaded_, full_;                            // statistic: 1 while it is so or worse
  Counter mixed_, late_;                                 // statistic
  double megacycles_ = 0.0;                              // statistic
  std::vector<TimelineEntry> timeline_;                  // statistic
  SimTime begin_{};                                      // statistic
};

/// "av", "web", …: as in component names.
[[nodiscard]] std::string_view name_of(McuRole role);

}  // namespace ocssim::models
