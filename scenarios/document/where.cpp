// Conditions held against a resolved scenario: every node once, operands first.
//
// Numbers carry the exponents of their kind over time [s], bytes, bits and cycles, so that what may
// be compared follows from arithmetic: Mcycles / GHz = s, 1 / user / hour · users = 1/s.
#include "scenarios/document/where.hpp"

#include "scenarios/document/nearest.hpp"
#include "scenarios/document/render.hpp"

#include <array>
#include <optional>
#include <utility>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
using Node = Condition::Node;
using Operation = Condition::Operation;

/// Exponents of s, B, bit and cycle; all 0 is a plain number.
using Kind = std::array<int, 4>;
constexpr std::array<std::string_view, 4> base_units{"s", "B", "bit", "cycles"};

struct Dimensional {
  Dimension dimension;
  Kind kind;
  double scale;  // of the dimension's base unit in s, B, bit, cycles
};
constexpr std::array dimensional{Dimensional{Dimension::duration, {1, 0, 0, 0}, 1e9},
                                 Dimensional{Dimension::size, {0, 1, 0, 0}, 1.0},
                                 Dimensional{Dimension::rate, {-1, 0, 0, 0}, 1.0},
                                 Dimensional{Dimension::user_rate, {-1, 0, 0, 0}, 1.0},
                                 Dimensional{Dimension::frequency, {-1, 0, 0, 1}, 1.0},
                                 Dimensional{Dimension::bandwidth, {-1, 0, 1, 0}, 1.0},
                                 Dimensional{Dimension::byte_rate, {-1, 1, 0, 0}, 1.0},
                                 Dimensional{Dimension::cycles, {0, 0, 0, 1}, 1e-6}};

struct Operand {
  enum class Type : std::uint8_t { number, truth, text, unknown_word };

  Type type = Type::number;
  double number = 0.0;
  Kind kind{};
  bool truth = false;
  std::string text;
  bool is_undefined = false;     // hangs on a division by zero
  std::size_t undefined_at = 0;  // the node that divides
};
using Evaluated = Expected<Operand, TextError>;

[[nodiscard]] TextError make_error(Code code, const Node& node, std::string message) {
  TextError error;
  error.code = code;
  error.begin = node.begin;
  error.length = node.end - node.begin;
  error.message = std::move(message);
  return error;
}

[[nodiscard]] Operand number_of(const Quantity& quantity) {
  Operand operand;
  operand.number = quantity.value;
  for (const Dimensional& one : dimensional) {
    if (one.dimension != quantity.dimension) continue;
    operand.kind = one.kind;
    operand.number = quantity.value / one.scale;  // a quotient rounds once: 0.1 s is 0.1
  }
  return operand;
}

[[nodiscard]] std::string describe(const Operand& operand) {
  if (operand.type == Operand::Type::truth) return "a yes or no";
  if (operand.type != Operand::Type::number) return "the word " + in_quotes(operand.text);
  if (operand.kind == Kind{}) return "a plain number";
  for (const Dimensional& one : dimensional) {
    if (one.kind == operand.kind) return std::string(to_string(one.dimension));
  }
  std::string product;
  for (std::size_t i = 0; i < base_units.size(); ++i) {
    if (operand.kind[i] == 0) continue;
    product += (product.empty() ? "" : " ") + std::string(base_units[i]);
    if (operand.kind[i] != 1) product += '^' + std::to_string(operand.kind[i]);
  }
  return "a number of " + product;
}

void collect_paths(const Value& value, const std::string& here, std::vector<std::string>& paths) {
  if (!here.empty()) paths.push_back(here);
  for (const Member& member : value.members()) {
    collect_paths(member.value, here.empty() ? member.key : here + '.' + member.key, paths);
  }
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    collect_paths(value.items()[i], here + '[' + std::to_string(i) + ']', paths);
  }
}

