// The published throttle of the holding time, literally: what happens at which mean age of the
// messages that a Front End holds.
//
//   20 transactions a connection ──mean age > 6 s──▶ 1 ──falls to 3 s──▶ 20
#include "models/front_end/holding_throttle.hpp"
#include "study/verify/scenario_run.hpp"
#include "study/verify/targets/checks.hpp"

#include <cmath>

namespace ocssim::study {
namespace {

constexpr std::uint32_t messages = 60;  // held in each group

/// Mean ages at which the limit changes, found in steps of 10 ms.
struct Thresholds {
  double on = 0.0;   // [s]
  double off = 0.0;  // [s]
  double limit_on = 0.0;
  double limit_off = 0.0;
};

SimTime at(double seconds_from_start) {
  return sim_start + seconds(seconds_from_start);
}

Thresholds thresholds(const models::ThrottlingConfig& config) {
  constexpr double step = 0.01;  // [s]
  models::HoldingThrottle throttle(config);
  const std::uint32_t usual = throttle.transactions();
  Thresholds found;
  for (std::uint32_t n = 0; n < messages; ++n) throttle.enter(at(0.0));
  double now = 0.0;
  while (now < 60.0 && throttle.transactions() == usual) {
    now += step;
    static_cast<void>(throttle.examine(at(now)));
  }
  found.on = now;
  found.limit_on = throttle.transactions();
  // Fresh ones come, one by one, so that the mean age falls.
  const double held_for = now;
  std::uint32_t fresh = 0;
  while (fresh < 100 * messages && throttle.transactions() != usual) {
    throttle.enter(at(now));
    ++fresh;
    static_cast<void>(throttle.examine(at(now)));
  }
  found.off = held_for * messages / (messages + fresh);
  found.limit_off = throttle.transactions();
  return found;
}

}  // namespace

Evidence verify_throttle_rules(const CheckContext& /*context*/) {
  const Thresholds found = thresholds(scenario_with("enterprise-100k", {}).front_ends.throttling);
  Evidence evidence;
  evidence.title = "throttle of the holding time";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "L13-MON";
  evidence.proves = "on above 6 s, off at 3 s and not before, 1 and 20 transactions";
  evidence.limits = "the rule by itself; what it does to goodput is V18";
  evidence.rows = {within_distance("mean age at which it begins", "s", 6.0, found.on, 0.0101),
                   exactly("transactions a connection then", "", 1.0, found.limit_on),
                   within_distance("mean age at which it ends", "s", 3.0, found.off, 0.05),
                   exactly("transactions a connection then", "", 20.0, found.limit_off)};
  return evidence;
}

}  // namespace ocssim::study
