// How conferences begin and end.
#include "models/conferencing/conferences.hpp"

#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "models/clients/clients.hpp"
#include "models/conferencing/mcu_server.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <limits>

namespace ocssim::models {
namespace {

constexpr std::array<McuRole, mcu_role_count> roles = {
    McuRole::instant_messages, McuRole::web, McuRole::audio_video, McuRole::application_sharing};

}  // namespace

Conferences::Conferences(const ConferencingConfig& config, std::uint32_t population, double users,
                         bool stationary)
    : Component("conferences"),
      config_(config),
      plans_(config_, population, users),
      stationary_(stationary && config.start == ConferenceStart::stationary) {}

void Conferences::prepare(Simulation& sim) {
  plans_.prepare(sim);
  focus_conferences_.resize(pool_->front_ends.size());
  focus_users_.resize(pool_->front_ends.size());
}

void Conferences::start(Simulation& sim) {
  // Room from the start, so that a steady load allocates nothing in its loop.
  const double standing = plans_.rate() * to_seconds(config_.mean_duration);
  conferences_.reserve(static_cast<std::size_t>(2.0 * standing) + 64);
  participants_.reserve(static_cast<std::size_t>(2.0 * standing * mean_size(config_)) + 2048);
  free_conferences_.reserve(conferences_.capacity());
  free_participants_.reserve(participants_.capacity());
  for (std::uint32_t index = 0; index < config_.meetings.size(); ++index) {
    sim.schedule_at(*this, Kind::meeting, index, sim_start + config_.meetings[index].at,
                    Phase::arrival);
  }
  if (stationary_) begin_standing(sim);
  schedule_arrival(sim);
  if (plans_.scheduled_rate() > 0.0) {
    sim.schedule_in(*this, Kind::calendar, 0, config_.scheduled_every, Phase::arrival);
  }
}

void Conferences::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::arrival:
      return on_arrival(sim);
    case Kind::calendar:
      return on_calendar(sim);
    case Kind::meeting:
      return offer(sim, plans_.meeting(event.entity));
    case Kind::join:
      return on_join(sim, event.entity);
    case Kind::content:
      return on_content(sim, event.entity);
    case Kind::end:
      return on_end(sim, event.entity);
  }
}

void Conferences::begin_standing(Simulation& sim) {
  const std::uint32_t count = plans_.standing_count();
  for (std::uint32_t number = 0; number < count; ++number) {
    Duration age{};
    const ConferencePlan plan = plans_.standing(number, age);
    // Nobody is refused at time 0: those that policies forbid are not there.
    if (plans_.verdict(plan) == PolicyVerdict::allowed)
      static_cast<void>(begin(sim, plan, age, standing_));
  }
}

void Conferences::schedule_arrival(Simulation& sim) {
  const double gap = plans_.gap(begun_randomly_);
  if (gap < 0.0) return;
  sim.schedule_in(*this, Kind::arrival, 0, seconds(gap), Phase::arrival);
}

void Conferences::on_arrival(Simulation& sim) {
  offer(sim, plans_.random(begun_randomly_++));
  schedule_arrival(sim);
}

void Conferences::on_calendar(Simulation& sim) {
  const std::uint32_t count = plans_.scheduled_count(ticks_);
  for (std::uint32_t one = 0; one < count; ++one) {
    // Numbers of their own: those of the others do not move when the calendar changes.
    constexpr std::uint64_t first = std::uint64_t{1} << 42;
    offer(sim, plans_.random(first + (ticks_ << 20) + one));
  }
  ++ticks_;
  sim.schedule_in(*this, Kind::calendar, 0, config_.scheduled_every, Phase::arrival);
}

void Conferences::offer(Simulation& sim, const ConferencePlan& plan) {
  offered_.add();
  if (is_allowed(sim, plan) && !begin(sim, plan, Duration::zero(), begun_)) full_.add();
}

