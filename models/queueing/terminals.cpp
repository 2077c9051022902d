#include "models/queueing/terminals.hpp"

#include "engine/random/elementary.hpp"
#include "engine/simulation.hpp"

#include <utility>

namespace ocssim::models {
namespace {

/// The number of a customer at the station tells who it is and which visit it is.
constexpr unsigned visit_bits = 32;

}  // namespace

Terminals::Terminals(std::string name, std::uint32_t population, Duration think_time,
                     Station& station)
    : Component(std::move(name)),
      think_time_s_(to_seconds(think_time)),
      station_(station),
      visits_(population, 0) {
  station.connect(*this);
}

void Terminals::start(Simulation& sim) {
  stream_ = Stream(sim.seed(), "terminals", sim.replication());
  for (std::uint32_t customer = 0; customer < visits_.size(); ++customer) think(sim, customer);
}

void Terminals::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::thought:
      return on_thought(sim, event.entity);
  }
}

void Terminals::think(Simulation& sim, std::uint32_t customer) {
  const double uniform = stream_.draw(customer, visits_[customer]).uniform(0);
  sim.schedule_in(*this, Kind::thought, customer,
                  seconds(-elementary::log(uniform) * think_time_s_), Phase::arrival);
}

void Terminals::on_thought(Simulation& sim, std::uint32_t customer) {
  const std::uint64_t visit = ++visits_[customer];
  station_.accept(sim, {.entered = sim.now().time_since_epoch().count(),
                        .number = std::uint64_t{customer} << visit_bits | visit});
}

void Terminals::customer_leaves(Simulation& sim, const Station::Customer& customer) {
  think(sim, static_cast<std::uint32_t>(customer.number >> visit_bits));
}

}  // namespace ocssim::models
