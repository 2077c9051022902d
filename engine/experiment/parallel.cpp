// The one file that knows TBB: an arena of a fixed number of threads, one task a unit.
#include "engine/experiment/parallel.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>

namespace ocssim {

void parallel_for(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& fn,
                  const std::stop_token& stop) {
  const int threads = jobs == 0 ? tbb::info::default_concurrency() : static_cast<int>(jobs);
  if (threads == 1) {
    for (std::size_t index = 0; index < count; ++index) {
      if (!stop.stop_requested()) fn(index);
    }
    return;
  }
  // The limit is one for all arenas of the process, so a nested call adds no threads; it also
  // allows more threads than processors, so that -j8 means the same on two of them.
  const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  arena.execute([&] {
    // One unit a task: units are replications of seconds, so what stealing costs is nothing.
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, count, 1),
        [&](const tbb::blocked_range<std::size_t>& range) {
          for (std::size_t index = range.begin(); index != range.end(); ++index) {
            if (!stop.stop_requested()) fn(index);
          }
        },
        tbb::simple_partitioner());
  });
}

}  // namespace ocssim
