// What a Director reports, and its books.
#include "engine/check.hpp"
#include "engine/stats/observe.hpp"
#include "models/director/director.hpp"

#include <string>
#include <utility>

namespace ocssim::models {
namespace {

enum : std::size_t {
  attempts_metric,
  passed_metric,
  refused_metric,
  timed_out_metric,
  in_vain_metric,
  time_metric,
  waiting_metric,
  cpu_metric,
  slots_metric,
  in_progress_metric
};

}  // namespace

const std::vector<MetricInfo>& Director::metrics() {
  static const std::vector<MetricInfo> table = {
      {"director.attempts", "sign-ins", MetricKind::count, Better::none,
       "sign-ins from outside that came, tries after the first included"},
      {"director.passed", "sign-ins", MetricKind::count, Better::higher,
       "sign-ins that were passed on to a pool"},
      {"director.refused", "sign-ins", MetricKind::count, Better::lower,
       "sign-ins that found no connection, or that a domain controller refused"},
      {"director.timed_out", "sign-ins", MetricKind::count, Better::lower,
       "sign-ins whose client gave up"},
      {"director.in_vain", "sign-ins", MetricKind::count, Better::lower,
       "sign-ins that were worked on to their end after their client had given up"},
      {"director.time", "s", MetricKind::tally, Better::lower,
       "from a user's first try until the sign-in is passed on"},
      {"director.slot_waiting_time", "s", MetricKind::tally, Better::lower,
       "until a question to a domain controller is asked, 0 included"},
      {"director.cpu.utilization", "1", MetricKind::time_average, Better::lower,
       "cores at work / cores of a server"},
      {"director.slot_utilization", "1", MetricKind::time_average, Better::lower,
       "questions to domain controllers / NTLM slots of a server"},
      {"director.in_progress", "sign-ins", MetricKind::time_average, Better::lower,
       "sign-ins that servers have under way"}};
  return table;
}

void Director::begin_observation(SimTime now) {
  begin_ = now;
  present_.begin(now);
  for (Server& server : servers_) {
    server.cores.busy.begin(now);
    server.slots.busy.begin(now);
  }
  time_.begin();
  waiting_.begin();
  for (Counter* counter :
       {&offered_, &passed_, &refused_, &timed_out_, &in_vain_, &begun_, &ended_}) {
    counter->begin();
  }
  departed_ns_ = 0;
  begin_ages_ns_ = ages_of_present(now);
}

void Director::end_observation(SimTime now, Observations& out) {
  const Window window{.begin = begin_, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation one) { out.metrics.push_back(std::move(one)); };
  put(observe(table[attempts_metric], "", offered_, window));
  put(observe(table[passed_metric], "", passed_, window));
  put(observe(table[refused_metric], "", refused_, window));
  put(observe(table[timed_out_metric], "", timed_out_, window));
  put(observe(table[in_vain_metric], "", in_vain_, window));
  put(observe(table[time_metric], "", time_, window));
  for (std::size_t i = 0; i < servers_.size(); ++i) {
    const std::string component = name() + "[" + std::to_string(i) + "]";
    put(observe(table[cpu_metric], component, servers_[i].cores.busy, window, config_.cores));
    if (!cost_.asks_directory) continue;
    put(observe(table[slots_metric], component, servers_[i].slots.busy, window, cost_.ntlm_slots));
  }
  if (cost_.asks_directory) put(observe(table[waiting_metric], "", waiting_, window));
  put(observe(table[in_progress_metric], "", present_, window));
  const WideInteger sojourns = departed_ns_ + ages_of_present(now) - begin_ages_ns_;
  const WideInteger integral = present_.integral_ns(now);
  out.identities.push_back(observe_little(name(), begun_.count(), integral, sojourns));
}

WideInteger Director::ages_of_present(SimTime now) const {
  WideInteger sum = 0;
  for (const SignIn& sign_in : sign_ins_) {
    if (sign_in.live) sum += (now - sign_in.begin).count();
  }
  return sum;
}

void Director::check_conservation(SimTime /*now*/) const {
  std::int64_t present = 0;
  for (const Server& server : servers_) present += server.present;
  OCSSIM_CHECK(present == present_.level());
  OCSSIM_CHECK(begun_.total() == ended_.total() + static_cast<std::uint64_t>(present));
}

}  // namespace ocssim::models
