// Conditions from text: tokens, then one function a level of precedence.
#include "engine/check.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/where.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
using Node = Condition::Node;
using Operation = Condition::Operation;
using Parsed = Expected<std::size_t, TextError>;  // index of a node

constexpr std::size_t deepest = 100;  // parentheses and negations inside one another

[[nodiscard]] bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
[[nodiscard]] bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
/// µ and μ of µs are two bytes each.
[[nodiscard]] bool is_unit_byte(char c) {
  return is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

[[nodiscard]] TextError bad_condition(std::size_t begin, std::size_t end, std::string message,
                                      std::string expected = {}) {
  TextError error;
  error.code = Code::bad_condition;
  error.begin = begin;
  error.length = end - begin;
  error.message = std::move(message);
  error.expected = std::move(expected);
  return error;
}

struct Symbol {
  std::string_view text;
  Operation operation;
};
// Longer ones first, so that "<=" is not read as "<".
constexpr std::array comparisons{
    Symbol{"<=", Operation::less_equal}, Symbol{">=", Operation::greater_equal},
    Symbol{"==", Operation::equal},      Symbol{"!=", Operation::not_equal},
    Symbol{"<", Operation::less},        Symbol{">", Operation::greater}};
constexpr std::array<std::string_view, 8> periods{"s",      "sec", "second", "min",
                                                  "minute", "h",   "hour",   "day"};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  [[nodiscard]] Expected<Condition, TextError> run() {
    auto root = either();
    if (!root) return failure(std::move(root.error()));
    skip_blanks();
    if (at_ < text_.size()) return failure(unexpected());
    return Condition(std::move(nodes_));
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  [[nodiscard]] char here(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  /// End of the word that begins at `from`: letters, digits and '_'.
  [[nodiscard]] std::size_t word_end(std::size_t from) const {
    while (from < text_.size() && (is_letter(text_[from]) || is_digit(text_[from]))) ++from;
    return from;
  }
  [[nodiscard]] std::string_view word_at(std::size_t from) const {
    return text_.substr(from, word_end(from) - from);
  }

  /// Takes a word ("and") or a symbol ("&&") if it is next.
  bool take(std::string_view word, std::string_view symbol) {
    skip_blanks();
    if (text_.substr(at_, symbol.size()) == symbol) {
      at_ += symbol.size();
      return true;
    }
    if (word_at(at_) != word) return false;
    const char after = here(word.size());
    if (after == '.' || after == '[') return false;  // a path that begins like it
    at_ += word.size();
    return true;
  }

  [[nodiscard]] TextError unexpected() const {
    if (at_ >= text_.size()) {
      return bad_condition(text_.size(), text_.size(), "the condition ends too early",
                           "a path, a quantity or \"(\"");
    }
    std::size_t end = std::max(word_end(at_), at_ + 1);
    if (text_[at_] == '=') {
      TextError error = bad_condition(at_, end, "a single = compares nothing");
      error.suggestion = "==";
      return error;
    }
    while (end < text_.size() && static_cast<unsigned char>(text_[end]) >= 0x80) ++end;
    return bad_condition(at_, end, "unexpected " + in_quotes(text_.substr(at_, end - at_)));
  }

  [[nodiscard]] std::size_t add(Node node) {
    nodes_.push_back(std::move(node));
    return nodes_.size() - 1;
  }
  [[nodiscard]] std::size_t join(Operation operation, std::size_t left, std::size_t right) {
    return add({operation, nodes_[left].begin, nodes_[right].end, left, right});
  }

  [[nodiscard]] Parsed either() {
    Parsed left = both();
    while (left && take("or", "||")) {
      const Parsed right = both();
      if (!right) return right;
      left = join(Operation::either, *left, *right);
    }
    return left;
  }

  [[nodiscard]] Parsed both() {
    Parsed left = negation();
    while (left && take("and", "&&")) {
      const Parsed right = negation();
      if (!right) return right;
      left = join(Operation::both, *left, *right);
    }
    return left;
  }

  [[nodiscard]] Parsed negation() {
    skip_blanks();
    const std::size_t begin = at_;
    const bool is_symbol = here() == '!' && here(1) != '=';
    if (!is_symbol && word_at(at_) != "not") return comparison();
    if (!take("not", "!")) return comparison();
    if (++depth_ > deepest) return failure(bad_condition(begin, at_, "nested too deeply"));
    const Parsed operand = negation();
    --depth_;
    if (!operand) return operand;
    return add({Operation::negate, begin, nodes_[*operand].end, *operand, *operand});
  }

  [[nodiscard]] std::optional<Operation> take_comparison() {
    skip_blanks();
    for (const Symbol& symbol : comparisons) {
      if (text_.substr(at_, symbol.text.size()) != symbol.text) continue;
      at_ += symbol.text.size();
      return symbol.operation;
    }
    return std::nullopt;
  }

  [[nodiscard]] Parsed comparison() {
    const Parsed left = sum();
    if (!left) return left;
    const auto operation = take_comparison();
    if (!operation) return left;
    const Parsed right = sum();
    if (!right) return right;
    const std::size_t begin = at_;
    if (take_comparison()) {
      return failure(
          bad_condition(begin, at_, "comparisons do not chain", "two comparisons joined with and"));
    }
    return join(*operation, *left, *right);
  }

  [[nodiscard]] Parsed sum() {
    Parsed left = product();
    while (left) {
      skip_blanks();
      if (here() != '+' && here() != '-') break;
      const Operation operation = here() == '+' ? Operation::add : Operation::subtract;
      ++at_;
      const Parsed right = product();
      if (!right) return right;
      left = join(operation, *left, *right);
    }
    return left;
  }

  [[nodiscard]] Parsed product() {
    Parsed left = factor();
    while (left) {
      skip_blanks();
      if (here() != '*' && here() != '/') break;
      const Operation operation = here() == '*' ? Operation::multiply : Operation::divide;
      ++at_;
      const Parsed right = factor();
      if (!right) return right;
      left = join(operation, *left, *right);
    }
    return left;
  }

  [[nodiscard]] Parsed factor() {
    skip_blanks();
    if (here() == '(') {
      const std::size_t begin = at_++;
      if (++depth_ > deepest) return failure(bad_condition(begin, at_, "nested too deeply"));
      const Parsed inside = either();
      --depth_;
      if (!inside) return inside;
      skip_blanks();
      if (here() != ')') {
        if (at_ < text_.size()) return failure(unexpected());
        return failure(bad_condition(begin, begin + 1, "a parenthesis is not closed"));
      }
      nodes_[*inside].begin = begin;
      nodes_[*inside].end = ++at_;
      return inside;
    }
    if (is_digit(here())) return quantity();
    if (here() == '"') return quoted();
    if (is_letter(here())) return word();
    return failure(unexpected());
  }

  [[nodiscard]] Parsed quoted() {
    const std::size_t begin = at_;
    const std::size_t close = text_.find('"', begin + 1);
    if (close == std::string_view::npos) {
      return failure(bad_condition(begin, text_.size(), "a string is not closed"));
    }
    at_ = close + 1;
    Node node{Operation::text, begin, at_};
    node.text = text_.substr(begin + 1, close - begin - 1);
    return add(std::move(node));
  }

  [[nodiscard]] Parsed word() {
    const std::size_t begin = at_;
    std::size_t end = word_end(begin);
    while (end < text_.size() && (text_[end] == '.' || text_[end] == '[')) {
      end = word_end(end + 1);
      if (end < text_.size() && text_[end] == ']') ++end;
    }
    const std::string_view name = text_.substr(begin, end - begin);
    for (const std::string_view reserved : {"and", "or", "not"}) {
      if (name == reserved) return failure(unexpected());
    }
    at_ = end;
    Node node{Operation::truth, begin, end};
    if (name == "true" || name == "false") {
      node.truth = name == "true";
      return add(std::move(node));
    }
    auto path = parse_path(name);
    if (!path) {
      TextError error = std::move(path.error());
      error.begin += begin;
      return failure(std::move(error));
    }
    node.operation = Operation::path;
    node.text = name;
    node.path = std::move(*path);
    return add(std::move(node));
  }

  /// "/ s", "/ user / hour": a period after a number's slash, not a path to divide by. 0: none.
  [[nodiscard]] std::size_t rate_end(std::size_t from) const {
    const auto after_blanks = [this](std::size_t i) {
      while (i < text_.size() && is_blank(text_[i])) ++i;
      return i;
    };
    const std::size_t slash = after_blanks(from);
    if (slash >= text_.size() || text_[slash] != '/') return 0;
    const std::size_t begin = after_blanks(slash + 1);
    const std::string_view name = word_at(begin);
    const std::size_t end = begin + name.size();
    if (name == "user") return rate_end(end);
    if (std::find(periods.begin(), periods.end(), name) == periods.end()) return 0;
    const bool goes_on = end < text_.size() && (text_[end] == '.' || text_[end] == '[');
    return goes_on ? 0 : end;
  }

  /// End of the unit after the number that ends at `from`; `from` if there is none.
  [[nodiscard]] std::size_t unit_end(std::size_t from) const {
    if (const std::size_t rate = rate_end(from)) return rate;
    std::size_t begin = from;
    while (begin < text_.size() && is_blank(text_[begin])) ++begin;
    if (begin < text_.size() && text_[begin] == '%') return begin + 1;
    std::size_t end = begin;
    while (end < text_.size() && is_unit_byte(text_[end])) ++end;
    const std::string_view name = text_.substr(begin, end - begin);
    if (end < text_.size() && (text_[end] == '.' || text_[end] == '[')) return from;  // a path
    if (name.empty() || name == "and" || name == "or" || name == "not") return from;
    // "MB/s" is one unit where "MB" would be divided by a path named s.
    if (text_.substr(end, 2) == "/s" && word_at(end + 1) == "s") {
      if (find_unit(std::string(name) + "/s") != nullptr) return end + 2;
    }
    return end;
  }

  /// A number with its unit, or a compound time.
  [[nodiscard]] Parsed quantity() {
    const std::size_t begin = at_;
    std::size_t end = begin;
    do {
      const auto number = scan_decimal(text_.substr(at_));
      if (!number) return failure(bad_condition(at_, at_ + 1, "a number is malformed"));
      end = unit_end(at_ + number->length);
      at_ = end;
      skip_blanks();
    } while (is_digit(here()));
    at_ = end;
    auto value = parse_any_quantity(text_.substr(begin, end - begin));
    if (!value) {
      TextError error = std::move(value.error());
      error.begin += begin;
      return failure(std::move(error));
    }
    Node node{Operation::quantity, begin, end};
    node.quantity = *value;
    return add(std::move(node));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::vector<Node> nodes_;
};

}  // namespace

Condition::Condition(std::vector<Node> nodes) : nodes_(std::move(nodes)) {
  OCSSIM_CHECK(!nodes_.empty());
}

Expected<Condition, TextError> parse_condition(std::string_view text) {
  return Parser(text).run();
}

}  // namespace ocssim::scenarios
