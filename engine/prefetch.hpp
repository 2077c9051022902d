// Begins to load a cache line, so that who needs it later does not wait.
#pragma once

namespace ocssim {

/// The line of `address`, which need not be valid.
[[gnu::always_inline]] inline void prefetch_line(const void* address) {
  __builtin_prefetch(address);
  // g++ 12 takes a function that only prefetches for one without effect and leaves its calls out:
  // the timers of coming buckets and the pages of a call were never fetched.
  __asm__ volatile("");
}

}  // namespace ocssim
