// Message classes of a Front End: the vocabulary of clients, Front Ends and closed forms.
//
// A class is a visit to a Front End's CPU with a service demand [Mcycles], a number of
// stored-procedure calls and how many of them update (append to a log). The numbers are data of the
// profile.
//
//   one of                     visits, in order
//   sign-in                    tls_handshake, register_leg × (3 NTLM | 2 Kerberos), subscribe × 3,
//                              batch_subscribe, publish × 2; then one notification a watcher
//   REGISTER refresh           register_refresh
//   re-authentication          register_leg × (3 | 2)
//   session end                sign_out; then one notification a watcher
//   presence publication       publish; then one notification a watcher
//   notification               server_hop at the publisher's Front End when the watcher is on
//                              another, then notification at the watcher's
//   poll                       poll_cached (subscribed, answered by the Front End) or poll_stored
//   instant message            message at the sender's Front End; when the receiver is on another:
//                              server_hop there too, then message_delivery at the receiver's
//   keep-alive                 keep_alive (a blank line; no SIP transaction)
//   everything not modeled     background: conferencing, web and application share of a user
//   joining a conference       conference_invite at the joiner's Front End; when the focus is on
//                              another: server_hop there too; then conference_focus, and
//                              conference_roster with one update for each member
//   being in a conference      conference_mixing, conference_data: pieces of the work of its
//                              conferencing servers (models/conferencing)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ocssim::models {

enum class MessageClass : std::uint8_t {
  tls_handshake,
  register_leg,
  subscribe,
  batch_subscribe,
  publish,
  notification,
  server_hop,
  poll_cached,
  poll_stored,
  message,
  message_delivery,
  register_refresh,
  sign_out,
  keep_alive,
  background,
  conference_invite,
  conference_focus,
  conference_roster,
  conference_mixing,
  conference_data,
};

inline constexpr std::size_t message_class_count = 20;

/// Work of conferencing servers that share the cores of a Front End.
[[nodiscard]] constexpr bool is_conferencing(MessageClass message) {
  return message >= MessageClass::conference_roster;
}

/// Messages that a server sends of itself; all others come in.
[[nodiscard]] constexpr bool is_outgoing(MessageClass message) {
  return message == MessageClass::notification || message == MessageClass::server_hop ||
         message == MessageClass::message_delivery;
}

/// Names as in profiles (`front_ends.messages.<name>`) and in CPU shares.
inline constexpr std::array<std::string_view, message_class_count> message_class_names = {
    "tls_handshake",    "register_leg",      "subscribe",         "batch_subscribe",
    "publish",          "notification",      "server_hop",        "poll_cached",
    "poll_stored",      "message",           "message_delivery",  "register_refresh",
    "sign_out",         "keep_alive",        "background",        "conference_invite",
    "conference_focus", "conference_roster", "conference_mixing", "conference_data"};

[[nodiscard]] constexpr std::size_t index_of(MessageClass message) {
  return static_cast<std::size_t>(message);
}

}  // namespace ocssim::models
