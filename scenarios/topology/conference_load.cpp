#include "scenarios/topology/conference_load.hpp"

namespace ocssim::scenarios {
namespace {

/// One mix of media, a bit each.
struct Mix {
  bool audio, web, application_sharing, data, video;

  explicit Mix(unsigned bits)
      : audio((bits & 1u) != 0),
        web((bits & 2u) != 0),
        application_sharing(web && (bits & 4u) != 0),
        data(web && (bits & 8u) != 0),
        video(web && (bits & 16u) != 0) {}

  [[nodiscard]] bool is_allowed(const models::MeetingPolicyConfig& policy) const {
    return (policy.web_conferencing || !(data || application_sharing)) &&
           (policy.ip_audio || !audio) && (policy.ip_video || !video);
  }
};

double probability(const models::MediaMixConfig& media, unsigned bits) {
  const double shares[] = {media.audio, media.web, media.application_sharing, media.data,
                           media.video};
  double product = 1.0;
  for (unsigned bit = 0; bit < 5; ++bit) {
    product *= ((bits >> bit) & 1u) != 0 ? shares[bit] : 1.0 - shares[bit];
  }
  return product;
}

}  // namespace

ConferenceLoad conference_load(const models::ConferencingConfig& config, double users) {
  const models::MeetingPolicyConfig& policy = config.policy;
  const models::McuConfig& costs = config.mcu;
  const double own = policy.permitted_organizers;
  const double anonymous = policy.anonymous_participants ? 0.0 : config.media.anonymous;
  const double everybody = config.peak_factor * config.users_in_conference * users;
  double members = 0.0;  // Σ size (size + 1) / 2: updates of all joins of a conference
  double size = 0.0;
  for (const models::ConferenceSize& one : config.sizes) {
    members += one.share * one.participants * (one.participants + 1.0) / 2.0;
    size += one.share * one.participants;
  }
  ConferenceLoad load;
  const double offered = models::conference_rate(config, users);
  for (unsigned bits = 0; bits < 32; ++bits) {
    const Mix mix(bits);
    const double share = probability(config.media, bits);
    const double allowed = mix.is_allowed(policy) ? 1.0 : own;
    load.refused += share * (1.0 - allowed);
    // Of what is allowed, organizers with a policy of their own let everybody in.
    const double with_own = mix.is_allowed(policy) ? own : 1.0;
    const double here = 1.0 - anonymous * (1.0 - with_own);
    const double part = share * allowed;
    load.rate += offered * part;
    load.joins += offered * part * size * here;
    load.roster += offered * part * (members + (mix.audio ? members : 0.0)) * here;
    const double present = everybody * part * here;
    load.users += present;
    load.with_audio += mix.audio ? present : 0.0;
    load.with_video += mix.video ? present : 0.0;
    load.videos += mix.video ? offered * part * to_seconds(config.mean_duration) : 0.0;
    load.mixing += present * ((mix.audio ? costs.audio : 0.0) + (mix.video ? costs.video : 0.0));
    load.web += present * (mix.data ? costs.data : 0.0);
    load.other += present * (costs.instant_messages +
                             (mix.application_sharing ? costs.application_sharing : 0.0));
  }
  load.in_progress = load.rate * to_seconds(config.mean_duration);
  return load;
}

}  // namespace ocssim::scenarios
