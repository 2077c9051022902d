#include "study/cost.hpp"

#include "models/front_end/message_class.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "study/findings/station_inflow.hpp"

namespace ocssim::study {
namespace {

// Measured (bench/, CHANGELOG): a customer at a station costs 56 ns, a message of a pool 400 ns
// (enterprise-100k: 15 CPU s a simulated hour for 38 million messages of all classes), the start
// of a client 0.7 µs.
constexpr double customer_s = 56e-9;
constexpr double message_s = 0.4e-6;
constexpr double client_s = 0.7e-6;
// enterprise-100k with 20k, 100k, 400k users: 18.6, 41.0, 188.8 MiB of the whole process.
constexpr double model_bytes = 8.0 * 1048576.0;
constexpr double client_bytes = 480.0;

}  // namespace

double expected_cpu_seconds(const scenarios::Scenario& scenario) {
  const double horizon = to_seconds(scenario.simulation.duration);
  // The warm-up that is looked for is run twice.
  const double runs = scenario.simulation.warm_up == scenarios::WarmUp::automatic ? 2.0 : 1.0;
  double seconds = 0.0;
  for (const Inflow& inflow : station_inflows(scenario)) seconds += inflow.rate * customer_s;
  if (!scenario.has_pool) return runs * horizon * seconds;
  double messages = 0.0;
  for (const double rate : scenarios::offered_rates(scenario, scenario.clients.users).messages) {
    messages += rate;
  }
  return runs * (horizon * (seconds + messages * message_s) + scenario.clients.users * client_s);
}

double expected_memory_bytes(const scenarios::Scenario& scenario) {
  if (!scenario.has_pool) return model_bytes;
  return model_bytes + client_bytes * scenario.clients.users * scenario.clients.endpoints_per_user;
}

}  // namespace ocssim::study
