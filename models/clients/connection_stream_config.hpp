// What describes connections that are not of signed-in clients: web, applications, load generators.
#pragma once

#include "engine/time.hpp"
#include "models/transport.hpp"

#include <cstdint>
#include <optional>

namespace ocssim::models {

/// Who opens them: servers call their own pool at its VIP, as clients do.
enum class ConnectionOrigin : std::uint8_t { clients, servers };

struct ConnectionStreamConfig {
  std::uint32_t listener = 0;  // port of a VIP that they go to
  ConnectionOrigin from = ConnectionOrigin::clients;
  /// 1, 2, …: a server opens them to this host outside, through the egress NAT; 0: they come in.
  std::uint32_t destination = 0;
  bool ends_by_reset = false;  // those that go out: by RST, else FIN
  // Of those that go out:
  Transport transport = Transport::tcp;
  double unanswered = 0.0;        // share whose SYN nobody answers
  Duration sends_every{};         // data pass at this interval; 0: none until the end
  Duration gives_up_after{};      // so long after data that nobody answered; 0: at the end
  Duration syn_retransmission{};  // of a SYN that lost a race, then doubled; 0: it is not repeated
  double rate = 0.0;              // Poisson arrivals [1/s]
  double rate_per_user = 0.0;     // and so many a user [1/s]
  Duration hold{};                // mean, exponential
  Duration begin{};               // of the first of them
  /// Opened at equal steps over `prefill_over` from `begin` on, before arrivals begin; none: as
  /// many as stand in steady state, at once, if the clients start so, else 0.
  std::optional<std::uint32_t> prefill;
  Duration prefill_over{};
  Duration reopen_within{};  // a lost or refused one is opened again after U(0, this); 0: never
};

}  // namespace ocssim::models
