#include "cli/canonical_command.hpp"

#include "scenarios/document/displayable.hpp"
#include "scenarios/document/quantity.hpp"

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

/// $'…' of bash, zsh and ksh: the same word, written without what steers a terminal.
std::string ansi_quoted(std::string_view word) {
  const auto digit = [](unsigned value) { return static_cast<char>('0' + (value & 7U)); };
  std::string quoted = "$'";
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      if (c == '\'' || c == '\\') quoted += '\\';
      quoted += c;
    } else {
      // Three octal digits: a hexadecimal form would go on with a letter that follows.
      quoted += {'\\', digit(byte >> 6U), digit(byte >> 3U), digit(byte)};
    }
  }
  return quoted + "'";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

std::string without_zeros(std::string_view number) {
  while (number.size() > 1 && number[0] == '0' && number[1] >= '0' && number[1] <= '9') {
    number.remove_prefix(1);
  }
  return std::string(number);
}

/// "007" is 7; what is no whole number (auto) stays.
std::string normal_number(const std::string& text) {
  const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? without_zeros(text) : text;
}

/// "60s" is "60 s", in the unit that was typed; what is no such duration (auto, none) stays.
std::string normal_duration(const std::string& text) {
  const auto written = scenarios::parse_written_quantity(text);
  if (!written || !scenarios::parse_duration(text)) return text;
  std::string_view unit = written->tail;
  std::string_view number = text;
  number.remove_suffix(number.size() - static_cast<std::size_t>(unit.data() - text.data()));
  while (!number.empty() && number.front() == ' ') number.remove_prefix(1);
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  return unit.empty() ? without_zeros(number) : without_zeros(number) + " " + std::string(unit);
}

}  // namespace

std::string shell_quoted(std::string_view word) {
  if (scenarios::displayable(word) != word) return ansi_quoted(word);
  const bool has_glob = word.find_first_of("[]") != std::string_view::npos;
  if (!word.empty() && !has_glob && std::all_of(word.begin(), word.end(), is_plain)) {
    return std::string(word);
  }
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string canonical_command(const CommandLine& line, std::string_view verb,
                              std::string_view subject) {
  std::string text = "ocssim " + std::string(verb) + " " + std::string(subject);
  const auto add = [&](std::string_view flag, std::string_view value) {
    text += " " + std::string(flag) + " " + shell_quoted(value);
  };
  const auto add_if = [&](std::string_view flag, const std::optional<std::string>& value) {
    if (value) add(flag, *value);
  };
  const auto add_as = [&](std::string (*normal)(const std::string&), std::string_view flag,
                          const std::optional<std::string>& value) {
    if (value) add(flag, normal(*value));
  };
  const auto add_each = [&](std::string_view flag, const std::vector<std::string>& values) {
    for (const std::string& value : values) add(flag, value);
  };
  add_each("--set", line.sets);
  for (const std::string& value : line.overlays) {
    add("--overlay", std::filesystem::path(value).filename().string());
  }
  add_if("--case", line.case_name);
  add_each("--slo", line.slos);
  add_as(normal_number, "--seed", line.seed);
  add_as(normal_number, "--replications", line.replications);
  add_if("--precision", line.precision);
  add_if("--confidence", line.confidence);
  add_as(normal_number, "--max-replications", line.max_replications);
  add_as(normal_duration, "--warmup", line.warm_up);
  add_as(normal_duration, "--duration", line.duration);
  add_if("--fidelity", line.fidelity);
  if (!line.least.empty()) add("--min", joined(line.least));
  add_each("--among", line.among);
  if (line.pareto) text += " --pareto";
  add_if("--best", line.best);
  add_if("--indifference", line.indifference);
  if (line.full_detail) text += " --full-detail";
  add_each("--vary", line.vary);
  if (line.zip) text += " --zip";
  add_if("--where", line.where);
  add_if("--of", line.of);
  if (!line.inputs.empty()) add("--inputs", joined(line.inputs));
  if (line.method != "tornado") {
    add("--method", line.method);
    add("--trajectories", std::to_string(line.trajectories));
  }
  add_if("--between", line.between);
  add_if("--width", line.width);
  add_each("--a-set", line.a_sets);
  add_each("--b-set", line.b_sets);
  add_each("--fail-on", line.fail_on);
  return text;
}

std::string typed_command(const CommandLine& line) {
  std::string text = "ocssim";
  for (const std::string& word : line.typed) text += " " + shell_quoted(word);
  return text;
}

}  // namespace ocssim::cli
