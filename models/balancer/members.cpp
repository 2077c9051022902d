#include "models/balancer/members.hpp"

#include "engine/check.hpp"
#include "models/balancer/slow_ramp.hpp"

#include <algorithm>
#include <utility>

namespace ocssim::models {
namespace {

constexpr std::int64_t second = Duration{std::chrono::seconds(1)}.count();
constexpr double caught_up_share =
    0.95;  // of the others' mean: docs/interface.md, lb.catch_up_time

/// The selector of each lane, by what ranks members together.
std::vector<std::uint8_t> groups(const LoadBalancerConfig& config) {
  std::vector<std::uint8_t> group;
  for (std::size_t i = 0; i < config.listeners.size() + config.web_listeners.size(); ++i) {
    const bool is_web = i >= config.listeners.size();
    const std::size_t number = config.count == ConnectionCount::listener ? i
                               : config.logical_balancers > 1 && is_web  ? 1
                                                                         : 0;
    group.push_back(static_cast<std::uint8_t>(number));
  }
  if (group.empty()) group.push_back(0);
  const auto listeners = group.size();
  const std::size_t apart = 1u + *std::max_element(group.begin(), group.end());
  for (std::size_t worker = 1; worker < config.counter_workers; ++worker) {
    for (std::size_t i = 0; i < listeners; ++i) {
      group.push_back(static_cast<std::uint8_t>(group[i] + worker * apart));
    }
  }
  return group;
}

void drop(std::vector<std::uint32_t>& list, std::uint32_t member) {
  list.erase(std::remove(list.begin(), list.end(), member), list.end());
}

}  // namespace

Members::Members(const LoadBalancerConfig& config, std::uint32_t members)
    : config_(config), group_of_lane_(groups(config)), members_(members), serving_(members) {
  OCSSIM_CHECK(group_of_lane_.size() <= 255);
  const std::uint8_t most = *std::max_element(group_of_lane_.begin(), group_of_lane_.end());
  for (std::uint8_t group = 0; group <= most; ++group) {
    selectors_.emplace_back(config.method, config.draw, members, config.choices);
  }
  for (std::vector<std::uint32_t>* list : {&ramping_, &aside_, &passed_over_}) {
    list->reserve(members);
  }
  for (std::uint32_t member = 0; member < members; ++member) {
    if (member < config.member_weights.size() &&
        config.method != BalancingMethod::least_connections) {
      members_[member].weight = config.member_weights[member];
    }
    reweigh(sim_start, member);
  }
  for (std::uint32_t member = 0; member < members; ++member) {
    // Without a balancer the pool's name stands for one server: nobody finds the others.
    const auto& absent = config.absent_members;
    const bool is_absent = std::find(absent.begin(), absent.end(), member) != absent.end();
    if (!is_absent && (config.present || member == 0)) continue;
    members_[member].present = false;
    --serving_;
    reweigh(sim_start, member);
  }
}

void Members::prepare(std::uint64_t seed, std::uint32_t replication) {
  stream_ = Stream(seed, "load_balancer.member", replication);
  ramp_stream_ = Stream(seed, "load_balancer.slow_ramp", replication);
  const Stream clock(seed, "load_balancer.clock", replication);
  clock_offset_ = seconds(clock.draw(0, 0).uniform(0));
}

bool Members::in_service(std::uint32_t index) const {
  const Member& member = members_[index];
  return member.present && member.up && !member.draining && !member.aside;
}

std::uint32_t Members::weight_of(SimTime now, const Member& member) const {
  const bool serves = member.up && (!member.aside || is_trial_due(now, member));
  const bool takes = member.present && !member.draining && !member.passed_over &&
                     !member.held_back && (serves || fails_open_);
  const std::uint32_t limit = config_.connection_limit;
  if (!takes || (limit > 0 && member.connections.level() >= limit)) return 0;
  if (!member.ramping || config_.slow_ramp.rule != RampRule::weighted) {
    return member.weight * MemberSelector::full_weight;
  }
  return member.weight * ramp_share(config_.slow_ramp, now - member.since, clock_fraction(member));
}

void Members::reweigh(SimTime now, std::uint32_t index) {
  const std::uint32_t weight = weight_of(now, members_[index]);
  for (MemberSelector& selector : selectors_) selector.set_weight(index, weight);
}

void Members::advance(SimTime now) {
  while (!resting_.empty() && resting_.front().due <= now) {
    const Resting entry = resting_.front();
    resting_.pop_front();
    selectors_[entry.group].count(entry.member, -1);
  }
  for (std::size_t i = 0; i < ramping_.size();) {
    Member& member = members_[ramping_[i]];
    member.ramping = now - member.since < config_.slow_ramp.duration;
    reweigh(now, ramping_[i]);
    if (member.ramping) {
      ++i;
    } else {
      ramping_.erase(ramping_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  for (const std::uint32_t member : aside_) reweigh(now, member);
}

CompactOptional<std::uint32_t> Members::pick_from(MemberSelector& selector,
                                                  std::uint64_t source_hash) {
  MemberSelector::Luck luck{.source_hash = source_hash};
  if (selector.draws()) {
    const RandomBlock block = stream_.draw(0, picks_);
    luck.first = block.bits[0];
    luck.second = block.bits[1];
  }
  return selector.pick(luck);
}

void Members::hold_back(SimTime now, bool by_luck) {
  for (const std::uint32_t index : ramping_) {
    Member& member = members_[index];
    const double share =
        ramp_share(config_.slow_ramp, now - member.since, clock_fraction(member)) / 65536.0;
    member.held_back = by_luck && ramp_stream_.draw(index, picks_).uniform(0) >= share;
    reweigh(now, index);
  }
}

CompactOptional<std::uint32_t> Members::pick(SimTime now, std::uint8_t lane,
                                             std::uint64_t source_hash) {
  ++picks_;
  if (fails_open_) picked_failing_open_.add();
  advance(now);
  MemberSelector& selector = selectors_[group_of_lane_[lane]];
  const bool lets_in_by_luck =
      !ramping_.empty() && config_.slow_ramp.rule == RampRule::proportional;
  if (lets_in_by_luck) hold_back(now, true);
  CompactOptional<std::uint32_t> chosen = pick_from(selector, source_hash);
  if (lets_in_by_luck) {
    hold_back(now, false);
    if (!chosen) chosen = pick_from(selector, source_hash);  // there is nobody else
  }
  if (chosen && members_[*chosen].aside) members_[*chosen].checked = clock_seconds(now);
  return chosen;
}

void Members::pass_over(std::uint32_t member) {
  members_[member].passed_over = true;
  passed_over_.push_back(member);
  for (MemberSelector& selector : selectors_) selector.set_weight(member, 0);
}

void Members::readmit(SimTime now) {
  for (const std::uint32_t member : passed_over_) {
    members_[member].passed_over = false;
    reweigh(now, member);
  }
  passed_over_.clear();
}

void Members::open(SimTime now, std::uint32_t index, std::uint8_t lane) {
  Member& member = members_[index];
  member.connections.add(now, 1);
  if (config_.limits.connections > 0) total_.add(now, 1);
  member.opened.add();
  selectors_[group_of_lane_[lane]].count(index, 1);
  if (in_service(index)) ++held_;
  if (member.connections.level() == config_.connection_limit) reweigh(now, index);
  if (!returning_.empty()) watch_returning(now, index);
}

void Members::end(SimTime now, std::uint32_t index, std::uint8_t lane, bool rests) {
  Member& member = members_[index];
  member.connections.add(now, -1);
  if (config_.limits.connections > 0) total_.add(now, -1);
  const std::uint8_t group = lane == no_lane ? no_lane : group_of_lane_[lane];
  if (group == no_lane) {  // no worker remembers it
  } else if (rests && config_.count_time_wait && config_.snat.time_wait > Duration::zero()) {
    resting_.push_back({.due = now + config_.snat.time_wait,
                        .member = static_cast<std::uint16_t>(index),
                        .group = group});
  } else {
    selectors_[group].count(index, -1);
  }
  if (in_service(index)) --held_;
  if (member.connections.level() + 1 == config_.connection_limit) reweigh(now, index);
}

void Members::move(SimTime now, std::uint32_t from, std::uint32_t to, std::uint8_t lane) {
  end(now, from, lane, false);
  Member& member = members_[to];
  member.connections.add(now, 1);
  if (config_.limits.connections > 0) total_.add(now, 1);
  if (lane != no_lane) selectors_[group_of_lane_[lane]].count(to, 1);
  if (in_service(to)) ++held_;
  if (member.connections.level() == config_.connection_limit) reweigh(now, to);
}

void Members::forget_counts() {
  while (!resting_.empty()) resting_.pop_front();
  for (MemberSelector& selector : selectors_) {
    for (std::uint32_t member = 0; member < members_.size(); ++member) {
      selector.count(member, -static_cast<std::int32_t>(selector.connections(member)));
    }
  }
}

bool Members::ramps(const Member& member, Cause cause) const {
  if (config_.slow_ramp.duration == Duration::zero()) return false;
  switch (config_.slow_ramp.applies_to) {
    case RampFor::any:
      return true;
    case RampFor::recovered:
      return cause == Cause::health && !member.joined;
    case RampFor::added:
      return member.joined;
  }
  return true;
}

void Members::judge_fail_open(SimTime now) {
  const FailOpenConfig& rule = config_.fail_open;
  if (!rule.when_none && rule.below == 0.0) return;
  std::uint32_t listed = 0;
  for (std::uint32_t member = 0; member < members_.size(); ++member) {
    listed += is_listed(member) ? 1u : 0u;
  }
  const bool opens = serving_ == 0 || serving_ < rule.below * listed;
  if (opens == fails_open_) return;
  fails_open_ = opens;
  for (std::uint32_t member = 0; member < members_.size(); ++member) reweigh(now, member);
}

void Members::changed_service(SimTime now, std::uint32_t index, bool was_in_service, Cause cause) {
  Member& member = members_[index];
  const bool serves = in_service(index);
  if (serves != was_in_service) {
    held_ += serves ? member.connections.level() : -member.connections.level();
    serving_ = serves ? serving_ + 1 : serving_ - 1;
    drop(ramping_, index);
    returning_.erase(
        std::remove_if(returning_.begin(), returning_.end(),
                       [index](const ReturningMember& one) { return one.member == index; }),
        returning_.end());
    member.ramping = serves && ramps(member, cause);
    if (member.ramping) ramping_.push_back(index);
    if (serves) {
      member.joined = false;
      member.since = now;
      returning_.push_back(
          {.member = index, .since = now, .window_end = now + ReturningMember::window});
      reports_.push_back({.stage = ReturnStage::back, .at = now, .state = returning_.back()});
    }
  }
  reweigh(now, index);
  judge_fail_open(now);
}

void Members::set_up(SimTime now, std::uint32_t index, bool up) {
  const bool before = in_service(index);
  members_[index].up = up;
  changed_service(now, index, before, Cause::health);
}

void Members::set_present(SimTime now, std::uint32_t index, bool present) {
  const bool before = in_service(index);
  Member& member = members_[index];
  member.joined = present && (member.joined || !member.present);
  member.present = present;
  member.draining = false;
  changed_service(now, index, before, Cause::list);
}

void Members::set_draining(SimTime now, std::uint32_t index, bool draining) {
  const bool before = in_service(index);
  members_[index].draining = draining;
  changed_service(now, index, before, Cause::list);
}

std::int64_t Members::clock_seconds(SimTime now) const {
  return (now.time_since_epoch() + clock_offset_).count() / second;
}

Duration Members::clock_fraction(const Member& member) const {
  return Duration{(member.since.time_since_epoch() + clock_offset_).count() % second};
}

bool Members::is_trial_due(SimTime now, const Member& member) const {
  return clock_seconds(now) - member.checked > config_.monitor.fail_timeout.count() / second;
}

bool Members::note_refused(SimTime now, std::uint32_t index) {
  if (config_.monitor.max_fails == 0) return false;
  Member& member = members_[index];
  const bool before = in_service(index);
  const std::int64_t clock = clock_seconds(now);
  const std::int64_t timeout = config_.monitor.fail_timeout.count() / second;
  if (!member.aside && clock - member.accessed > timeout) member.fails = 0;  // long ago
  ++member.fails;
  member.accessed = member.checked = clock;
  if (member.fails < config_.monitor.max_fails) return false;
  if (!member.aside) aside_.push_back(index);
  member.aside = true;
  changed_service(now, index, before, Cause::health);
  return before;
}

bool Members::note_accepted(SimTime now, std::uint32_t index) {
  Member& member = members_[index];
  if (!member.aside) return false;
  const bool before = in_service(index);
  member.aside = false;
  member.fails = 0;
  drop(aside_, index);
  changed_service(now, index, before, Cause::health);
  return true;
}

std::int64_t Members::least_of_others(std::uint32_t index) const {
  std::int64_t least = INT64_MAX;
  for (std::uint32_t other = 0; other < members_.size(); ++other) {
    if (other == index || !in_service(other)) continue;
    least = std::min(least, members_[other].connections.level());
  }
  return least;
}

void Members::watch_returning(SimTime now, std::uint32_t opened_by) {
  for (std::size_t i = 0; i < returning_.size();) {
    ReturningMember& one = returning_[i];
    const auto share = [this](std::uint64_t own, std::uint64_t all) {
      return static_cast<double>(own) / static_cast<double>(all) * static_cast<double>(serving_);
    };
    while (now >= one.window_end) {
      if (one.window_by_all > 0) {
        one.peak_share = std::max(one.peak_share, share(one.window_opened, one.window_by_all));
      }
      one.window_opened = one.window_by_all = 0;
      one.window_end += ReturningMember::window;
    }
    ++one.opened_by_all;
    ++one.window_by_all;
    if (opened_by == one.member) {
      ++one.opened;
      ++one.window_opened;
    }
    const std::int64_t own = members_[one.member].connections.level();
    const double mean =
        serving_ > 1 ? static_cast<double>(held_ - own) / static_cast<double>(serving_ - 1) : 0.0;
    const auto report = [&](ReturnStage stage) {
      reports_.push_back({.stage = stage, .at = now, .state = one, .mean_of_others = mean});
    };
    if (mean > 0.0 && !one.caught_up && static_cast<double>(own) >= caught_up_share * mean) {
      one.caught_up = true;
      one.share_at_catch_up = share(one.opened, one.opened_by_all);
      report(ReturnStage::caught_up);
    }
    if (one.caught_up && own >= least_of_others(one.member)) {
      report(ReturnStage::even);
      returning_.erase(returning_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
}

std::vector<ReturnReport> Members::take_reports() {
  return std::exchange(reports_, {});
}

void Members::change_settings(SimTime now, const LoadBalancerConfig& config) {
  config_.connection_limit = config.connection_limit;
  config_.slow_ramp = config.slow_ramp;
  for (std::uint32_t member = 0; member < members_.size(); ++member) reweigh(now, member);
}

void Members::begin_observation(SimTime now) {
  total_.begin(now);
  for (Member& member : members_) {
    member.connections.begin(now);
    member.opened.begin();
  }
}

}  // namespace ocssim::models
