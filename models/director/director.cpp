#include "models/director/director.hpp"

#include "engine/random/exponential.hpp"
#include "engine/simulation.hpp"

#include <utility>

namespace ocssim::models {
namespace {

constexpr std::uint64_t gaps = 0, returns = 1, attempts = 2;       // entities of the stream
constexpr std::uint64_t returning_users = std::uint64_t{1} << 48;  // their numbers begin here

}  // namespace

Director::Director(const DirectorConfig& config, const DirectorSignIn& sign_in, double users)
    : Component("director"),
      config_(config),
      cost_(sign_in),
      rate_(config.sign_ins + config.sign_ins_per_user * users),
      returning_(static_cast<std::uint32_t>(config.return_share * users + 0.5)),
      servers_(config.servers) {}

void Director::prepare(const Simulation& sim) {
  stream_ = Stream(sim.seed(), name(), sim.replication());
}

void Director::start(Simulation& sim) {
  for (std::uint32_t number = 0; number < returning_; ++number) {
    const double when =
        stream_.draw(returns, number).uniform(0) * to_seconds(config_.return_window);
    sim.schedule_at(*this, Kind::returning, number, sim_start + config_.return_at + seconds(when),
                    Phase::arrival);
  }
  schedule_arrival(sim);
}

void Director::handle(Simulation& sim, const Event& event) {
  switch (Kind{event.kind}) {
    case Kind::arrival:
      return on_arrival(sim);
    case Kind::returning:
      return on_returning(sim, event.entity);
    case Kind::cpu_end:
      return on_cpu_end(sim, event.entity);
    case Kind::answer:
      return on_answer(sim, event.entity);
    case Kind::time_out:
      return on_time_out(sim, event.entity);
    case Kind::retry:
      return try_sign_in(sim, event.entity);
  }
}

void Director::schedule_arrival(Simulation& sim) {
  if (!(rate_ > 0.0)) return;
  const double gap = exponential(1.0 / rate_, stream_.draw(gaps, arrived_).uniform(0));
  sim.schedule_in(*this, Kind::arrival, 0, seconds(gap), Phase::arrival);
}

void Director::on_arrival(Simulation& sim) {
  const std::uint64_t number = arrived_++;
  schedule_arrival(sim);
  come(sim, number);
}

void Director::on_returning(Simulation& sim, std::uint32_t number) {
  come(sim, returning_users + number);
}

void Director::come(Simulation& sim, std::uint64_t number) {
  std::uint32_t user = 0;
  if (free_users_.empty()) {
    user = static_cast<std::uint32_t>(users_.size());
    users_.emplace_back();
    free_users_.reserve(users_.capacity());
  } else {
    user = free_users_.back();
    free_users_.pop_back();
  }
  users_[user] = {.first_try = sim.now(), .number = number, .live = true};
  try_sign_in(sim, user);
}

void Director::try_sign_in(Simulation& sim, std::uint32_t index) {
  User& user = users_[index];
  ++user.attempt;
  offered_.add();
  std::uint32_t server = 0;
  for (std::uint32_t other = 1; other < servers_.size(); ++other) {
    if (servers_[other].present < servers_[server].present) server = other;
  }
  if (servers_[server].present >= static_cast<std::int64_t>(config_.connections)) {
    refused_.add();
    return try_later(sim, index);
  }
  std::uint32_t place = 0;
  if (free_sign_ins_.empty()) {
    place = static_cast<std::uint32_t>(sign_ins_.size());
    sign_ins_.emplace_back();
    free_sign_ins_.reserve(sign_ins_.capacity());
  } else {
    place = free_sign_ins_.back();
    free_sign_ins_.pop_back();
  }
  sign_ins_[place] = {.begin = sim.now(),
                      .first_try = user.first_try,
                      .number = user.number,
                      .user = index,
                      .attempt = user.attempt,
                      .server = server,
                      .live = true,
                      .is_waited_for = true};
  user.sign_in = place;
  ++servers_[server].present;
  present_.add(sim.now(), 1);
  begun_.add();
  sim.schedule_in(*this, Kind::time_out, index, cost_.time_limit, Phase::control);
  need_cores(sim, place);
}

void Director::try_later(Simulation& sim, std::uint32_t index) {
  const User& user = users_[index];
  const double u = stream_.draw(attempts, user.number, user.attempt).uniform(3);
  sim.schedule_in(*this, Kind::retry, index, seconds(u * to_seconds(config_.retry_delay)),
                  Phase::arrival);
}

void Director::on_time_out(Simulation& sim, std::uint32_t index) {
  const User& user = users_[index];
  if (!user.live) return;
  SignIn& sign_in = sign_ins_[user.sign_in];
  const bool is_of_this_attempt = sign_in.live && sign_in.is_waited_for && sign_in.user == index &&
                                  sign_in.begin + cost_.time_limit == sim.now();
  if (!is_of_this_attempt) return;
  sign_in.is_waited_for = false;
  timed_out_.add();
  try_later(sim, index);
}

double Director::luck(std::uint32_t index, std::size_t role) const {
  const SignIn& sign_in = sign_ins_[index];
  return stream_.draw(attempts, sign_in.number, sign_in.attempt).uniform(role);
}

void Director::need_cores(Simulation& sim, std::uint32_t index) {
  Bank& cores = servers_[sign_ins_[index].server].cores;
  if (cores.busy.level() >= static_cast<std::int64_t>(config_.cores)) {
    return cores.queue.push_back(index);
  }
  cores.busy.add(sim.now(), 1);
  begin_cores(sim, index);
}

void Director::begin_cores(Simulation& sim, std::uint32_t index) {
  const bool is_first = sign_ins_[index].stage == Stage::first;
  const double megacycles = is_first ? cost_.first_megacycles : cost_.last_megacycles;
  const double time =
      exponential(megacycles * 1e6 / config_.clock_hz, luck(index, is_first ? 0 : 2));
  sim.schedule_in(*this, Kind::cpu_end, index, seconds(time));
}

void Director::on_cpu_end(Simulation& sim, std::uint32_t index) {
  Bank& cores = servers_[sign_ins_[index].server].cores;
  if (cores.queue.empty()) {
    cores.busy.add(sim.now(), -1);
  } else {
    const std::uint32_t next = cores.queue.front();
    cores.queue.pop_front();
    begin_cores(sim, next);
  }
  if (sign_ins_[index].stage == Stage::last) return leave(sim, index, true);
  if (cost_.asks_directory) return ask_directory(sim, index);
  sign_ins_[index].stage = Stage::last;
  need_cores(sim, index);
}

void Director::ask_directory(Simulation& sim, std::uint32_t index) {
  SignIn& sign_in = sign_ins_[index];
  sign_in.stage = Stage::directory;
  sign_in.waits_since = sim.now();
  if (answers_ == Answers::no) return leave(sim, index, false);
  Bank& slots = servers_[sign_in.server].slots;
  if (slots.busy.level() >= static_cast<std::int64_t>(cost_.ntlm_slots)) {
    return slots.queue.push_back(index);
  }
  slots.busy.add(sim.now(), 1);
  begin_answer(sim, index);
}

void Director::begin_answer(Simulation& sim, std::uint32_t index) {
  waiting_.record(sim.now() - sign_ins_[index].waits_since);
  if (answers_ == Answers::never) return unanswered_.push_back(index);
  const double mean = to_seconds(cost_.directory_latency) * slowness_;
  const double time = answers_ == Answers::no ? 0.0 : exponential(mean, luck(index, 1));
  sim.schedule_in(*this, Kind::answer, index, seconds(time));
}

void Director::on_answer(Simulation& sim, std::uint32_t index) {
  SignIn& sign_in = sign_ins_[index];
  Bank& slots = servers_[sign_in.server].slots;
  if (slots.queue.empty()) {
    slots.busy.add(sim.now(), -1);
  } else {
    const std::uint32_t next = slots.queue.front();
    slots.queue.pop_front();
    begin_answer(sim, next);
  }
  if (answers_ == Answers::no) return leave(sim, index, false);
  sign_in.stage = Stage::last;
  need_cores(sim, index);
}

void Director::set_directory(Simulation& sim, Answers answers, double factor) {
  answers_ = answers;
  slowness_ = factor;
  if (answers == Answers::never) return;
  for (const std::uint32_t index : std::exchange(unanswered_, {})) {
    const double mean = to_seconds(cost_.directory_latency) * factor;
    const double time = answers == Answers::no ? 0.0 : exponential(mean, luck(index, 1));
    sim.schedule_in(*this, Kind::answer, index, seconds(time));
  }
}

void Director::leave(Simulation& sim, std::uint32_t index, bool passed) {
  SignIn& sign_in = sign_ins_[index];
  departed_ns_ += (sim.now() - sign_in.begin).count();
  present_.add(sim.now(), -1);
  --servers_[sign_in.server].present;
  ended_.add();
  sign_in.live = false;
  free_sign_ins_.push_back(index);
  if (!sign_in.is_waited_for) return in_vain_.add();  // its user is trying again by now
  if (!passed) {
    refused_.add();
    return try_later(sim, sign_in.user);
  }
  passed_.add();
  time_.record(sim.now() - sign_in.first_try);
  users_[sign_in.user].live = false;
  free_users_.push_back(sign_in.user);
}

}  // namespace ocssim::models
