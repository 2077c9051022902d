#include "models/front_end/holding_throttle.hpp"

#include "engine/stats/observe.hpp"

namespace ocssim::models {

void HoldingThrottle::enter(SimTime now) {
  ++arrivals_;
  accepted_sum_ns_ += now.time_since_epoch().count();
  held_.add(now, 1);
}

void HoldingThrottle::leave(SimTime now, std::int64_t accepted_ns) {
  const Duration time = now.time_since_epoch() - Duration{accepted_ns};
  accepted_sum_ns_ -= accepted_ns;
  departed_ns_ += time.count();
  holding_.record(time);
  held_.add(now, -1);
}

void HoldingThrottle::clear(SimTime now) {
  departed_ns_ += WideInteger{held_.level()} * now.time_since_epoch().count() - accepted_sum_ns_;
  accepted_sum_ns_ = 0;
  held_.set(now, 0);
}

bool HoldingThrottle::examine(SimTime now) {
  const WideInteger held = held_.level();
  const WideInteger ages = held * now.time_since_epoch().count() - accepted_sum_ns_;
  bool relieved = false;
  if (config_.holding_time && config_.flow_control) {
    const bool is_on = active_.level() != 0;
    if (!is_on && ages > held * config_.holding_time_on.count()) {
      active_.set(now, 1);
      limit_ = config_.transactions_throttled;
    } else if (is_on && ages <= held * config_.holding_time_off.count()) {
      active_.set(now, 0);
      limit_ = config_.transactions;
      relieved = true;
    }
  }
  if (config_.watermarks) {
    if (!is_stopped() && held_.level() >= config_.high_watermark) {
      stopped_.set(now, 1);
    } else if (is_stopped() && held_.level() <= config_.low_watermark) {
      stopped_.set(now, 0);
      relieved = true;
    }
  }
  return relieved;
}

bool HoldingThrottle::change_settings(SimTime now, const ThrottlingConfig& config) {
  const std::uint32_t before = limit_;
  const bool was_stopped = is_stopped();
  config_ = config;
  if (!config_.holding_time || !config_.flow_control) active_.set(now, 0);
  if (!config_.watermarks) stopped_.set(now, 0);
  limit_ = active_.level() != 0 ? config_.transactions_throttled : usual_limit();
  return limit_ > before || (was_stopped && !is_stopped());
}

WideInteger HoldingThrottle::ages_of_held(SimTime now, const JobPool& jobs,
                                          std::uint32_t front_end) {
  WideInteger ages = 0;
  for (const Job& job : jobs.records()) {
    if (!job.live || !job.held || job.front_end != front_end) continue;
    ages += now.time_since_epoch().count() - job.accepted_time;
  }
  return ages;
}

void HoldingThrottle::begin_observation(SimTime now, const JobPool& jobs, std::uint32_t front_end) {
  held_.begin(now);
  active_.begin(now);
  holding_.begin();
  departed_ns_ = 0;
  superposed_ns_ = 0;
  begin_ages_ns_ = ages_of_held(now, jobs, front_end);
  arrivals_ = 0;
}

LittleIdentity HoldingThrottle::little(SimTime now, const JobPool& jobs, std::uint32_t front_end,
                                       const std::string& component) const {
  const WideInteger inside = departed_ns_ - begin_ages_ns_ + ages_of_held(now, jobs, front_end);
  const WideInteger integral = held_.integral_ns(now);
  return observe_little(component, arrivals_, integral, inside);
}

}  // namespace ocssim::models
