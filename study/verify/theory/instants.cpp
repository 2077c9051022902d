// What happens at one instant: D/D/1 and D/D/2 without a waiting place, at utilization 1. Each
// customer leaves at the instant at which the next one comes, so nothing is lost if departures free
// their server before arrivals look, and every second one is if they do not.
#include "engine/component.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "models/queueing/station.hpp"
#include "study/verify/theory/checks.hpp"
#include "study/verify/theory/station_case.hpp"

#include <string>

namespace ocssim::study {
namespace {

/// A customer every `gap`, from time 0 on.
class Clockwork final : public Component {
 public:
  enum class Kind : std::uint16_t { arrival };

  Clockwork(Duration gap, models::Station& station)
      : Component("clockwork"), gap_(gap), station_(station) {}
  void start(Simulation& sim) override { schedule(sim, Duration::zero()); }
  void handle(Simulation& sim, const Event& event) override {
    switch (Kind{event.kind}) {
      case Kind::arrival:
        return on_arrival(sim);
    }
  }

 private:
  void schedule(Simulation& sim, Duration delay) {
    sim.schedule_in(*this, Kind::arrival, 0, delay, Phase::arrival);
  }
  void on_arrival(Simulation& sim) {
    // The next arrival is in the event set before the departure that comes at its instant.
    schedule(sim, gap_);
    station_.accept(sim, {.entered = sim.now().time_since_epoch().count(), .number = sent_++});
  }

  Duration gap_;              // config
  std::uint64_t sent_ = 0;    // state
  models::Station& station_;  // port
};

double loss(std::uint32_t servers, double customers) {
  models::StationConfig config = unit_station(servers);
  config.service = models::ServiceLaw::deterministic;
  config.queue_capacity = 0;
  models::Station station(config, 0.0);
  const Duration gap = config.mean_service_time / servers;
  Clockwork source(gap, station);
  Simulation sim(RunPlan{});
  sim.add(source);
  sim.add(station);
  sim.begin_observation();
  sim.run_until(sim_start + seconds(customers / servers));
  Observations out;
  sim.end_observation(out);
  const Observation* found = out.find("station.loss", config.name);
  return found == nullptr ? 1.0 : found->sum / found->weight;
}

}  // namespace

Evidence verify_instants(const CheckContext& context) {
  const double customers = context.pick(10'000.0, 100'000.0);
  Evidence evidence;
  evidence.title = "one instant: D/D/c without a waiting place at utilization 1";
  evidence.source = "by arithmetic";
  evidence.proves = "a server that is freed at an instant serves who arrives at it";
  evidence.limits = "stations; ties among other events are tests of the engine";
  for (const std::uint32_t servers : {1u, 2u, 8u}) {
    evidence.rows.push_back(exactly("D/D/" + std::to_string(servers) + ", ρ 1: loss", "1", 0.0,
                                    loss(servers, customers)));
  }
  return evidence;
}

}  // namespace ocssim::study
