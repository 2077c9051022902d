// Two strengths of assertion: OCSSIM_CHECK is always on, OCSSIM_DCHECK in debug builds.
//
// A failed check prints the condition, the place and what can replay it (simulated time, component,
// replication, seed, as far as a running simulation has set them) and aborts: it is our fault, never
// the user's.
#pragma once

namespace ocssim::detail {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}  // namespace ocssim::detail

#define OCSSIM_CHECK(condition)            \
  ((condition) ? static_cast<void>(0)      \
               : ::ocssim::detail::check_failed(#condition, __FILE__, __LINE__))

#ifdef NDEBUG
#define OCSSIM_DCHECK(condition) static_cast<void>(0)
#else
#define OCSSIM_DCHECK(condition) OCSSIM_CHECK(condition)
#endif
