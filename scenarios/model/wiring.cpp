// Makes the components of a model and connects them.
#include "scenarios/model/wiring.hpp"

#include "engine/stats/mser5.hpp"
#include "models/archiving/record_server.hpp"
#include "models/back_end/buffer_pool.hpp"
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
#include "models/faults/faults.hpp"
#include "models/front_end/front_end.hpp"
#include "models/front_end/role_servers.hpp"
#include "models/media/packet_load.hpp"
#include "models/observer/recovery_watch.hpp"
#include "models/observer/sampler.hpp"
#include "models/pools/pool_link.hpp"
#include "models/queueing/station.hpp"
#include "models/voice/announcements.hpp"
#include "models/voice/attendant.hpp"
#include "models/voice/call_service.hpp"
#include "models/voice/outside_voice.hpp"
#include "models/voice/session_work.hpp"
#include "models/web/web_components.hpp"
#include "scenarios/model/call_services.hpp"

#include <algorithm>
#include <string>

namespace ocssim::scenarios {

Model::Model(const Scenario& scenario, const RunPlan& plan, SimTime window_end)
    : simulation_(std::make_unique<Simulation>(plan)) {
  auto& sampler = make<models::Sampler>(scenario.simulation.duration, mser_slices);
  if (scenario.has_pool) make_pool(scenario, window_end);
  make_stations(scenario);
  if (scenario.media.packets.load.is_there()) make<models::PacketLoad>(scenario.media);

  // Ids are a function of the names, whatever the order in the file.
  std::vector<Component*> by_name;
  for (const auto& component : components_) by_name.push_back(component.get());
  std::sort(by_name.begin(), by_name.end(),
            [](const Component* a, const Component* b) { return a->name() < b->name(); });
  for (Component* component : by_name) simulation_->add(*component);

  if (scenario.has_pool) prepare_pool(scenario, sampler, plan.replication);
  prepare_surroundings(sampler);
  for (const models::Station* station : stations_) {
    const auto levels = station->number_in_system();
    sampler.watch(station->name() + ".number_in_system", "customers",
                  {levels.begin(), levels.end()});
  }
}

void Model::make_pool(const Scenario& scenario, SimTime window_end) {
  using namespace models;
  const auto population = static_cast<std::uint32_t>(
      static_cast<double>(scenario.clients.users) * scenario.clients.endpoints_per_user + 0.5);
  pool_.network = scenario.network;
  ClientsConfig clients = scenario.clients;
  const bool simulates = scenario.conferencing.detail != ConferenceDetail::load;
  if (simulates) clients.activity.background *= 1.0 - scenario.conferencing.background_share;
  pool_.clients = &make<Clients>(clients, population, window_end - clients.sign_in_limit);
  LoadBalancerConfig balancer = scenario.load_balancer;
  if (scenario.simulation.fidelity == Fidelity::superposed) {
    pool_.superposition =
        &make<Superposition>(clients, population, scenario.front_ends.count,
                             scenario.simulation.duration / std::int64_t{mser_slices});
    pool_.superposition->connect(pool_);
    // Keep-alives hold every connection (cross_checks.cpp), and none of them touches it.
    balancer.idle_timeout = scenario.simulation.duration + balancer.idle_timeout;
  }
  for (const FaultConfig& fault : scenario.events) {
    if (fault.action != FaultAction::add) continue;
    (is_address(fault) ? balancer.absent_addresses : balancer.absent_members)
        .push_back(fault.index);
  }
  std::uint32_t endpoints = population;
  const std::vector<ConnectionStreamConfig> streams = connection_streams(scenario);
  if (!streams.empty()) {
    const bool steady = scenario.clients.start == StartMode::steady;
    streams_ = &make<ConnectionStreams>(streams, scenario.clients.users, steady, population);
    pool_.streams = streams_;
    pool_.first_stream_endpoint = population;
    endpoints += streams_->endpoints();
    streams_->connect(pool_);
    make_egress(scenario);
  }
  pool_.balancer = &make<LoadBalancer>(balancer, scenario.front_ends.count, endpoints);
  pool_.sql =
      &make<SqlBackEnd>(scenario.sql, size_buffer_pool(scenario.sql, scenario.clients.users));
  for (std::uint32_t index = 0; index < scenario.front_ends.count; ++index) {
    pool_.front_ends.push_back(&make<FrontEnd>(scenario.front_ends, index));
  }
  if (scenario.front_ends.configuration == PoolConfiguration::expanded) {
    const auto& work = scenario.front_ends.messages[index_of(MessageClass::background)];
    pool_.role_servers = &make<RoleServers>(scenario.front_ends.role_servers, work.megacycles);
    pool_.role_servers->connect(pool_);
  }
  if (scenario.pools.count > 1) {
    pool_.link = &make<PoolLink>(scenario.pools);
    pool_.link->connect(pool_);
  }
  make_record_servers(scenario);
  make_services(scenario);
  pool_.clients->connect(pool_);
  pool_.balancer->connect(pool_);
  pool_.sql->connect(pool_);
  for (FrontEnd* front_end : pool_.front_ends) front_end->connect(pool_);
  if (simulates) make_conferences(scenario, population);
  if (!scenario.events.empty()) {
    make<Faults>(scenario.events, scenario.front_ends.count).connect(pool_);
  }
  if (std::any_of(scenario.events.begin(), scenario.events.end(), is_fault)) {
    recovery_ = &make<RecoveryWatch>(scenario.simulation.duration);
  }
}

/// Only where something goes out.
void Model::make_egress(const Scenario& scenario) {
  models::EgressNat::Size size{.members = scenario.front_ends.count,
                               .places = streams_->endpoints()};
  for (const models::ConnectionStreamConfig& stream : scenario.connections) {
    size.destinations = std::max(size.destinations, stream.destination);
    size.datagrams |= stream.transport == models::Transport::udp;
    size.sends |= stream.sends_every > Duration::zero();
  }
  if (size.destinations == 0) return;
  pool_.egress = &make<models::EgressNat>(scenario.egress, size);
  pool_.egress->connect(*streams_, pool_.first_stream_endpoint);
}

void Model::make_record_servers(const Scenario& scenario) {
  using models::RecordServer;
  const auto make_one = [&](const models::RecordServerConfig& config, RecordServer::Role role) {
    if (!config.enabled) return static_cast<RecordServer*>(nullptr);
    auto& server = make<RecordServer>(config, role, scenario.front_ends.count);
    server.connect(pool_);
    return &server;
  };
  pool_.archive = make_one(scenario.archiving, RecordServer::Role::archiving);
  models::RecordServerConfig monitoring = scenario.monitoring;
  if (scenario.deployment.qoe_enabled) {
    monitoring.reports = monitoring.reports_per_user * scenario.clients.users;
  }
  pool_.monitoring = make_one(monitoring, RecordServer::Role::monitoring);
}

void Model::make_services(const Scenario& scenario) {
  const bool steady = scenario.clients.start == models::StartMode::steady;
  for (const auto& [role, config] : call_services(scenario, scenario.clients.users)) {
    if (is_application(role)) continue;
    call_services_.push_back(&make<models::CallService>(config, role, steady));
    if (!config.work.is_there()) continue;
    session_works_.push_back(&make<models::SessionWork>(models::SessionWork::Config{
        .service = std::string(models::call_service_names[models::index_of(role)]),
        .work = config.work,
        .servers = config.servers,
        .cores = config.cores,
        .clock_hz = config.clock_hz,
        .link_bps = config.link_bps,
        .connections = config.connections}));
    call_services_.back()->connect(*session_works_.back());
  }
  make_applications(scenario, steady);
  if (!scenario.web.enabled) return;
  models::WebConfig inside = scenario.web;
  const models::ReverseProxyConfig& proxy = scenario.reverse_proxy;
  if (proxy.enabled) {
    for (std::size_t i = 0; i < models::web_content_count; ++i) {
      if (!models::is_on_link(static_cast<models::WebContent>(i))) continue;
      inside.downloads[i].per_user *= 1.0 - proxy.remote_share;
    }
  }
  web_ = &make<models::WebComponents>(inside, scenario.clients.users);
  if (!proxy.enabled) return;
  reverse_proxy_ = &make<models::ReverseProxy>(proxy, scenario.web, scenario.clients.users);
  reverse_proxy_->connect(*web_);
  web_->connect(*reverse_proxy_);
}

/// Those that do more with a call than hold a port; outside voice needs the gateways.
void Model::make_applications(const Scenario& scenario, bool steady) {
  using models::CallServiceRole;
  const double users = scenario.clients.users;
  for (const auto& [role, mean] : call_services(scenario, users)) {
    models::CallServiceConfig config = mean;
    config.hold = scenario.call_services[models::index_of(role)].hold;  // of its dialog or talk
    config.set_up = scenario.call_services[models::index_of(role)].set_up;
    if (role == CallServiceRole::conferencing_attendant) {
      attendant_ = &make<models::Attendant>(config, scenario.attendant, steady);
    } else if (role == CallServiceRole::outside_voice_control) {
      outside_voice_ = &make<models::OutsideVoice>(config, scenario.outside_voice, steady);
    }
  }
  for (models::CallService* service : call_services_) {
    if (outside_voice_ != nullptr && service->name() == "pstn") outside_voice_->connect(*service);
  }
  if (scenario.announcements.enabled) {
    announcements_ = &make<models::Announcements>(scenario.announcements, users);
  }
  if (scenario.director.enabled) {
    pool_.director =
        &make<models::Director>(scenario.director, sign_in_at_director(scenario), users);
  }
}

void Model::make_conferences(const Scenario& scenario, std::uint32_t population) {
  using namespace models;
  const ConferencingConfig& config = scenario.conferencing;
  const bool steady = scenario.clients.start == StartMode::steady;
  pool_.conferences =
      &make<Conferences>(config, population, static_cast<double>(scenario.clients.users), steady);
  pool_.conferences->connect(pool_);
  const bool packets = config.detail == ConferenceDetail::packets;
  const bool expanded = scenario.front_ends.configuration == PoolConfiguration::expanded;
  const std::uint32_t av = expanded ? config.mcu.av_servers : 0;
  const std::uint32_t web = expanded ? config.mcu.web_servers : 0;
  const auto add = [&](const std::string& name, McuRoles roles, FrontEnd* host) {
    const auto number = static_cast<std::uint32_t>(pool_.mcus.size());
    pool_.mcus.push_back(&make<McuServer>(name, number, config.mcu, roles, scenario.front_ends));
    pool_.mcus.back()->connect(pool_, host);
    const bool carries_media = roles[index_of(McuRole::audio_video)];
    if (packets && carries_media) pool_.mcus.back()->watch_packets(scenario.media);
  };
  for (FrontEnd* front_end : pool_.front_ends) {  // instant messages, applications: always there
    add("mcu[" + std::to_string(pool_.mcus.size()) + "]", {true, web == 0, av == 0, true},
        front_end);
  }
  for (std::uint32_t index = 0; index < web; ++index) {
    add("web_server[" + std::to_string(index) + "]", {false, true, false, false}, nullptr);
  }
  for (std::uint32_t index = 0; index < av; ++index) {
    add("av_server[" + std::to_string(index) + "]", {false, false, true, false}, nullptr);
  }
}

void Model::make_stations(const Scenario& scenario) {
  for (const models::StationConfig& config : scenario.stations) {
    const double rate = config.arrival_rate +
                        config.arrivals_per_user * static_cast<double>(scenario.clients.users);
    stations_.push_back(&make<models::Station>(config, rate));
  }
  for (models::Station* station : stations_) {
    for (models::Station* next : stations_) {
      if (next->config().name == station->config().next) station->connect(next);
    }
  }
}

}  // namespace ocssim::scenarios
