// A participant's way in and out of a conference.
#include "engine/check.hpp"
#include "engine/simulation.hpp"
#include "models/clients/clients.hpp"
#include "models/conferencing/conferences.hpp"
#include "models/conferencing/mcu_server.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

namespace ocssim::models {
namespace {

constexpr std::array<McuRole, mcu_role_count> roles = {
    McuRole::instant_messages, McuRole::web, McuRole::audio_video, McuRole::application_sharing};

/// Whose luck the work of the focus is: the conference's. No endpoint has such a number.
std::uint32_t pseudo_client(const ConferencePlan& plan) {
  const auto kind = static_cast<std::uint32_t>((plan.number >> 40) & 7u);
  return 0x8000'0000u | (kind << 28) | static_cast<std::uint32_t>(plan.number & 0x0FFF'FFFFu);
}

}  // namespace

CompactOptional<std::uint16_t> Conferences::focus_of(std::uint32_t slot) const {
  const Participant& participant = participants_[slot];
  if (participant.state == ParticipantState::gone) return std::nullopt;
  return static_cast<std::uint16_t>(conferences_[participant.conference].focus);
}

void Conferences::on_join(Simulation& sim, std::uint32_t slot) {
  Participant& participant = participants_[slot];
  --participant.pending;
  if (drop_if_gone(slot)) return;
  participant.state = ParticipantState::inviting;
  participant.wish = sim.now().time_since_epoch().count();
  ++participant.pending;
  if (pool_->clients->invite(sim, participant.endpoint, slot)) return;
  --participant.pending;
  fail_join(slot);
}

void Conferences::on_invited(Simulation& sim, std::uint32_t slot, bool accepted) {
  Participant& participant = participants_[slot];
  OCSSIM_CHECK(participant.live && participant.pending > 0);
  --participant.pending;
  if (drop_if_gone(slot)) return;
  if (!accepted) return fail_join(slot);
  participant.state = ParticipantState::joining;
  queue_step(sim, slot);
}

void Conferences::queue_step(Simulation& sim, std::uint32_t slot) {
  Participant& participant = participants_[slot];
  participant.queued = sim.now().time_since_epoch().count();
  participant.next_step = Conference::none;
  Conference& conference = conferences_[participant.conference];
  const bool idle = conference.first_step == Conference::none;
  (idle ? conference.first_step : participants_[conference.last_step].next_step) = slot;
  conference.last_step = slot;
  if (idle) begin_step(sim, participant.conference);
}

void Conferences::begin_step(Simulation& sim, std::uint32_t index) {
  const Conference& conference = conferences_[index];
  const std::uint32_t slot = conference.first_step;
  Participant& participant = participants_[slot];
  ++participant.pending;
  const std::uint32_t job_index = pool_->jobs.create();
  Job& job = pool_->jobs[job_index];
  job.client = pseudo_client(conference.plan);
  job.number = 2 * participant.place + (participant.on_roster ? 1 : 0);
  job.receiver = slot;
  job.message = MessageClass::conference_roster;
  job.amount = conference.members + (participant.on_roster ? 0 : 1);
  pool_->front_ends[conference.focus]->accept(sim, job_index);
}

void Conferences::on_roster_sent(Simulation& sim, std::uint32_t job_index) {
  const std::uint32_t slot = pool_->jobs[job_index].receiver;
  const std::uint32_t amount = pool_->jobs[job_index].amount;
  pool_->jobs.release(job_index);
  Participant& participant = participants_[slot];
  --participant.pending;
  if (drop_if_gone(slot)) return;
  updates_.add(amount);
  roster_time_.record(sim.now().time_since_epoch() - Duration{participant.queued});
  const std::uint32_t index = participant.conference;
  conferences_[index].first_step = participant.next_step;
  const bool joins = !participant.on_roster;
  if (joins) enter_roster(sim, slot);
  if (conferences_[index].first_step != Conference::none) begin_step(sim, index);
  if (joins) return join_media(sim, slot);
  audio_time_.record(sim.now().time_since_epoch() - Duration{participant.wish});
  finish_part(sim, slot);
}

