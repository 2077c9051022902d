// What is reported of conferences as a whole.
#include "engine/check.hpp"
#include "engine/stats/observe.hpp"
#include "models/conferencing/conferences.hpp"
#include "models/conferencing/mcu_server.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

namespace ocssim::models {
namespace {

enum : std::size_t {
  in_progress_metric,
  users_metric,
  offered_metric,
  begun_metric,
  policy_metric,
  web_metric,
  audio_metric,
  video_metric,
  anonymous_metric,
  full_metric,
  lost_metric,
  join_time_metric,
  audio_time_metric,
  roster_time_metric,
  updates_metric,
  failed_metric,
  focus_conferences_metric,
  focus_users_metric,
  refused_metric
};

constexpr std::array<McuRole, mcu_role_count> roles = {
    McuRole::instant_messages, McuRole::web, McuRole::audio_video, McuRole::application_sharing};

}  // namespace

const std::vector<MetricInfo>& Conferences::metrics() {
  constexpr auto count = MetricKind::count;
  constexpr auto tally = MetricKind::tally;
  constexpr auto level = MetricKind::time_average;
  static const std::vector<MetricInfo> table = {
      {"conferences.in_progress", "conferences", level, Better::none,
       "conferences that have begun and not ended"},
      {"conferences.users", "users", level, Better::none, "users who are in a conference"},
      {"conferences.offered", "conferences", count, Better::none,
       "conferences that somebody wanted"},
      {"conferences.begun", "conferences", count, Better::higher, "of them, those that took place"},
      {"conferences.refused_by_policy", "conferences", count, Better::lower,
       "refused because the organizer's meeting policy forbids them"},
      {"conferences.refused_web", "conferences", count, Better::lower,
       "of these, because it forbids Web conferencing"},
      {"conferences.refused_audio", "conferences", count, Better::lower,
       "of these, because it forbids IP audio"},
      {"conferences.refused_video", "conferences", count, Better::lower,
       "of these, because it forbids IP video"},
      {"conferences.refused_anonymous", "users", count, Better::lower,
       "participants refused because the policy forbids anonymous ones"},
      {"conferences.refused_full", "conferences", count, Better::lower,
       "refused because no conferencing server takes them"},
      {"conferences.lost", "conferences", count, Better::lower,
       "ended because the server of their focus or of a role failed"},
      {"conferences.join_time", "s", tally, Better::lower,
       "from the wish to join to having roster, audio and shared content"},
      {"conferences.audio_time", "s", tally, Better::lower,
       "from the wish to join to having audio"},
      {"conferences.roster_time", "s", tally, Better::lower,
       "from a change of the roster to its last update being sent"},
      {"conferences.roster_updates", "updates", count, Better::none,
       "updates of rosters that the focus sent"},
      {"conferences.join_failed", "users", count, Better::lower,
       "joins that were not answered, were rejected, or took longer than the conference"},
      {"focus.conferences", "conferences", level, Better::none,
       "conferences whose focus is on a Front End"},
      {"focus.users", "users", level, Better::none,
       "participants of the conferences whose focus is on a Front End"},
      {"mcu.refused", "conferences", count, Better::lower,
       "conferences refused because no server of a role takes them"}};
  return table;
}

void Conferences::begin_observation(SimTime now) {
  begin_ = now;
  in_progress_.begin(now);
  users_.begin(now);
  for (TimeAverage& one : focus_conferences_) one.begin(now);
  for (TimeAverage& one : focus_users_) one.begin(now);
  for (Tally* one : {&join_time_, &audio_time_, &roster_time_}) one->begin();
  for (Counter* counter : {&offered_, &begun_, &ended_, &lost_, &no_web_, &no_audio_, &no_video_,
                           &full_, &invited_, &joined_, &failed_, &anonymous_, &updates_}) {
    counter->begin();
  }
  for (Counter& counter : refused_) counter.begin();
  left_ns_ = 0;
  begin_ages_ns_ = ages_of_members(now);
}

void Conferences::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  const auto put_count = [&](std::size_t metric, const Counter& counter) {
    put(observe(table[metric], "", counter, window));
  };
  put(observe(table[in_progress_metric], "", in_progress_, window));
  put(observe(table[users_metric], "", users_, window));
  put_count(offered_metric, offered_);
  put_count(begun_metric, begun_);
  put(observe_count(table[policy_metric], "",
                    no_web_.count() + no_audio_.count() + no_video_.count(), window));
  put_count(web_metric, no_web_);
  put_count(audio_metric, no_audio_);
  put_count(video_metric, no_video_);
  put_count(anonymous_metric, anonymous_);
  put_count(full_metric, full_);
  put_count(lost_metric, lost_);
  put(observe(table[join_time_metric], "", join_time_, window));
  put(observe(table[audio_time_metric], "", audio_time_, window));
  put(observe(table[roster_time_metric], "", roster_time_, window));
  put_count(updates_metric, updates_);
  put_count(failed_metric, failed_);
  for (std::size_t server = 0; server < focus_users_.size(); ++server) {
    const std::string& host = pool_->front_ends[server]->name();
    put(observe(table[focus_conferences_metric], host, focus_conferences_[server], window));
    put(observe(table[focus_users_metric], host, focus_users_[server], window));
  }
  for (const McuRole role : roles) {
    put(observe(table[refused_metric], name_of(role), refused_[index_of(role)], window));
  }
  // Little's law: the integral of the number against the stays of those who were here.
  const WideInteger inside = left_ns_ - begin_ages_ns_ + ages_of_members(now);
  const WideInteger integral = users_.integral_ns(now);
  out.identities.push_back(observe_little(name() + ".users", joined_.count(), integral, inside));
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

void Conferences::check_conservation(SimTime /*now*/) const {
  const std::uint64_t refused =
      no_web_.total() + no_audio_.total() + no_video_.total() + full_.total();
  OCSSIM_CHECK(offered_.total() == begun_.total() + refused);
  std::int64_t live = 0;
  std::int64_t members = 0;
  std::uint64_t present = 0;
  std::uint64_t kept = 0;
  for (const Conference& conference : conferences_) {
    kept += conference.kept;
    if (!conference.live) continue;
    ++live;
    members += conference.members;
    present += conference.present;
  }
  OCSSIM_CHECK(live == in_progress_.level() && members == users_.level());
  OCSSIM_CHECK(begun_.total() + standing_.total() ==
               ended_.total() + static_cast<std::uint64_t>(live));
  std::uint64_t waiting = 0;
  std::uint64_t records = 0;
  std::uint64_t in_state = 0;
  for (const Participant& participant : participants_) {
    if (!participant.live) continue;
    ++records;
    if (participant.state == ParticipantState::present) ++in_state;
    if (participant.state < ParticipantState::present) ++waiting;
  }
  OCSSIM_CHECK(records == kept && in_state == present);
  OCSSIM_CHECK(invited_.total() == joined_.total() + failed_.total() + waiting);
}

}  // namespace ocssim::models
