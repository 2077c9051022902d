#include "tests/cli/tool.hpp"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace ocssim::cli {
namespace {

namespace fs = std::filesystem;

}  // namespace

ToolFolder::ToolFolder()
    : path_(fs::temp_directory_path() /
            ("ocssim_cli_" + std::to_string(::getpid()) + "_" +
             testing::UnitTest::GetInstance()->current_test_info()->name())) {
  fs::remove_all(path_);
  fs::create_directories(path_ / "work");
}

ToolFolder::~ToolFolder() {
  fs::remove_all(path_);
}

Outcome ToolFolder::shell(const std::string& command) const {
  const std::string line = "cd '" + (path_ / "work").string() + "' && export OCSSIM='" +
                           OCSSIM_TOOL + "' && { " + command + "\n} >../out 2>../err";
  const int status = std::system(line.c_str());
  const auto content = [this](const char* name) {
    std::ifstream file(path_ / name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  };
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .out = content("out"),
          .err = content("err")};
}

Outcome ToolFolder::ocssim(const std::string& arguments) const {
  return shell("\"$OCSSIM\" " + arguments);
}

void ToolFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / "work" / name, std::ios::binary) << text;
}

std::string ToolFolder::read(const std::string& name) const {
  std::ifstream file(path_ / "work" / name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace ocssim::cli
