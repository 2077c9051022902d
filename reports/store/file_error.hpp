// The world's fault: a file, a device or a locked folder. Caught once, in main: exit code 4.
#pragma once

#include <stdexcept>

namespace ocssim::reports {

class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace ocssim::reports
