// What a signed-in endpoint does of itself.
#pragma once

#include <cstdint>

namespace ocssim::models {

enum class ActivityKind : std::uint8_t {
  publication,
  cached_poll,  // answered by the Front End
  stored_poll,  // asks the database
  im_session,
  background,
};

}  // namespace ocssim::models
