#include "models/observer/sampler.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"

#include <utility>

namespace ocssim::models {

Sampler::Sampler(Duration duration, std::uint32_t slices)
    : Component("sampler"), slice_(duration / slices), slices_(slices) {
  OCSSIM_CHECK(slices > 0 && slice_ > Duration::zero());
}

void Sampler::watch(std::string name, std::string unit, std::vector<const TimeAverage*> levels,
                    std::string component) {
  Watched watched;
  watched.series.name = std::move(name);
  watched.series.component = std::move(component);
  watched.series.unit = std::move(unit);
  watched.series.slice = slice_;
  watched.series.values.reserve(slices_);
  watched.levels = std::move(levels);
  watched_.push_back(std::move(watched));
}

void Sampler::watch_rate(std::string name, std::string component, const Counter& counter) {
  Counted counted;
  counted.series.name = std::move(name);
  counted.series.component = std::move(component);
  counted.series.unit = "1/s";
  counted.series.slice = slice_ * slices_of_interval;
  counted.series.values.reserve(slices_ / slices_of_interval);
  counted.counter = &counter;
  counted_.push_back(std::move(counted));
}

void Sampler::start(Simulation& sim) {
  sim.schedule_in(*this, Kind::slice, 0, slice_, Phase::observation);
}

void Sampler::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::slice:
      return on_slice(sim);
  }
}

void Sampler::on_slice(Simulation& sim) {
  for (Watched& watched : watched_) {
    WideInteger total = 0;
    for (const TimeAverage* level : watched.levels) total += level->total_ns(sim.now());
    const double total_s = quotient(total, 1e9);
    watched.series.values.push_back((total_s - watched.last_total_s) / to_seconds(slice_));
    watched.last_total_s = total_s;
  }
  ++cuts_;
  if (cuts_ % slices_of_interval == 0) on_interval();
  if (cuts_ < slices_) sim.schedule_in(*this, Kind::slice, 0, slice_, Phase::observation);
}

void Sampler::on_interval() {
  for (Counted& counted : counted_) {
    const std::uint64_t total = counted.counter->total();
    counted.series.values.push_back(static_cast<double>(total - counted.last_total) /
                                    to_seconds(counted.series.slice));
    counted.last_total = total;
  }
}

void Sampler::end_observation(SimTime /*now*/, Observations& out) {
  for (const Counted& counted : counted_) {
    if (counted.last_total > 0) out.histories.push_back(counted.series);
  }
  for (const Watched& watched : watched_) out.series.push_back(watched.series);
}

}  // namespace ocssim::models
