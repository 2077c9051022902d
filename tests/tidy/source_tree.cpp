// Reading a source tree and blanking what is not code.
#include "tests/tidy/source_tree.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace ocssim::tidy {
namespace {

constexpr std::array<std::string_view, 13> text_suffixes = {
    ".cpp",  ".hpp",   ".h",  ".cmake", ".txt", ".sh", ".md",
    ".json", ".jsonc", ".ts", ".py",    ".csv", ".yml"};
constexpr std::array<std::string_view, 6> product_folders = {"engine", "models",  "scenarios",
                                                             "study",  "reports", "cli"};
constexpr std::array<std::string_view, 5> skipped_folders = {".git", ".cache", "node_modules",
                                                             "ocssim-results", "tests/data"};

// States of the scanner that tells code from comments and literals.
enum class Mode { code, line_comment, block_comment, string, character, raw_string };

class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_(text), out_(text) {}

  std::string run() {
    for (at_ = 0; at_ < text_.size(); ++at_) step();
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool starts(std::string_view word) const {
    return text_.substr(at_, word.size()) == word;
  }
  void blank() {
    if (text_[at_] != '\n') out_[at_] = ' ';
  }
  void step() {
    switch (mode_) {
      case Mode::code:
        return on_code();
      case Mode::line_comment:
        if (text_[at_] == '\n') mode_ = Mode::code;
        return blank();
      case Mode::block_comment:
        return on_block_comment();
      case Mode::string:
        return on_literal('"');
      case Mode::character:
        return on_literal('\'');
      case Mode::raw_string:
        return on_raw_string();
    }
  }
  void on_code() {
    if (starts("//")) {
      mode_ = Mode::line_comment;
      blank();
    } else if (starts("/*")) {
      mode_ = Mode::block_comment;
      blank();
      ++at_;
      blank();
    } else if (text_[at_] == '"') {
      begin_string();
    } else if (text_[at_] == '\'' && !is_digit_separator()) {
      mode_ = Mode::character;
    }
  }
  [[nodiscard]] bool is_digit_separator() const {
    return at_ > 0 && at_ + 1 < text_.size() && is_identifier_character(text_[at_ - 1]) &&
           is_identifier_character(text_[at_ + 1]);
  }
  void begin_string() {
    mode_ = Mode::string;
    if (at_ == 0 || text_[at_ - 1] != 'R') return;
    if (at_ > 1 && is_identifier_character(text_[at_ - 2])) return;
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return;
    mode_ = Mode::raw_string;
    raw_end_ = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
  }
  void on_block_comment() {
    const bool ends = starts("*/");
    blank();
    if (!ends) return;
    ++at_;
    blank();
    mode_ = Mode::code;
  }
  void on_literal(char quote) {
    if (text_[at_] == quote || text_[at_] == '\n') {
      mode_ = Mode::code;
    } else if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
      blank();
      ++at_;
      blank();
    } else {
      blank();
    }
  }
  void on_raw_string() {
    if (!starts(raw_end_)) return blank();
    at_ += raw_end_.size() - 1;
    mode_ = Mode::code;
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
  Mode mode_ = Mode::code;
  std::string raw_end_;
};

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_text(std::string_view path) {
  return std::any_of(text_suffixes.begin(), text_suffixes.end(),
                     [&](std::string_view suffix) { return path.ends_with(suffix); }) ||
         path == ".ci/run";
}

bool is_skipped(std::string_view path) {
  if (path.starts_with("build") && path.find('/') == std::string_view::npos) return true;
  return std::any_of(skipped_folders.begin(), skipped_folders.end(), [&](std::string_view folder) {
    return path == folder || path.ends_with("/" + std::string(folder));
  });
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace

SourceFile make_source_file(std::string_view path, std::string_view text) {
  SourceFile file;
  file.lines = split_lines(text);
  file.code = is_cpp(path) ? split_lines(Blanker(text).run()) : file.lines;
  return file;
}

SourceTree read_source_tree(const std::filesystem::path& root) {
  SourceTree tree;
  auto entry = std::filesystem::recursive_directory_iterator(root);
  for (; entry != std::filesystem::recursive_directory_iterator(); ++entry) {
    const std::string path = entry->path().lexically_relative(root).generic_string();
    if (entry->is_directory() && is_skipped(path)) entry.disable_recursion_pending();
    if (!entry->is_regular_file() || !is_text(path)) continue;
    tree.emplace(path, make_source_file(path, read_text(entry->path())));
  }
  return tree;
}

bool is_cpp(std::string_view path) {
  return path.ends_with(".cpp") || path.ends_with(".hpp");
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

bool is_product(std::string_view path) {
  return std::any_of(product_folders.begin(), product_folders.end(),
                     [&](std::string_view folder) { return is_below(path, folder); });
}

bool is_identifier_character(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         (character >= '0' && character <= '9') || character == '_';
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  const bool joins_left = is_identifier_character(word.front());
  const bool joins_right = is_identifier_character(word.back());
  for (std::size_t at = text.find(word, from); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool left = joins_left && at > 0 && is_identifier_character(text[at - 1]);
    const bool right = joins_right && end < text.size() && is_identifier_character(text[end]);
    if (!left && !right) return at;
  }
  return std::string_view::npos;
}

std::string to_string(const Finding& finding) {
  return finding.path + ":" + std::to_string(finding.line) + ": " + finding.rule + ": " +
         finding.message;
}

}  // namespace ocssim::tidy
