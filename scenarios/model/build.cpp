// Wires a model from a validated scenario and runs one replication of it.
#include "scenarios/model/build.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/mser5.hpp"
#include "engine/stats/observe.hpp"
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
#include "models/observer/narrator.hpp"
#include "models/observer/recovery_watch.hpp"
#include "models/observer/sampler.hpp"
#include "models/pool.hpp"
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
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ocssim::scenarios {
namespace {

/// Where the observation window lies.
struct WindowPlan {
  SimTime begin{};
  SimTime end{};
};

/// Everything of one replication; components outlive the simulation that calls them.
class Model {
 public:
  Model(const Scenario& scenario, const RunPlan& plan, SimTime window_end);
  Simulation& simulation() { return *simulation_; }
  [[nodiscard]] const models::Pool& pool() const { return pool_; }

 private:
  template <class T, class... Args>
  T& make(Args&&... args) {
    auto component = std::make_unique<T>(std::forward<Args>(args)...);
    T& reference = *component;
    components_.push_back(std::move(component));
    return reference;
  }
  void make_pool(const Scenario& scenario, SimTime window_end);
  void make_egress(const Scenario& scenario);
  void make_record_servers(const Scenario& scenario);
  void make_services(const Scenario& scenario);
  void make_applications(const Scenario& scenario, bool steady);
  void make_conferences(const Scenario& scenario, std::uint32_t population);
  void make_stations(const Scenario& scenario);
  void watch_refusals(models::Sampler& sampler) const;
  void watch_recovery();
  void watch_components(models::Sampler& sampler) const;
  void prepare_pool(const Scenario& scenario, models::Sampler& sampler, std::uint32_t replication);
  void prepare_surroundings(models::Sampler& sampler);

  models::Pool pool_;
  std::vector<std::unique_ptr<Component>> components_;
  std::vector<models::Station*> stations_;
  std::vector<models::CallService*> call_services_;
  std::vector<models::SessionWork*> session_works_;
  models::ReverseProxy* reverse_proxy_ = nullptr;
  models::Attendant* attendant_ = nullptr;
  models::Announcements* announcements_ = nullptr;
  models::OutsideVoice* outside_voice_ = nullptr;
  models::WebComponents* web_ = nullptr;
  models::ConnectionStreams* streams_ = nullptr;
  models::RecoveryWatch* recovery_ = nullptr;  // when something is going to fail
  std::unique_ptr<Simulation> simulation_;
};

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

/// Metrics of the run itself, and those that the study makes of what replications leave.
const std::vector<MetricInfo>& run_metrics() {
  static const std::vector<MetricInfo> table = {
      {"events.processed", "events", MetricKind::count, Better::none,
       "events handled since time 0, warm-up included"},
      {"recovery.time", "s", MetricKind::tally, Better::lower,
       "from a fault to the first 60 s from which on as many are signed in as before and every "
       "objective on times is met"}};
  return table;
}

/// The whole run, or from the first named phase to the last.
WindowPlan window_of(const Scenario& scenario) {
  const SimulationPlan& plan = scenario.simulation;
  WindowPlan window{.begin = sim_start, .end = sim_start + plan.duration};
  if (plan.warm_up == WarmUp::fixed) window.begin = sim_start + plan.warm_up_time;
  if (plan.phases.empty()) return window;
  window.begin = sim_never;
  window.end = sim_start;
  for (const PhaseWindow& phase : plan.phases) {
    window.begin = std::min(window.begin, sim_start + phase.from);
    window.end = std::max(window.end, sim_start + phase.to);
  }
  return window;
}

const char* describe(StopReason reason) {
  switch (reason) {
    case StopReason::horizon:
      return "horizon";
    case StopReason::no_more_events:
      return "no_more_events";
    case StopReason::event_limit:
      return "event_limit";
    case StopReason::stop_requested:
      return "stop_requested";
  }
  return "";
}

bool ended_early(StopReason reason) {
  return reason == StopReason::event_limit || reason == StopReason::stop_requested;
}

/// Runs to `until`, with a look at the pool on the way.
StopReason run_until(Model& model, SimTime until, const SimulateOptions& options) {
  Simulation& sim = model.simulation();
  if (options.look && options.look_every > Duration::zero()) {
    const std::int64_t every = options.look_every.count();
    for (SimTime next{Duration{(sim.now().time_since_epoch().count() / every + 1) * every}};
         next <= until; next += options.look_every) {
      const StopReason reason = sim.run_until(next - Duration{1});
      if (ended_early(reason)) return reason;
      options.look(next, model.pool());
    }
  }
  return sim.run_until(until);
}

Observations run_once(const Scenario& scenario, std::uint32_t replication,
                      const SimulateOptions& options, const WindowPlan& window) {
  RunPlan plan;
  plan.seed = scenario.simulation.seed;
  plan.replication = replication;
  plan.event_limit = options.event_limit;
  plan.stop_requested = options.stop_requested;
  plan.trace = options.trace;
  if (options.narrator != nullptr && scenario.has_pool) plan.trace = options.narrator;
  Model model(scenario, plan, window.end);
  if (options.narrator != nullptr) options.narrator->connect(model.pool());
  Simulation& sim = model.simulation();

  Observations out;
  out.replication = replication;
  StopReason reason = StopReason::horizon;
  if (window.begin > sim_start) reason = run_until(model, window.begin, options);
  sim.begin_observation();
  if (!ended_early(reason)) reason = run_until(model, window.end, options);
  out.window_begin_s = to_seconds(window.begin);
  out.window_end_s = to_seconds(sim.now());
  const SimTime horizon = sim_start + scenario.simulation.duration;
  const bool goes_on = !ended_early(reason) && window.end < horizon;
  if (!goes_on) sim.drop_events();
  sim.end_observation(out);
  out.warm_up_cut_s = out.window_begin_s;
  if (goes_on) reason = run_until(model, horizon, options);
  out.events_processed = sim.events_processed();
  out.metrics.push_back(observe_count(run_metrics().front(), "", sim.events_processed(),
                                      {.begin = sim_start, .end = sim.now()}));
  out.event_fingerprint = sim.event_fingerprint();
  out.stop_reason = describe(reason);
  std::stable_sort(out.timeline.begin(), out.timeline.end(),
                   [](const TimelineEntry& a, const TimelineEntry& b) { return a.at < b.at; });
  return out;
}

/// Conferences last for an hour: in a shorter run their number is one slow wave, which says nothing
/// of how the pool warms up. They begin stationary or are looked at from empty on purpose.
std::vector<Series> warm_up_series(const std::vector<Series>& all) {
  std::vector<Series> used;
  std::copy_if(all.begin(), all.end(), std::back_inserter(used), [](const Series& series) {
    return series.component.empty() && series.name.rfind("conferences.", 0) != 0 &&
           series.name.rfind("av.", 0) != 0;
  });
  return used;
}

bool wants_mser5(const Scenario& scenario) {
  return scenario.simulation.analysis == Analysis::steady &&
         scenario.simulation.warm_up == WarmUp::automatic;
}

}  // namespace

Observations simulate(const Scenario& scenario, std::uint32_t replication,
                      const SimulateOptions& options) {
  const WindowPlan window = window_of(scenario);
  Observations whole = run_once(scenario, replication, options, window);
  if (!wants_mser5(scenario) || whole.stop_reason == "stop_requested") return whole;
  // MSER-5 looks at the series of the system that all replications have, then the same run (same
  // seed, same events) is observed from the cut on.
  const WarmUpCut cut = mser5(warm_up_series(whole.series));
  if (cut.slices == 0 && cut.settled) return whole;
  WindowPlan rest = window;
  rest.begin = sim_start + cut.time;
  Observations settled = cut.settled ? run_once(scenario, replication, options, rest) : whole;
  settled.warm_up_cut_s = to_seconds(rest.begin);
  settled.settled = cut.settled;
  return settled;
}

std::span<const MetricInfo> metric_registry() {
  static const std::vector<MetricInfo> registry = [] {
    using enum models::RecordServer::Role;
    std::vector<MetricInfo> all;
    for (const auto* table :
         {&models::Clients::metrics(), &models::LoadBalancer::metrics(),
          &models::ConnectionStreams::metrics(), &models::EgressNat::metrics(),
          &models::FrontEnd::metrics(), &models::Conferences::metrics(),
          &models::McuServer::metrics(), &models::SqlBackEnd::metrics(),
          &models::Adapter::metrics(), &models::Station::metrics(), &models::CallService::metrics(),
          &models::SessionWork::metrics(), &models::ReverseProxy::metrics(),
          &models::WebComponents::metrics(), &models::RoleServers::metrics(),
          &models::PoolLink::metrics(), &models::RecordServer::metrics(archiving),
          &models::RecordServer::metrics(monitoring), &run_metrics()}) {
      all.insert(all.end(), table->begin(), table->end());
    }
    for (const auto* table : {&models::Attendant::metrics(), &models::Announcements::metrics(),
                              &models::OutsideVoice::metrics(), &models::Director::metrics()}) {
      all.insert(all.end(), table->begin(), table->end());
    }
    std::sort(all.begin(), all.end(),
              [](const MetricInfo& a, const MetricInfo& b) { return a.name < b.name; });
    return all;
  }();
  return registry;
}

}  // namespace ocssim::scenarios
