// A member that came into service late, until it holds as many connections as the others.
#pragma once

#include "engine/time.hpp"

#include <cstdint>

namespace ocssim::models {

/// What it got since it is back, against an equal share of all new connections.
struct ReturningMember {
  static constexpr Duration window = std::chrono::seconds(60);  // tumbling, of its peak

  std::uint32_t member = 0;
  SimTime since{};
  bool caught_up = false;    // 95 % of the others' mean
  std::uint64_t opened = 0;  // by it
  std::uint64_t opened_by_all = 0;
  SimTime window_end{};
  std::uint64_t window_opened = 0;
  std::uint64_t window_by_all = 0;
  double peak_share = 0.0;         // highest share of a window, in equal shares
  double share_at_catch_up = 0.0;  // in equal shares, over the time until then
};

enum class ReturnStage : std::uint8_t { back, caught_up, even };

/// Something to tell about it.
struct ReturnReport {
  ReturnStage stage = ReturnStage::back;
  SimTime at{};
  ReturningMember state;
  double mean_of_others = 0.0;  // connections
};

}  // namespace ocssim::models
