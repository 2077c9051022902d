#include "reports/store/files_at.hpp"

#include "reports/store/file_error.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace ocssim::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = std::size_t{1} << 28U;  // a unit has about 1 MiB

std::string reason(const fs::path& path, std::string_view what) {
  return "cannot " + std::string(what) + " " + path.string() + ": " + std::strerror(errno);
}

bool is_link(const Place& place) {
  struct stat status {};
  return ::fstatat(place.folder, place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
         S_ISLNK(status.st_mode);
}

}  // namespace

Descriptor open_folder(const fs::path& path) {
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number < 0) throw FileError(reason(path, "open"));
  return folder;
}

Descriptor folder_within(const Place& place) {
  if (::mkdirat(place.folder, place.name.c_str(), 0777) != 0 && errno != EEXIST) {
    throw FileError(reason(place.shown, "make"));
  }
  const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  Descriptor folder(::openat(place.folder, place.name.c_str(), flags));
  if (folder.number >= 0) return folder;
  if (is_link(place)) {
    throw FileError(place.shown.string() +
                    " is a link and would lead results out of their folder; remove it, or choose "
                    "another folder with -o");
  }
  throw FileError(reason(place.shown, "open"));
}

Standing standing_at(const Place& place) {
  struct stat status {};
  if (::fstatat(place.folder, place.name.c_str(), &status, 0) != 0) {
    return is_link(place) ? Standing::other : Standing::nothing;
  }
  if (S_ISREG(status.st_mode)) return Standing::file;
  return S_ISDIR(status.st_mode) && !is_link(place) ? Standing::folder : Standing::other;
}

std::optional<std::string> read_whole(const Place& place) {
  // A pipe in the place of a file must not make us wait for its writer.
  const Descriptor file(
      ::openat(place.folder, place.name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.number < 0) {
    if (errno == ENOENT) return {};
    throw FileError(reason(place.shown, "read"));
  }
  struct stat status {};
  if (::fstat(file.number, &status) != 0) throw FileError(reason(place.shown, "read"));
  if (!S_ISREG(status.st_mode)) {
    throw FileError("cannot read " + place.shown.string() + ": not a file");
  }
  std::string bytes;
  char buffer[65536];
  for (;;) {
    const ssize_t length = ::read(file.number, buffer, sizeof buffer);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0) throw FileError(reason(place.shown, "read"));
    if (length == 0) return bytes;
    if (bytes.size() > largest_file) {
      throw FileError("cannot read " + place.shown.string() + ": too large");
    }
    bytes.append(buffer, static_cast<std::size_t>(length));
  }
}

void write_whole(const Place& place, std::string_view bytes) {
  // A fresh file, whatever stands there: a link would lead the bytes to what it points at.
  static_cast<void>(::unlinkat(place.folder, place.name.c_str(), 0));
  const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  const Descriptor file(::openat(place.folder, place.name.c_str(), flags, 0666));
  if (file.number < 0) throw FileError(reason(place.shown, "write"));
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw FileError(reason(place.shown, "write"));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void rename_within(const Place& from, const Place& to) {
  if (::renameat(from.folder, from.name.c_str(), to.folder, to.name.c_str()) != 0) {
    throw FileError(reason(to.shown, "rename"));
  }
}

void write_through(const Place& place) {
  const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  const Descriptor file(::openat(place.folder, place.name.c_str(), flags));
  if (file.number < 0 || ::fsync(file.number) != 0) {
    throw FileError(reason(place.shown, "write through"));
  }
}

std::vector<std::string> names_in(const Place& folder) {
  const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  const int number = ::openat(folder.folder, ".", flags);
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(number < 0 ? nullptr : ::fdopendir(number),
                                                    ::closedir);
  if (!entries) throw FileError(reason(folder.shown, "list"));
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace ocssim::reports
