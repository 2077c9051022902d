#include "models/clients/superposition.hpp"

#include "engine/check.hpp"
#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"
#include "models/clients/clients.hpp"
#include "models/front_end/front_end.hpp"
#include "models/pool.hpp"

#include <algorithm>

namespace ocssim::models {

Superposition::Superposition(const ClientsConfig& clients, std::uint32_t population,
                             std::uint32_t front_ends, Duration slice)
    : Component("superposition"),
      keep_alive_(clients.keep_alive.interval),
      population_(population),
      slice_(slice),
      homes_(population, nowhere),
      flows_(front_ends) {
  const ClientsConfig::Activity& activity = clients.activity;
  const double stored = activity.polls * (1.0 - activity.polls_cached_share);
  const double acts = activity.presence_publications + stored + activity.im_sessions;
  act_rate_ = acts * population / clients.endpoints_per_user;
  if (acts > 0.0) {
    publications_ = activity.presence_publications / acts;
    polls_ = stored / acts;
  }
  const double keep_alives =
      clients.keep_alive.enabled ? 1.0 / to_seconds(clients.keep_alive.interval) : 0.0;
  const double cached = activity.polls * activity.polls_cached_share / clients.endpoints_per_user;
  flow_rate_ = keep_alives + cached + activity.background / clients.endpoints_per_user;
  if (flow_rate_ > 0.0) flow_shares_ = {keep_alives / flow_rate_, cached / flow_rate_};
}

void Superposition::prepare(Simulation& sim) {
  act_stream_ = Stream(sim.seed(), "superposition.acts", sim.replication());
  const Stream flows(sim.seed(), "superposition.flows", sim.replication());
  for (std::size_t i = 0; i < flows_.size(); ++i) flows_[i].sequence = Sequence(flows, i);
}

void Superposition::start(Simulation& sim) {
  if (act_rate_ > 0.0) schedule_act(sim);
  sim.schedule_in(*this, Kind::settle, 0, slice_, Phase::control);
}

void Superposition::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::act:
      return on_act(sim, event.entity);
    case Kind::settle:
      catch_up_all(sim.now());
      return sim.schedule_in(*this, Kind::settle, 0, slice_, Phase::control);
  }
}

void Superposition::schedule_act(Simulation& sim) {
  const RandomBlock block = act_stream_.draw(0, acts_++);
  const std::uint32_t endpoint = block.below(1, population_);
  next_act_ = block.uniform(2);
  const bool is_poll = next_act_ >= publications_ && next_act_ < publications_ + polls_;
  if (homes_[endpoint] != nowhere && !is_poll) pool_->clients->prefetch(endpoint);
  sim.schedule_in(*this, Kind::act, endpoint,
                  seconds(exponential(1.0 / act_rate_, block.uniform(0))));
}

void Superposition::on_act(Simulation& sim, std::uint32_t endpoint) {
  const double which = next_act_;
  const std::uint64_t number = acts_;
  schedule_act(sim);
  if (homes_[endpoint] == nowhere) return;
  if (which < publications_) {
    pool_->clients->act(sim, endpoint, ActivityKind::publication);
  } else if (which < publications_ + polls_) {
    poll(sim, endpoint, number);
  } else {
    pool_->clients->act(sim, endpoint, ActivityKind::im_session);
  }
}

/// Its work at Front End and database is simulated, not its transaction.
void Superposition::poll(Simulation& sim, std::uint32_t endpoint, std::uint64_t number) {
  const std::uint32_t index = pool_->jobs.create();
  Job& job = pool_->jobs[index];
  job.wish_time = sim.now().time_since_epoch().count();
  job.client = endpoint;
  job.number = static_cast<std::uint32_t>(number) | 0x8000'0000u;  // draws of its own
  job.message = MessageClass::poll_stored;
  job.purpose = JobPurpose::one_way;
  pool_->clients->count_superposed(sim.now(), MessageClass::poll_stored);
  pool_->front_ends[homes_[endpoint]]->accept(sim, index);
}

void Superposition::draw_next(Flow& flow, std::int64_t after) {
  if (flow.mean_gap == 0.0) {
    flow.next = INT64_MAX;
  } else {
    flow.next = after + seconds(flow.mean_gap * flow.sequence.exponential()).count();
  }
}