[[nodiscard]] TextError unknown_path(const Node& node, const Value& root) {
  TextError error =
      make_error(Code::unknown_path, node, in_quotes(node.text) + " is not in the scenario");
  std::vector<std::string> paths;
  collect_paths(root, "", paths);
  const std::vector<std::string_view> candidates(paths.begin(), paths.end());
  error.found = node.text;
  error.suggestion = nearest(node.text, candidates).value_or(std::string_view());
  return error;
}

[[nodiscard]] Evaluated value_at(const Node& node, const Value& root) {
  const Value* value = find(root, node.path);
  Operand operand;
  if (value == nullptr) {
    if (node.path.size() > 1) return failure(unknown_path(node, root));
    operand.type = Operand::Type::unknown_word;  // beside a text it is a word
    operand.text = node.text;
    return operand;
  }
  if (value->is_boolean()) {
    operand.type = Operand::Type::truth;
    operand.truth = value->as_boolean();
  } else if (value->is_number()) {
    operand.number = value->as_number();
  } else if (!value->is_string()) {
    return failure(make_error(
        Code::kinds_differ, node,
        in_quotes(node.text) + " is " + std::string(to_string(value->type())) + ", not a value"));
  } else if (const auto quantity = parse_any_quantity(value->as_string())) {
    operand = number_of(*quantity);
  } else {
    operand.type = Operand::Type::text;
    operand.text = value->as_string();
  }
  return operand;
}

[[nodiscard]] bool compares(Operation operation, double a, double b) {
  if (operation == Operation::less) return a < b;
  if (operation == Operation::less_equal) return a <= b;
  if (operation == Operation::greater) return a > b;
  if (operation == Operation::greater_equal) return a >= b;
  return operation == Operation::equal ? a == b : a != b;
}

[[nodiscard]] bool is_logic(Operation operation) {
  return operation == Operation::negate || operation == Operation::both ||
         operation == Operation::either;
}

[[nodiscard]] bool is_sum(Operation operation) {
  return operation == Operation::add || operation == Operation::subtract;
}

[[nodiscard]] bool is_product(Operation operation) {
  return operation == Operation::multiply || operation == Operation::divide;
}

class Evaluation {
 public:
  Evaluation(const Condition& condition, const Value& root)
      : nodes_(condition.nodes()), root_(root) {}

  [[nodiscard]] Expected<bool, TextError> run() {
    for (const Node& node : nodes_) {
      auto value = evaluate(node);
      if (!value) return failure(std::move(value.error()));
      operands_.push_back(std::move(*value));
    }
    const Operand& answer = operands_.back();
    if (auto error = must_be(Operand::Type::truth, nodes_.size() - 1)) {
      return failure(*std::move(error));
    }
    if (answer.is_undefined) {
      return failure(
          make_error(Code::no_condition_value, nodes_[answer.undefined_at], "a division by zero"));
    }
    return answer.truth;
  }

 private:
  using Type = Operand::Type;

  [[nodiscard]] Evaluated evaluate(const Node& node) {
    if (node.operation == Operation::quantity) return number_of(node.quantity);
    if (node.operation == Operation::path) return value_at(node, root_);
    if (is_logic(node.operation)) return logic(node);
    if (is_sum(node.operation) || is_product(node.operation)) return arithmetic(node);
    Operand leaf;
    leaf.type = node.operation == Operation::truth ? Type::truth : Type::text;
    leaf.truth = node.truth;
    leaf.text = node.text;
    const bool is_leaf = node.operation == Operation::truth || node.operation == Operation::text;
    return is_leaf ? Evaluated(std::move(leaf)) : comparison(node);
  }

  /// What is wrong if operand `index` is of another type; unknown words are paths gone astray.
  [[nodiscard]] std::optional<TextError> must_be(Type type, std::size_t index) const {
    const Operand& operand = operands_[index];
    if (operand.type == type) return std::nullopt;
    const Node& node = nodes_[index];
    if (operand.type == Type::unknown_word) return unknown_path(node, root_);
    TextError error = make_error(Code::kinds_differ, node,
                                 (type == Type::truth ? "a comparison" : "a number") +
                                     std::string(" belongs here, not ") + describe(operand));
    return error;
  }

