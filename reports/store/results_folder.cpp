#include "reports/store/results_folder.hpp"

#include "reports/store/file_error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace ocssim::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view temporary_suffix = ".part";
constexpr std::size_t largest_file = std::size_t{1} << 28U;  // a unit has about 1 MiB

std::string reason(const fs::path& path, std::string_view what) {
  return "cannot " + std::string(what) + " " + path.string() + ": " + std::strerror(errno);
}

/// Closes a file descriptor at the end of its scope.
struct Descriptor {
  int number = -1;
  explicit Descriptor(int opened) : number(opened) {}
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
};

fs::path made(fs::path folder) {
  std::error_code error;
  fs::create_directories(folder / "units", error);
  if (error) throw FileError("cannot make " + folder.string() + ": " + error.message());
  return folder;
}

void write_through(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number < 0 || ::fsync(file.number) != 0) throw FileError(reason(path, "write through"));
}

void write_whole(const fs::path& path, std::string_view bytes) {
  // A fresh file, whatever stands there: a link would lead the bytes to what it points at.
  static_cast<void>(::unlink(path.c_str()));
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const Descriptor file(::open(path.c_str(), flags, 0666));
  if (file.number < 0) throw FileError(reason(path, "write"));
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw FileError(reason(path, "write"));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::optional<std::string> read_whole(const fs::path& path) {
  // A pipe in the place of a file must not make us wait for its writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.number < 0) {
    if (errno == ENOENT) return {};
    throw FileError(reason(path, "read"));
  }
  struct stat status {};
  if (::fstat(file.number, &status) != 0) throw FileError(reason(path, "read"));
  if (!S_ISREG(status.st_mode)) throw FileError("cannot read " + path.string() + ": not a file");
  std::string bytes;
  char buffer[65536];
  for (;;) {
    const ssize_t length = ::read(file.number, buffer, sizeof buffer);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) throw FileError(reason(path, "read"));
    if (length == 0) return bytes;
    if (bytes.size() > largest_file)
      throw FileError("cannot read " + path.string() + ": too large");
    bytes.append(buffer, static_cast<std::size_t>(length));
  }
}

}  // namespace

ResultsFolder::ResultsFolder(fs::path folder, std::function<double()> wall_seconds)
    : folder_(made(std::move(folder))), lock_(folder_), wall_seconds_(std::move(wall_seconds)) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / "units", error)) {
    if (entry.path().extension() == temporary_suffix) fs::remove(entry.path(), error);
  }
  if (wall_seconds_) flushed_at_ = wall_seconds_();
}

ResultsFolder::~ResultsFolder() {
  try {
    flush();
  } catch (const FileError&) {
    // The units are complete and named; only their way to the disk is left to the kernel.
  }
}

fs::path ResultsFolder::unit_path(std::string_view unit_name) const {
  return folder_ / "units" / std::string(unit_name);
}

std::optional<std::string> ResultsFolder::load(std::string_view unit_name) const {
  return read_whole(unit_path(unit_name));
}

std::optional<std::string> ResultsFolder::read_file(std::string_view name) const {
  return read_whole(folder_ / std::string(name));
}

bool ResultsFolder::has(std::string_view unit_name) const {
  std::error_code error;
  return fs::exists(unit_path(unit_name), error);
}

std::vector<std::string> ResultsFolder::unit_names() const {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / "units", error)) {
    if (entry.path().extension() != temporary_suffix) names.push_back(entry.path().filename());
  }
  if (error) throw FileError("cannot list " + folder_.string() + ": " + error.message());
  std::sort(names.begin(), names.end());
  return names;
}

void ResultsFolder::replace(const fs::path& path, std::string_view bytes) {
  const fs::path temporary = path.string() + std::string(temporary_suffix);
  write_whole(temporary, bytes);
  if (::rename(temporary.c_str(), path.c_str()) != 0) throw FileError(reason(path, "rename"));
  unflushed_.push_back(path);
}

void ResultsFolder::store(std::string_view unit_name, std::string_view bytes) {
  replace(unit_path(unit_name), bytes);
  if (wall_seconds_ && wall_seconds_() - flushed_at_ >= 1.0) flush();
}

void ResultsFolder::write_file(std::string_view name, std::string_view bytes) {
  replace(folder_ / std::string(name), bytes);
}

void ResultsFolder::flush() {
  if (unflushed_.empty()) return;
  const std::vector<fs::path> paths = std::exchange(unflushed_, {});
  for (const fs::path& path : paths) write_through(path);
  write_through(folder_ / "units");
  write_through(folder_);
  if (wall_seconds_) flushed_at_ = wall_seconds_();
}

}  // namespace ocssim::reports
