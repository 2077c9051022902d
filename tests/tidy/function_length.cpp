// Finding functions without parsing C++: a brace opens a function if the text since the last
// statement has balanced brackets, ends like a signature and names no type or namespace.
#include "tests/tidy/text_rules.hpp"

#include <algorithm>
#include <array>

namespace ocssim::tidy {
namespace {

constexpr std::size_t function_lines_max = 70;

enum class Brace { scope, function, other };

// The text without what stands in round brackets; says whether they were balanced.
std::string without_arguments(std::string_view text, bool& balanced) {
  std::string out;
  int depth = 0;
  for (const char character : text) {
    if (character == '(') ++depth;
    if (depth == 0) out += character;
    if (character == ')') {
      --depth;
      out += "()";
    }
  }
  balanced = depth == 0;
  return out;
}

// A template's parameters may hold the word `class`, which opens no class.
std::string without_template(std::string_view text) {
  const std::size_t at = find_word(text, "template");
  std::size_t end = at == std::string_view::npos ? at : text.find('<', at);
  if (end == std::string_view::npos) return std::string(text);
  int depth = 0;
  for (; end < text.size(); ++end) {
    if (text[end] == '<') ++depth;
    if (text[end] == '>' && --depth == 0) break;
  }
  return std::string(text.substr(0, at)) + std::string(text.substr(std::min(end + 1, text.size())));
}

Brace kind_of(std::string_view header) {
  bool balanced = true;
  std::string text = without_arguments(without_template(header), balanced);
  text.erase(text.find_last_not_of(' ') + 1);
  for (const std::string_view word : {"namespace", "class", "struct", "union", "enum", "extern"}) {
    if (find_word(text, word) != std::string::npos) return Brace::scope;
  }
  const bool has_signature = text.find("()") != std::string::npos;
  const bool is_value = text.ends_with("=") || text.ends_with(",") || text.ends_with("return");
  return balanced && has_signature && !is_value ? Brace::function : Brace::other;
}

struct Open {
  Brace kind;
  std::size_t line;
};

class FunctionFinder {
 public:
  FunctionFinder(const std::string& path, const SourceFile& file, Findings& findings)
      : path_(path), file_(file), findings_(findings) {}

  void run() {
    bool continued = false;  // a directive that goes on behind a backslash
    for (line_ = 0; line_ < file_.code.size(); ++line_) {
      const std::string& code = file_.code[line_];
      const std::size_t first = code.find_first_not_of(' ');
      const bool directive = continued || (first != std::string::npos && code[first] == '#');
      continued = directive && code.ends_with("\\");
      if (directive) continue;
      for (std::size_t at = 0; at < code.size(); ++at) step(code, at);
      header_ += ' ';
    }
  }

 private:
  [[nodiscard]] bool in_body() const {
    return std::any_of(stack_.begin(), stack_.end(),
                       [](const Open& open) { return open.kind != Brace::scope; });
  }
  void step(const std::string& code, std::size_t at) {
    switch (code[at]) {
      case '{':
        stack_.push_back({in_body() ? Brace::other : kind_of(header_), line_});
        if (stack_.back().kind == Brace::scope) header_.clear();
        return;
      case '}':
        return on_close(code, at);
      case ';':
        if (!in_body()) header_.clear();
        return;
      default:
        if (!in_body()) header_ += code[at];
    }
  }
  // Lines inside a raw string are data, however many they are.
  [[nodiscard]] std::size_t text_lines(std::size_t first, std::size_t last) const {
    std::size_t count = 0;
    for (std::size_t i = first; i <= last; ++i) {
      const std::size_t begin = file_.lines[i].find_first_not_of(' ');
      const bool is_blank = begin == std::string::npos;
      const bool has_code = file_.code[i].find_first_not_of(' ') != std::string::npos;
      const bool is_comment = !is_blank && (file_.lines[i].compare(begin, 2, "//") == 0 ||
                                            file_.lines[i].compare(begin, 2, "/*") == 0 ||
                                            file_.lines[i][begin] == '*');
      if (!is_blank && !has_code && !is_comment) ++count;
    }
    return count;
  }
  void on_close(const std::string& code, std::size_t at) {
    if (stack_.empty()) return;
    const Open open = stack_.back();
    stack_.pop_back();
    if (in_body()) return;
    const std::size_t lines = line_ - open.line + 1 - text_lines(open.line, line_);
    if (open.kind == Brace::function && lines > function_lines_max) {
      findings_.push_back({path_, open.line + 1, "function-length",
                           std::to_string(lines) + " lines; instead: at most 70, by a function " +
                               "for each thing that it does"});
    }
    // A member initializer `a_{1}` is followed by the next one or by the body.
    const std::size_t next = code.find_first_not_of(' ', at + 1);
    const bool goes_on = next != std::string::npos && (code[next] == ',' || code[next] == '{');
    if (!goes_on) header_.clear();
  }

  const std::string& path_;
  const SourceFile& file_;
  Findings& findings_;
  std::vector<Open> stack_;
  std::string header_;
  std::size_t line_ = 0;
};

}  // namespace

void check_function_length(const SourceTree& tree, Findings& findings) {
  for (const auto& [path, file] : tree) {
    if (is_cpp(path)) FunctionFinder(path, file, findings).run();
  }
}

}  // namespace ocssim::tidy
