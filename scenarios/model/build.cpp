// Wires a model from a validated scenario and runs one replication of it.
#include "scenarios/model/build.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/mser5.hpp"
#include "models/back_end/buffer_pool.hpp"
#include "models/back_end/sql_back_end.hpp"
#include "models/balancer/load_balancer.hpp"
#include "models/clients/clients.hpp"
#include "models/clients/connection_streams.hpp"
#include "models/conferencing/conferences.hpp"
#include "models/conferencing/mcu_server.hpp"
#include "models/faults/faults.hpp"
#include "models/front_end/front_end.hpp"
#include "models/observer/narrator.hpp"
#include "models/observer/sampler.hpp"
#include "models/pool.hpp"
#include "models/queueing/station.hpp"

#include <algorithm>
#include <iterator>
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
  void make_conferences(const Scenario& scenario, std::uint32_t population);
  void make_stations(const Scenario& scenario);

  models::Pool pool_;
  std::vector<std::unique_ptr<Component>> components_;
  std::vector<models::Station*> stations_;
  models::ConnectionStreams* streams_ = nullptr;
  std::unique_ptr<Simulation> simulation_;
};

Model::Model(const Scenario& scenario, const RunPlan& plan, SimTime window_end)
    : simulation_(std::make_unique<Simulation>(plan)) {
  auto& sampler = make<models::Sampler>(scenario.simulation.duration, mser_slices);
  if (scenario.has_pool) make_pool(scenario, window_end);
  make_stations(scenario);

  // Ids are a function of the names, whatever the order in the file.
  std::vector<Component*> by_name;
  for (const auto& component : components_) by_name.push_back(component.get());
  std::sort(by_name.begin(), by_name.end(),
            [](const Component* a, const Component* b) { return a->name() < b->name(); });
  for (Component* component : by_name) simulation_->add(*component);

  if (scenario.has_pool) {
    pool_.balancer->prepare(*simulation_);  // the smaller timer block first: growing copies it
    pool_.clients->prepare(*simulation_);
    if (streams_ != nullptr) streams_->prepare(*simulation_);
    pool_.sql->prepare(*simulation_);
    std::vector<const TimeAverage*> front_ends;
    for (models::FrontEnd* front_end : pool_.front_ends) {
      front_end->prepare(*simulation_);
      for (const TimeAverage* level : front_end->number_in_system()) front_ends.push_back(level);
    }
    if (pool_.conferences != nullptr) {
      pool_.conferences->prepare(*simulation_);
      sampler.watch("conferences.in_progress", "conferences", {&pool_.conferences->in_progress()});
    }
    for (models::McuServer* mcu : pool_.mcus) mcu->prepare(*simulation_);
    sampler.watch("clients.signed_in", "endpoints", {&pool_.clients->signed_in()});
    sampler.watch("front_end.number_in_system", "messages", front_ends);
    sampler.watch("sql.number_in_system", "calls", {&pool_.sql->number_in_system()});
    sampler.watch("snat.ports_in_use", "ports", pool_.balancer->port_levels());
  }
  for (const models::Station* station : stations_) {
    sampler.watch(station->name() + ".number_in_system", "customers",
                  {&station->number_in_system()});
  }
}

