#include "cli/signals.hpp"

#include "cli/terminal.hpp"

#include <ctime>
#include <signal.h>
#include <unistd.h>

namespace ocssim::cli {
namespace {

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

SignalWatcher::SignalWatcher() {
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

void SignalWatcher::watch() {
  const sigset_t set = watched();
  const timespec nap{.tv_sec = 0, .tv_nsec = 20'000'000};
  while (!done_.load()) {
    const int number = ::sigtimedwait(&set, nullptr, &nap);
    if (number <= 0) continue;
    // Finished units are named and complete at every instant, so leaving at once loses none.
    if (signal_.load() != 0) ::_exit(128 + number);
    signal_.store(number);
    write_stderr("ocssim: finishing what is in flight; again to stop now\n");
    stop_.request_stop();
  }
}

}  // namespace ocssim::cli
