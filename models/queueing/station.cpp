#include "models/queueing/station.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"

#include <cmath>
#include <string_view>

namespace ocssim::models {
namespace {

enum : std::size_t {
  sojourn_metric,
  waiting_metric,
  network_metric,
  utilization_metric,
  number_metric,
  queue_metric,
  loss_metric,
  waited_metric,
  offered_metric
};

std::uint64_t hash_of(std::string_view name) {  // FNV-1a: fixed for ever, since draws depend on it
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

}  // namespace

const std::vector<MetricInfo>& Station::metrics() {
  static const std::vector<MetricInfo> table = {
      {"station.sojourn_time", "s", MetricKind::tally, Better::lower,
       "time of a customer at the station, waiting and service"},
      {"station.waiting_time", "s", MetricKind::tally, Better::lower,
       "time until service begins, of carried customers"},
      {"network.sojourn_time", "s", MetricKind::tally, Better::lower,
       "time from entering the first station to leaving the last"},
      {"station.utilization", "1", MetricKind::time_average, Better::lower,
       "busy servers / servers"},
      {"station.number_in_system", "customers", MetricKind::time_average, Better::lower,
       "customers waiting or in service"},
      {"station.queue_length", "customers", MetricKind::time_average, Better::lower,
       "customers waiting"},
      {"station.loss", "1", MetricKind::ratio, Better::lower,
       "customers who found no place / customers offered"},
      {"station.waited", "1", MetricKind::ratio, Better::lower,
       "customers who found all servers busy / customers offered"},
      {"station.offered", "customers", MetricKind::count, Better::none, "customers offered"}};
  return table;
}

Station::Station(StationConfig config, double arrival_rate)
    : Component(config.name),
      config_(std::move(config)),
      mean_service_s_(to_seconds(config_.mean_service_time)),
      identity_(hash_of(config_.name)),
      shared_(config_.servers) {
  OCSSIM_CHECK(config_.servers > 0 && arrival_rate >= 0.0);
  if (arrival_rate > 0.0) mean_interarrival_s_ = 1.0 / arrival_rate;
}

void Station::start(Simulation& sim) {
  stream_ = Stream(sim.seed(), "station", sim.replication());
  if (mean_interarrival_s_ > 0.0) schedule_arrival(sim, stream_.draw(identity_, 0).uniform(0));
}

void Station::schedule_arrival(Simulation& sim, double uniform) {
  sim.schedule_in(*this, Kind::arrival, 0,
                  seconds(-elementary::log(uniform) * mean_interarrival_s_), Phase::arrival);
}

void Station::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::arrival:
      return on_arrival(sim);
    case Kind::service_end:
      return on_service_end(sim, event.entity);
    case Kind::shared_end:
      return on_shared_end(sim, event.entity);
  }
}

void Station::on_arrival(Simulation& sim) {
  const std::int64_t now = sim.now().time_since_epoch().count();
  const std::uint64_t number = ++made_;
  const RandomBlock block = stream_.draw(identity_, number);
  schedule_arrival(sim, block.uniform(0));
  if (!admit()) return;
  // Written in place: a copy of what was just written field by field waits for the stores.
  const std::uint32_t slot = take_slot();
  Customer& customer = customers_[slot];
  customer.entered = now;
  customer.arrived = now;
  customer.number = number;
  customer.source = identity_;
  customer.service = -elementary::log(block.uniform(1));
  customer.branch = block.uniform(2);
  begin(sim, slot);
}

void Station::accept(Simulation& sim, Customer customer) {
  const RandomBlock block = stream_.draw(identity_ * 31 + customer.source, customer.number);
  if (!admit()) return;
  customer.arrived = sim.now().time_since_epoch().count();
  customer.service = -elementary::log(block.uniform(1));
  customer.branch = block.uniform(2);
  const std::uint32_t slot = take_slot();
  customers_[slot] = customer;
  begin(sim, slot);
}

/// A customer is offered; false when there is no place.
bool Station::admit() {
  offered_.add();
  if (!all_busy()) return true;
  waited_.add();
  const auto waiting = static_cast<std::uint64_t>(queue_level_.level());
  if (!config_.queue_capacity || waiting < *config_.queue_capacity) return true;
  lost_.add();
  return false;
}

std::uint32_t Station::take_slot() {
  if (free_.empty()) {
    customers_.emplace_back();
    free_.reserve(customers_.capacity());
    return static_cast<std::uint32_t>(customers_.size() - 1);
  }
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  return slot;
}

/// An admitted customer is served at once or waits.
void Station::begin(Simulation& sim, std::uint32_t slot) {
  if (config_.discipline == Discipline::processor_sharing) {
    (all_busy() ? queue_level_ : busy_).add(sim.now(), 1);
    shared_.enter(sim.now(), slot, service_time(customers_[slot]));
    return schedule_wake(sim);
  }
  if (!all_busy()) {
    busy_.add(sim.now(), 1);
    return begin_service(sim, slot);
  }
  queue_.push_back(slot);
  queue_level_.add(sim.now(), 1);
}

