// Independent units of work on a number of threads; what comes out does not depend on how many.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace ocssim {

/// Calls fn(0) … fn(count - 1), each once, on at most `jobs` threads (0: one per processor), and
/// returns when all have returned. The order of the calls is not defined: fn must write into a slot
/// of its own, and the slots are merged afterwards in the order of their indices. A call inside of
/// `fn` shares the threads of the outer one. Units not begun when `stop` is requested are left out.
/// The first exception of a unit is passed on after the running units have ended.
void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& fn,
                  const std::stop_token& stop = {});

}  // namespace ocssim
