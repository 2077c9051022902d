#include "models/voice/announcements.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "engine/stats/observe.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t { requested_metric, delay_metric, queue_metric, players_metric, cpu_metric };
constexpr std::uint64_t usual = 0, large_meeting = 1;  // entities of the stream

}  // namespace

std::uint32_t clips_at_a_time(const AnnouncementsConfig& config) {
  double clips = config.players;
  if (config.cores > 0 && config.clip_megacycles > 0.0) {
    clips =
        std::min(clips, std::floor(config.cores * config.clock_hz * 1e-6 / config.clip_megacycles));
  }
  return static_cast<std::uint32_t>(clips) * config.servers;
}

std::uint32_t announced_conferences(const AnnouncementsConfig& config, double users) {
  const double conferences = std::floor(config.conferences_per_user * users + 0.5);
  return static_cast<std::uint32_t>(std::max(conferences, 1.0));
}

Announcements::Announcements(const AnnouncementsConfig& config, double users)
    : Component("announcement_service"),
      config_(config),
      rate_(config.rate + config.per_user * users),
      players_(clips_at_a_time(config)),
      meeting_(announced_conferences(config, users)),
      conferences_(std::size_t{meeting_} + 1) {}

void Announcements::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void Announcements::start(Simulation& sim) {
  for (std::uint32_t caller = 0; caller < config_.meeting_callers; ++caller) {
    const double when =
        stream_.draw(large_meeting, caller).uniform(0) * to_seconds(config_.meeting_window);
    sim.schedule_at(*this, Kind::meeting_caller, caller,
                    sim_start + config_.meeting_at + seconds(when), Phase::arrival);
  }
  schedule_request(sim);
}

void Announcements::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::request:
      return on_request(sim);
    case Kind::meeting_caller:
      return request(sim, meeting_);
    case Kind::clip_end:
      return on_clip_end(sim, event.entity);
  }
}

void Announcements::schedule_request(Simulation& sim) {
  if (!(rate_ > 0.0)) return;
  const double gap = exponential(1.0 / rate_, stream_.draw(usual, numbered_).uniform(0));
  sim.schedule_in(*this, Kind::request, 0, seconds(gap), Phase::arrival);
}

void Announcements::on_request(Simulation& sim) {
  const std::uint32_t conference = stream_.draw(usual, numbered_++).below(1, meeting_);
  schedule_request(sim);
  request(sim, conference);
}

void Announcements::request(Simulation& sim, std::uint32_t number) {
  std::uint32_t index = 0;
  if (free_.empty()) {
    index = static_cast<std::uint32_t>(clips_.size());
    clips_.emplace_back();
    free_.reserve(clips_.capacity());
  } else {
    index = free_.back();
    free_.pop_back();
  }
  clips_[index] = {.requested = sim.now(), .live = true};
  requested_.add();
  present_.add(sim.now(), 1);
  Conference& conference = conferences_[number];
  if (conference.first != none) {  // behind those of its conference
    clips_[conference.last].next = index;
    conference.last = index;
    return;
  }
  conference.first = conference.last = index;
  ready_.push_back(number);
  play_next(sim);
}

void Announcements::play_next(Simulation& sim) {
  while (!ready_.empty() && playing_.level() < static_cast<std::int64_t>(players_)) {
    const std::uint32_t number = ready_.front();
    ready_.pop_front();
    const Duration delay = sim.now() - clips_[conferences_[number].first].requested;
    delay_.record(delay);
    if (number == meeting_) meeting_delay_.record(delay);
    playing_.add(sim.now(), 1);
    sim.schedule_in(*this, Kind::clip_end, number, config_.clip);
  }
}

void Announcements::on_clip_end(Simulation& sim, std::uint32_t number) {
  Conference& conference = conferences_[number];
  const std::uint32_t said = conference.first;
  conference.first = clips_[said].next;
  departed_ns_ += (sim.now() - clips_[said].requested).count();
  clips_[said].live = false;
  free_.push_back(said);
  said_.add();
  playing_.add(sim.now(), -1);
  present_.add(sim.now(), -1);
  if (conference.first != none) ready_.push_back(number);
  play_next(sim);
}

const std::vector<MetricInfo>& Announcements::metrics() {
  static const std::vector<MetricInfo> table = {
      {"announcement.requested", "announcements", MetricKind::count, Better::none,
       "callers who come or go"},
      {"announcement.delay", "s", MetricKind::tally, Better::lower,
       "from a caller's coming to the begin of the announcement, 0 included"},
      {"announcement.in_progress", "announcements", MetricKind::time_average, Better::lower,
       "announcements that wait or play"},
      {"announcement.player_utilization", "1", MetricKind::time_average, Better::lower,
       "announcements that play / those that all servers play at a time"},
      {"announcement.cpu.utilization", "1", MetricKind::time_average, Better::lower,
       "processor time that playing asks for / that of all servers"}};
  return table;
}

void Announcements::begin_observation(SimTime now) {
  begin_ = now;
  playing_.begin(now);
  present_.begin(now);
  delay_.begin();
  meeting_delay_.begin();
  requested_.begin();
  said_.begin();
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now);
}

void Announcements::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation one) { out.metrics.push_back(std::move(one)); };
  put(observe(table[requested_metric], "", requested_, window));
  put(observe(table[delay_metric], "", delay_, window));
  if (config_.meeting_callers > 0) {
    put(observe(table[delay_metric], "large_meeting", meeting_delay_, window));
  }
  put(observe(table[queue_metric], "", present_, window));
  put(observe(table[players_metric], "", playing_, window, players_));
  if (config_.cores > 0 && config_.clip_megacycles > 0.0) {
    const double clips = config_.cores * config_.clock_hz * 1e-6 / config_.clip_megacycles;
    put(observe(table[cpu_metric], "", playing_, window, clips * config_.servers));
  }
  const WideInteger sojourns = departed_ns_ + ages_of_present(now) - begin_ages_ns_;
  const WideInteger integral = present_.integral_ns(now);
  out.identities.push_back(observe_little(name(), requested_.count(), integral, sojourns));
}

WideInteger Announcements::ages_of_present(SimTime now) const {
  WideInteger sum = 0;
  for (const Clip& clip : clips_) {
    if (clip.live) sum += (now - clip.requested).count();
  }
  return sum;
}

void Announcements::check_conservation(SimTime /*now*/) const {
  OCSSIM_CHECK(requested_.total() == said_.total() + static_cast<std::uint64_t>(present_.level()));
  OCSSIM_CHECK(playing_.level() <= static_cast<std::int64_t>(players_));
}

}  // namespace ocssim::models
