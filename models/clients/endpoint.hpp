// One endpoint's hot record: 64 bytes, one cache line, no pointer. What its server keeps of its
// connection stands in it too: whatever an endpoint sends reads both, and a second line is a second
// wait (docs/decisions/0026-records-of-a-client.md).
//
//   offline ─▶ connecting ─▶ signing_in ─▶ signed_in ─▶ signing_out ─▶ (at once) connecting …
//                  │ refused      │ failed     │ connection lost
//                  └──────────────┴────────────┴──▶ reconnecting ─▶ connecting      given_up
#pragma once

#include "models/client_socket.hpp"

#include <cstdint>
#include <type_traits>

namespace ocssim::models {

enum class EndpointState : std::uint8_t {
  offline,     // has not wished to sign in yet
  connecting,  // SYN sent, no answer yet
  signing_in,  // TLS handshake, registering, subscribing: see `step`
  signed_in,
  signing_out,   // its session ended; the last request is on its way
  reconnecting,  // waits before the next attempt
  given_up,      // does not try again
};

/// Why an episode of signing in began.
enum class EpisodeCause : std::uint8_t { first, session_end, connection_lost };

struct alignas(64) Endpoint {
  std::int64_t episode_begin = 0;    // the wish to sign in [ns]
  union {                            // nobody is both
    std::int64_t attempt_begin = 0;  // connecting: first SYN of the present attempt [ns]
    std::int64_t keep_alive_due;     // signed in: nominal instant of the next keep-alive [ns]
  };
  std::int64_t session_end = 0;       // of the user's session [ns]
  std::int64_t reauthentication = 0;  // next one due [ns]
  ClientSocket socket;                // of its connection, its server's
  std::uint32_t requests = 0;         // sent so far: draws
  std::uint32_t timers = 0;           // drawn so far: draws
  std::uint16_t epoch = 0;            // of the connection: raised when it is lost or closed
  EndpointState state = EndpointState::offline;
  std::uint8_t step = 0;            // of the sign-in sequence
  std::uint8_t legs_left = 0;       // of a re-authentication
  std::uint8_t failures = 0;        // attempts in a row that failed
  std::uint8_t syns = 0;            // sent in the present attempt
  std::uint8_t messages_left = 0;   // of the present IM session
  bool counted = false;             // the episode counts for sign_in.success
  bool path_lost = false;           // holds a connection that reaches nobody
  std::uint8_t steps_wished = 0;    // of the episode: later attempts repeat them
  std::uint8_t steps_answered = 0;  // of the episode: goodput counts each once
  bool reset_unread = false;        // it was reset or closed, and the client has not looked
  bool port_refused = false;        // the last SYN found no port
  std::uint16_t last_wait = 0;      // of a decorrelated reconnect, in 1/65,535 of the largest
};
static_assert(sizeof(Endpoint) == 64 && std::is_trivially_copyable_v<Endpoint>);

}  // namespace ocssim::models
