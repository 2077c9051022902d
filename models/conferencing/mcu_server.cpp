#include "models/conferencing/mcu_server.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/conferencing/conferences.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>
#include <utility>

namespace ocssim::models {
namespace {

// Of the banks: the Front Ends' and the back end's have other ranges.
constexpr std::uint32_t first_tag = 1u << 25;
// Jobs have an endpoint whose luck they are: no endpoint has these numbers.
constexpr std::uint32_t first_pseudo_client = 0xFFFF'0000u;
constexpr double mega = 1e6;
constexpr double bits = 8.0;

}  // namespace

McuServer::McuServer(std::string name, std::uint32_t number, const McuConfig& config,
                     McuRoles roles, const FrontEndsConfig& front_ends)
    : Component(std::move(name)),
      config_(config),
      number_(number),
      roles_(roles),
      cores_(config.cores),
      clock_hz_(config.clock_hz),
      mixing_quantum_(front_ends.messages[index_of(MessageClass::conference_mixing)].megacycles),
      data_quantum_(front_ends.messages[index_of(MessageClass::conference_data)].megacycles),
      bank_(config.cores, {.tag = first_tag + number}) {}

void McuServer::connect(Pool& pool, FrontEnd* host) {
  pool_ = &pool;
  host_ = host;
  if (host == nullptr) return;
  cores_ = host->config().cores;
  clock_hz_ = host->config().clock_hz;
}

void McuServer::watch_packets(const MediaConfig& media) {
  media_ = &media;
  adapter_.emplace(name(), media);
  unheard_after_ = std::min(config_.tick, media.packets.jitter_buffer);
}

void McuServer::prepare(Simulation& sim) {
  if (adapter_) adapter_->prepare(sim.seed(), sim.replication());
  stream_ = Stream(sim.seed(), "mcu.work", sim.replication());
  sim.reserve_timers(*this, 1, {Kind::work, Kind::health});
}

void McuServer::start(Simulation& sim) {
  sim.arm(*this, 0, static_cast<std::uint32_t>(Kind::health), sim.now() + config_.health_interval,
          Phase::control);
  arm_work(sim);
  if (adapter_) sim.schedule_in(*this, Kind::sample, 0, Duration::zero(), Phase::observation);
}

void McuServer::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::work:
      return on_work(sim);
    case Kind::health:
      return on_health(sim);
    case Kind::cpu_end:
      return on_cpu_end(sim, event.entity);
    case Kind::sample:
      return on_sample(sim);
  }
}

void McuServer::add_conference(SimTime now, McuRole role, std::int64_t delta,
                               std::uint32_t participants) {
  conferences_[index_of(role)].add(now, delta);
  expected_[index_of(role)] += delta * participants;
}

void McuServer::add_participant(Simulation& sim, const ConferenceMedia& media, McuRole role,
                                bool has_audio, std::int64_t delta) {
  users_[index_of(role)].add(sim.now(), delta);
  if (role == McuRole::audio_video) {
    // Audio to the mixer and back; of video the active speaker's to everybody.
    streams_.add(sim.now(), delta * ((has_audio ? 2 : 0) + (media.video ? 1 : 0)));
    if (has_audio) with_audio_ += delta;
    if (media.video) with_video_ += delta;
  }
  arm_work(sim);
}

double McuServer::mixing_demand() const {
  return static_cast<double>(with_audio_) * config_.audio +
         static_cast<double>(with_video_) * config_.video;
}

double McuServer::data_demand() const {
  const auto present = [this](McuRole role) { return static_cast<double>(users(role)); };
  return present(McuRole::instant_messages) * config_.instant_messages +
         present(McuRole::web) * config_.data +
         present(McuRole::application_sharing) * config_.application_sharing;
}

Duration McuServer::fetch_content(SimTime now) {
  const std::int64_t instant = now.time_since_epoch().count();
  const double size = bits * static_cast<double>(config_.content_size);
  link_free_ = std::max(link_free_, instant) + seconds(size / config_.content_rate).count();
  return Duration{link_free_ - instant};
}

void McuServer::arm_work(Simulation& sim) {
  // Memoryless: the time to the next piece may be drawn anew whenever the rate changes.
  const auto slot = static_cast<std::uint32_t>(Kind::work);
  const double rate = mixing_demand() / mixing_quantum_ + data_demand() / data_quantum_;
  if (rate <= 0.0) return sim.disarm(*this, 0, slot);
  const double gap = exponential(1.0 / rate, stream_.draw(number_, pieces_++).uniform(0));
  sim.arm(*this, 0, slot, sim.now() + seconds(gap));
}