void Superposition::catch_up(SimTime now, std::uint32_t front_end) {
  const std::int64_t until = now.time_since_epoch().count();
  Flow& flow = flows_[front_end];
  auto& deliveries = flow.deliveries;
  for (;;) {
    if (!deliveries.empty() && deliveries.top().at <= std::min(flow.next, until)) {
      const Delivery next = deliveries.top();
      deliveries.pop();
      deliver(front_end, next);
    } else if (flow.next <= until) {
      take_next(flow, front_end);
    } else {
      return;
    }
  }
}

void Superposition::take_next(Flow& flow, std::uint32_t front_end) {
  const double which = flow.sequence.uniform();
  const MessageClass message = which < flow_shares_[0] ? MessageClass::keep_alive
                               : which < flow_shares_[0] + flow_shares_[1]
                                   ? MessageClass::poll_cached
                                   : MessageClass::background;
  const SimTime at{Duration{flow.next}};
  if (message != MessageClass::keep_alive || !keeps_quiet(flow, flow.next)) {
    pool_->clients->count_superposed(at, message);
    pool_->front_ends[front_end]->foresee(at, message);
  }
  draw_next(flow, flow.next);
}

/// Whether the keep-alive would be of somebody who has not been signed in for an interval yet.
bool Superposition::keeps_quiet(Flow& flow, std::int64_t now) {
  auto& firsts = flow.first_keep_alives;
  while (!firsts.empty() && firsts.front() <= now) firsts.pop_front();
  return !firsts.empty() &&
         flow.sequence.uniform() * flow.signed_in < static_cast<double>(firsts.size());
}

void Superposition::fan_out(SimTime now, std::uint32_t publisher, std::int64_t wish_time,
                            std::uint16_t front_end, const Contacts& contacts) {
  catch_up(now, front_end);
  const std::int64_t at = now.time_since_epoch().count();
  contacts.for_each_watcher(publisher, [&](std::uint32_t watcher) {
    const std::uint16_t home = homes_[watcher];
    if (watcher == publisher || home == nowhere) return;
    send_on(now, front_end, home,
            {.at = at, .wish_time = wish_time, .message = MessageClass::notification});
  });
}

void Superposition::forward_message(SimTime now, std::int64_t wish_time, std::uint16_t front_end,
                                    std::uint16_t home) {
  catch_up(now, front_end);
  send_on(now, front_end, home,
          {.at = now.time_since_epoch().count(),
           .wish_time = wish_time,
           .message = MessageClass::message_delivery});
}

void Superposition::send_on(SimTime now, std::uint16_t front_end, std::uint16_t home,
                            Delivery delivery) {
  if (home == front_end) return deliver(front_end, delivery);
  const SimTime left = pool_->front_ends[front_end]->foresee(now, MessageClass::server_hop);
  delivery.at = left.time_since_epoch().count();
  flows_[home].deliveries.push(delivery);
}

void Superposition::deliver(std::uint32_t front_end, const Delivery& delivery) {
  const SimTime at{Duration{delivery.at}};
  const SimTime left = pool_->front_ends[front_end]->foresee(at, delivery.message);
  pool_->clients->on_foreseen(left, delivery.wish_time, delivery.message);
}

void Superposition::catch_up_all(SimTime now) {
  for (std::uint32_t index = 0; index < flows_.size(); ++index) {
    catch_up(now, index);
    pool_->front_ends[index]->settle(now);
  }
}

void Superposition::on_signed_in(SimTime now, std::uint32_t endpoint, std::uint16_t front_end) {
  OCSSIM_DCHECK(homes_[endpoint] == nowhere);
  homes_[endpoint] = front_end;
  change(now, front_end, 1);
  if (now == sim_start) return;  // a steady start: it has been signed in for long
  flows_[front_end].first_keep_alives.push_back((now + keep_alive_).time_since_epoch().count());
}

void Superposition::on_signed_out(SimTime now, std::uint32_t endpoint) {
  const std::uint16_t front_end = homes_[endpoint];
  OCSSIM_DCHECK(front_end != nowhere);
  homes_[endpoint] = nowhere;
  change(now, front_end, -1);
}

/// The rate of a flow changes: a memoryless wait is drawn anew.
void Superposition::change(SimTime now, std::uint32_t front_end, std::int32_t delta) {
  catch_up(now, front_end);
  Flow& flow = flows_[front_end];
  flow.signed_in += static_cast<std::uint32_t>(delta);
  const double rate = flow.signed_in * flow_rate_;
  flow.mean_gap = rate > 0.0 ? 1.0 / rate : 0.0;
  draw_next(flow, now.time_since_epoch().count());
}

}  // namespace ocssim::models
