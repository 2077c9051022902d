#include "models/observer/recovery_watch.hpp"

#include "engine/simulation.hpp"

#include <limits>
#include <utility>

namespace ocssim::models {
namespace {

constexpr std::array<std::string_view, 6> statistics{"mean", "p50", "p95", "p99", "p99_9", "max"};
constexpr std::array<double, 6> quantiles{0.0, 0.5, 0.95, 0.99, 0.999, 1.0};

}  // namespace

RecoveryWatch::RecoveryWatch(Duration duration)
    : Component("recovery_watch"), steps_(static_cast<std::uint64_t>(duration / step)) {}

void RecoveryWatch::watch_level(std::string name, std::string unit, const TimeAverage& level) {
  Level watched;
  watched.level = &level;
  watched.series.name = std::move(name);
  watched.series.unit = std::move(unit);
  watched.series.slice = step;
  watched.series.values.reserve(steps_);
  levels_.push_back(std::move(watched));
}

void RecoveryWatch::watch_times(std::string_view name, std::vector<const Tally*> tallies) {
  Times watched;
  watched.tallies = std::move(tallies);
  for (const std::string_view statistic : statistics) {
    Series series;
    series.name = std::string(name) + "." + std::string(statistic);
    series.unit = "s";
    series.slice = step;
    series.values.reserve(steps_);
    watched.series.push_back(std::move(series));
  }
  times_.push_back(std::move(watched));
}

void RecoveryWatch::start(Simulation& sim) {
  if (steps_ > 0) sim.schedule_in(*this, Kind::step, 0, step, Phase::observation);
}

void RecoveryWatch::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::step:
      return on_step(sim);
  }
}

void RecoveryWatch::on_step(Simulation& sim) {
  for (Level& watched : levels_) {
    const double total_s = quotient(watched.level->total_ns(sim.now()), 1e9);
    watched.series.values.push_back((total_s - watched.last_total_s) / to_seconds(step));
    watched.last_total_s = total_s;
  }
  ++taken_;
  for (Times& watched : times_) look_at(watched);
  if (taken_ < steps_) sim.schedule_in(*this, Kind::step, 0, step, Phase::observation);
}

void RecoveryWatch::look_at(Times& times) {
  Snapshot now;
  for (const Tally* tally : times.tallies) {
    now.histogram.merge(tally->histogram());
    now.sum_ticks += tally->sum_ticks();
    now.count += tally->count();
  }
  // The place that is overwritten now holds the beginning of the window that ends here.
  Snapshot& oldest = times.snapshots[taken_ % steps_of_window];
  if (taken_ >= steps_of_window) {
    Histogram window = now.histogram;
    window.subtract(oldest.histogram);
    const std::uint64_t count = now.count - oldest.count;
    const double ticks = Histogram::nanoseconds_per_second;
    for (std::size_t i = 0; i < statistics.size(); ++i) {
      double value = std::numeric_limits<double>::quiet_NaN();
      if (count > 0 && i == 0) {
        value = quotient(now.sum_ticks - oldest.sum_ticks, ticks * static_cast<double>(count));
      } else if (count > 0) {
        value = window.quantile(quantiles[i]);
      }
      times.series[i].values.push_back(value);
    }
  }
  oldest = std::move(now);
}

void RecoveryWatch::begin_observation(SimTime /*now*/) {
  // Tallies begin anew: of a window that is cut by this instant the later part is seen.
  for (Times& watched : times_) watched.snapshots.fill({});
}

void RecoveryWatch::end_observation(SimTime /*now*/, Observations& out) {
  for (const Level& watched : levels_) out.histories.push_back(watched.series);
  for (const Times& watched : times_) {
    out.histories.insert(out.histories.end(), watched.series.begin(), watched.series.end());
  }
}

}  // namespace ocssim::models
