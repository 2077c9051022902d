// Each node of the schema tree becomes one subschema.
#include "scenarios/model/json_schema.hpp"

#include "scenarios/document/write.hpp"
#include "scenarios/model/scalar.hpp"
#include "scenarios/model/schema.hpp"

#include <cmath>

namespace ocssim::scenarios {
namespace {

Value text(std::string_view words) {
  return Value::make_string(std::string(words));
}

void put(Value& object, std::string_view key, Value value) {
  object.set(std::string(key), {}, std::move(value));
}

Value typed(std::string_view type) {
  Value schema = Value::make_object();
  put(schema, "type", text(type));
  return schema;
}

std::string escaped(std::string_view name) {
  std::string pattern;
  for (const char c : name) {
    if (std::string_view("./+*?()[]{}^$|\\").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

/// A unit as the loader reads it: blanks around the marks of "/ user / hour" do not count.
std::string unit_pattern(std::string_view name) {
  if (name.empty() || name.front() != '/') return escaped(name);
  std::string pattern;
  for (const char c : name) {
    if (c == '/') {
      pattern += " *\\/ *";
    } else if (c != ' ') {
      pattern += c;
    }
  }
  return pattern;
}

std::string units_pattern(Dimension dimension) {
  std::string names;
  for (const Unit& unit : units()) {
    if (unit.dimension != dimension) continue;
    names += (names.empty() ? "" : "|") + unit_pattern(unit.name);
  }
  return "(?:" + names + ")";
}

constexpr std::string_view number_pattern = "[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?";

/// Text form of a quantity; only times may be compounds ("1 h 30 min").
std::string quantity_pattern(Dimension dimension) {
  const std::string one = std::string(number_pattern) + " *" + units_pattern(dimension);
  if (dimension == Dimension::count) {
    return "^ *" + std::string(number_pattern) + "(?: *" + units_pattern(dimension) + ")? *$";
  }
  if (dimension == Dimension::duration) return "^ *" + one + "(?: *" + one + ")* *$";
  return "^ *" + one + " *$";
}

Value alternatives(std::vector<Value> schemas) {
  if (schemas.size() == 1) return std::move(schemas.front());
  Value list = Value::make_array();
  for (Value& schema : schemas) list.items().push_back(std::move(schema));
  Value any = Value::make_object();
  put(any, "anyOf", std::move(list));
  return any;
}

void put_range(Value& schema, const Field& field) {
  const Range& range = field.range;
  if (range.zero_too) {  // what lies between 0 and the least is left to the loader
    put(schema, "minimum", Value::make_number(0.0));
    if (std::isfinite(range.high)) put(schema, "maximum", Value::make_number(range.high));
    return;
  }
  put(schema, range.above_low ? "exclusiveMinimum" : "minimum", Value::make_number(range.low));
  if (std::isfinite(range.high)) put(schema, "maximum", Value::make_number(range.high));
}

Value counted(const Field& field) {
  if (field.allowed.empty()) {
    Value schema = typed("integer");
    put_range(schema, field);
    return schema;
  }
  Value list = Value::make_array();
  for (const std::uint64_t count : field.allowed) list.items().push_back(Value::make_number(count));
  Value schema = Value::make_object();
  put(schema, "enum", std::move(list));
  return schema;
}

Value worded(const Field& field) {
  Value list = Value::make_array();
  for (const Word& word : field.words) list.items().push_back(text(word.text));
  Value schema = Value::make_object();
  put(schema, "enum", std::move(list));
  return schema;
}

Value patterned(std::string_view pattern) {
  Value schema = typed("string");
  put(schema, "pattern", text(pattern));
  return schema;
}

Value leaf_schema(const Field& field) {
  std::vector<Value> schemas;
  if (!field.words.empty()) schemas.push_back(worded(field));
  if (field.form == Form::boolean) schemas.push_back(typed("boolean"));
  if (field.form == Form::text) schemas.push_back(typed("string"));
  if (field.form == Form::setting) {
    for (const char* type : {"string", "number", "boolean"}) schemas.push_back(typed(type));
  }
  if (field.form == Form::number) {
    schemas.push_back(typed("number"));
    put_range(schemas.back(), field);
  }
  if (const auto dimension = dimension_of(field.form)) {
    if (field.form == Form::count) schemas.push_back(counted(field));
    schemas.push_back(patterned(quantity_pattern(*dimension)));
  }
  if (field.form == Form::patch) schemas.push_back(typed("object"));
  if (field.per_users_allowed) {
    schemas.push_back(patterned("^1 per *" + std::string(number_pattern) + "(?: *" +
                                units_pattern(Dimension::count) + ")? *users$"));
  }
  if (field.multiple_allowed) {
    schemas.push_back(patterned("^ *x *" + std::string(number_pattern) + " *$"));
  }
  return alternatives(std::move(schemas));
}

Value node_schema(const SchemaNode& node);

Value object_schema(const SchemaNode& node) {
  Value schema = typed("object");
  Value properties = Value::make_object();
  Value required = Value::make_array();
  const bool is_element = node.path.ends_with("[]");
  for (const SchemaNode& child : node.children) {
    put(properties, child.key, node_schema(child));
    // The profile may supply everything but these.
    const bool is_basic =
        child.path == "schema_version" || child.path == "name" || child.path == "profile";
    const bool is_needed = child.field != nullptr && child.field->need == Need::always;
    if (is_basic || (is_element && is_needed)) required.items().push_back(text(child.key));
  }
  put(schema, "properties", std::move(properties));
  Value free = Value::make_object();
  put(free, "^x-", Value::make_boolean(true));
  put(schema, "patternProperties", std::move(free));
  put(schema, "additionalProperties", Value::make_boolean(false));
  if (!required.items().empty()) put(schema, "required", std::move(required));
  return schema;
}

Value node_schema(const SchemaNode& node) {
  Value schema;
  if (node.is_list()) {
    schema = typed("array");
    put(schema, "items", node_schema(*node.element));
    return schema;
  }
  schema = node.is_object() ? object_schema(node) : leaf_schema(*node.field);
  if (node.field != nullptr && !node.field->help.empty()) {
    put(schema, "description", text(node.field->help));
  }
  return schema;
}

}  // namespace

std::string scenario_json_schema() {
  Value schema = Value::make_object();
  put(schema, "$schema", text("https://json-schema.org/draft/2020-12/schema"));
  put(schema, "$id", text("ocssim-scenario-1.json"));
  put(schema, "title", text("ocssim scenario"));
  const Value root = object_schema(schema_root());
  for (const Member& member : root.members()) put(schema, member.key, member.value);
  return write_pretty(schema);
}

}  // namespace ocssim::scenarios
