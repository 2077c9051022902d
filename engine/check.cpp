// The message of a failed check, with what can replay the run.
#include "engine/check.hpp"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>

namespace ocssim::detail {

namespace {
// The only thread-local of the project, and for this message only: a check stands in code that
// knows no Simulation (a heap, a time), and its message has to name the run of its own thread.
// Nothing that computes ever reads it.
thread_local const ReplayContext* current_context = nullptr;
}  // namespace

ReplayScope::ReplayScope(const ReplayContext& context) : outer_(current_context) {
  current_context = &context;
}

ReplayScope::~ReplayScope() {
  current_context = outer_;
}

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "ocssim: check failed: %s\n  at %s:%d\n", condition, file, line);
  if (current_context != nullptr) {
    const ReplayDetails details = current_context->replay_details();
    std::fprintf(stderr,
                 "  simulated time %" PRId64 " ns, component %s, replication %" PRIu32
                 ", seed %" PRIu64 "\n",
                 details.time, details.component, details.replication, details.seed);
  } else {
    std::fprintf(stderr, "  outside of a simulation\n");
  }
  std::fflush(stderr);
  std::abort();
}

}  // namespace ocssim::detail
