#include "models/conferencing/conference_plans.hpp"

#include "engine/check.hpp"
#include "engine/random/elementary.hpp"
#include "engine/random/exponential.hpp"
#include "engine/random/lognormal.hpp"
#include "engine/simulation.hpp"

#include <algorithm>

namespace ocssim::models {
namespace {

// Numbers apart, so that no conference has the luck of another.
constexpr std::uint64_t first_standing = std::uint64_t{1} << 40;
constexpr std::uint64_t first_meeting = std::uint64_t{1} << 41;

}  // namespace

ConferencePlans::ConferencePlans(const ConferencingConfig& config, std::uint32_t population,
                                 double users)
    : config_(config), population_(population), rate_(conference_rate(config, users)) {
  if (config.scheduled_every > Duration::zero()) scheduled_rate_ = config.scheduled * rate_;
}

void ConferencePlans::prepare(const Simulation& sim) {
  gaps_ = Stream(sim.seed(), "conferences.gaps", sim.replication());
  shapes_ = Stream(sim.seed(), "conferences.shapes", sim.replication());
  joins_ = Stream(sim.seed(), "conferences.joins", sim.replication());
  policies_ = Stream(sim.seed(), "conferences.policies", sim.replication());
}

std::uint32_t ConferencePlans::poisson(double mean, std::uint64_t number) const {
  // Points of a Poisson process of rate 1 before `mean`.
  std::uint32_t count = 0;
  double sum = 0.0;
  for (std::uint64_t draw = 0;; ++draw) {
    const RandomBlock block = gaps_.draw(number, draw);
    for (std::size_t role = 0; role < 4; ++role) {
      sum += exponential(1.0, block.uniform(role));
      if (sum > mean) return count;
      ++count;
    }
  }
}

std::uint32_t ConferencePlans::standing_count() const {
  return poisson(rate_ * to_seconds(config_.mean_duration), 2);
}

std::uint32_t ConferencePlans::scheduled_count(std::uint64_t tick) const {
  return poisson(scheduled_rate_ * to_seconds(config_.scheduled_every), 3 + tick);
}

double ConferencePlans::gap(std::uint64_t number) const {
  const double rate = rate_ - scheduled_rate_;
  return rate > 0.0 ? exponential(1.0 / rate, gaps_.draw(0, number).uniform(0)) : -1.0;
}

ConferencePlan ConferencePlans::shape(std::uint64_t number, double stretch) const {
  const RandomBlock first = shapes_.draw(number, 0);
  const RandomBlock second = shapes_.draw(number, 1);
  ConferencePlan plan;
  plan.number = number;
  plan.duration = seconds(lognormal(stretch * to_seconds(config_.mean_duration),
                                    config_.duration_sigma, first.uniform(0)))
                      .count();
  plan.join_within = config_.join_within.count();
  plan.organizer = first.below(2, population_);
  double left = first.uniform(1);
  for (const ConferenceSize& size : config_.sizes) {
    plan.participants = size.participants;
    left -= size.share;
    if (left < 0.0) break;
  }
  const MediaMixConfig& mix = config_.media;
  const bool web = second.uniform(1) < mix.web;
  plan.media.audio = second.uniform(0) < mix.audio;
  plan.media.application_sharing = web && second.uniform(2) < mix.application_sharing;
  plan.media.data = web && second.uniform(3) < mix.data;
  plan.media.video = web && shapes_.draw(number, 2).uniform(0) < mix.video;
  return plan;
}

ConferencePlan ConferencePlans::random(std::uint64_t number) const {
  return shape(number, 1.0);
}

ConferencePlan ConferencePlans::standing(std::uint64_t number, Duration& age) const {
  // Who looks at an instant meets long conferences more often: durations weighted by their length,
  // of a lognormal again one with mean × e^(sigma²); the instant is anywhere within.
  const double sigma = config_.duration_sigma;
  ConferencePlan plan = shape(first_standing + number, elementary::exp(sigma * sigma));
  const double part = shapes_.draw(plan.number, 0).uniform(3);
  age = seconds(part * to_seconds(Duration{plan.duration}));
  return plan;
}

ConferencePlan ConferencePlans::meeting(std::uint32_t index) const {
  const MeetingConfig& config = config_.meetings[index];
  ConferencePlan plan;
  plan.number = first_meeting + index;
  plan.organizer = shapes_.draw(plan.number, 0).below(2, population_);
  plan.participants = config.participants;
  plan.duration = config.duration.count();
  plan.join_within = config.join_within.count();
  plan.audio_share = config.audio;
  plan.media.audio = config.audio > 0.0;
  plan.media.data = config.data;
  plan.media.video = config.video;
  plan.is_meeting = true;
  return plan;
}

ConferencePlans::Invitation ConferencePlans::invitation(const ConferencePlan& plan,
                                                        std::uint32_t place) const {
  const RandomBlock block = joins_.draw(plan.number, place);
  Invitation one;
  one.after = seconds(block.uniform(0) * to_seconds(Duration{plan.join_within}));
  one.endpoint = place == 0 ? plan.organizer : block.below(1, population_);
  // Exactly so many of a meeting's participants, one after the other in the list.
  const double share = plan.audio_share;
  const double before = share * place;
  one.has_audio = plan.media.audio &&
                  static_cast<std::uint64_t>(before + share) > static_cast<std::uint64_t>(before);
  one.is_anonymous = place > 0 && block.uniform(3) < config_.media.anonymous;
  return one;
}

bool ConferencePlans::has_own_policy(std::uint32_t organizer) const {
  return policies_.draw(organizer, 0).uniform(0) < config_.policy.permitted_organizers;
}

PolicyVerdict ConferencePlans::verdict(const ConferencePlan& plan) const {
  if (has_own_policy(plan.organizer)) return PolicyVerdict::allowed;
  const MeetingPolicyConfig& policy = config_.policy;
  const bool is_web = plan.media.data || plan.media.application_sharing;
  if (is_web && !policy.web_conferencing) return PolicyVerdict::no_web;
  if (plan.media.audio && !policy.ip_audio) return PolicyVerdict::no_audio;
  if (plan.media.video && !policy.ip_video) return PolicyVerdict::no_video;
  return PolicyVerdict::allowed;
}

bool ConferencePlans::allows_anonymous(std::uint32_t organizer) const {
  return config_.policy.anonymous_participants || has_own_policy(organizer);
}

}  // namespace ocssim::models
