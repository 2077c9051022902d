// Which design points are wanted: `--where EXPR` over the values of a resolved scenario.
//
//   condition  = all { ("or" | "||") all }          sum      = product { ("+" | "-") product }
//   all        = negation { ("and" | "&&") negation }
//   negation   = ("not" | "!") negation | comparison product = factor { ("*" | "/") factor }
//   comparison = sum [ OP sum ],  OP: < <= > >= == != factor = quantity | path | "text" | (
//   condition )
//
// Kinds are checked: times compare with times, sizes with sizes; counts, numbers and percentages
// are plain numbers; work / frequency is a time, count · rate a rate. A word that is no path may
// stand bare beside == and != when the other side is a text: load_balancer.nat == snat.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/expected.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/document/quantity.hpp"
#include "scenarios/document/value.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// A parsed condition: a tree in one list, children before their parents, the root last.
class Condition {
 public:
  enum class Operation : std::uint8_t {
    quantity,
    truth,
    text,
    path,
    negate,
    add,
    subtract,
    multiply,
    divide,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    both,
    either,
  };

  struct Node {
    Operation operation{};
    std::size_t begin = 0, end = 0;   // bytes of the condition's text
    std::size_t left = 0, right = 0;  // indices of operands
    Quantity quantity = {};           // of a quantity
    bool truth = false;               // of a truth
    std::string text = {};            // of a text; a path as written
    Path path = {};                   // of a path
  };

  /// As parsed: at least one node.
  explicit Condition(std::vector<Node> nodes);

  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }

 private:
  std::vector<Node> nodes_;
};

[[nodiscard]] Expected<Condition, TextError> parse_condition(std::string_view text);

/// Whether a resolved scenario meets the condition. Paths that name nothing, kinds that do not fit
/// and answers that hang on a division by zero are errors with their place in the condition.
[[nodiscard]] Expected<bool, TextError> holds(const Condition& condition, const Value& root);

}  // namespace ocssim::scenarios
