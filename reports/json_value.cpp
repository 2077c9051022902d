#include "reports/json_value.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ocssim::reports {

using Library = nlohmann::ordered_json;

struct JsonValue::Converter {
  Library operator()(std::monostate) const { return nullptr; }
  template <typename Scalar>
  Library operator()(const Scalar& scalar) const {
    return scalar;
  }
  Library operator()(const Array& array) const {
    Library out = Library::array();
    for (const JsonValue& element : array) out.push_back(to_library(element));
    return out;
  }
  Library operator()(const Object& object) const {
    Library::object_t members;
    // Keys are unique already; looking each up again would be quadratic.
    for (std::size_t i = 0; i < object.keys.size(); ++i) {
      members.Container::emplace_back(object.keys[i], to_library(object.values[i]));
    }
    return members;
  }

  static Library to_library(const JsonValue& value) {
    return std::visit(Converter{}, value.value_);
  }
  static JsonValue from_library(const Library& json) {
    switch (json.type()) {
      case Library::value_t::boolean:
        return json.get<bool>();
      case Library::value_t::number_integer:
        return json.get<std::int64_t>();
      case Library::value_t::number_unsigned:
        return json.get<std::uint64_t>();
      case Library::value_t::number_float:
        return json.get<double>();
      case Library::value_t::string:
        return json.get<std::string>();
      case Library::value_t::array: {
        JsonValue out = array();
        for (const Library& element : json) out.push_back(from_library(element));
        return out;
      }
      case Library::value_t::object: {
        JsonValue out = object();
        for (const auto& [key, value] : json.items()) out[key] = from_library(value);
        return out;
      }
      case Library::value_t::null:
      case Library::value_t::binary:
      case Library::value_t::discarded:
        return nullptr;
    }
    return nullptr;
  }
};

JsonValue::JsonValue(double value) {
  if (std::isfinite(value)) value_ = value;
}

JsonValue::JsonValue(const std::vector<std::string>& values) : value_(Array{}) {
  for (const std::string& value : values) push_back(value);
}

JsonValue JsonValue::array() {
  JsonValue out;
  out.value_ = Array{};
  return out;
}

JsonValue JsonValue::object() {
  JsonValue out;
  out.value_ = Object{};
  return out;
}

JsonValue JsonValue::object(std::initializer_list<std::pair<std::string_view, JsonValue>> members) {
  JsonValue out = object();
  for (const auto& [key, value] : members) out[key] = value;
  return out;
}

JsonValue JsonValue::parsed(std::string_view text) {
  return Converter::from_library(Library::parse(text));
}

void JsonValue::push_back(JsonValue element) {
  if (std::holds_alternative<std::monostate>(value_)) value_ = Array{};
  std::get<Array>(value_).push_back(std::move(element));
}

JsonValue& JsonValue::operator[](std::string_view key) {
  if (std::holds_alternative<std::monostate>(value_)) value_ = Object{};
  Object& object = std::get<Object>(value_);
  const auto at = std::find(object.keys.begin(), object.keys.end(), key);
  if (at != object.keys.end()) {
    return object.values[static_cast<std::size_t>(at - object.keys.begin())];
  }
  object.keys.emplace_back(key);
  return object.values.emplace_back();
}

void JsonValue::add_leaves(const std::string& path,
                           std::vector<std::pair<std::string, std::string>>& out) const {
  const auto* object = std::get_if<Object>(&value_);
  const auto* array = std::get_if<Array>(&value_);
  if (object != nullptr && !object->keys.empty()) {
    for (std::size_t i = 0; i < object->keys.size(); ++i) {
      object->values[i].add_leaves(path.empty() ? object->keys[i] : path + "." + object->keys[i],
                                   out);
    }
    return;
  }
  if (array != nullptr && !array->empty()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      (*array)[i].add_leaves(path + "[" + std::to_string(i) + "]", out);
    }
    return;
  }
  const auto* text = std::get_if<std::string>(&value_);
  out.emplace_back(path, text != nullptr ? *text : line());
}

std::vector<std::pair<std::string, std::string>> JsonValue::leaves() const {
  std::vector<std::pair<std::string, std::string>> out;
  add_leaves("", out);
  return out;
}

std::string JsonValue::pages() const {
  return Converter::to_library(*this).dump(2, ' ', false, Library::error_handler_t::replace) + "\n";
}

std::string JsonValue::line() const {
  return Converter::to_library(*this).dump(-1, ' ', false, Library::error_handler_t::replace);
}

}  // namespace ocssim::reports
