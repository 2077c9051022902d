#include "cli/measurement.hpp"

#include "cli/terminal.hpp"
#include "cli/version_numbers.hpp"
#include "scenarios/model/build.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::cli {
namespace {

/// Client requests offered in a replication, on average.
double requests_of(const Results& results) {
  const MetricResult* offered = results.find("offered.requests", "");
  const Figure* total = offered == nullptr ? nullptr : offered->find("total");
  return total == nullptr ? 0.0 : total->value.value_or(0.0);
}

/// Nothing to divide by is no figure.
std::string per(double amount, double by, const char* format) {
  return by > 0.0 ? fmt::format(fmt::runtime(format), amount / by) : std::string("-");
}

std::string json_number(double amount, double by) {
  return by > 0.0 ? fmt::format("{:.6g}", amount / by) : std::string("null");
}

}  // namespace

Measurement::Measurement() : wall_begin_(wall_seconds()), cpu_begin_(cpu_seconds()) {}

void Measurement::time_start_up(const scenarios::Scenario& scenario) {
  const double begun = cpu_seconds();
  static_cast<void>(scenarios::simulate(scenario, 0, {.event_limit = 1}));
  start_up_ = cpu_seconds() - begun;
}

void Measurement::finish(const Inquiry& inquiry, const study::RunCounts& counts, unsigned jobs) {
  const scenarios::Scenario& scenario = inquiry.base();
  wall_ = wall_seconds() - wall_begin_;
  cpu_ = cpu_seconds() - cpu_begin_;
  counts_ = counts;
  jobs_ = jobs;
  peak_ = peak_memory();
  simulated_hours_ = to_seconds(scenario.simulation.duration) / 3600.0 * counts.simulated;
  endpoints_ = scenario.has_pool ? scenario.clients.users * scenario.clients.endpoints_per_user : 0;
  if (inquiry.results() != nullptr) requests_ = requests_of(*inquiry.results()) * counts.simulated;
}

std::string Measurement::text() const {
  const double events = static_cast<double>(counts_.events_simulated);
  const double in_loop = std::max(0.0, cpu_ - start_up_ * counts_.simulated);
  std::string out = fmt::format(
      "wall {:.3f} s, CPU {:.3f} s, {} threads\n"
      "replications: {} re-used, {} simulated, {} damaged\n"
      "events: {} simulated, {} ns an event (start-up of {:.3f} s a replication excluded)\n",
      wall_, cpu_, jobs_, counts_.reused, counts_.simulated, counts_.bad, counts_.events_simulated,
      per(in_loop * 1e9, events, "{:.1f}"), start_up_);
  out += fmt::format("CPU a simulated hour: {} s; a client request offered: {} ns, {} events\n",
                     per(cpu_, simulated_hours_, "{:.3f}"), per(cpu_ * 1e9, requests_, "{:.0f}"),
                     per(events, requests_, "{:.2f}"));
  const double in_flight = std::min<double>(jobs_, std::max(1u, counts_.simulated));
  out += fmt::format(
      "peak memory: {:.1f} MiB, at most {} bytes a client of the {:.0f} models in flight\n",
      static_cast<double>(peak_) / 1048576.0,
      per(static_cast<double>(peak_), endpoints_ * in_flight, "{:.0f}"), in_flight);
  return out;
}

std::string Measurement::json() const {
  const double events = static_cast<double>(counts_.events_simulated);
  return fmt::format(
      "{{\n  \"date\": \"{}\",\n  \"host\": \"{}\",\n  \"version\": \"{}\",\n"
      "  \"jobs\": {},\n  \"wall_s\": {:.6f},\n  \"cpu_s\": {:.6f},\n"
      "  \"units_reused\": {},\n  \"units_simulated\": {},\n  \"units_damaged\": {},\n"
      "  \"events\": {},\n  \"event_ns\": {},\n  \"cpu_s_per_simulated_hour\": {},\n"
      "  \"cpu_ns_per_request\": {},\n  \"peak_memory_bytes\": {}\n}}\n",
      utc_now(), host_name(), tool_version, jobs_, wall_, cpu_, counts_.reused, counts_.simulated,
      counts_.bad, counts_.events_simulated, json_number(cpu_ * 1e9, events),
      json_number(cpu_, simulated_hours_), json_number(cpu_ * 1e9, requests_), peak_);
}

}  // namespace ocssim::cli
