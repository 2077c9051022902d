// Offered load in closed form: how often each message class occurs, and how busy that keeps each
// resource. No simulation; a simulation that contradicts it is a bug in one of the two.
//
//   E endpoints, n Front Ends, sessions of length L, W watchers a user
//   sign-ins s = E/L (steady), E/window (ramp); ends of session e = E/L
//   notifications (E·publications + s + e)·W;  of them and of messages (n-1)/n go to another server
//   utilization = rate · service demand / servers
#pragma once

#include "models/back_end/buffer_pool.hpp"
#include "models/front_end/message_class.hpp"
#include "scenarios/model/scenario.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ocssim::scenarios {

/// Message rates of the whole pool [1/s], and what they ask of the back end.
struct OfferedRates {
  double sign_ins = 0.0;                                         // [1/s]
  std::array<double, models::message_class_count> messages{};    // visits to a Front End [1/s]
  double megacycles = 0.0;                                       // of all Front Ends [Mcycle/s]
  std::array<double, models::message_class_count> cpu_shares{};  // of these, by class
  double client_requests = 0.0;                                  // SIP requests of clients [1/s]
  double sproc_calls = 0.0;                                      // [1/s]
  double updates = 0.0;                                          // of them append to a log [1/s]
};

/// One resource of which there are `components`, all alike.
struct ResourceLoad {
  std::string name;  // "front_end.cpu"
  std::string unit;  // what `offered` counts: "cores", "ports", …
  std::uint32_t components = 1;
  double offered = 0.0;         // of one component
  double available = 0.0;       // of one component
  double utilization = 0.0;     // offered / available
  double limit = 1.0;           // utilization at which its own limit is reached
  double users_at_limit = 0.0;  // users at which that is; infinite if they do not matter
  std::string formula;          // with the numbers put in
};

/// SNAT addresses that are needed, by the guide's rule and by connections.
struct SnatSizing {
  std::uint32_t by_rule = 0;  // one per 65,000 users
  std::uint32_t by_connections = 0;
  double connections = 0.0;  // live, resting and dead ones at the worst
  double others = 0.0;       // of them: `connections[]` of the scenario
  double dead = 0.0;         // of them: of the largest listed failure without resets
};

struct OfferedLoad {
  OfferedRates rates;
  models::BufferPool buffer_pool;
  double users_in_memory = 0.0;  // users whose data fit into the buffer pool
  std::vector<ResourceLoad> resources;
  SnatSizing snat;
};

/// For the scenario's own number of users, or for another. Requires a pool.
[[nodiscard]] OfferedLoad offered_load(const Scenario& scenario);
[[nodiscard]] OfferedLoad offered_load_at(const Scenario& scenario, double users);
[[nodiscard]] OfferedRates offered_rates(const Scenario& scenario, double users);
[[nodiscard]] SnatSizing snat_sizing(const Scenario& scenario, double users);

/// Seconds that one Front End's cores need for the handshakes of its share of all users.
[[nodiscard]] double handshake_storm_seconds(const Scenario& scenario, std::size_t key_length);

}  // namespace ocssim::scenarios
