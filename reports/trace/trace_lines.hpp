// A trace that a person reads: what happened to one client, a line an event, times in seconds.
#pragma once

#include <string>
#include <vector>

namespace ocssim::reports {

struct TraceLine {
  double at = 0.0;  // [s]
  std::string component;
  std::string kind;
  std::string text;
};

/// Head and lines in columns: instant, time since the line before, component, event, words.
[[nodiscard]] std::string trace_text(const std::string& title, const std::vector<TraceLine>& lines);

}  // namespace ocssim::reports
