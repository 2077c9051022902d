// Starts the tool as a shell would and catches what it says.
#pragma once

#include <filesystem>
#include <string>

namespace ocssim::cli {

struct Outcome {
  int exit_code = -1;
  std::string out;  // stdout
  std::string err;  // stderr
};

/// A folder of its own for one test, removed at its end.
class ToolFolder {
 public:
  ToolFolder();
  ~ToolFolder();
  ToolFolder(const ToolFolder&) = delete;
  ToolFolder& operator=(const ToolFolder&) = delete;

  /// `ocssim ARGUMENTS` in this folder, through the shell: quote what it would change.
  [[nodiscard]] Outcome ocssim(const std::string& arguments) const;
  /// Any command line; "$OCSSIM" is the tool.
  [[nodiscard]] Outcome shell(const std::string& command) const;

  void write(const std::string& name, const std::string& text) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace ocssim::cli
