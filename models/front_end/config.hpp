// What describes the Front End servers of the pool; all alike.
#pragma once

#include "engine/time.hpp"
#include "models/front_end/connection_limits.hpp"
#include "models/front_end/message_class.hpp"
#include "models/queueing/config.hpp"

#include <array>
#include <cstdint>

namespace ocssim::models {

enum class PoolConfiguration : std::uint8_t { consolidated, expanded };
enum class CertificateKey : std::uint8_t { rsa, ecdsa_p256 };

/// What one message of a class costs.
struct MessageCost {
  double megacycles = 0.0;        // mean service demand; exponential
  std::uint32_t sproc_calls = 0;  // stored-procedure calls, one after the other
  std::uint32_t updates = 0;      // of them, how many append to a log
  double bytes = 0.0;             // on the wire to and from the client, answer included
};

/// What a server does when it is late; each rule has its own switch (L13-MON, HEALTH).
struct ThrottlingConfig {
  bool queue_latency = true;          // 503 from `FrontEndsConfig::queue_latency_limit` on
  bool flow_control = true;           // at its limit of transactions a connection is not read
  bool holding_time = true;           // the limit falls when messages are held too long
  bool close_flow_controlled = true;  // a connection too long in that state is closed
  bool watermarks = false;            // nothing is read between high and low watermark
  Duration holding_time_on{};         // mean holding time: 6 s
  Duration holding_time_off{};        // 3 s
  std::uint32_t transactions = 0;     // outstanding on a connection: 20
  std::uint32_t transactions_throttled = 0;  // while messages are held too long: 1
  Duration flow_control_limit{};             // 1 min
  std::uint32_t low_watermark = 0;           // messages held: 250
  std::uint32_t high_watermark = 0;          // 500
};

/// Servers of the other roles in the expanded configuration; all alike.
struct RoleServersConfig {
  std::uint32_t count = 0;
  std::uint32_t cores = 0;
  double clock_hz = 0.0;
};

struct FrontEndsConfig {
  std::uint32_t count = 0;
  std::uint32_t cores = 0;
  double clock_hz = 0.0;                     // cycles a second of one core
  Discipline discipline = Discipline::fifo;  // of the cores
  std::uint32_t listen_backlog = 0;          // connections that wait to be accepted; 0: no limit
  ConnectionLimitsConfig limits;
  /// Requests read and not answered beyond which its process dies, out of memory; 0: it never does.
  std::uint32_t dies_above = 0;
  Duration restart_after{};  // 0: it stays down
  std::uint32_t zones = 1;   // server i stands in zone i mod zones
  PoolConfiguration configuration = PoolConfiguration::consolidated;
  RoleServersConfig role_servers;          // expanded
  std::uint32_t certificate_key_bits = 0;  // 1024, 2048, 4096: sets messages[tls_handshake]
  std::array<double, 3> tls_megacycles{};  // of a handshake with 1024, 2048, 4096 bits
  CertificateKey certificate_key = CertificateKey::rsa;
  double tls_megacycles_ecdsa_p256 = 0.0;
  double tls_megacycles_resumed = 0.0;
  double tls_resumption_share = 0.0;  // 0…1 of the handshakes resume a session
  bool mutual_tls = true;
  bool routable = true;                    // servers reach each other: no NAT between them
  Duration peer_connect_timeout{};         // until a server gives another one up: then 504
  std::uint32_t database_connections = 0;  // where the 12 s queue forms
  Duration idle_timeout{};                 // of a client's connection at the server
  bool closes_idle = false;                // live ones, too; else those the balancer has forgotten
  Duration queue_latency_limit{};          // from it on new back-end requests get 503: 12 s
  ThrottlingConfig throttling;
  std::uint64_t memory = 0;           // bytes
  std::uint64_t memory_reserved = 0;  // operating system and services, bytes
  /// Bytes; the mean over clients with and without TLS once a scenario is complete.
  std::uint64_t memory_per_connection = 0;
  std::uint64_t memory_per_tls_connection = 0;  // bytes; 0: as any other
  std::uint64_t memory_per_endpoint = 0;        // bytes: registration and subscriptions
  std::uint32_t ntlm_slots = 0;                 // requests at the domain controller at a time
  Duration directory_latency{};                 // mean answer time of a domain controller
  std::array<MessageCost, message_class_count> messages{};
};

}  // namespace ocssim::models
