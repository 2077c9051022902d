// What describes the applications of the pool beyond ports and processors: callers who dial into
// conferences, what is announced there, and calls that users start from a mobile telephone.
#pragma once

#include "engine/time.hpp"

#include <cstdint>

namespace ocssim::models {

/// Conferencing Attendant. Its ports, processors and the dialog are in `CallServiceConfig`.
struct AttendantConfig {
  double wrong_code_share = 0.0;  // of dialogs: identity or pass code is not accepted, once more
  double early_share = 0.0;       // of callers: their leader is not there yet
  Duration leader_wait{};         // of these, mean, exponential; the port is held
  double scheduled_share = 0.0;   // of callers: they come just after the start of a meeting
  Duration start_every{};         // meetings start at its multiples
  Duration start_window{};        // and their callers come within this time
};

/// Conferencing Announcement Service: clips, one after the other in a conference.
struct AnnouncementsConfig {
  bool enabled = false;
  double per_user = 0.0;              // announcements, Poisson [1/s]
  double rate = 0.0;                  // and so many [1/s]
  double conferences_per_user = 0.0;  // with callers in them, at a time
  Duration clip{};                    // of one announcement, constant
  std::uint32_t servers = 1;
  std::uint32_t players = 0;   // announcements that one server plays at a time
  std::uint32_t listener = 0;  // port of the pool's VIP
  std::uint32_t cores = 0;     // of a server; 0: they do not matter
  double clock_hz = 0.0;
  double clip_megacycles = 0.0;  // a second of an announcement
  // One large meeting beside the others: so many callers are announced, coming uniformly in time.
  std::uint32_t meeting_callers = 0;
  Duration meeting_at{};
  Duration meeting_window{};
};

/// Outside Voice Control: the mobile telephone is called back, then whom its user wants.
struct OutsideVoiceConfig {
  Duration answer_time{};        // until the user answers the call back, mean, exponential
  double no_answer_share = 0.0;  // of calls back
  Duration no_answer_after{};    // then the service gives up
};

}  // namespace ocssim::models
