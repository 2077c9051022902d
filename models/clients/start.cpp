// How the population begins: signed in at stationary phases, or one after the other.
#include "engine/check.hpp"
#include "engine/prefetch.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "engine/wide.hpp"
#include "models/clients/clients.hpp"
#include "models/pool.hpp"

#include <algorithm>

namespace ocssim::models {
namespace {

/// Stationary law of the messages that are left of IM sessions, as a distribution function.
///
/// Sessions of m messages begin at rate λ; the first message goes at once when nobody talks, each
/// of the others after Exp(1/μ). Balance over the cut between n and n + 1:
///   μ p(n+1) = λ ( p(0) [n < m − 1] + Σ p(j), max(1, n − m + 1) ≤ j ≤ n )
std::vector<double> messages_left_law(const ClientsConfig& clients) {
  constexpr std::size_t most = 255;  // of Endpoint::messages_left
  const ClientsConfig::Activity& activity = clients.activity;
  const double sessions = activity.im_sessions / clients.endpoints_per_user;
  const double load = sessions * to_seconds(activity.message_gap);
  const std::size_t session = activity.messages_per_session;
  std::vector<double> law(most + 1, 0.0);
  law[0] = 1.0;
  for (std::size_t n = 0; n < most; ++n) {
    double up = n + 1 < session ? law[0] : 0.0;
    const std::size_t first = n + 1 > session ? n + 1 - session : 1;
    for (std::size_t j = std::max<std::size_t>(first, 1); j <= n; ++j) up += law[j];
    law[n + 1] = load * up;
  }
  double sum = 0.0;
  for (double& probability : law) probability = sum += probability;
  for (double& probability : law) probability /= sum;
  return law;
}

}  // namespace

Clients::Clients(const ClientsConfig& config, std::uint32_t population, SimTime success_cutoff)
    : Component("clients"),
      config_(config),
      success_cutoff_(success_cutoff),
      endpoints_(population) {
  activity_rate_ = sum_of_rates();
  messages_left_cdf_ = messages_left_law(config);
  in_state_[static_cast<std::size_t>(EndpointState::offline)] = population;
}

void Clients::prepare(Simulation& sim) {
  timers_stream_ = Stream(sim.seed(), "clients.timers", sim.replication());
  phase_stream_ = Stream(sim.seed(), "clients.phases", sim.replication());
  // Contacts are users; who is told are their endpoints.
  ClientsConfig::Contacts contacts = config_.contacts;
  contacts.mean *= config_.endpoints_per_user;
  contacts_.emplace(contacts, population(), sim.seed(), sim.replication());
  deadlines_.reserve(population() / 16);  // transactions outstanding in a healthy pool
  watchers_.reserve(4096);                // 1 % have 1,000 contacts: no allocation in a fan-out
  sim.reserve_timers(*this, population(),
                     {Kind::keep_alive, Kind::refresh, Kind::activity, Kind::session},
                     {Kind::im_message, Kind::connect});
}

void Clients::start(Simulation& sim) {
  if (config_.start == StartMode::steady) return start_steady(sim);
  start_later(sim);
}

Duration Clients::stationary_age(std::uint32_t endpoint) const {
  // The last keep-alive passed before time 0; else all idle deadlines would fall on one instant.
  const Duration interval = config_.keep_alive.interval;
  const Duration timeout = pool_->balancer->first_timer(endpoint).timeout;
  if (!config_.keep_alive.enabled || interval >= timeout) return {};
  const double until_next = phase_stream_.draw(endpoint, 1).uniform(0) * to_seconds(interval);
  return interval - seconds(until_next);
}

void Clients::start_steady(Simulation& sim) {
  // In index order and without service demand: the pool as it stands on any other morning.
  for (std::uint32_t endpoint = 0; endpoint < population(); ++endpoint) {
    const ConnectOutcome outcome =
        pool_->balancer->open(sim, endpoint, {.age = stationary_age(endpoint), .stands = true});
    if (outcome == ConnectOutcome::established) {
      enter_signed_in(sim, endpoint);
      arm_all(sim, endpoint, true);
      join_im_session(sim, endpoint);
      continue;
    }
    Endpoint& record = endpoints_[endpoint];
    record.episode_begin = 0;
    record.counted = sim.now() <= success_cutoff_;
    if (record.counted) ++episodes_;
    pool_->balancer->reset(sim, endpoint);  // a half-open connection is given up
    const bool is_portless = outcome == ConnectOutcome::reset ||
                             outcome == ConnectOutcome::dropped ||
                             outcome == ConnectOutcome::accepted_closed;
    if (is_portless) ++refused_;
    record.failures = 1;
    reconnect_later(sim, endpoint);
  }
}

void Clients::join_im_session(Simulation& sim, std::uint32_t endpoint) {
  const RandomBlock block = phase_stream_.draw(endpoint, 2);
  const auto found =
      std::lower_bound(messages_left_cdf_.begin(), messages_left_cdf_.end(), block.uniform(0));
  const auto left = static_cast<std::uint8_t>(found - messages_left_cdf_.begin());
  endpoints_[endpoint].messages_left = left;
  if (left == 0) return;
  const double gap = exponential(to_seconds(config_.activity.message_gap), block.uniform(1));
  sim.arm(*this, endpoint, slot(Kind::im_message), sim.now() + seconds(gap));
}

void Clients::start_later(Simulation& sim) {
  first_wish_order_ = sim.reserve_orders(population(), Phase::arrival);
  first_wishes_.reserve(population());
  for (std::uint32_t endpoint = 0; endpoint < population(); ++endpoint) {
    first_wishes_.push_back({.time = first_sign_in(endpoint).count(), .endpoint = endpoint});
  }
  std::sort(first_wishes_.begin(), first_wishes_.end(), [](const FirstWish& a, const FirstWish& b) {
    return a.time != b.time ? a.time < b.time : a.endpoint < b.endpoint;
  });
  schedule_first_wish(sim);
}

/// One is pending at a time: a heap of all of them cost a storm a fifth of its instructions.
void Clients::schedule_first_wish(Simulation& sim) {
  if (first_wishes_begun_ == first_wishes_.size()) return;
  const FirstWish& wish = first_wishes_[first_wishes_begun_++];
  sim.schedule_reserved(*this, Kind::sign_in, wish.endpoint, SimTime{Duration{wish.time}},
                        first_wish_order_ + wish.endpoint);
  if (first_wishes_begun_ < first_wishes_.size()) {
    prefetch(first_wishes_[first_wishes_begun_].endpoint);
  }
}

Duration Clients::first_sign_in(std::uint32_t endpoint) const {
  const double u = phase_stream_.draw(endpoint, 0).uniform(0);
  switch (config_.start) {
    case StartMode::steady:
    case StartMode::storm:
      return seconds(u * to_seconds(config_.reconnect.delay));
    case StartMode::ramp:
      if (config_.sign_in_spacing == SignInSpacing::equal) {
        const Wide share = static_cast<Wide>(config_.sign_in_window.count()) * endpoint;
        return Duration{static_cast<std::int64_t>(share / population())};
      }
      return seconds(u * to_seconds(config_.sign_in_window));
    case StartMode::profile:
      break;
  }
  // Inverse of the piecewise-linear share of users gone in.
  SignInPoint last{};
  for (const SignInPoint& point : config_.sign_in_profile) {
    if (u <= point.share && point.share > last.share) {
      const double part = (u - last.share) / (point.share - last.share);
      return seconds(to_seconds(last.at) + part * to_seconds(point.at - last.at));
    }
    last = point;
  }
  return last.at;
}

void Clients::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::keep_alive:
      return on_keep_alive(sim, event.entity);
    case Kind::refresh:
      return on_refresh(sim, event.entity);
    case Kind::activity:
      return on_activity(sim, event.entity);
    case Kind::im_message:
      return on_im_message(sim, event.entity);
    case Kind::session:
      return on_session(sim, event.entity);
    case Kind::connect:
      return on_connect_timer(sim, event.entity);
    case Kind::next_step:
      return on_next_step(sim, event.entity);
    case Kind::deadline:
      return on_deadline(sim);
    case Kind::sign_in:
      schedule_first_wish(sim);
      return begin_episode(sim, event.entity, EpisodeCause::first);
    case Kind::retry:
      return on_retry(sim, event.entity);
  }
}

void Clients::prefetch(std::uint32_t endpoint) const noexcept {
  // An event of a client reads both: each is a line of its own.
  prefetch_line(&endpoints_[endpoint]);
  pool_->balancer->prefetch(endpoint);
}

}  // namespace ocssim::models
