#include "models/faults/faults.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "models/clients/clients.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <string>
#include <utility>

namespace ocssim::models {
namespace {

const char* describe(FaultMode mode) {
  switch (mode) {
    case FaultMode::process:
      return "its process stops: connections are reset at once";
    case FaultMode::power:
      return "it loses power: silence";
    case FaultMode::hang:
      return "it hangs: accepts, never answers";
  }
  return "";
}

}  // namespace

Faults::Faults(std::vector<FaultConfig> faults) : Component("faults"), faults_(std::move(faults)) {}

void Faults::start(Simulation& sim) {
  for (std::uint32_t fault = 0; fault < faults_.size(); ++fault) {
    sim.schedule_at(*this, Kind::apply, fault, sim_start + faults_[fault].at, Phase::control);
  }
}

void Faults::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::apply:
      return on_apply(sim, event.entity);
  }
}

void Faults::on_apply(Simulation& sim, std::uint32_t index) {
  const FaultConfig& fault = faults_[index];
  OCSSIM_CHECK(fault.index < pool_->front_ends.size());
  FrontEnd& front_end = *pool_->front_ends[fault.index];
  const std::string signed_in =
      "; " + std::to_string(pool_->clients->signed_in().level()) + " endpoints are signed in";
  const bool fails = fault.action == FaultAction::fail;
  timeline_.push_back(
      {.at = sim.now(),
       .component = front_end.name(),
       .kind = fails ? "fault" : "restore",
       .text = (fails ? std::string(describe(fault.mode)) : std::string("it is back in service")) +
               signed_in});
  if (fails) {
    front_end.fail(sim, fault.mode);
  } else {
    front_end.restore(sim);
  }
}

void Faults::end_observation(SimTime /*now*/, Observations& out) {
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

}  // namespace ocssim::models