void McuServer::on_work(Simulation& sim) {
  const double mixing = mixing_demand() / mixing_quantum_;
  const double all = mixing + data_demand() / data_quantum_;
  const bool mixes = stream_.draw(number_, pieces_).uniform(1) * all < mixing;
  if (health() != McuHealth::unavailable) {
    const std::uint32_t index = pool_->jobs.create();
    Job& job = pool_->jobs[index];
    job.client = first_pseudo_client + number_;
    job.number = static_cast<std::uint32_t>(pieces_);
    job.message = mixes ? MessageClass::conference_mixing : MessageClass::conference_data;
    if (host_ != nullptr) {
      host_->accept(sim, index);
    } else if (bank_.enter(sim.now(), pool_->jobs, index)) {
      begin_service(sim, index);
    }
  }
  arm_work(sim);
}

bool McuServer::begin_mixing(Duration waited) {
  const bool in_time = waited <= config_.tick;
  (in_time ? mixed_ : late_).add();
  ++ticks_;
  if (waited > unheard_after_) ++unheard_;
  return in_time;
}

void McuServer::begin_service(Simulation& sim, std::uint32_t index) {
  const Job& job = pool_->jobs[index];
  const bool mixes = job.message == MessageClass::conference_mixing;
  const Duration waited = sim.now().time_since_epoch() - Duration{job.station_time[0]};
  const bool late = mixes && !begin_mixing(waited);
  const double mean = mixes ? mixing_quantum_ : data_quantum_;
  const double megacycles =
      late ? 0.0 : exponential(mean, stream_.draw(number_, job.number).uniform(2));
  note_work(megacycles);
  sim.schedule_in(*this, Kind::cpu_end, index, seconds(megacycles * mega / clock_hz_));
}

void McuServer::on_cpu_end(Simulation& sim, std::uint32_t index) {
  if (const auto next = bank_.leave(sim.now(), pool_->jobs, index)) begin_service(sim, *next);
  pool_->jobs.release(index);
}

void McuServer::on_sample(Simulation& sim) {
  if (health() == McuHealth::unavailable) {
    adapter_->stop(sim.now());
  } else {
    groups_.clear();
    pool_->conferences->add_media_groups(number_, media_->codec, groups_);
    const double late =
        ticks_ == 0 ? 0.0 : static_cast<double>(unheard_) / static_cast<double>(ticks_);
    adapter_->sample(sim.now(), groups_, late);
  }
  ticks_ = unheard_ = 0;
  sim.schedule_in(*this, Kind::sample, 0, media_->packets.every, Phase::observation);
}

WideInteger McuServer::busy_ns(SimTime now) const {
  return (host_ != nullptr ? host_->busy_cores() : bank_.busy()).total_ns(now);
}

void McuServer::on_health(Simulation& sim) {
  const WideInteger busy = busy_ns(sim.now());
  const double utilization =
      quotient(busy - last_busy_ns_, static_cast<double>(config_.health_interval.count())) / cores_;
  last_busy_ns_ = busy;
  note_health(sim.now(), utilization >= config_.full_at     ? McuHealth::full
                         : utilization >= config_.loaded_at ? McuHealth::loaded
                                                            : McuHealth::normal);
  sim.arm(*this, 0, static_cast<std::uint32_t>(Kind::health), sim.now() + config_.health_interval,
          Phase::control);
}

void McuServer::note_health(SimTime now, McuHealth health) {
  const bool worse = health > load_;
  load_ = health;
  loaded_.set(now, health >= McuHealth::loaded ? 1 : 0);
  full_.set(now, health >= McuHealth::full ? 1 : 0);
  const std::string kind = health == McuHealth::full ? "mcu_full" : "mcu_loaded";
  const auto told = [&](const TimelineEntry& entry) { return entry.kind == kind; };
  if (!worse || std::any_of(timeline_.begin(), timeline_.end(), told)) return;
  timeline_.push_back({.at = now,
                       .component = name(),
                       .kind = kind,
                       .text = std::to_string(users(McuRole::audio_video)) +
                               " users of audio and video; first time"});
}

McuHealth McuServer::health() const {
  if (host_ != nullptr && host_->state() != ServerState::up) return McuHealth::unavailable;
  return load_;
}

bool McuServer::is_on(std::uint32_t front_end) const {
  return host_ != nullptr && pool_->front_ends[front_end] == host_;
}

bool McuServer::takes_conferences() const {
  return health() < McuHealth::full;
}

}  // namespace ocssim::models
