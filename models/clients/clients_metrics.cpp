// What the clients report: what users feel, and what was offered.
#include "engine/check.hpp"
#include "engine/stats/observations.hpp"
#include "engine/stats/observe.hpp"
#include "models/clients/clients.hpp"
#include "models/clients/superposition.hpp"
#include "models/pool.hpp"

#include <string>

namespace ocssim::models {
namespace {

enum : std::size_t {
  sign_in_time_metric,
  sign_in_success,
  im_time_metric,
  presence_time_metric,
  register_time_metric,
  signed_in_level,
  without_connection,
  reconnects,
  silently_dead,
  goodput,
  refused,
  timed_out,
  rejected,
  attempt_failures,
  offered_sign_ins,
  offered_sign_in_requests,
  offered_keep_alives,
  offered_refreshes,
  offered_reauthentications,
  offered_publications,
  offered_notifications,
  offered_polls,
  offered_messages,
  offered_requests,
  offered_transactions,
  carried_transactions,
  retried,
  abandoned,
  offered_peak
};

}  // namespace

const std::vector<MetricInfo>& Clients::metrics() {
  using enum MetricKind;
  static const std::vector<MetricInfo> table = {
      {"sign_in.time", "s", tally, Better::lower,
       "from the decision to connect to the 200 of the last start-up request"},
      {"sign_in.success", "1", ratio, Better::higher,
       "episodes completed within 120 s / episodes begun at least 120 s before the end"},
      {"im.time", "s", tally, Better::lower, "sender's MESSAGE to sender's 200"},
      {"presence.time", "s", tally, Better::lower, "SERVICE sent to a watcher's delivery"},
      {"register.time", "s", tally, Better::lower, "REGISTER refresh to its 200"},
      {"clients.signed_in", "endpoints", time_average, Better::higher, "endpoints signed in"},
      {"clients.without_connection", "endpoints", instant, Better::lower,
       "endpoints that want to be signed in and hold no connection, at the end"},
      {"clients.reconnects", "episodes", count, Better::lower,
       "episodes that began because a connection was lost"},
      {"clients.silently_dead", "endpoints", time_average, Better::lower,
       "endpoints that look signed in and reach nobody"},
      {"goodput.rate", "transactions", count, Better::higher,
       "transactions answered 2xx within 32 s of the wish to send"},
      {"snat.refused", "attempts", count, Better::lower,
       "attempts to connect that ended without a SNAT port, since time 0"},
      {"clients.timed_out", "transactions", count, Better::lower,
       "transactions without an answer within 32 s"},
      {"clients.rejected_503", "transactions", count, Better::lower, "transactions answered 503"},
      {"clients.attempt_failures", "attempts", count, Better::lower,
       "attempts to sign in that failed, whatever the cause"},
      {"offered.sign_ins", "sign-ins", count, Better::none, "sign-ins completed"},
      {"offered.sign_in_requests", "requests", count, Better::none,
       "SIP requests of sign-ins; TLS handshakes not counted"},
      {"offered.keep_alives", "keep-alives", count, Better::none, "keep-alives sent"},
      {"offered.refreshes", "requests", count, Better::none, "REGISTER refreshes sent"},
      {"offered.reauthentications", "re-authentications", count, Better::none,
       "re-authentications begun"},
      {"offered.publications", "requests", count, Better::none,
       "presence publications by users, those of sign-ins not counted"},
      {"offered.notifications", "notifications", count, Better::none,
       "presence notifications delivered"},
      {"offered.polls", "requests", count, Better::none, "presence polls sent"},
      {"offered.messages", "requests", count, Better::none, "instant messages sent"},
      {"offered.requests", "requests", count, Better::none,
       "SIP requests sent by clients, retries included"},
      {"offered.transactions", "transactions", count, Better::none,
       "fresh wishes: SIP requests that are no retry"},
      {"carried.transactions", "transactions", count, Better::higher,
       "SIP requests that a server worked off, in time or not"},
      {"clients.retries", "transactions", count, Better::lower,
       "further attempts at a request that timed out or was answered 503"},
      {"clients.abandoned", "transactions", count, Better::lower,
       "requests of signed-in clients given up after their last attempt"},
      {"offered.peak_to_mean", "1", instant, Better::lower,
       "messages that clients send in their fullest 10 s / mean of 10 s"}};
  return table;
}

void Clients::begin_observation(SimTime now) {
  if (pool_->superposition != nullptr) pool_->superposition->catch_up_all(now);
  begin_ = now;
  signed_in_.begin(now);
  silently_dead_.begin(now);
  for (Tally* tally : {&sign_in_time_, &im_time_, &presence_time_, &register_time_}) tally->begin();
  for (Counter* counter :
       {&reconnects_, &sign_ins_, &goodput_, &attempts_, &timed_out_, &rejected_,
        &attempt_failures_, &reauthentications_, &notifications_, &sign_in_requests_,
        &publications_, &wishes_, &carried_, &retries_, &abandoned_}) {
    counter->begin();
  }
  offered_.fill(0);
  sent_.begin(now);
  episodes_ = 0;
  successes_ = 0;
  for (Endpoint& record : endpoints_) record.counted = false;
}

void Clients::end_observation(SimTime now, Observations& out) {
  if (pool_->superposition != nullptr) pool_->superposition->catch_up_all(now);
  const Window window{.begin = begin_, .end = now};
  const Window since_start{.begin = sim_start, .end = now};
  const auto& table = metrics();
  const auto put = [&](Observation observation) { out.metrics.push_back(std::move(observation)); };
  const auto count = [&](std::size_t metric, std::uint64_t events) {
    put(observe_count(table[metric], "", events, window));
  };
  const auto sent = [&](MessageClass message) { return offered_[index_of(message)]; };
  put(observe(table[sign_in_time_metric], "", sign_in_time_, window));
  put(observe_trials(table[sign_in_success], "", successes_, episodes_, window));
  put(observe(table[im_time_metric], "", im_time_, window));
  put(observe(table[presence_time_metric], "", presence_time_, window));
  put(observe(table[register_time_metric], "", register_time_, window));
  put(observe(table[signed_in_level], "", signed_in_, window));
  const auto in = [&](EndpointState state) { return in_state_[static_cast<std::size_t>(state)]; };
  put(observe_instant(
      table[without_connection], "",
      static_cast<double>(in(EndpointState::connecting) + in(EndpointState::reconnecting) +
                          in(EndpointState::given_up)),
      window));
  count(reconnects, reconnects_.count());
  put(observe(table[silently_dead], "", silently_dead_, window));
  count(goodput, goodput_.count());
  put(observe_count(table[refused], "", refused_, since_start));
  count(timed_out, timed_out_.count());
  count(rejected, rejected_.count());
  count(attempt_failures, attempt_failures_.count());
  count(offered_sign_ins, sign_ins_.count());
  count(offered_sign_in_requests, sign_in_requests_.count());
  count(offered_keep_alives, sent(MessageClass::keep_alive));
  count(offered_refreshes, sent(MessageClass::register_refresh));
  count(offered_reauthentications, reauthentications_.count());
  count(offered_publications, publications_.count());
  count(offered_notifications, notifications_.count());
  count(offered_polls, sent(MessageClass::poll_cached) + sent(MessageClass::poll_stored));
  count(offered_messages, sent(MessageClass::message));
  count(offered_requests, attempts_.count());
  put(observe_instant(table[offered_peak], "", sent_.peak_to_mean(now), window));
  count(offered_transactions, wishes_.count());
  count(carried_transactions, carried_.count());
  count(retried, retries_.count());
  count(abandoned, abandoned_.count());
  out.timeline.insert(out.timeline.end(), timeline_.begin(), timeline_.end());
}

void Clients::check_conservation(SimTime /*now*/) const {
  std::array<std::int64_t, 7> counted{};
  std::int64_t dead = 0;
  for (const Endpoint& record : endpoints_) {
    ++counted[static_cast<std::size_t>(record.state)];
    if (record.path_lost) ++dead;
  }
  OCSSIM_CHECK(counted == in_state_);
  OCSSIM_CHECK(dead == silently_dead_.level());
  OCSSIM_CHECK(counted[static_cast<std::size_t>(EndpointState::signed_in)] == signed_in_.level());
}

}  // namespace ocssim::models
