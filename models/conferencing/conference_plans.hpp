// What the n-th conference is: size, duration, media, organizer, and when the next one begins.
//
// All of it is drawn from keys of its number: neither load nor servers change what users want.
#pragma once

#include "engine/random/stream.hpp"
#include "engine/time.hpp"
#include "models/conferencing/conference.hpp"
#include "models/conferencing/config.hpp"

#include <cstdint>

namespace ocssim {
class Simulation;
}

namespace ocssim::models {

/// What in a policy forbids a conference.
enum class PolicyVerdict : std::uint8_t { allowed, no_web, no_audio, no_video };

class ConferencePlans {
 public:
  ConferencePlans(const ConferencingConfig& config, std::uint32_t population, double users);
  void prepare(const Simulation& sim);

  [[nodiscard]] ConferencePlan random(std::uint64_t number) const;
  /// One of those that stand at time 0; `age`: how long it has lasted then.
  [[nodiscard]] ConferencePlan standing(std::uint64_t number, Duration& age) const;
  [[nodiscard]] ConferencePlan meeting(std::uint32_t index) const;
  /// How many conferences stand at time 0: Poisson with mean rate × duration.
  [[nodiscard]] std::uint32_t standing_count() const;
  /// Conferences that begin together at the `tick`-th instant of the calendar.
  [[nodiscard]] std::uint32_t scheduled_count(std::uint64_t tick) const;
  /// From the begin of conference `number` to the next that begins at any time; negative: never.
  [[nodiscard]] double gap(std::uint64_t number) const;

  struct Invitation {
    Duration after{};  // the begin
    std::uint32_t endpoint = 0;
    bool has_audio = false;
    bool is_anonymous = false;
  };
  [[nodiscard]] Invitation invitation(const ConferencePlan& plan, std::uint32_t place) const;

  /// What the organizer's policy says.
  [[nodiscard]] PolicyVerdict verdict(const ConferencePlan& plan) const;
  [[nodiscard]] bool allows_anonymous(std::uint32_t organizer) const;

  /// All conferences, and those of them that begin at instants of the calendar [1/s].
  [[nodiscard]] double rate() const { return rate_; }
  [[nodiscard]] double scheduled_rate() const { return scheduled_rate_; }

 private:
  [[nodiscard]] ConferencePlan shape(std::uint64_t number, double stretch) const;
  [[nodiscard]] bool has_own_policy(std::uint32_t organizer) const;
  [[nodiscard]] std::uint32_t poisson(double mean, std::uint64_t number) const;

  const ConferencingConfig& config_;  // config
  std::uint32_t population_;          // config: endpoints
  double rate_ = 0.0;                 // config [1/s]
  double scheduled_rate_ = 0.0;       // config [1/s]
  Stream gaps_;                       // (0, number): [0] gap; (1, tick), (2, 0): of Poisson counts
  Stream shapes_;                     // (number, 0): [0] duration [1] size [2] organizer [3] age
                   // (number, 1): [0] audio [1] web [2] application sharing [3] data
                   // (number, 2): [0] video
  Stream joins_;     // (number, place): [0] when [1] who [2] audio [3] anonymous
  Stream policies_;  // (organizer, 0): [0] policy of its own
};

}  // namespace ocssim::models
