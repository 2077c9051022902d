// Audio and video traffic of a server in closed form, from the conferences that it carries.
//
//   sent      listeners · audio rate + viewers · video rate
//   received  speakers · activity · audio rate + conferences with video · video rate
#pragma once

#include "scenarios/model/scenario.hpp"

namespace ocssim::scenarios {

/// Of one server, each way [bit/s].
struct MediaLoad {
  double received = 0.0;
  double sent = 0.0;
};

/// Of conferences that are simulated, those of adapters without a pool too, and of the constant
/// load. Nothing of conferences that are part of background work.
[[nodiscard]] MediaLoad media_load(const Scenario& scenario);

}  // namespace ocssim::scenarios
