// A strict-JSON value that keeps the order of its keys, so that one file alone includes the
// library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace ocssim::reports {

class JsonValue {
 public:
  /// null, until an element is pushed back or a key is used.
  JsonValue() = default;
  JsonValue(std::nullptr_t) {}
  JsonValue(bool value) : value_(value) {}
  template <typename Integer>
  requires(std::is_integral_v<Integer>&& std::is_signed_v<Integer>) JsonValue(Integer value)
      : value_(std::int64_t{value}) {}
  template <typename Integer>
  requires(std::is_integral_v<Integer>&& std::is_unsigned_v<Integer>) JsonValue(Integer value)
      : value_(std::uint64_t{value}) {}
  /// Infinite and undefined numbers are null: strict JSON has no other word for them.
  JsonValue(double value);
  /// Withheld numbers are null.
  JsonValue(const std::optional<double>& value) : JsonValue(value ? JsonValue(*value) : nullptr) {}
  JsonValue(std::string value) : value_(std::move(value)) {}
  JsonValue(std::string_view value) : value_(std::string(value)) {}
  JsonValue(const char* value) : value_(std::string(value)) {}
  JsonValue(const std::vector<std::string>& values);

  [[nodiscard]] static JsonValue array();
  [[nodiscard]] static JsonValue object();
  [[nodiscard]] static JsonValue object(
      std::initializer_list<std::pair<std::string_view, JsonValue>> members);
  /// JSON text that this program wrote itself; throws if it is none.
  [[nodiscard]] static JsonValue parsed(std::string_view text);

  void push_back(JsonValue element);
  /// The value of a key, a new null at the end if there is none yet.
  JsonValue& operator[](std::string_view key);

  /// Indented by two spaces, one newline at the end; bytes that are no UTF-8 are replaced.
  [[nodiscard]] std::string pages() const;
  /// Every scalar with its path, "a.b[0].c", in the order in which they stand; empty lists and
  /// objects count as scalars.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> leaves() const;

  /// On one line, without a newline.
  [[nodiscard]] std::string line() const;

 private:
  using Array = std::vector<JsonValue>;
  struct Object {
    std::vector<std::string> keys;
    std::vector<JsonValue> values;  // of the same index
  };
  struct Converter;

  void add_leaves(const std::string& path,
                  std::vector<std::pair<std::string, std::string>>& out) const;

  std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, Array,
               Object>
      value_;
};

}  // namespace ocssim::reports