void Conferences::enter_roster(Simulation& sim, std::uint32_t slot) {
  Participant& participant = participants_[slot];
  Conference& conference = conferences_[participant.conference];
  participant.on_roster = true;
  participant.member = sim.now().time_since_epoch().count();
  ++conference.members;
  users_.add(sim.now(), 1);
  focus_users_[conference.focus].add(sim.now(), 1);
}

void Conferences::join_media(Simulation& sim, std::uint32_t slot) {
  Participant& participant = participants_[slot];
  const Conference& conference = conferences_[participant.conference];
  const bool data = conference.plan.media.data;
  participant.parts_missing =
      static_cast<std::uint8_t>((participant.has_audio ? 1 : 0) + (data ? 1 : 0));
  if (participant.parts_missing == 0) {
    participant.parts_missing = 1;
    return finish_part(sim, slot);
  }
  if (data) {
    McuServer& web = *pool_->mcus[conference.servers[index_of(McuRole::web)]];
    ++participant.pending;
    sim.schedule_in(*this, Kind::content, slot, web.fetch_content(sim.now()));
  }
  if (participant.has_audio) queue_step(sim, slot);
}

void Conferences::on_content(Simulation& sim, std::uint32_t slot) {
  --participants_[slot].pending;
  if (drop_if_gone(slot)) return;
  finish_part(sim, slot);
}

void Conferences::finish_part(Simulation& sim, std::uint32_t slot) {
  Participant& participant = participants_[slot];
  if (--participant.parts_missing > 0) return;
  participant.state = ParticipantState::present;
  ++conferences_[participant.conference].present;
  joined_.add();
  // INVITE and its answer, C3P to a conferencing server, the client's media to it: constant ways.
  const Duration ways = 4 * pool_->client_latency() + 2 * pool_->network.between_front_ends;
  join_time_.record(sim.now().time_since_epoch() - Duration{participant.wish} + ways);
  use_servers(sim, participant, 1);
}

void Conferences::use_servers(Simulation& sim, const Participant& participant, std::int64_t delta) {
  Conference& conference = conferences_[participant.conference];
  if (participant.has_audio) conference.with_audio += delta > 0 ? 1u : -1u;
  for (const McuRole role : roles) {
    const std::uint32_t server = conference.servers[index_of(role)];
    if (server == Conference::none) continue;
    pool_->mcus[server]->add_participant(sim, conference.plan.media, role, participant.has_audio,
                                         delta);
  }
}

void Conferences::fail_join(std::uint32_t slot) {
  // Its record stays in the list of the conference until that is over.
  participants_[slot].state = ParticipantState::gone;
  failed_.add();
}

void Conferences::leave(Simulation& sim, std::uint32_t slot) {
  Participant& participant = participants_[slot];
  Conference& conference = conferences_[participant.conference];
  if (participant.on_roster) {
    users_.add(sim.now(), -1);
    focus_users_[conference.focus].add(sim.now(), -1);
    --conference.members;
    left_ns_ += sim.now().time_since_epoch().count() - participant.member;
  }
  if (participant.state == ParticipantState::present) {
    --conference.present;
    use_servers(sim, participant, -1);
  } else if (participant.state != ParticipantState::gone) {
    failed_.add();
  }
  participant.state = ParticipantState::gone;
  if (participant.pending == 0) free_participant(slot);
}

bool Conferences::drop_if_gone(std::uint32_t slot) {
  const Participant& participant = participants_[slot];
  if (participant.state != ParticipantState::gone) return false;
  // One that failed while its conference goes on is freed at its end.
  const std::uint32_t index = participant.conference;
  if (participant.pending > 0 || conferences_[index].live) return true;
  free_participant(slot);
  free_conference_if_done(index);
  return true;
}

void Conferences::free_participant(std::uint32_t slot) {
  --conferences_[participants_[slot].conference].kept;
  participants_[slot].live = false;
  free_participants_.push_back(slot);
}

WideInteger Conferences::ages_of_members(SimTime now) const {
  WideInteger ages = 0;
  for (const Participant& participant : participants_) {
    if (!participant.live || !participant.on_roster ||
        participant.state == ParticipantState::gone) {
      continue;
    }
    ages += now.time_since_epoch().count() - participant.member;
  }
  return ages;
}

}  // namespace ocssim::models
