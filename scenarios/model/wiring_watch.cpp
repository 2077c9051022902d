// Prepares a wired model for its run: what is drawn, and what is watched.
#include "models/archiving/record_server.hpp"
#include "models/back_end/sql_back_end.hpp"
#include "models/balancer/egress_nat.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/clients.hpp"
#include "models/clients/connection_streams.hpp"
#include "models/clients/superposition.hpp"
#include "models/conferencing/conferences.hpp"
#include "models/conferencing/mcu_server.hpp"
#include "models/director/director.hpp"
#include "models/edge/reverse_proxy.hpp"
#include "models/front_end/front_end.hpp"
#include "models/front_end/role_servers.hpp"
#include "models/observer/recovery_watch.hpp"
#include "models/observer/sampler.hpp"
#include "models/pools/pool_link.hpp"
#include "models/voice/announcements.hpp"
#include "models/voice/attendant.hpp"
#include "models/voice/call_service.hpp"
#include "models/voice/outside_voice.hpp"
#include "models/voice/session_work.hpp"
#include "models/web/web_components.hpp"
#include "scenarios/model/wiring.hpp"

#include <algorithm>
#include <string>

namespace ocssim::scenarios {

void Model::prepare_pool(const Scenario& scenario, models::Sampler& sampler,
                         std::uint32_t replication) {
  pool_.sql->prepare(*simulation_);  // first: it needs much memory for a moment
  pool_.balancer->prepare(*simulation_);
  if (pool_.superposition != nullptr) pool_.superposition->prepare(*simulation_);
  pool_.clients->prepare(*simulation_);
  if (streams_ != nullptr) streams_->prepare(*simulation_);
  if (pool_.egress != nullptr) pool_.egress->prepare(*simulation_);
  std::vector<const TimeAverage*> front_ends;
  for (models::FrontEnd* front_end : pool_.front_ends) {
    front_end->prepare(*simulation_);
    for (const TimeAverage* level : front_end->number_in_system()) front_ends.push_back(level);
  }
  if (!scenario.deployment.directory_reachable) {
    for (models::FrontEnd* front_end : pool_.front_ends) {
      front_end->set_directory(*simulation_, models::DirectoryState::silent, 1.0);
    }
  }
  // A firewall drops what is sent to a closed port of the database.
  if (!scenario.sql.reachable) pool_.sql->fail(*simulation_, models::FaultMode::power);
  if (pool_.conferences != nullptr) {
    pool_.conferences->prepare(*simulation_);
    sampler.watch("conferences.in_progress", "conferences", {&pool_.conferences->in_progress()});
  }
  for (models::McuServer* mcu : pool_.mcus) {
    mcu->prepare(*simulation_);
    if (mcu->traffic() == nullptr) continue;
    sampler.watch("nic.kbps", "kbps", {mcu->traffic()}, mcu->name());
  }
  sampler.watch("clients.signed_in", "endpoints", {&pool_.clients->signed_in()});
  sampler.watch("front_end.number_in_system", "messages", front_ends);
  sampler.watch("sql.number_in_system", "calls", {&pool_.sql->number_in_system()});
  sampler.watch("snat.ports_in_use", "ports", pool_.balancer->port_levels());
  watch_refusals(sampler);
  if (recovery_ != nullptr) watch_recovery();
  // Charts show replication 0, so only that one pays for a series a component.
  if (replication == 0) watch_components(sampler);
}

void Model::prepare_surroundings(models::Sampler& sampler) {
  if (pool_.link != nullptr) {
    pool_.link->prepare(*simulation_);
    const auto levels = pool_.link->number_in_system();
    sampler.watch("pool_link.number_in_system", "messages", {levels[0], levels[1]});
  }
  if (pool_.role_servers != nullptr) {
    pool_.role_servers->prepare(*simulation_);
    const auto levels = pool_.role_servers->number_in_system();
    sampler.watch("role_servers.number_in_system", "messages", {levels[0], levels[1]});
  }
  if (pool_.archive != nullptr) {
    pool_.archive->prepare(*simulation_);
    sampler.watch("archiving.queue_length", "records", {&pool_.archive->waiting()});
  }
  if (pool_.monitoring != nullptr) {
    pool_.monitoring->prepare(*simulation_);
    sampler.watch("monitoring.queue_length", "records", {&pool_.monitoring->waiting()});
  }
  if (web_ != nullptr) {
    web_->prepare(*simulation_);
    sampler.watch("web.number_in_system", "transfers", {&web_->number_in_system()});
  }
  if (reverse_proxy_ != nullptr) {
    reverse_proxy_->prepare(*simulation_);
    sampler.watch("reverse_proxy.number_in_system", "downloads",
                  {&reverse_proxy_->number_in_system()});
  }
  for (models::SessionWork* work : session_works_) {
    work->prepare(*simulation_);
    sampler.watch(work->name() + ".number_in_system", "requests", {&work->number_in_system()});
  }
  if (pool_.director != nullptr) {
    pool_.director->prepare(*simulation_);
    sampler.watch("director.number_in_system", "sign-ins", {&pool_.director->number_in_system()});
  }
  const auto prepare_application = [&](auto* application, const char* noun) {
    if (application == nullptr) return;
    application->prepare(*simulation_);
    sampler.watch(application->name() + ".number_in_system", noun,
                  {&application->number_in_system()});
  };
  prepare_application(attendant_, "calls");
  prepare_application(announcements_, "announcements");
  prepare_application(outside_voice_, "calls");
  for (models::CallService* service : call_services_) {
    service->prepare(*simulation_);
    sampler.watch(service->name() + ".number_in_system", "calls", service->number_in_system());
  }
}

void Model::watch_components(models::Sampler& sampler) const {
  const std::vector<const TimeAverage*> ports = pool_.balancer->port_levels();
  for (std::size_t i = 0; i < ports.size(); ++i) {
    sampler.watch("snat.ports_of_address", "ports", {ports[i]},
                  "snat_address[" + std::to_string(i) + "]");
  }
  const std::vector<const TimeAverage*> members = pool_.balancer->connection_levels();
  for (std::size_t i = 0; i < members.size(); ++i) {
    sampler.watch("lb.connections", "connections", {members[i]}, pool_.front_ends[i]->name());
  }
}

void Model::watch_refusals(models::Sampler& sampler) const {
  for (const auto& one : pool_.balancer->refusal_counters()) {
    sampler.watch_rate(std::string(one.metric) + ".rate", one.component, *one.counter);
  }
  for (const models::FrontEnd* server : pool_.front_ends) {
    sampler.watch_rate("front_end.rejected_503.rate", server->name(), server->rejected());
  }
}

void Model::watch_recovery() {
  const models::Clients& clients = *pool_.clients;
  recovery_->watch_level("clients.signed_in", "endpoints", clients.signed_in());
  recovery_->watch_times("sign_in.time", {&clients.sign_in_time()});
  recovery_->watch_times("im.time", {&clients.im_time()});
  recovery_->watch_times("presence.time", {&clients.presence_time()});
  recovery_->watch_times("register.time", {&clients.register_time()});
  const auto of_servers = [this](const char* name,
                                 const Tally& (models::FrontEnd::*tally)() const) {
    std::vector<const Tally*> tallies;
    for (const models::FrontEnd* server : pool_.front_ends) tallies.push_back(&(server->*tally)());
    recovery_->watch_times(name, std::move(tallies));
  };
  of_servers("front_end.processing_time", &models::FrontEnd::processing_time);
  of_servers("front_end.holding_time", &models::FrontEnd::holding_time);
  of_servers("front_end.outgoing_delay", &models::FrontEnd::outgoing_delay);
  of_servers("sql.queue_latency", &models::FrontEnd::queue_latency);
  of_servers("sql.sproc_latency", &models::FrontEnd::sproc_latency);
}

}  // namespace ocssim::scenarios
