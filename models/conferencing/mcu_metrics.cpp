// What a conferencing server reports.
#include "engine/check.hpp"
#include "models/conferencing/mcu_server.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

namespace ocssim::models {
namespace {

enum : std::size_t {
  cpu_metric,
  late_metric,
  loaded_metric,
  full_metric,
  conferences_metric,
  users_metric
};

constexpr std::array<McuRole, mcu_role_count> roles = {
    McuRole::instant_messages, McuRole::web, McuRole::audio_video, McuRole::application_sharing};

}  // namespace

std::string_view name_of(McuRole role) {
  switch (role) {
    case McuRole::instant_messages:
      return "im";
    case McuRole::web:
      return "web";
    case McuRole::audio_video:
      return "av";
    case McuRole::application_sharing:
      break;
  }
  return "application_sharing";
}

const std::vector<MetricInfo>& McuServer::metrics() {
  static const std::vector<MetricInfo> table = {
      {"mcu.cpu.utilization", "1", MetricKind::ratio, Better::lower,
       "conferencing work of a server / all that its cores could do"},
      {"mcu.late_ticks", "1", MetricKind::ratio, Better::lower,
       "mixing work that waited longer than a tick and was skipped: its packets are lost"},
      {"mcu.loaded", "1", MetricKind::time_average, Better::lower,
       "share of time in which a conferencing server says that it is loaded, or full"},
      {"mcu.full", "1", MetricKind::time_average, Better::lower,
       "share of time in which it says that it is full and gets no new conference"},
      {"mcu.conferences", "conferences", MetricKind::time_average, Better::none,
       "conferences of one role on a server"},
      {"mcu.users", "users", MetricKind::time_average, Better::none,
       "participants of one role on a server"}};
  return table;
}

void McuServer::begin_observation(SimTime now) {
  begin_ = now;
  for (std::size_t role = 0; role < mcu_role_count; ++role) {
    conferences_[role].begin(now);
    users_[role].begin(now);
  }
  for (TimeAverage* level : {&streams_, &loaded_, &full_}) level->begin(now);
  mixed_.begin();
  late_.begin();
  megacycles_ = 0.0;
  if (host_ == nullptr) bank_.begin_observation(now, pool_->jobs);
  if (adapter_) adapter_->begin_observation(now);
}

void McuServer::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  const double possible = cores_ * clock_hz_ * 1e-6 * window.length_s();
  put(observe_ratio(table[cpu_metric], name(), megacycles_, possible, window));
  if (has(McuRole::audio_video)) {
    put(observe_trials(table[late_metric], name(), late_.count(), late_.count() + mixed_.count(),
                       window));
  }
  put(observe(table[loaded_metric], name(), loaded_, window));
  put(observe(table[full_metric], name(), full_, window));
  for (const McuRole role : roles) {
    if (!has(role)) continue;
    const std::string component = name() + "." + std::string(name_of(role));
    put(observe(table[conferences_metric], component, conferences_[index_of(role)], window));
    put(observe(table[users_metric], component, users_[index_of(role)], window));
  }
  if (adapter_) {
    adapter_->end_observation(now, out);
  } else if (has(McuRole::audio_video)) {
    put(observe(Adapter::metrics().front(), name(), streams_, window));  // av.streams
  }
  if (host_ == nullptr) out.identities.push_back(bank_.little(now, pool_->jobs, name() + ".cpu"));
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

void McuServer::check_conservation(SimTime /*now*/) const {
  for (std::size_t role = 0; role < mcu_role_count; ++role) {
    OCSSIM_CHECK(users_[role].level() >= 0 && conferences_[role].level() >= 0);
    OCSSIM_CHECK(conferences_[role].level() > 0 || users_[role].level() == 0);
  }
  OCSSIM_CHECK(streams_.level() == 2 * with_audio_ + with_video_);
}

}  // namespace ocssim::models
