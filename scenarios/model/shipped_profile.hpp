// The profiles that the program carries, each read once in the life of the process.
#pragma once

#include "scenarios/model/profile.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// Names of the shipped profiles, without ".json".
[[nodiscard]] std::vector<std::string> shipped_profiles();

struct ShippedProfile {
  std::shared_ptr<const Source> source;
  std::shared_ptr<const Profile>
      profile;  // its spans lie in the first source of a table: move them
};

/// nullptr if no profile of this name is shipped. Any thread may ask.
[[nodiscard]] const ShippedProfile* shipped_profile(std::string_view name);

/// Says in which source the spans of a tree lie.
void move_spans(Value& tree, SourceId source);

}  // namespace ocssim::scenarios
