// What describes a Director: it authenticates users who sign in from outside, before their pool.
#pragma once

#include "engine/time.hpp"

#include <cstdint>

namespace ocssim::models {

struct DirectorConfig {
  bool enabled = false;
  double sign_ins_per_user = 0.0;  // Poisson [1/s]
  double sign_ins = 0.0;           // and so many [1/s]
  std::uint32_t servers = 1;
  std::uint32_t cores = 0;        // of a server
  double clock_hz = 0.0;          // cycles a second of one core
  std::uint32_t connections = 0;  // sign-ins that one server has under way at a time
  Duration retry_delay{};         // a user who was not signed in tries again after U(0, delay)
  // Users who come back all at once: an Internet line or an Edge Server was away.
  double return_share = 0.0;  // of users
  Duration return_at{};
  Duration return_window{};  // uniformly in this time
};

/// What a sign-in costs and waits for: as at a Front End, which runs the same service.
struct DirectorSignIn {
  double first_megacycles = 0.0;  // TLS handshake and all REGISTERs but the last, mean
  double last_megacycles = 0.0;   // the last REGISTER, mean
  bool asks_directory = false;    // NTLM asks a domain controller before the last one
  std::uint32_t ntlm_slots = 0;   // of a server: questions at a time
  Duration directory_latency{};   // mean answer time
  Duration time_limit{};          // of a sign-in: then the client gives up
};

}  // namespace ocssim::models