void Station::begin_service(Simulation& sim, std::uint32_t slot) {
  const Customer& customer = customers_[slot];
  waiting_.record(sim.now().time_since_epoch() - Duration{customer.arrived});
  sim.schedule_in(*this, Kind::service_end, slot, service_time(customer));
}

Duration Station::service_time(const Customer& customer) const {
  switch (config_.service) {
    case ServiceLaw::exponential:
      return seconds(customer.service * mean_service_s_);
    case ServiceLaw::deterministic:
      return config_.mean_service_time;
    case ServiceLaw::hyperexponential: {
      // Balanced means: p / rate is the same in both branches.
      const double scv = config_.service_scv;
      const double p = 0.5 * (1.0 + std::sqrt((scv - 1.0) / (scv + 1.0)));
      const double share = customer.branch < p ? p : 1.0 - p;
      return seconds(customer.service * mean_service_s_ / (2.0 * share));
    }
  }
  return config_.mean_service_time;
}

void Station::on_service_end(Simulation& sim, std::uint32_t slot) {
  if (queue_.empty()) {
    busy_.add(sim.now(), -1);
  } else {
    const std::uint32_t next = queue_.front();
    queue_.pop_front();
    queue_level_.add(sim.now(), -1);
    begin_service(sim, next);
  }
  depart(sim, slot);
}

void Station::on_shared_end(Simulation& sim, std::uint32_t number) {
  if (const auto slot = shared_.wake(sim.now(), number)) {
    (queue_level_.level() > 0 ? queue_level_ : busy_).add(sim.now(), -1);
    depart(sim, *slot);
  }
  schedule_wake(sim);
}

void Station::schedule_wake(Simulation& sim) {
  if (const auto wake = shared_.next_wake()) {
    sim.schedule_at(*this, Kind::shared_end, wake->number, wake->at);
  }
}

void Station::depart(Simulation& sim, std::uint32_t slot) {
  const Customer& customer = customers_[slot];
  const Duration sojourn = sim.now().time_since_epoch() - Duration{customer.arrived};
  sojourn_.record(sojourn);
  departed_ns_ += sojourn.count();
  carried_.add();
  free_.push_back(slot);
  if (next_ != nullptr) return next_->accept(sim, Customer{customer});  // it may come back here
  // Without feeders the time in the network is the sojourn time: it is not recorded twice.
  if (is_fed_) network_.record(sim.now().time_since_epoch() - Duration{customer.entered});
  if (sink_ != nullptr) sink_->customer_leaves(sim, customer);
}

WideInteger Station::ages_of_present(SimTime now) const {
  // Present are the slots that are not free: each customer is asked, no counter is.
  std::vector<bool> is_free(customers_.size(), false);
  for (const std::uint32_t slot : free_) is_free[slot] = true;
  WideInteger ages = 0;
  for (std::size_t slot = 0; slot < customers_.size(); ++slot) {
    if (!is_free[slot]) ages += now.time_since_epoch().count() - customers_[slot].arrived;
  }
  return ages;
}

void Station::begin_observation(SimTime now) {
  begin_ = now;
  for (TimeAverage* level : {&busy_, &queue_level_}) level->begin(now);
  for (Tally* tally : {&sojourn_, &waiting_, &network_}) tally->begin();
  for (Counter* counter : {&offered_, &lost_, &carried_, &waited_}) counter->begin();
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now);
}

/// Nobody waits while a server is free, so extremes add up as levels do.
Observation Station::observe_number(const Window& window) const {
  Observation number = observe(metrics()[number_metric], name(), busy_, window);
  number.sum = quotient(busy_.integral_ns(window.end) + queue_level_.integral_ns(window.end), 1e9);
  number.min = static_cast<double>(busy_.min() + queue_level_.min());
  number.max = static_cast<double>(busy_.max() + queue_level_.max());
  return number;
}

void Station::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  put(observe(table[sojourn_metric], name(), sojourn_, window));
  put(observe(table[waiting_metric], name(), waiting_, window));
  if (next_ == nullptr) {
    put(observe(table[network_metric], "", is_fed_ ? network_ : sojourn_, window));
  }
  put(observe(table[utilization_metric], name(), busy_, window, config_.servers));
  put(observe_number(window));
  put(observe(table[queue_metric], name(), queue_level_, window));
  put(observe_trials(table[loss_metric], name(), lost_.count(), offered_.count(), window));
  put(observe_trials(table[waited_metric], name(), waited_.count(), offered_.count(), window));
  put(observe(table[offered_metric], name(), offered_, window));

  const WideInteger inside = departed_ns_ - begin_ages_ns_ + ages_of_present(now);
  const WideInteger integral = busy_.integral_ns(now) + queue_level_.integral_ns(now);
  out.identities.push_back(
      observe_little(name(), offered_.count() - lost_.count(), integral, inside));
}

void Station::check_conservation(SimTime /*now*/) const {
  const std::uint64_t present = customers_.size() - free_.size();
  OCSSIM_CHECK(offered_.total() == carried_.total() + lost_.total() + present);
  OCSSIM_CHECK(static_cast<std::int64_t>(present) == busy_.level() + queue_level_.level());
}

}  // namespace ocssim::models
