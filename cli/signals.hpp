// A signal: finish what is in flight. A limit that is passed meanwhile: leave it.
#pragma once

#include <atomic>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace ocssim::cli {

struct WatchOptions {
  /// Asked many times a second: must what is in flight be left? Empty: never.
  std::function<bool()> must_leave = {};
  int code_when_left = 1;  // exit code when that does not help
  std::string farewell;    // the last words then, and after a second signal
};

/// While it lives, SIGINT, SIGTERM and SIGHUP (unless it is ignored: nohup) are taken by a thread
/// of its own. Make it before any other thread, so that all inherit the blocked signals.
///
/// After a signal nothing is begun and what is in flight is finished; a second one ends the process
/// at once. Finished units are named and complete at every instant, so leaving loses none. What
/// `must_leave` stops is abandoned, and if it has not ended seconds later the process has.
class SignalWatcher {
 public:
  explicit SignalWatcher(WatchOptions options = {});
  ~SignalWatcher();
  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;

  /// Stops at the first signal.
  [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }
  /// Becomes true when what is in flight shall end unfinished.
  [[nodiscard]] const std::atomic<bool>& abandon() const { return abandon_; }
  /// The first signal, 0 if none came.
  [[nodiscard]] int signal() const { return signal_.load(); }
  /// Nothing is in flight any more: limits are no longer looked at.
  void all_is_computed() { is_computing_.store(false); }

 private:
  void watch();
  void take(int number);
  void look(double now);

  WatchOptions options_;
  std::stop_source stop_;
  std::atomic<int> signal_{0};
  std::atomic<bool> abandon_{false};
  std::atomic<bool> is_computing_{true};
  std::atomic<bool> done_{false};
  double abandoned_at_ = 0.0;  // of the thread alone
  std::thread thread_;
};

}  // namespace ocssim::cli
