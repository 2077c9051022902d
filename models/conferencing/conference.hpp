// A conference and its participants: flat records, reached by index.
//
//   participant: waiting ─▶ inviting ─▶ joining ─────────────▶ present ─▶ gone
//                 join due   INVITE by   roster, then A/V and
//                            the VIP     shared content (MCUs)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ocssim::models {

/// Conferencing servers (MCUs) of a pool.
enum class McuRole : std::uint8_t { instant_messages, web, audio_video, application_sharing };
inline constexpr std::size_t mcu_role_count = 4;
[[nodiscard]] constexpr std::size_t index_of(McuRole role) {
  return static_cast<std::size_t>(role);
}

/// What the participants use.
struct ConferenceMedia {
  bool audio = false;
  bool video = false;
  bool data = false;
  bool application_sharing = false;

  [[nodiscard]] bool has(McuRole role) const {
    switch (role) {
      case McuRole::instant_messages:
        return true;
      case McuRole::web:
        return data;
      case McuRole::audio_video:
        return audio || video;
      case McuRole::application_sharing:
        break;
    }
    return application_sharing;
  }
};

/// What a conference is, decided by its number alone: not by the load that it meets.
struct ConferencePlan {
  std::uint64_t number = 0;     // whose luck it is
  std::uint32_t organizer = 0;  // endpoint
  std::uint32_t participants = 0;
  std::int64_t duration = 0;     // [ns]
  std::int64_t join_within = 0;  // [ns]
  double audio_share = 1.0;      // of its participants
  ConferenceMedia media;
  bool is_meeting = false;  // on the list of the scenario
};

struct Conference {
  static constexpr std::uint32_t none = 0xFFFF'FFFFu;

  ConferencePlan plan;
  std::array<std::uint32_t, mcu_role_count> servers{none, none, none, none};  // by role
  std::uint32_t focus = none;       // Front End whose focus keeps the roster
  std::uint32_t first = none;       // of its participants
  std::uint32_t kept = 0;           // records of participants that it still has
  std::uint32_t members = 0;        // on the roster
  std::uint32_t present = 0;        // of them, those with all their media
  std::uint32_t with_audio = 0;     // of these, those who use audio
  std::uint32_t first_step = none;  // participants that wait for the focus, the one at work first:
  std::uint32_t last_step = none;   // it tells all members of one change after the other
  std::int64_t begin = 0;           // [ns]
  bool live = false;                // between begin and end
  bool ends_later = false;          // its end is still to come: the record is kept for it
};

enum class ParticipantState : std::uint8_t { waiting, inviting, joining, present, gone };

struct Participant {
  std::int64_t wish = 0;    // to join [ns]
  std::int64_t queued = 0;  // at the focus [ns]
  std::int64_t member = 0;  // on the roster since [ns]
  std::uint32_t conference = Conference::none;
  std::uint32_t next = Conference::none;       // of the same conference
  std::uint32_t next_step = Conference::none;  // behind it at the focus
  std::uint32_t endpoint = 0;
  std::uint32_t place = 0;         // its number within the conference: draws
  std::uint8_t pending = 0;        // events and answers that name it: the record is kept for them
  std::uint8_t parts_missing = 0;  // of its media
  ParticipantState state = ParticipantState::waiting;
  bool has_audio = false;
  bool on_roster = false;
  bool live = false;  // in use
};

}  // namespace ocssim::models
