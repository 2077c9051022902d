// What describes conferences, the policy that allows them and the servers that mix them. Defaults
// come from the profile, never from here.
#pragma once

#include "engine/time.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

/// How closely conferences are looked at (docs/decisions/0015).
enum class ConferenceDetail : std::uint8_t {
  load,         // not at all: their work is part of the clients' background work
  conferences,  // each conference, join and server
  packets,      // and windows of packet-level traffic
};

/// Conferences at time 0: those of the steady state, or none yet.
enum class ConferenceStart : std::uint8_t { stationary, empty };

/// So many of all conferences have so many participants.
struct ConferenceSize {
  std::uint32_t participants = 0;
  double share = 0.0;  // 0…1; all together 1
};

/// A meeting that is on the calendar, beside the random ones.
struct MeetingConfig {
  Duration at{};
  std::uint32_t participants = 0;
  Duration join_within{};
  Duration duration{};
  double audio = 1.0;  // share of its participants who use audio, 0…1
  bool data = true;    // shared content, which everybody fetches when joining
  bool video = false;
};

/// What a conference has beside instant messages; shares of all conferences, 0…1.
struct MediaMixConfig {
  double audio = 0.0;
  double web = 0.0;                  // audio and some collaboration
  double application_sharing = 0.0;  // of those
  double data = 0.0;                 // of those
  double video = 0.0;                // of those
  double anonymous = 0.0;            // of participants: not of the organization
};

/// What the policy of an organizer allows (guide, Configure Audio/Video and Web Conferencing).
struct MeetingPolicyConfig {
  bool web_conferencing = false;
  bool ip_audio = false;
  bool ip_video = false;
  bool anonymous_participants = false;
  double permitted_organizers = 0.0;  // share of users whose own policy allows everything
};

/// Servers for conferencing roles, and what a participant costs them.
struct McuConfig {
  std::uint32_t av_servers = 0;   // of their own, in an expanded pool
  std::uint32_t web_servers = 0;  // the same for Web conferencing
  std::uint32_t cores = 0;        // of such a server
  double clock_hz = 0.0;
  double audio = 0.0;                // [Mcycle/s] of a participant with audio
  double video = 0.0;                // of a participant in a conference with video
  double data = 0.0;                 // of a participant in one with shared content
  double application_sharing = 0.0;  // of a participant in one with a shared application
  double instant_messages = 0.0;     // of any participant
  Duration tick{};                   // the mixer sends every participant a packet a tick
  Duration health_interval{};        // its processor is looked at so often
  double loaded_at = 0.0;            // utilization from which on it says "loaded"
  double full_at = 0.0;              // and "full": the factory gives it no new conference
  std::uint64_t content_size = 0;    // bytes of shared content that a joining client fetches
  double content_rate = 0.0;         // bit/s at which a server hands it out
};

struct ConferencingConfig {
  ConferenceDetail detail = ConferenceDetail::load;
  ConferenceStart start = ConferenceStart::stationary;
  double background_share = 0.0;     // of background work: stands for conferences at `load`
  double users_in_conference = 0.0;  // share of users at an instant, 0…1
  double peak_factor = 1.0;          // times the mean of working hours
  double scheduled = 0.0;            // share of conferences on the calendar; others: meet now
  Duration scheduled_every{};        // scheduled ones begin at multiples of this; 0: at any time
  Duration join_within{};            // participants join U(0, this) after the begin
  Duration mean_duration{};
  double duration_sigma = 0.0;  // lognormal: of the logarithm
  std::vector<ConferenceSize> sizes;
  MediaMixConfig media;
  std::vector<MeetingConfig> meetings;
  MeetingPolicyConfig policy;
  McuConfig mcu;
};

/// Mean of the size distribution; 0 without sizes.
[[nodiscard]] inline double mean_size(const ConferencingConfig& config) {
  double sum = 0.0;
  for (const ConferenceSize& size : config.sizes) sum += size.share * size.participants;
  return sum;
}

/// Little's law: users in conference = rate × size × time in it, and who joins U(0, w) after the
/// begin stays the duration less w/2.
[[nodiscard]] inline double conference_rate(const ConferencingConfig& config, double users) {
  const double stay = to_seconds(config.mean_duration) - 0.5 * to_seconds(config.join_within);
  const double size = mean_size(config);
  if (size <= 0.0 || stay <= 0.0) return 0.0;
  return config.peak_factor * config.users_in_conference * users / (size * stay);
}

}  // namespace ocssim::models