bool Conferences::begin(Simulation& sim, const ConferencePlan& plan, Duration age,
                        Counter& counter) {
  const std::uint32_t index = take_conference();
  Conference& conference = conferences_[index];
  conference.plan = plan;
  conference.focus = choose_focus(plan);
  if (conference.focus == Conference::none || !allocate(sim, conference)) {
    conference.live = false;
    free_conferences_.push_back(index);
    return false;
  }
  counter.add();
  conference.begin = sim.now().time_since_epoch().count() - age.count();
  conference.ends_later = true;
  in_progress_.add(sim.now(), 1);
  focus_conferences_[conference.focus].add(sim.now(), 1);
  for (const McuRole role : roles) {
    const std::uint32_t server = conference.servers[index_of(role)];
    if (server == Conference::none) continue;
    pool_->mcus[server]->add_conference(sim.now(), role, 1, plan.participants);
  }
  sim.schedule_in(*this, Kind::end, index, Duration{plan.duration} - age);
  invite_all(sim, index, age);
  return true;
}

bool Conferences::is_allowed(Simulation& sim, const ConferencePlan& plan) {
  switch (plans_.verdict(plan)) {
    case PolicyVerdict::allowed:
      return true;
    case PolicyVerdict::no_web:
      no_web_.add();
      break;
    case PolicyVerdict::no_audio:
      no_audio_.add();
      break;
    case PolicyVerdict::no_video:
      no_video_.add();
      break;
  }
  note_refusal(sim, "the organizer's meeting policy forbids it");
  return false;
}

std::uint32_t Conferences::choose_focus(const ConferencePlan& plan) const {
  // With the organizer's registration; when nobody of the name is signed in, at the next server.
  if (const auto home = pool_->clients->front_end_of(plan.organizer)) return *home;
  const auto count = static_cast<std::uint32_t>(pool_->front_ends.size());
  for (std::uint32_t step = 0; step < count; ++step) {
    const auto server = static_cast<std::uint32_t>((plan.number + step) % count);
    if (pool_->front_ends[server]->state() == ServerState::up) return server;
  }
  return Conference::none;
}

std::uint32_t Conferences::choose_server(McuRole role) const {
  // The factory: normal before loaded ones, of them the one with fewest users of the role.
  std::uint32_t best = Conference::none;
  for (std::uint32_t index = 0; index < pool_->mcus.size(); ++index) {
    const McuServer& server = *pool_->mcus[index];
    if (!server.has(role) || !server.takes_conferences()) continue;
    if (best != Conference::none) {
      const McuServer& other = *pool_->mcus[best];
      if (server.health() > other.health()) continue;
      if (server.health() == other.health() && server.expected(role) >= other.expected(role))
        continue;
    }
    best = index;
  }
  return best;
}

bool Conferences::allocate(Simulation& sim, Conference& conference) {
  for (const McuRole role : roles) {
    if (!conference.plan.media.has(role)) continue;
    const std::uint32_t server = choose_server(role);
    conference.servers[index_of(role)] = server;
    if (server != Conference::none) continue;
    refused_[index_of(role)].add();
    note_refusal(sim, "no conferencing server of role " + std::string(name_of(role)) +
                          " takes it: full or down");
    return false;
  }
  return true;
}

void Conferences::note_refusal(Simulation& sim, const std::string& why) {
  if (has_refused_) return;
  has_refused_ = true;
  timeline_.push_back({.at = sim.now(),
                       .component = name(),
                       .kind = "first_refusal",
                       .text = "a conference is refused: " + why + "; " +
                               std::to_string(in_progress_.level()) + " in progress"});
}

