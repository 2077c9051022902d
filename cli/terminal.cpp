#include "cli/terminal.hpp"

#include "reports/store/file_error.hpp"
#include "scenarios/document/displayable.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace ocssim::cli {
namespace {

/// errno of the write that failed, 0 when all is written.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

rusage usage_of_process() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage;
}

/// Bytes of a change of color (SGR) that `text` begins with; 0: it does not.
std::size_t length_of_color(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find_first_not_of("0123456789;", 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

}  // namespace

void write_stdout(std::string_view text) {
  const int error = write_all(STDOUT_FILENO, text);
  // Nobody reads on, or stdout was closed on purpose (>&-): the exit code still tells the verdict.
  if (error == 0 || error == EPIPE || error == EBADF) return;
  throw reports::FileError(std::string("cannot write to stdout: ") + std::strerror(error));
}

void write_stderr(std::string_view text) {
  write_control(scenarios::displayable_lines(text));
}

void complain(std::string_view message) {
  write_control("ocssim: " + scenarios::displayable(message) + "\n");
}

void write_control(std::string_view text) {
  // Nowhere is left to complain when this fails.
  static_cast<void>(write_all(STDERR_FILENO, text));
}

std::string displayable_answer(std::string_view plain, std::string_view colored) {
  std::string out;
  std::size_t from = 0;  // begin of what of `plain` is not written yet
  std::size_t at = 0;    // of `plain`
  for (std::size_t i = 0; i < colored.size();) {
    if (at < plain.size() && colored[i] == plain[at]) {
      ++i;
      ++at;
      continue;
    }
    const std::size_t length = length_of_color(colored.substr(i));
    if (length == 0) return scenarios::displayable_lines(plain);  // not the same answer
    out += scenarios::displayable_lines(plain.substr(from, at - from));
    out += colored.substr(i, length);
    from = at;
    i += length;
  }
  if (at != plain.size()) return scenarios::displayable_lines(plain);
  return out + scenarios::displayable_lines(plain.substr(from));
}

bool stdout_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}
bool stderr_is_terminal() {
  return ::isatty(STDERR_FILENO) == 1;
}

bool use_color(std::string_view choice) {
  if (choice != "auto") return choice == "always";
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if (no_color != nullptr && *no_color != '\0') return false;
  return stdout_is_terminal() && term != nullptr && std::string_view(term) != "dumb";
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_seconds() {
  const rusage usage = usage_of_process();
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

std::uint64_t peak_memory() {
  return static_cast<std::uint64_t>(usage_of_process().ru_maxrss) * 1024;  // Linux counts KiB
}

std::uint64_t resident_memory() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t pages = 0;
  std::uint64_t resident = 0;
  if (!(file >> pages >> resident)) return 0;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm fields{};
  ::gmtime_r(&now, &fields);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &fields);
  return text.data();
}

std::string stated_date() {
  const char* const text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr) return "";
  const std::string_view digits = text;
  std::int64_t seconds = 0;
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (end.ec != std::errc{} || end.ptr != digits.data() + digits.size()) return "";
  const std::time_t stated = seconds;
  std::tm fields{};
  if (::gmtime_r(&stated, &fields) == nullptr) return "";
  std::array<char, 32> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%d", &fields);
  return date.data();
}

}  // namespace ocssim::cli
