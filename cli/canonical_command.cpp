#include "cli/canonical_command.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace ocssim::cli {
namespace {

bool is_plain(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') ||
         std::string_view("._-+/:=,%@[]").find(c) != std::string_view::npos;
}

}  // namespace

std::string shell_quoted(std::string_view word) {
  const bool has_glob = word.find_first_of("[]") != std::string_view::npos;
  if (!word.empty() && !has_glob && std::all_of(word.begin(), word.end(), is_plain)) {
    return std::string(word);
  }
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string canonical_command(const CommandLine& line, std::string_view scenario) {
  std::string text = "ocssim run " + shell_quoted(scenario);
  const auto add = [&](std::string_view flag, std::string_view value) {
    text += " " + std::string(flag) + " " + shell_quoted(value);
  };
  const auto add_if = [&](std::string_view flag, const std::optional<std::string>& value) {
    if (value) add(flag, *value);
  };
  for (const std::string& value : line.sets) add("--set", value);
  for (const std::string& value : line.overlays) {
    add("--overlay", std::filesystem::path(value).filename().string());
  }
  for (const std::string& value : line.slos) add("--slo", value);
  add_if("--seed", line.seed);
  add_if("--replications", line.replications);
  add_if("--precision", line.precision);
  add_if("--confidence", line.confidence);
  add_if("--max-replications", line.max_replications);
  add_if("--warmup", line.warm_up);
  add_if("--duration", line.duration);
  return text;
}

std::string typed_command(const CommandLine& line) {
  std::string text = "ocssim";
  for (const std::string& word : line.typed) text += " " + shell_quoted(word);
  return text;
}

}  // namespace ocssim::cli
