// Counts calls of operator new of the whole program, to show that a loop makes none.
#pragma once

#include <cstdint>

namespace ocssim::bench {

/// Calls of any operator new since the program began.
[[nodiscard]] std::uint64_t allocations();

}  // namespace ocssim::bench
