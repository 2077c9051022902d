// Two strengths of assertion: OCSSIM_CHECK is always on, OCSSIM_DCHECK in debug builds.
//
// A failed check prints the condition, the place and what can replay it (simulated time, component,
// replication, seed, as far as a running simulation has set them) and aborts: it is our fault,
// never the user's.
#pragma once

#include <cstdint>

namespace ocssim::detail {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

/// What replays a run up to the failed check.
struct ReplayDetails {
  std::int64_t time;      // simulated [ns]
  const char* component;  // whose event is handled
  std::uint32_t replication;
  std::uint64_t seed;
};

/// Asked for its details only when a check has failed.
class ReplayContext {
 public:
  [[nodiscard]] virtual ReplayDetails replay_details() const = 0;

 protected:
  ~ReplayContext() = default;
};

/// While it lives, checks that fail on this thread name the run of `context`.
class ReplayScope {
 public:
  explicit ReplayScope(const ReplayContext& context);
  ~ReplayScope();
  ReplayScope(const ReplayScope&) = delete;
  ReplayScope& operator=(const ReplayScope&) = delete;

 private:
  const ReplayContext* outer_;
};

}  // namespace ocssim::detail

#define OCSSIM_CHECK(condition)       \
  ((condition) ? static_cast<void>(0) \
               : ::ocssim::detail::check_failed(#condition, __FILE__, __LINE__))

#ifdef NDEBUG
#define OCSSIM_DCHECK(condition) static_cast<void>(0)
#else
#define OCSSIM_DCHECK(condition) OCSSIM_CHECK(condition)
#endif
