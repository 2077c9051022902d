// A target without libFuzzer: every file of the folders named, then COUNT random changes of them,
// always the same. Finds less than a fuzzer that sees coverage, with any compiler.
//
//   TARGET COUNT FOLDER...
#include "engine/random/stream.hpp"
#include "tests/fuzz/target.hpp"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace ocssim::fuzz {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_below(const std::vector<std::string>& folders) {
  std::vector<fs::path> paths;
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const fs::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

/// A few bytes changed, removed, doubled, or a piece of another input put in.
std::string changed(const std::vector<std::string>& inputs, const Stream& luck,
                    std::uint64_t number) {
  const RandomBlock pick = luck.draw(0, number);
  std::string text = inputs[pick.below(0, static_cast<std::uint32_t>(inputs.size()))];
  const std::uint32_t changes = 1 + pick.below(1, 8);
  for (std::uint32_t i = 0; i < changes; ++i) {
    const RandomBlock how = luck.draw(1 + i, number);
    const std::size_t at = how.below(0, static_cast<std::uint32_t>(text.size() + 1));
    const std::size_t length = std::min<std::size_t>(how.below(1, 16), text.size() - at);
    switch (how.below(2, 4)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(how.below(3, 256));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(at, length));
        break;
      default: {
        const std::string& other = inputs[how.below(3, static_cast<std::uint32_t>(inputs.size()))];
        text.insert(at, other.substr(std::min(at, other.size()), 32));
      }
    }
  }
  return text;
}

/// The input in work, for the handler that keeps it when the target aborts.
std::string current;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void keep_and_abort(int signal) {
  std::FILE* file = std::fopen("failing-input", "wb");
  if (file != nullptr) {
    std::fwrite(current.data(), 1, current.size(), file);
    std::fclose(file);
  }
  std::fprintf(stderr, "the input is kept in the working folder: failing-input\n");
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void try_one(std::string input) {
  current = std::move(input);
  fuzz_one(current);
}

int replay(std::uint64_t count, const std::vector<std::string>& folders) {
  const std::vector<std::string> inputs = files_below(folders);
  std::signal(SIGABRT, keep_and_abort);
  std::signal(SIGSEGV, keep_and_abort);
  for (const std::string& input : inputs) try_one(input);
  const Stream luck(1, "replay", 0);
  for (std::uint64_t number = 0; !inputs.empty() && number < count; ++number) {
    try_one(changed(inputs, luck, number));
  }
  std::printf("replayed %zu inputs and %llu changed ones\n", inputs.size(),
              static_cast<unsigned long long>(count));
  return 0;
}

}  // namespace
}  // namespace ocssim::fuzz

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: TARGET COUNT FOLDER...\n");
    return 2;
  }
  return ocssim::fuzz::replay(std::strtoull(argv[1], nullptr, 10), {argv + 2, argv + argc});
}
