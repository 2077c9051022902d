#include "models/faults/faults.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "models/archiving/record_server.hpp"
#include "models/back_end/sql_back_end.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/clients.hpp"
#include "models/director/director.hpp"
#include "models/faults/pool_settings.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <cstdio>
#include <optional>
#include <string>
#include <utility>

namespace ocssim::models {
namespace {

std::string times_text(double factor) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", factor);
  return text;
}

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

std::string describe(const FaultConfig& fault) {
  switch (fault.action) {
    case FaultAction::fail:
      return describe(fault.mode);
    case FaultAction::restore:
      return "it is back in service";
    case FaultAction::add:
      return "it is added to the pool";
    case FaultAction::drain:
      return "it gets no new connections";
    case FaultAction::remove:
      return "it is removed from the pool: its connections are reset";
    case FaultAction::degrade:
      return "it takes " + times_text(fault.factor) + " times as long as usual";
    case FaultAction::change:
      return fault.target + " is " + fault.to + " from now on";
    case FaultAction::power_cycle:
    case FaultAction::reload:
      break;
  }
  return "";
}

const char* kind_of(const FaultConfig& fault) {
  if (is_fault(fault)) return "fault";
  const bool better = fault.action == FaultAction::restore || fault.action == FaultAction::add;
  return better ? "restore" : "change";
}

std::optional<MembershipChange> membership_of(FaultAction action) {
  if (action == FaultAction::add) return MembershipChange::add;
  if (action == FaultAction::drain) return MembershipChange::drain;
  if (action == FaultAction::remove) return MembershipChange::remove;
  if (action == FaultAction::restore) return MembershipChange::restore;
  return std::nullopt;
}

/// A power cycle of the pool is a failure and a return of every server.
std::vector<FaultConfig> one_server_each(const std::vector<FaultConfig>& faults,
                                         std::uint32_t servers) {
  std::vector<FaultConfig> each;
  for (const FaultConfig& fault : faults) {
    if (!is_pool(fault)) {
      each.push_back(fault);
      continue;
    }
    for (std::uint32_t server = 0; server < servers; ++server) {
      FaultConfig one = fault;
      one.index = server;
      one.action = FaultAction::fail;
      each.push_back(one);
      one.at += fault.lasting;
      one.action = FaultAction::restore;
      each.push_back(one);
    }
  }
  return each;
}

}  // namespace

Faults::Faults(const std::vector<FaultConfig>& faults, std::uint32_t servers)
    : Component("faults"), faults_(one_server_each(faults, servers)) {}

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
  if (fault.action == FaultAction::change) return apply_setting(sim, fault);
  if (is_back_end(fault)) return apply_to_back_end(sim, fault);
  if (is_archive(fault)) return apply_to_archive(sim, fault);
  if (is_disk(fault)) return apply_to_disk(sim, fault);
  if (is_directory(fault)) return apply_to_directory(sim, fault);
  if (is_address(fault)) return apply_to_address(sim, fault);
  if (is_balancer(fault)) return apply_to_balancer(sim, fault);
  OCSSIM_CHECK(fault.index < pool_->front_ends.size());
  FrontEnd& front_end = *pool_->front_ends[fault.index];
  note(sim, fault, front_end.name(), describe(fault));
  if (fault.action == FaultAction::fail) return front_end.fail(sim, fault.mode);
  if (fault.action == FaultAction::restore) front_end.restore(sim);
  if (const auto change = membership_of(fault.action)) {
    pool_->balancer->change_membership(sim, fault.index, *change);
  }
}

void Faults::apply_to_back_end(Simulation& sim, const FaultConfig& fault) {
  SqlBackEnd& sql = *pool_->sql;
  const bool fails = fault.action == FaultAction::fail;
  note(sim, fault, sql.name(),
       fails ? describe(fault) : "it is back in service, with nothing in memory");
  if (fails) {
    sql.fail(sim, fault.mode);
  } else {
    sql.restore(sim);
  }
}

