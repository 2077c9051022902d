// Offered load of conferences in closed form: how many, how many users, what work, by policy.
//
//   users in conference U = share · users · peak;  conferences λ E[D], λ = U / (size · (E[D] −
//   w/2)) of each mix of media with probability p the part that policies allow, own ones included
#pragma once

#include "models/conferencing/config.hpp"

namespace ocssim::scenarios {

struct ConferenceLoad {
  double rate = 0.0;         // conferences that begin [1/s]
  double in_progress = 0.0;  // M/G/∞: rate × duration
  double users = 0.0;        // participants in them
  double refused = 0.0;      // share of conferences that policies forbid, 0…1
  double joins = 0.0;        // [1/s]
  double roster = 0.0;       // roster updates [1/s]
  double mixing = 0.0;       // [Mcycle/s] of audio and video servers
  double web = 0.0;          // [Mcycle/s] of Web conferencing servers
  double other = 0.0;        // [Mcycle/s] of messages and shared applications
  double with_audio = 0.0;   // participants of conferences with audio
  double with_video = 0.0;   // of those with video
  double videos = 0.0;       // conferences with video: one speaker is seen in each
};

/// As if servers took every conference that policies allow.
[[nodiscard]] ConferenceLoad conference_load(const models::ConferencingConfig& config,
                                             double users);

}  // namespace ocssim::scenarios
