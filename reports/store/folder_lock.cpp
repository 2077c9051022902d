#include "reports/store/folder_lock.hpp"

#include "reports/store/file_error.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>

namespace ocssim::reports {
namespace {

std::string content_of(int descriptor) {
  std::array<char, 300> buffer{};
  const ssize_t length = ::pread(descriptor, buffer.data(), buffer.size(), 0);
  std::string content(buffer.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
  while (!content.empty() && content.back() == '\n') content.pop_back();
  return content.empty() ? "another process" : content;
}

std::string holder() {
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
  return "process " + std::to_string(::getpid()) + " on " + host.data();
}

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "lock";
  // Its content is replaced, so it must not be a link to something that matters.
  const int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  descriptor_ = ::open(path.c_str(), flags, 0666);
  if (descriptor_ < 0) {
    throw FileError("cannot open " + path.string() + ": " + std::strerror(errno));
  }
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    const std::string who = content_of(descriptor_);
    ::close(descriptor_);
    if (reason != EWOULDBLOCK) {
      throw FileError("cannot lock " + path.string() + ": " + std::strerror(reason));
    }
    throw FileError("results folder " + folder.string() + " is in use by " + who +
                    "; wait for it, or choose another folder with -o");
  }
  const std::string text = holder() + "\n";
  // Who holds it is a courtesy; the lock itself is the kernel's, so a failed write is no error.
  if (::ftruncate(descriptor_, 0) == 0 && ::pwrite(descriptor_, text.data(), text.size(), 0) < 0) {
    static_cast<void>(::ftruncate(descriptor_, 0));
  }
}

FolderLock::~FolderLock() {
  ::close(descriptor_);
}

}  // namespace ocssim::reports
