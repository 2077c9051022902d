#include "cli/terminal.hpp"

#include "reports/store/file_error.hpp"

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

}  // namespace

void write_stdout(std::string_view text) {
  const int error = write_all(STDOUT_FILENO, text);
  // Nobody reads on, or stdout was closed on purpose (>&-): the exit code still tells the verdict.
  if (error == 0 || error == EPIPE || error == EBADF) return;
  throw reports::FileError(std::string("cannot write to stdout: ") + std::strerror(error));
}

void write_stderr(std::string_view text) {
  // Nowhere is left to complain when this fails.
  static_cast<void>(write_all(STDERR_FILENO, text));
}

std::string displayable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == 0x1B && at + 1 < text.size() && text[at + 1] == '[') {
      const std::size_t end = text.find_first_not_of("0123456789;", at + 2);
      if (end != std::string_view::npos && text[end] == 'm') {
        out += text.substr(at, end + 1 - at);
        at = end;
        continue;
      }
    }
    // U+0080 to U+009F, of which U+009B begins a sequence too, are C2 80 to C2 9F.
    const bool is_c1 =
        byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0;
    const bool is_control = byte < 0x20 || byte == 0x7F || is_c1;
    out += is_control && byte != '\n' && byte != '\t' ? "\xEF\xBF\xBD" : std::string(1, text[at]);
    if (is_c1) ++at;
  }
  return out;
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
