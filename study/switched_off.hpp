// What of a scenario cannot touch the resources that are sized, so that it need not be simulated:
// settings that take it away, as a change of the scenario that is shown with the answer.
//
// One kind so far, SNAT ports. A port is held by a connection; who publishes, polls, chats or
// reads the database over a connection that exists takes none. So activity, notifications, and what
// a sign-in does after it is registered are switched off when only ports are asked about. Not when
// connections without work would idle out, and not when the back end or the directory fails.
#pragma once

#include "scenarios/document/variation.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <string>
#include <vector>

namespace ocssim::study {

struct SwitchedOff {
  std::vector<scenarios::Assignment> settings;  // none: everything is simulated
  std::string what;                             // in a sentence, for the report
};

/// `resources`: paths of what is sized.
[[nodiscard]] SwitchedOff what_cannot_touch(const scenarios::Scenario& scenario,
                                            std::span<const std::string> resources);

}  // namespace ocssim::study
