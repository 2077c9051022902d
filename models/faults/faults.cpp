#include "models/faults/faults.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "models/back_end/sql_back_end.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/clients.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <string>
#include <utility>

namespace ocssim::models {
namespace {

std::string describe(FaultMode mode) {
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
  if (is_back_end(fault)) return apply_to_back_end(sim, fault);
  if (is_fail_over(fault)) return pool_->balancer->fail_over(sim);
  OCSSIM_CHECK(fault.index < pool_->front_ends.size());
  FrontEnd& front_end = *pool_->front_ends[fault.index];
  note(sim, fault, front_end.name(), "it is back in service");
  if (fault.action == FaultAction::fail) {
    front_end.fail(sim, fault.mode);
  } else {
    front_end.restore(sim);
  }
}

void Faults::apply_to_back_end(Simulation& sim, const FaultConfig& fault) {
  SqlBackEnd& sql = *pool_->sql;
  note(sim, fault, sql.name(), "it is back in service, with nothing in memory");
  if (fault.action == FaultAction::fail) {
    sql.fail(sim, fault.mode);
  } else {
    sql.restore(sim);
  }
}

void Faults::note(Simulation& sim, const FaultConfig& fault, const std::string& component,
                  const std::string& when_back) {
  const bool fails = fault.action == FaultAction::fail;
  const std::string signed_in =
      "; " + std::to_string(pool_->clients->signed_in().level()) + " endpoints are signed in";
  timeline_.push_back({.at = sim.now(),
                       .component = component,
                       .kind = fails ? "fault" : "restore",
                       .text = (fails ? describe(fault.mode) : when_back) + signed_in});
}

void Faults::end_observation(SimTime /*now*/, Observations& out) {
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

}  // namespace ocssim::models
