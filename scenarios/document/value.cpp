// The JSON tree: access, changes, pointers.
#include "scenarios/document/value.hpp"

#include "engine/check.hpp"
#include "scenarios/document/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace ocssim::scenarios {

Value::Value() = default;
Value::Value(Type type, Span span) : span_(span), type_(type) {}

Value Value::make_null(Span span) {
  return Value(Type::null, span);
}
Value Value::make_array(Span span) {
  return Value(Type::array, span);
}
Value Value::make_object(Span span) {
  return Value(Type::object, span);
}

Value Value::make_boolean(bool value, Span span) {
  Value result(Type::boolean, span);
  result.boolean_ = value;
  return result;
}

Value Value::make_number(std::string spelling, Span span) {
  Value result(Type::number, span);
  const char* end = spelling.data() + spelling.size();
  const auto [stop, error] = std::from_chars(spelling.data(), end, result.number_);
  // Underflow is no fault of the writer: 1e-400 is zero for every purpose here.
  if (error == std::errc::result_out_of_range) result.number_ = 0.0;
  OCSSIM_CHECK(stop == end && error != std::errc::invalid_argument);
  result.text_ = std::move(spelling);
  return result;
}

Value Value::make_number(double value, Span span) {
  return make_number(shortest_text(value), span);
}

Value Value::make_number(std::uint64_t value, Span span) {
  return make_number(std::to_string(value), span);
}

Value Value::make_string(std::string text, Span span) {
  Value result(Type::string, span);
  result.text_ = std::move(text);
  return result;
}

bool Value::as_boolean() const {
  OCSSIM_CHECK(is_boolean());
  return boolean_;
}

double Value::as_number() const {
  OCSSIM_CHECK(is_number());
  return number_;
}

const std::string& Value::as_string() const {
  OCSSIM_CHECK(is_string());
  return text_;
}

std::optional<std::uint64_t> Value::as_count() const {
  if (!is_number() || text_.front() == '-') return std::nullopt;
  const auto scanned = scan_decimal(text_);
  if (!scanned || scanned->length != text_.size()) return std::nullopt;
  const auto whole = scanned->value.times(1);
  return whole ? std::optional(*whole) : std::nullopt;
}

const std::vector<Member>& Value::members() const {
  return members_;
}
std::vector<Member>& Value::members() {
  return members_;
}

const Member* Value::find_member(std::string_view key) const {
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [key](const Member& member) { return member.key == key; });
  return found == members_.end() ? nullptr : &*found;
}

const Value* Value::find(std::string_view key) const {
  const Member* member = find_member(key);
  return member == nullptr ? nullptr : &member->value;
}

Value* Value::find(std::string_view key) {
  return const_cast<Value*>(std::as_const(*this).find(key));  // *this is not const here
}

Value& Value::set(std::string key, Span key_span, Value value) {
  OCSSIM_CHECK(is_object());
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [&key](const Member& member) { return member.key == key; });
  if (found != members_.end()) {
    found->key_span = key_span;
    found->value = std::move(value);
    return found->value;
  }
  members_.push_back(Member{std::move(key), key_span, std::move(value)});
  return members_.back().value;
}

bool Value::erase(std::string_view key) {
  return std::erase_if(members_, [key](const Member& member) { return member.key == key; }) > 0;
}

std::string_view to_string(Value::Type type) {
  switch (type) {
    case Value::Type::null:
      return "null";
    case Value::Type::boolean:
      return "true or false";
    case Value::Type::number:
      return "a number";
    case Value::Type::string:
      return "a string";
    case Value::Type::array:
      return "a list";
    case Value::Type::object:
      return "an object";
  }
  return "";
}

std::string append_pointer(std::string_view pointer, std::string_view key) {
  std::string result;
  result.reserve(pointer.size() + 1 + key.size());
  result.append(pointer).push_back('/');
  if (key.find_first_of("~/") == std::string_view::npos) return result.append(key);
  for (const char c : key) {
    if (c == '~') {
      result += "~0";
    } else if (c == '/') {
      result += "~1";
    } else {
      result.push_back(c);
    }
  }
  return result;
}

std::string append_pointer(std::string_view pointer, std::size_t index) {
  return std::string(pointer) + '/' + std::to_string(index);
}

std::optional<std::string> pointer_of(const Value& root, const Value& value) {
  if (&root == &value) return std::string();
  for (const Member& member : root.members()) {
    if (auto below = pointer_of(member.value, value))
      return append_pointer("", member.key) + *below;
  }
  for (std::size_t i = 0; i < root.items().size(); ++i) {
    if (auto below = pointer_of(root.items()[i], value)) return append_pointer("", i) + *below;
  }
  return std::nullopt;
}

namespace {

/// Whether a pointer's step names a key. Every '~' of a step belongs to an escape, and an escaped
/// key has no '/' of its own.
bool is_step_to(std::string_view step, std::string_view key) {
  if (step.find('~') == std::string_view::npos) return step == key;
  return append_pointer("", key).substr(1) == step;
}

}  // namespace

const Value* at_pointer(const Value& root, std::string_view pointer) {
  const Value* here = &root;
  while (!pointer.empty() && here != nullptr) {
    if (pointer.front() != '/') return nullptr;
    pointer.remove_prefix(1);
    const std::string_view step = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(step.size());
    if (here->is_array()) {
      std::size_t index = 0;
      const auto [stop, error] = std::from_chars(step.data(), step.data() + step.size(), index);
      const bool whole = error == std::errc{} && stop == step.data() + step.size();
      here = whole && index < here->items().size() ? &here->items()[index] : nullptr;
      continue;
    }
    const auto& members = here->members();
    const auto found = std::find_if(members.begin(), members.end(), [step](const Member& member) {
      return is_step_to(step, member.key);
    });
    here = found == members.end() ? nullptr : &found->value;
  }
  return here;
}

}  // namespace ocssim::scenarios
