// Ctrl-C once: finish what is in flight. Twice: stop now.
#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace ocssim::cli {

/// While it lives, SIGINT and SIGTERM are taken by a thread of its own. Make it before any other
/// thread, so that all inherit the blocked signals.
class SignalWatcher {
 public:
  SignalWatcher();
  ~SignalWatcher();
  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;

  /// Stops at the first signal.
  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }
  /// The first signal, 0 if none came.
  [[nodiscard]] int signal() const { return signal_.load(); }

 private:
  void watch();

  std::stop_source stop_;
  std::atomic<int> signal_{0};
  std::atomic<bool> done_{false};
  std::thread thread_;
};

}  // namespace ocssim::cli
