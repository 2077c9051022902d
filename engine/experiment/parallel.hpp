// Independent units of work (replications, design points) on a limited number of threads.
//
// Results go to slots by index; sums over units are made by the caller, afterwards, in index order.
// The only place where threads are made.
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

namespace ocssim {

/// Calls `unit(0)` … `unit(count - 1)`, begun in this order, at most `jobs` (>= 1) at a time, and
/// returns when none runs any more: how many were begun, which are then units 0 … result - 1.
///
/// After `stop` no further unit is begun. If units throw, no further one is begun, and the
/// exception of the lowest index is thrown: the one that a sequential loop would have thrown.
/// Calls made inside a unit share the threads of the outermost call, whatever their own `jobs`; a
/// unit that waits for its own inner call is never interrupted by another outer unit.
std::size_t parallel_for(std::size_t count, unsigned jobs,
                         const std::function<void(std::size_t)>& unit,
                         const std::stop_token& stop = {});

}  // namespace ocssim
