// Units are handed out under a lock: they last milliseconds to minutes, and whoever checks this
// code for races sees the lock, whereas TBB's own synchronization is invisible to such tools.
#include "engine/experiment/parallel.hpp"

#include "engine/check.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

namespace ocssim {
namespace {

/// `jobs` threads, even where the machine has fewer cores.
struct Arena {
  explicit Arena(unsigned jobs)
      : limit(tbb::global_control::max_allowed_parallelism, jobs), arena(static_cast<int>(jobs)) {}
  tbb::global_control limit;
  tbb::task_arena arena;
};

/// The arena of the outermost call that runs at present, or a new one.
std::shared_ptr<Arena> shared_arena(unsigned jobs) {
  static std::mutex mutex;
  static std::weak_ptr<Arena> running;
  const std::scoped_lock lock(mutex);
  std::shared_ptr<Arena> arena = running.lock();
  if (!arena) {
    arena = std::make_shared<Arena>(jobs);
    running = arena;
  }
  return arena;
}

/// Raised by who hands units over and read by who takes them up: the order of memory between them,
/// visible to checkers.
std::atomic<unsigned> handed_over{0};

/// What the threads of one call share.
class Units {
 public:
  Units(std::size_t count, const std::function<void(std::size_t)>& unit,
        const std::stop_token& stop)
      : count_(count), unit_(unit), stop_(stop) {
    handed_over.fetch_add(1, std::memory_order_release);
  }

  /// Runs units until none is left to begin.
  void work() {
    static_cast<void>(handed_over.load(std::memory_order_acquire));
    while (const std::optional<std::size_t> index = begin_next()) {
      try {
        unit_(*index);
      } catch (...) {
        note_failure(*index);
      }
    }
  }

  /// Number of units begun; throws what a unit has thrown.
  std::size_t finish() {
    const std::scoped_lock lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
    return next_;
  }

 private:
  std::optional<std::size_t> begin_next() {
    const std::scoped_lock lock(mutex_);
    if (next_ == count_ || failure_ || stop_.stop_requested()) return std::nullopt;
    return next_++;
  }
  void note_failure(std::size_t index) {
    const std::scoped_lock lock(mutex_);
    if (failure_ && failed_index_ < index) return;
    failure_ = std::current_exception();
    failed_index_ = index;
  }

  const std::size_t count_;
  const std::function<void(std::size_t)>& unit_;
  const std::stop_token& stop_;
  std::mutex mutex_;  // guards all below
  std::size_t next_ = 0;
  std::exception_ptr failure_;
  std::size_t failed_index_ = 0;
};

}  // namespace

std::size_t parallel_for(std::size_t count, unsigned jobs,
                         const std::function<void(std::size_t)>& unit,
                         const std::stop_token& stop) {
  OCSSIM_CHECK(jobs >= 1);
  Units units(count, unit, stop);
  const std::size_t threads = std::min<std::size_t>(count, jobs);
  if (threads <= 1) {
    units.work();
    return units.finish();
  }
  const std::shared_ptr<Arena> shared = shared_arena(jobs);
  shared->arena.execute([&] {
    // Isolated, so that a thread that waits here takes no unit of an outer call on its stack.
    tbb::this_task_arena::isolate([&] {
      tbb::task_group others;
      for (std::size_t i = 1; i < threads; ++i) others.run([&units] { units.work(); });
      units.work();
      others.wait();
    });
  });
  return units.finish();
}

}  // namespace ocssim
