#include "study/cost.hpp"

#include "models/front_end/message_class.hpp"
#include "scenarios/topology/offered_load.hpp"
#include "study/findings/station_inflow.hpp"

#include <algorithm>
#include <cstdint>

namespace ocssim::study {
namespace {

// Measured (bench/, CHANGELOG): a customer at a station costs 56 ns, a message of a pool 400 ns
// (enterprise-100k: 15 CPU s a simulated hour for 38 million messages of all classes), the start
// of a client 0.7 µs.
constexpr double customer_s = 56e-9;
constexpr double message_s = 0.4e-6;
constexpr double client_s = 0.7e-6;
// A timer of the whole pool 0.1 µs (checkpoints every 100 µs: 63 to 130 ns an event), a packet
// through the rings 25 ns (nic-rings at 240 and 800 Mbps: 20 ns; conferences a little more).
constexpr double timer_s = 0.1e-6;
constexpr double packet_s = 25e-9;
// enterprise-100k with 20k, 100k, 400k users: 18.6, 41.0, 188.8 MiB of the whole process.
constexpr double model_bytes = 8.0 * 1048576.0;
constexpr double client_bytes = 480.0;

/// How often something periodic happens in a second; 0: it is switched off.
double per_second(Duration interval) {
  return interval > Duration::zero() ? 1.0 / to_seconds(interval) : 0.0;
}

/// Packets of simulated adapters [1/s of simulated time].
double packet_rate(const scenarios::Scenario& scenario) {
  const models::MediaConfig& media = scenario.media;
  const models::ConstantLoad& load = media.packets.load;
  const double audio = per_second(media.codecs[media.codec].packet_interval);
  double rate = 0.0;  // in windows, both ways
  if (load.is_there()) {
    const double steady = load.rate > 0.0 ? load.rate / (8.0 * std::max(load.packet_bytes, 1u)) : 0;
    const double people = static_cast<double>(load.conferences) * load.participants;
    rate += 2.0 * load.servers * (steady + people * audio);
  }
  const models::ConferencingConfig& conferencing = scenario.conferencing;
  if (scenario.has_pool && conferencing.detail == models::ConferenceDetail::packets) {
    rate += 2.0 * audio * conferencing.peak_factor * conferencing.users_in_conference *
            scenario.clients.users;
  }
  return rate * to_seconds(media.packets.window) * per_second(media.packets.every);
}

/// Timers that tick however many users there are [1/s].
double timer_rate(const scenarios::Scenario& scenario) {
  double rate = per_second(scenario.sql.checkpoint_interval) +
                per_second(scenario.sql.token_cache.flush_interval);
  const models::ConferencingConfig& conferencing = scenario.conferencing;
  if (conferencing.detail == models::ConferenceDetail::load) return rate;
  const models::McuConfig& mcu = conferencing.mcu;
  const std::uint32_t own = mcu.av_servers + mcu.web_servers;
  rate += (own > 0 ? own : scenario.front_ends.count) * per_second(mcu.health_interval);
  return rate + per_second(conferencing.scheduled_every);
}

double sum_of(const scenarios::OfferedRates& rates) {
  double sum = 0.0;
  for (const double rate : rates.messages) sum += rate;
  return sum;
}

/// Messages of a pool until the horizon. Where everybody signs in within a window, its rates hold
/// for the window alone; afterwards they are those of a pool at rest.
double messages_in(const scenarios::Scenario& scenario, double horizon) {
  const double users = scenario.clients.users;
  const scenarios::OfferedRates first = scenarios::offered_rates(scenario, users);
  if (scenario.clients.start == models::StartMode::steady) return horizon * sum_of(first);
  scenarios::Scenario later = scenario;
  later.clients.start = models::StartMode::steady;
  const double rest = sum_of(scenarios::offered_rates(later, users));
  const double endpoints = users * scenario.clients.endpoints_per_user;
  const double window = first.sign_ins > 0.0 ? std::min(horizon, endpoints / first.sign_ins) : 0.0;
  return horizon * rest + window * std::max(0.0, sum_of(first) - rest);
}

}  // namespace

double expected_cpu_seconds(const scenarios::Scenario& scenario) {
  const double horizon = to_seconds(scenario.simulation.duration);
  // The warm-up that is looked for is run twice.
  const double runs = scenario.simulation.warm_up == scenarios::WarmUp::automatic ? 2.0 : 1.0;
  double seconds = 0.0;
  for (const Inflow& inflow : station_inflows(scenario)) seconds += inflow.rate * customer_s;
  seconds += packet_rate(scenario) * packet_s;
  if (!scenario.has_pool) return runs * horizon * seconds;
  seconds += timer_rate(scenario) * timer_s;
  return runs * (horizon * seconds + messages_in(scenario, horizon) * message_s +
                 scenario.clients.users * client_s);
}

double expected_memory_bytes(const scenarios::Scenario& scenario) {
  if (!scenario.has_pool) return model_bytes;
  return model_bytes + client_bytes * scenario.clients.users * scenario.clients.endpoints_per_user;
}

}  // namespace ocssim::study
