// What describes the client population. Defaults come from the profile, never from here.
#pragma once

#include "engine/time.hpp"
#include "models/balancer/config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

enum class StartMode : std::uint8_t { steady, ramp, profile, storm };
/// random: uniform over the window; equal: in index order at equal steps.
enum class SignInSpacing : std::uint8_t { random, equal };
/// When a client looks at a connection that was closed or reset.
enum class NoticesClose : std::uint8_t { at_once, at_next_send };
/// How long a client waits before it tries again: docs/models/clients.md.
enum class ReconnectRule : std::uint8_t { full, equal, decorrelated, around, list, fixed };
enum class Authentication : std::uint8_t { kerberos, ntlm };

/// One point of a piecewise-linear curve of sign-ins: share of the users gone in by `at`.
struct SignInPoint {
  Duration at{};
  double share = 0.0;  // 0…1, not decreasing
};

struct ClientsConfig {
  std::uint32_t users = 0;
  double endpoints_per_user = 1.0;
  StartMode start = StartMode::steady;
  Duration sign_in_window{};                              // ramp
  SignInSpacing sign_in_spacing = SignInSpacing::random;  // ramp
  std::vector<SignInPoint> sign_in_profile;               // profile
  Authentication authentication = Authentication::kerberos;
  double tls_share = 1.0;       // 0…1 of the endpoints connect with TLS, the others without
  Duration session_length{};    // fixed; 12 h
  bool repeat_sessions = true;  // false: a session that ends is not followed by another
  ClosedBy sessions_closed_by = ClosedBy::client;  // who sends the first FIN
  NoticesClose notices_close = NoticesClose::at_once;
  Duration reauthentication_interval{};  // 8 h, runs on through sign-outs
  struct KeepAlive {
    bool enabled = true;
    Duration interval{};
    Duration jitter{};  // each period ± U(0, jitter)
    Duration grain{};   // leaves U(0, grain) late: timer grain
    bool restart_on_traffic = false;
  } keep_alive;
  struct RegisterRefresh {
    Duration with_keep_alive{};
    Duration without{};
    double jitter = 0.0;  // each is U(1 − jitter, 1) of the interval
  } register_refresh;
  struct Reconnect {
    bool enabled = true;  // false: a lost or refused client gives up
    Duration delay{};     // first: U(min_delay, delay)
    Duration min_delay{};
    double backoff = 1.0;
    Duration max_delay{};  // after k failures at most min(max_delay, delay·backoff^k)
    ReconnectRule rule = ReconnectRule::full;
    double jitter = 0.2;             // around: ± this share
    std::vector<Duration> list;      // list: one after the other, the last one again and again
    std::uint32_t max_attempts = 0;  // failures in a row until it gives up; 0: never
  } reconnect;
  struct Retry {
    std::uint32_t attempts = 1;  // of a request of a signed-in client; 1: it is abandoned at once
    Duration delay{};            // from the time-out or 503 to the next attempt
  } retry;
  bool queues_when_blocked = true;  // false: a wish whose connection is not read is given up
  struct Activity {
    double presence_publications = 0.0;      // 1/s a user
    double polls = 0.0;                      // 1/s a user
    double polls_cached_share = 0.0;         // 0…1, answered without SQL
    double im_sessions = 0.0;                // 1/s a user
    std::uint32_t messages_per_session = 0;  // sent by this user
    Duration message_gap{};                  // mean, exponential
    double background = 0.0;                 // 1/s a user, class `background`
  } activity;
  struct Contacts {
    double mean = 0.0;            // lognormal number of contacts
    double sigma = 0.0;           // of its logarithm
    double watching_share = 0.0;  // contacts who watch and are enabled: 0.7 × 0.8
  } contacts;
  std::vector<Duration> syn_retransmissions;  // after the first SYN, from its time
  Duration connect_timeout{};                 // of the attempt, from its first SYN
  Duration transaction_timeout{};             // 64·T1
  Duration retransmission_timeout{};          // TCP gives up on a silent peer after this
  Duration sign_in_limit{};                   // an episode longer than this is no success: 120 s
  std::uint32_t subscribes = 3;               // SUBSCRIBE requests of a sign-in
  std::uint32_t publications_at_sign_in = 2;  // SERVICE requests of a sign-in
};

}  // namespace ocssim::models
