// A JSON value that remembers where it was written: the tree under a Document.
#pragma once

#include "scenarios/document/source_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

struct Member;

/// A value with its span. Objects keep the order of the file; numbers keep their spelling, so that
/// 64-bit integers stay exact.
///
/// What makes or ends a Value is written in the source file: only there is Member complete.
class Value {
 public:
  enum class Type : std::uint8_t { null, boolean, number, string, array, object };

  Value();  // null
  [[nodiscard]] static Value make_null(Span span = {});
  [[nodiscard]] static Value make_boolean(bool value, Span span = {});
  /// `spelling` must be a JSON number whose value is finite.
  [[nodiscard]] static Value make_number(std::string spelling, Span span = {});
  [[nodiscard]] static Value make_number(double value, Span span = {});
  [[nodiscard]] static Value make_number(std::uint64_t value, Span span = {});
  [[nodiscard]] static Value make_string(std::string text, Span span = {});
  [[nodiscard]] static Value make_array(Span span = {});
  [[nodiscard]] static Value make_object(Span span = {});

  [[nodiscard]] Type type() const { return type_; }
  [[nodiscard]] bool is_null() const { return type_ == Type::null; }
  [[nodiscard]] bool is_boolean() const { return type_ == Type::boolean; }
  [[nodiscard]] bool is_number() const { return type_ == Type::number; }
  [[nodiscard]] bool is_string() const { return type_ == Type::string; }
  [[nodiscard]] bool is_array() const { return type_ == Type::array; }
  [[nodiscard]] bool is_object() const { return type_ == Type::object; }

  /// Each requires the type it names.
  [[nodiscard]] bool as_boolean() const;
  [[nodiscard]] double as_number() const;
  [[nodiscard]] const std::string& as_string() const;

  /// The number as an exact integer: "8", "8.0" and "8e0" are; 8.5, -1 and 2^64 are not.
  [[nodiscard]] std::optional<std::uint64_t> as_count() const;

  /// Content of a string, spelling of a number, else empty.
  [[nodiscard]] const std::string& text() const { return text_; }

  /// Elements of an array; empty for every other type.
  [[nodiscard]] const std::vector<Value>& items() const { return items_; }
  [[nodiscard]] std::vector<Value>& items() { return items_; }

  /// Members of an object in file order; empty for every other type.
  [[nodiscard]] const std::vector<Member>& members() const;
  [[nodiscard]] std::vector<Member>& members();
  [[nodiscard]] const Value* find(std::string_view key) const;
  [[nodiscard]] Value* find(std::string_view key);
  [[nodiscard]] const Member* find_member(std::string_view key) const;

  /// Replaces or appends a member. Requires an object. Returns the value in its place.
  Value& set(std::string key, Span key_span, Value value);
  /// Removes a member; true if it was there.
  bool erase(std::string_view key);

  [[nodiscard]] const Span& span() const { return span_; }
  void set_span(Span span) { span_ = span; }

 private:
  Value(Type type, Span span);

  Span span_{};
  Type type_ = Type::null;
  bool boolean_ = false;
  double number_ = 0.0;
  std::string text_;
  std::vector<Value> items_;
  std::vector<Member> members_;
};

/// One key of an object with its value.
struct Member {
  std::string key;
  Span key_span;
  Value value;
};

/// "a number", "an object", … for messages.
[[nodiscard]] std::string_view to_string(Value::Type type);

/// JSON Pointer (RFC 6901) steps: "/a~1b", "/events/0".
[[nodiscard]] std::string append_pointer(std::string_view pointer, std::string_view key);
[[nodiscard]] std::string append_pointer(std::string_view pointer, std::size_t index);

/// Pointer of `value`, which must be a node of the tree under `root`; nullopt if it is not.
[[nodiscard]] std::optional<std::string> pointer_of(const Value& root, const Value& value);

/// The node a JSON Pointer names; nullptr if there is none.
[[nodiscard]] const Value* at_pointer(const Value& root, std::string_view pointer);

}  // namespace ocssim::scenarios