void Conferences::invite_all(Simulation& sim, std::uint32_t index, Duration age) {
  const ConferencePlan plan = conferences_[index].plan;
  const bool anonymous = plans_.allows_anonymous(plan.organizer);
  for (std::uint32_t place = 0; place < plan.participants; ++place) {
    const ConferencePlans::Invitation one = plans_.invitation(plan, place);
    if (one.is_anonymous && !anonymous) {
      anonymous_.add();
      continue;
    }
    const std::uint32_t slot = take_participant();
    Conference& conference = conferences_[index];
    Participant& participant = participants_[slot];
    participant.conference = index;
    participant.next = conference.first;
    participant.endpoint = one.endpoint;
    participant.place = place;
    participant.has_audio = one.has_audio;
    conference.first = slot;
    ++conference.kept;
    invited_.add();
    if (one.after < age) {  // it has joined before time 0
      joined_.add();
      enter_roster(sim, slot);
      participants_[slot].state = ParticipantState::present;
      ++conferences_[index].present;
      use_servers(sim, participants_[slot], 1);
      continue;
    }
    participant.pending = 1;
    sim.schedule_in(*this, Kind::join, slot, one.after - age, Phase::arrival);
  }
}

void Conferences::on_end(Simulation& sim, std::uint32_t index) {
  conferences_[index].ends_later = false;
  if (conferences_[index].live) close(sim, index);
  free_conference_if_done(index);
}

void Conferences::close(Simulation& sim, std::uint32_t index) {
  ended_.add();
  std::uint32_t slot = conferences_[index].first;
  conferences_[index].live = false;
  while (slot != Conference::none) {
    const std::uint32_t next = participants_[slot].next;
    leave(sim, slot);
    slot = next;
  }
  Conference& conference = conferences_[index];
  conference.first = conference.first_step = Conference::none;
  in_progress_.add(sim.now(), -1);
  focus_conferences_[conference.focus].add(sim.now(), -1);
  for (const McuRole role : roles) {
    const std::uint32_t server = conference.servers[index_of(role)];
    if (server == Conference::none) continue;
    pool_->mcus[server]->add_conference(sim.now(), role, -1, conference.plan.participants);
  }
}

void Conferences::on_server_failed(Simulation& sim, std::uint32_t front_end) {
  for (std::uint32_t index = 0; index < conferences_.size(); ++index) {
    Conference& conference = conferences_[index];
    if (!conference.live) continue;
    bool is_hit = conference.focus == front_end;
    for (const std::uint32_t server : conference.servers) {
      is_hit = is_hit || (server != Conference::none && pool_->mcus[server]->is_on(front_end));
    }
    if (!is_hit) continue;
    if (conference.focus == front_end && conference.first_step != Conference::none) {
      --participants_[conference.first_step].pending;  // the step at work died with its server
    }
    lost_.add();
    close(sim, index);
    free_conference_if_done(index);
  }
}

void Conferences::add_media_groups(std::uint32_t server, std::uint32_t codec,
                                   std::vector<MediaGroup>& groups) const {
  for (const Conference& conference : conferences_) {
    if (!conference.live || conference.present == 0) continue;
    if (conference.servers[index_of(McuRole::audio_video)] != server) continue;
    // Audio is mixed for each; of video everybody gets the active speaker's.
    const bool video = conference.plan.media.video;
    groups.push_back({.conference = conference.plan.number,
                      .receivers = conference.with_audio,
                      .talkers = conference.with_audio,
                      .codec = codec,
                      .video_senders = video ? 1u : 0u,
                      .video_receivers = video ? conference.present : 0u});
  }
}

std::uint32_t Conferences::take_conference() {
  if (free_conferences_.empty()) {
    free_conferences_.push_back(static_cast<std::uint32_t>(conferences_.size()));
    conferences_.emplace_back();
  }
  const std::uint32_t index = free_conferences_.back();
  free_conferences_.pop_back();
  conferences_[index] = Conference{};
  conferences_[index].live = true;
  return index;
}

std::uint32_t Conferences::take_participant() {
  if (free_participants_.empty()) {
    free_participants_.push_back(static_cast<std::uint32_t>(participants_.size()));
    participants_.emplace_back();
  }
  const std::uint32_t slot = free_participants_.back();
  free_participants_.pop_back();
  participants_[slot] = Participant{};
  participants_[slot].live = true;
  return slot;
}

void Conferences::free_conference_if_done(std::uint32_t index) {
  const Conference& conference = conferences_[index];
  if (conference.live || conference.ends_later || conference.kept > 0) return;
  free_conferences_.push_back(index);
}

}  // namespace ocssim::models
