// The incoming messages that a Front End holds, and the throttle that looks at their mean age.
//
//   20 a connection ──mean holding time > 6 s──▶ 1 a connection
//                   ◀──falls to 3 s────────────
//
// "Average holding time" is the time for which the messages now in processing have been held
// (counter "SIP - Average Holding Time For Incoming Messages" of the product): with n messages
// accepted at t_i it is (n · now − Σ t_i) / n, exact in integers.
// Numbers: L13-MON.
#pragma once

#include "engine/stats/observations.hpp"
#include "engine/stats/tally.hpp"
#include "engine/stats/time_average.hpp"
#include "engine/stats/wide_integer.hpp"
#include "engine/time.hpp"
#include "models/front_end/config.hpp"
#include "models/job_pool.hpp"

#include <cstdint>
#include <string>

namespace ocssim::models {

class HoldingThrottle {
 public:
  explicit HoldingThrottle(const ThrottlingConfig& config) : config_(config) {}

  /// A message is read now.
  void enter(SimTime now);
  /// A message that was read at `accepted_ns` is answered now.
  void leave(SimTime now, std::int64_t accepted_ns);
  /// A message that is not looked at one by one (fidelity superposed) is held for so long.
  void record_superposed(Duration held) {
    holding_.record(held);
    superposed_ns_ += held.count();
  }
  /// Σ of those in the window [s].
  [[nodiscard]] double superposed_s() const { return quotient(superposed_ns_, 1e9); }
  /// All messages of a server that fails are gone.
  void clear(SimTime now);
  /// Looks at the mean age; true when the limit rose or reading may go on.
  [[nodiscard]] bool examine(SimTime now);

  /// Other rules from now on; true when more may be read.
  [[nodiscard]] bool change_settings(SimTime now, const ThrottlingConfig& config);

  /// Transactions that a connection may have outstanding now.
  [[nodiscard]] std::uint32_t transactions() const { return limit_; }
  /// The high watermark was reached and the low one not yet: nothing is read.
  [[nodiscard]] bool is_stopped() const { return stopped_.level() != 0; }

  void begin_observation(SimTime now, const JobPool& jobs, std::uint32_t front_end);
  [[nodiscard]] LittleIdentity little(SimTime now, const JobPool& jobs, std::uint32_t front_end,
                                      const std::string& component) const;
  [[nodiscard]] const TimeAverage& held() const { return held_; }
  [[nodiscard]] const TimeAverage& active() const { return active_; }
  [[nodiscard]] const Tally& holding_time() const { return holding_; }

 private:
  [[nodiscard]] static WideInteger ages_of_held(SimTime now, const JobPool& jobs,
                                                std::uint32_t front_end);
  [[nodiscard]] std::uint32_t usual_limit() const {
    return config_.flow_control ? config_.transactions : UINT32_MAX;
  }

  ThrottlingConfig config_;                  // config
  WideInteger accepted_sum_ns_ = 0;          // state: Σ t_i
  std::uint32_t limit_ = usual_limit();      // state
  TimeAverage held_;                         // state and statistic: messages
  TimeAverage active_;                       // statistic: 1 while the limit is the low one
  TimeAverage stopped_;                      // state
  Tally holding_ = Tally::with_histogram();  // statistic: read to answered
  WideInteger departed_ns_ = 0;              // statistic
  WideInteger begin_ages_ns_ = 0;            // statistic
  WideInteger superposed_ns_ = 0;            // statistic
  std::uint64_t arrivals_ = 0;               // statistic
};

}  // namespace ocssim::models