void Model::make_pool(const Scenario& scenario, SimTime window_end) {
  using namespace models;
  const auto population = static_cast<std::uint32_t>(
      static_cast<double>(scenario.clients.users) * scenario.clients.endpoints_per_user + 0.5);
  pool_.network = scenario.network;
  pool_.sockets.resize(population);
  ClientsConfig clients = scenario.clients;
  const bool simulates = scenario.conferencing.detail != ConferenceDetail::load;
  if (simulates) clients.activity.background *= 1.0 - scenario.conferencing.background_share;
  pool_.clients = &make<Clients>(clients, population, window_end - clients.sign_in_limit);
  LoadBalancerConfig balancer = scenario.load_balancer;
  for (const FaultConfig& fault : scenario.events) {
    if (fault.action == FaultAction::add) balancer.absent_members.push_back(fault.index);
  }
  std::uint32_t endpoints = population;
  if (!scenario.connections.empty()) {
    const bool steady = scenario.clients.start == StartMode::steady;
    streams_ =
        &make<ConnectionStreams>(scenario.connections, scenario.clients.users, steady, population);
    pool_.streams = streams_;
    pool_.first_stream_endpoint = population;
    endpoints += streams_->endpoints();
    streams_->connect(pool_);
  }
  pool_.balancer = &make<LoadBalancer>(balancer, scenario.front_ends.count, endpoints);
  pool_.sql =
      &make<SqlBackEnd>(scenario.sql, size_buffer_pool(scenario.sql, scenario.clients.users));
  for (std::uint32_t index = 0; index < scenario.front_ends.count; ++index) {
    pool_.front_ends.push_back(&make<FrontEnd>(scenario.front_ends, index));
  }
  pool_.clients->connect(pool_);
  pool_.balancer->connect(pool_);
  pool_.sql->connect(pool_);
  for (FrontEnd* front_end : pool_.front_ends) front_end->connect(pool_);
  if (simulates) make_conferences(scenario, population);
  std::vector<FaultConfig> faults;  // of what no model can fail yet, warnings tell
  std::copy_if(scenario.events.begin(), scenario.events.end(), std::back_inserter(faults),
               [](const FaultConfig& fault) {
                 return is_front_end(fault) || is_pool(fault) || is_back_end(fault) ||
                        is_fail_over(fault);
               });
  if (!faults.empty()) make<Faults>(faults, scenario.front_ends.count).connect(pool_);
}

void Model::make_conferences(const Scenario& scenario, std::uint32_t population) {
  using namespace models;
  const ConferencingConfig& config = scenario.conferencing;
  const bool steady = scenario.clients.start == StartMode::steady;
  pool_.conferences =
      &make<Conferences>(config, population, static_cast<double>(scenario.clients.users), steady);
  pool_.conferences->connect(pool_);
  const bool expanded = scenario.front_ends.configuration == PoolConfiguration::expanded;
  const std::uint32_t av = expanded ? config.mcu.av_servers : 0;
  const std::uint32_t web = expanded ? config.mcu.web_servers : 0;
  const auto add = [&](const std::string& name, McuRoles roles, FrontEnd* host) {
    const auto number = static_cast<std::uint32_t>(pool_.mcus.size());
    pool_.mcus.push_back(&make<McuServer>(name, number, config.mcu, roles, scenario.front_ends));
    pool_.mcus.back()->connect(pool_, host);
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
  sim.end_observation(out);
  out.warm_up_cut_s = out.window_begin_s;
  const SimTime horizon = sim_start + scenario.simulation.duration;
  if (!ended_early(reason) && window.end < horizon) reason = run_until(model, horizon, options);
  out.events_processed = sim.events_processed();
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
    return series.name.rfind("conferences.", 0) != 0 && series.name.rfind("av.", 0) != 0;
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
  // MSER-5 looks at the series of the run, then the same run (same seed, same events) is observed
  // from the cut on.
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
    std::vector<MetricInfo> all;
    for (const auto* table : {&models::Clients::metrics(), &models::LoadBalancer::metrics(),
                              &models::ConnectionStreams::metrics(), &models::FrontEnd::metrics(),
                              &models::Conferences::metrics(), &models::McuServer::metrics(),
                              &models::SqlBackEnd::metrics(), &models::Station::metrics()}) {
      all.insert(all.end(), table->begin(), table->end());
    }
    std::sort(all.begin(), all.end(),
              [](const MetricInfo& a, const MetricInfo& b) { return a.name < b.name; });
    return all;
  }();
  return registry;
}

}  // namespace ocssim::scenarios
