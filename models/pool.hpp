// The wired pool: who can be reached by whom. One per replication, owned by the model.
#pragma once

#include "engine/time.hpp"
#include "models/job_pool.hpp"
#include "models/network_config.hpp"

#include <cstdint>
#include <vector>

namespace ocssim::models {

class Clients;
class Conferences;
class ConnectionOwner;
class Director;
class EgressNat;
class FrontEnd;
class LoadBalancer;
class McuServer;
class PoolLink;
class RecordServer;
class RoleServers;
class SqlBackEnd;
class Superposition;

struct Pool {
  Clients* clients = nullptr;
  LoadBalancer* balancer = nullptr;
  std::vector<FrontEnd*> front_ends;   // by member index
  ConnectionOwner* streams = nullptr;  // of connections that are not clients'
  std::uint32_t first_stream_endpoint = UINT32_MAX;
  EgressNat* egress = nullptr;  // none: no connections out are simulated
  SqlBackEnd* sql = nullptr;
  Superposition* superposition = nullptr;  // none: every message is an event of its own (exact)
  Conferences* conferences = nullptr;      // none: not simulated one by one
  std::vector<McuServer*> mcus;            // conferencing servers: those of the Front Ends first
  RoleServers* role_servers = nullptr;     // none: consolidated
  PoolLink* link = nullptr;                // none: one pool
  RecordServer* archive = nullptr;         // none: messages are not archived
  RecordServer* monitoring = nullptr;      // none: no call-detail records
  Director* director = nullptr;            // none: remote users sign in at the pool
  NetworkConfig network;
  JobPool jobs;

  /// One way between a client and its Front End.
  [[nodiscard]] Duration client_latency() const {
    return network.client_to_balancer + network.balancer_to_front_end;
  }
};

}  // namespace ocssim::models
