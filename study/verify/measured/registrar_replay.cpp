#include "study/verify/measured/registrar_replay.hpp"

#include "engine/component.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "models/queueing/station.hpp"
#include "study/verify/measured/recorded_random.hpp"

#include <stdexcept>

namespace ocssim::study {
namespace {

constexpr double warm_up_s = 1.0;              // not counted by the recorded generator
constexpr double grace_s = 2.0;                // it waits so long for the last answers
constexpr int users = 5000;                    // of the location table
constexpr std::uint32_t waiting_places = 315;  // requests that the socket buffer holds

/// The instants at which the recorded generator sent [s]: same generator, same draws, same order.
std::vector<double> sending_times(const RecordedRow& point, double length_s) {
  const double rate = point.number("offered_nominal_per_s");
  RecordedGenerator generator(static_cast<std::uint64_t>(rate + point.number("repeat")));
  RecordedInteger user(0, users - 1);
  RecordedExponential gap(rate);
  const bool is_poisson = point.text("arrivals") == "poisson";
  std::vector<double> times;
  for (double now = 0.0; now < length_s;) {
    times.push_back(now);
    static_cast<void>(user(generator));
    now += is_poisson ? gap(generator) : 1.0 / rate;
  }
  return times;
}

/// Hands customers to a station at given instants.
class Replay final : public Component {
 public:
  enum class Kind : std::uint16_t { arrival };

  Replay(std::vector<double> times, models::Station& station)
      : Component("replay"), times_(std::move(times)), station_(station) {}
  void start(Simulation& sim) override { schedule_next(sim); }
  void handle(Simulation& sim, const Event& event) override {
    switch (Kind{event.kind}) {
      case Kind::arrival:
        return on_arrival(sim);
    }
  }

 private:
  void schedule_next(Simulation& sim) {
    if (next_ == times_.size()) return;
    sim.schedule_at(*this, Kind::arrival, 0, sim_start + seconds(times_[next_]), Phase::arrival);
  }
  void on_arrival(Simulation& sim) {
    const auto now = sim.now().time_since_epoch().count();
    station_.accept(sim, {.entered = now, .number = next_++});
    schedule_next(sim);
  }

  std::vector<double> times_;  // config
  std::size_t next_ = 0;       // state
  models::Station& station_;   // port
};

const Observation& figure(const Observations& out, const std::string& metric) {
  const Observation* found = out.find(metric, "registrar");
  if (found == nullptr) throw std::runtime_error("no metric " + metric);
  return *found;
}

}  // namespace

std::string point_name(const RecordedRow& point) {
  return point.text("variant") + " " + point.text("workers") + " " + point.text("transport") + " " +
         point.text("arrivals") + " " + point.text("offered_nominal_per_s") + "/s, repeat " +
         point.text("repeat");
}

ReplayedPoint replay(const RecordedRow& point, Duration service, Duration overhead) {
  models::StationConfig config;
  config.name = "registrar";
  config.servers = point.count("workers");
  config.queue_capacity = waiting_places;
  config.mean_service_time = service;
  config.service = models::ServiceLaw::deterministic;
  const double length_s = warm_up_s + point.number("measured_s");
  models::Station station(config, 0.0);
  Replay source(sending_times(point, length_s), station);
  Simulation sim(RunPlan{});
  sim.add(source);
  sim.add(station);
  sim.run_until(sim_start + seconds(warm_up_s));
  sim.begin_observation();
  sim.run_until(sim_start + seconds(length_s));
  Observations at_end;
  sim.end_observation(at_end);
  sim.run_until(sim_start + seconds(length_s + grace_s));
  Observations out;
  sim.end_observation(out);

  const Observation& sojourn = figure(out, "station.sojourn_time");
  const Observation& loss = figure(out, "station.loss");
  const double extra = to_seconds(overhead);
  const auto ms = [&](double value) { return (value + extra) * 1e3; };
  return {.sent = loss.count,
          .lost = static_cast<std::uint64_t>(loss.sum),
          .answered_per_s = static_cast<double>(figure(at_end, "station.sojourn_time").count) /
                            point.number("measured_s"),
          .mean_ms = ms(sojourn.sum / static_cast<double>(sojourn.count)),
          .p50_ms = ms(sojourn.histogram.quantile(0.50)),
          .p95_ms = ms(sojourn.histogram.quantile(0.95)),
          .p99_ms = ms(sojourn.histogram.quantile(0.99))};
}

}  // namespace ocssim::study
