// One process at a time in a results folder: an advisory lock that ends with its holder.
#pragma once

#include <filesystem>

namespace ocssim::reports {

class FolderLock {
 public:
  /// Locks `<folder>/lock` and writes process and host into it. Throws FileError that names the
  /// holder when another process has it.
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace ocssim::reports
