#include "cli/signals.hpp"

#include "cli/terminal.hpp"

#include <ctime>
#include <signal.h>
#include <unistd.h>
#include <utility>

namespace ocssim::cli {
namespace {

constexpr double to_leave_s = 5.0;  // for what was abandoned: memory, files, a last line

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  struct sigaction hang_up {};
  // Blocked signals are delivered even when they are ignored, so nohup must be asked for.
  ::sigaction(SIGHUP, nullptr, &hang_up);
  if (hang_up.sa_handler != SIG_IGN) sigaddset(&set, SIGHUP);
  return set;
}

[[noreturn]] void leave(const std::string& farewell, int code) {
  write_stderr(farewell);
  ::_exit(code);
}

}  // namespace

SignalWatcher::SignalWatcher(WatchOptions options) : options_(std::move(options)) {
  const sigset_t set = watched();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  thread_ = std::thread([this] { watch(); });
}

SignalWatcher::~SignalWatcher() {
  done_.store(true);
  thread_.join();
  const sigset_t set = watched();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

void SignalWatcher::take(int number) {
  if (signal_.load() != 0) leave(options_.farewell, 128 + number);
  signal_.store(number);
  stop_.request_stop();
  write_stderr("ocssim: finishing what is in flight; again to stop now\n");
}

void SignalWatcher::look(double now) {
  if (!is_computing_.load()) return;
  if (!abandon_.load() && options_.must_leave && options_.must_leave()) {
    abandoned_at_ = now;
    abandon_.store(true);
  }
  if (abandon_.load() && now - abandoned_at_ >= to_leave_s) {
    leave(options_.farewell, options_.code_when_left);
  }
}

void SignalWatcher::watch() {
  const sigset_t set = watched();
  const timespec nap{.tv_sec = 0, .tv_nsec = 20'000'000};
  while (!done_.load()) {
    const int number = ::sigtimedwait(&set, nullptr, &nap);
    if (number > 0) take(number);
    look(wall_seconds());
  }
}

}  // namespace ocssim::cli
