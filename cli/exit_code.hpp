// What the shell is told. No bit masks; an error beats a verdict, 10 beats 11.
#pragma once

namespace ocssim::cli {

enum class ExitCode : int {
  done = 0,  // objectives met, or none stated
  internal_error = 1,
  usage = 2,
  invalid = 3,  // scenario or results
  file = 4,     // file, device or a locked folder
  limit = 5,    // a stated limit stopped it before a verdict
  not_met = 10,
  inconclusive = 11,
  got_worse = 12,          // compare: a metric of an objective or of --fail-on
  infeasible = 13,         // no feasible point in the range
  outside_tolerance = 14,  // verify, calibrate
  hung_up = 129,
  interrupted = 130,
  terminated = 143,
};

[[nodiscard]] constexpr int to_int(ExitCode code) {
  return static_cast<int>(code);
}

/// No verdict: something was wrong with the call or on the way.
[[nodiscard]] constexpr bool is_error(ExitCode code) {
  return code != ExitCode::done && to_int(code) < to_int(ExitCode::not_met);
}

}  // namespace ocssim::cli