void Faults::apply_to_archive(Simulation& sim, const FaultConfig& fault) {
  const bool is_archiving = !fault.target.starts_with("monitoring");
  RecordServer& server = *(is_archiving ? pool_->archive : pool_->monitoring);
  const bool fails = fault.action == FaultAction::fail;
  if (fault.target.ends_with("_sql")) {
    note(sim, fault, fault.target, fails ? "its database stops" : "its database is back");
    return fails ? server.fail_database(sim) : server.restore_database(sim);
  }
  if (fault.target.starts_with("message_queue[")) {
    note(sim, fault, fault.target, fails ? "nothing can be written to it" : "it is writable again");
    return fails ? server.fail_queue(sim, fault.index) : server.restore_queue(fault.index);
  }
  const bool is_away = fault.mode == FaultMode::power;
  note(sim, fault, server.name(),
       !fails    ? "it is back in service"
       : is_away ? "it loses power: records stay on the Front Ends"
                 : "its service stops: records reach its queue and nobody takes them");
  return fails ? server.fail(sim, fault.mode) : server.restore(sim);
}

void Faults::apply_to_disk(Simulation& sim, const FaultConfig& fault) {
  const bool degrades = fault.action == FaultAction::degrade;
  note(sim, fault, fault.target, degrades ? describe(fault) : "it is as fast as usual again");
  const bool is_data = fault.target == "sql.disk.data";
  pool_->sql->slow_down(is_data ? SqlDisk::data : SqlDisk::log, degrades ? fault.factor : 1.0);
}

void Faults::apply_to_directory(Simulation& sim, const FaultConfig& fault) {
  const bool fails = fault.action == FaultAction::fail;
  const bool refuses = fault.mode == FaultMode::process;
  note(sim, fault, fault.target,
       fails ? (refuses ? "the domain controllers refuse every question at once"
                        : "the domain controllers answer nothing")
             : describe(fault));
  const double factor = fault.action == FaultAction::degrade ? fault.factor : 1.0;
  const DirectoryState state = !fails    ? DirectoryState::up
                               : refuses ? DirectoryState::refusing
                                         : DirectoryState::silent;
  for (FrontEnd* front_end : pool_->front_ends) front_end->set_directory(sim, state, factor);
  if (pool_->director == nullptr) return;
  using enum Director::Answers;
  pool_->director->set_directory(sim, !fails ? yes : refuses ? no : never, factor);
}

void Faults::apply_to_address(Simulation& sim, const FaultConfig& fault) {
  note(sim, fault, fault.target, describe(fault));
  pool_->balancer->change_addresses(sim, fault.index, *membership_of(fault.action));
}

void Faults::apply_to_balancer(Simulation& sim, const FaultConfig& fault) {
  if (fault.action == FaultAction::fail) return pool_->balancer->fail_over(sim);
  if (fault.action == FaultAction::reload) return pool_->balancer->reload(sim);
  note(sim, fault, fault.target, "the failed unit is repaired and stands by");
}

void Faults::apply_setting(Simulation& sim, const FaultConfig& fault) {
  OCSSIM_CHECK(fault.settings != nullptr);
  note(sim, fault, "pool", describe(fault));
  pool_->network = fault.settings->network;
  pool_->balancer->change_settings(sim, fault.settings->load_balancer);
  pool_->sql->change_settings(fault.settings->sql);
  for (FrontEnd* front_end : pool_->front_ends) {
    front_end->change_settings(sim, fault.settings->front_ends);
  }
  pool_->clients->change_settings(sim, fault.settings->clients);
}

void Faults::note(Simulation& sim, const FaultConfig& fault, const std::string& component,
                  const std::string& text) {
  timeline_.push_back({.at = sim.now(),
                       .component = component,
                       .kind = kind_of(fault),
                       .text = text + "; " + std::to_string(pool_->clients->signed_in().level()) +
                               " endpoints are signed in"});
}

void Faults::end_observation(SimTime /*now*/, Observations& out) {
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

}  // namespace ocssim::models
