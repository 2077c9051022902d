// The model of one replication, wired from a validated scenario.
#pragma once

#include "engine/component.hpp"
#include "engine/simulation.hpp"
#include "models/pool.hpp"
#include "scenarios/model/scenario.hpp"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace ocssim::models {
class Announcements;
class Attendant;
class CallService;
class ConnectionStreams;
class OutsideVoice;
class RecoveryWatch;
class ReverseProxy;
class Sampler;
class SessionWork;
class Station;
class WebComponents;
}  // namespace ocssim::models

namespace ocssim::scenarios {

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

}  // namespace ocssim::scenarios
