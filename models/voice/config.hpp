// What describes a service that holds calls: gateway and Mediation Server, response groups,
// attendant, announcement, voice control, the roles of an Edge Server, and what else holds
// sessions.
#pragma once

#include "engine/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ocssim::models {

enum class CallServiceRole : std::uint8_t {
  pstn,
  response_group,
  conferencing_attendant,
  announcement_service,  // a component of its own (announcements.hpp)
  outside_voice_control,
  access_edge,
  web_conferencing_edge,
  av_edge,
  communicator_web_access,
  director,  // a component of its own (models/director)
};

inline constexpr std::size_t call_service_count = 10;

/// Names as in scenarios and in metrics.
inline constexpr std::array<std::string_view, call_service_count> call_service_names = {
    "pstn",
    "response_group",
    "conferencing_attendant",
    "announcement_service",
    "outside_voice_control",
    "access_edge",
    "web_conferencing_edge",
    "av_edge",
    "communicator_web_access",
    "director"};

/// Bits a second of a call on the busier adapter.
[[nodiscard]] constexpr double adapter_bps(double inner, double outer, std::uint32_t adapters) {
  return adapters == 1 ? inner + outer : inner > outer ? inner : outer;
}

[[nodiscard]] constexpr std::size_t index_of(CallServiceRole role) {
  return static_cast<std::size_t>(role);
}

/// Requests of a session; without any a session costs its server nothing but its place.
struct SessionWorkConfig {
  double requests = 0.0;            // of a session [1/s]: after a mean pause of one over this
  double request_megacycles = 0.0;  // mean, exponential
  std::uint64_t request_size = 0;   // mean [B], exponential: over the link
  double connect_megacycles = 0.0;  // of a TLS handshake, fixed
  Duration idle_timeout{};  // a connection that says nothing for so long is closed; 0: never

  [[nodiscard]] bool is_there() const { return requests > 0.0; }
};

struct CallServiceConfig {
  bool enabled = false;
  double calls_per_user = 0.0;  // Poisson [1/s]
  double calls = 0.0;           // and so many [1/s]
  Duration hold{};              // mean time of a call, or of its dialog with the service
  Duration set_up{};            // of a call: holds its port, too
  Duration ipsec_set_up{};      // and so long with IPsec on media ports
  std::uint32_t servers = 1;
  std::uint32_t ports = 0;     // calls that one server holds at a time
  std::uint32_t listener = 0;  // port of the pool's VIP that calls come to; 0: none
  // Processors of a server; 0 cores: they do not matter.
  std::uint32_t cores = 0;
  double clock_hz = 0.0;
  double call_megacycles = 0.0;  // a second of a call: transcoding, mixing, prompts
  double srtp_factor = 1.0;      // of these, with SRTP
  // Two adapters: towards the pool and towards gateways or the Internet.
  double inner_bps = 0.0;  // of a call, one way
  double outer_bps = 0.0;
  double link_bps = 0.0;       // of an adapter; 0: does not matter
  std::uint32_t adapters = 2;  // 1: it carries both ways
  // Source NAT in front of the servers; 0 addresses: destination NAT, no ports are taken.
  std::uint32_t snat_addresses = 0;
  std::uint32_t ports_per_address = 0;
  std::uint32_t connections = 1;  // of a call or session: each takes a port
  Duration time_wait{};           // that a port rests after its connection
  SessionWorkConfig work;         // requests of a session
  // Those who answer after the dialog; 0 agents: nobody, the call ends with it.
  std::uint32_t agents = 0;
  Duration agent_time{};  // mean, exponential
  Duration patience{};    // mean, exponential; 0: callers wait for ever
};

}  // namespace ocssim::models
