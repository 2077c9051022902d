// Which tool this is.
#pragma once

#include <string_view>

namespace ocssim::cli {

inline constexpr std::string_view tool_version = OCSSIM_VERSION;  // set by CMake

}  // namespace ocssim::cli