  [[nodiscard]] TextError differ(const Node& node, std::string_view verb) const {
    return make_error(Code::kinds_differ, node,
                      describe(operands_[node.left]) + ' ' + std::string(verb) + ' ' +
                          describe(operands_[node.right]));
  }

  /// An answer that one operand decides does not hang on the other.
  [[nodiscard]] Evaluated logic(const Node& node) const {
    for (const std::size_t index : {node.left, node.right}) {
      if (auto error = must_be(Type::truth, index)) return failure(*std::move(error));
    }
    const Operand& left = operands_[node.left];
    const Operand& right = operands_[node.right];
    if (node.operation == Operation::negate) {
      Operand result = left;
      result.truth = !left.truth;
      return result;
    }
    const bool deciding = node.operation == Operation::either;
    if (!left.is_undefined && left.truth == deciding) return left;
    if (!right.is_undefined && right.truth == deciding) return right;
    return left.is_undefined ? left : right;
  }

  [[nodiscard]] Evaluated arithmetic(const Node& node) const {
    for (const std::size_t index : {node.left, node.right}) {
      if (auto error = must_be(Type::number, index)) return failure(*std::move(error));
    }
    Operand result = operands_[node.left];
    const Operand& right = operands_[node.right];
    const bool sum = is_sum(node.operation);
    if (sum && result.kind != right.kind) return failure(differ(node, "does not add to"));
    if (!result.is_undefined && right.is_undefined) {
      result.is_undefined = true;
      result.undefined_at = right.undefined_at;
    }
    const int sign = node.operation == Operation::divide ? -1 : 1;
    for (std::size_t i = 0; !sum && i < result.kind.size(); ++i) {
      result.kind[i] += sign * right.kind[i];
    }
    if (node.operation == Operation::divide && right.number == 0.0) {
      if (!result.is_undefined) result.undefined_at = operands_.size();  // the node that divides
      result.is_undefined = true;
      return result;
    }
    if (node.operation == Operation::add) result.number += right.number;
    if (node.operation == Operation::subtract) result.number -= right.number;
    if (node.operation == Operation::multiply) result.number *= right.number;
    if (node.operation == Operation::divide) result.number /= right.number;
    return result;
  }

  [[nodiscard]] Evaluated comparison(const Node& node) const {
    Operand left = operands_[node.left];
    Operand right = operands_[node.right];
    const bool equality =
        node.operation == Operation::equal || node.operation == Operation::not_equal;
    if (equality && left.type == Type::text && right.type == Type::unknown_word) {
      right.type = Type::text;
    }
    if (equality && right.type == Type::text && left.type == Type::unknown_word) {
      left.type = Type::text;
    }
    for (const std::size_t index : {node.left, node.right}) {
      const Operand& operand = index == node.left ? left : right;
      if (operand.type == Type::unknown_word) return failure(unknown_path(nodes_[index], root_));
    }
    if (left.type != right.type || left.kind != right.kind) {
      return failure(differ(node, "is compared with"));
    }
    if (left.type != Type::number && !equality) {
      return failure(
          make_error(Code::kinds_differ, node, describe(left) + " is neither less nor greater"));
    }
    Operand result;
    result.type = Type::truth;
    result.is_undefined = left.is_undefined || right.is_undefined;
    result.undefined_at = left.is_undefined ? left.undefined_at : right.undefined_at;
    if (left.type == Type::number) {
      result.truth = compares(node.operation, left.number, right.number);
    } else {
      const bool same =
          left.type == Type::text ? left.text == right.text : left.truth == right.truth;
      result.truth = same == (node.operation == Operation::equal);
    }
    return result;
  }

  const std::vector<Node>& nodes_;
  const Value& root_;
  std::vector<Operand> operands_;
};

}  // namespace

Expected<bool, TextError> holds(const Condition& condition, const Value& root) {
  return Evaluation(condition, root).run();
}

}  // namespace ocssim::scenarios
