// Blocks in the order of the table; a block's keys in one table.
#include "scenarios/model/manual.hpp"

#include "scenarios/document/write.hpp"
#include "scenarios/model/scalar.hpp"
#include "scenarios/model/schema.hpp"
#include "scenarios/model/shipped_profile.hpp"

#include <string_view>

namespace ocssim::scenarios {
namespace {

constexpr std::string_view introduction =
    "# The scenario format\n"
    "\n"
    "Generated from the table that validates scenarios; a test holds this page against it.\n"
    "\n"
    "A scenario is JSON with comments and trailing commas. `schema_version`, `name` and `profile`\n"
    "alone make one: the profile supplies the rest. Quantities are strings with a unit\n"
    "(`docs/quantities.md`); counts may stand bare. Keys that begin with `x-` are free. A value "
    "of\n"
    "`null` takes a default away. What is accepted and not simulated yet is named in `warnings`.\n"
    "\n"
    "Order of precedence, later over earlier: profile, `extends`, the file, `--overlay`, "
    "`--case`,\n"
    "`--set`, other flags. `ocssim show --origins` tells where each value came from.\n";

std::string bar_safe(std::string_view text) {
  std::string safe;
  for (const char c : text) safe += c == '|' ? std::string("\\|") : std::string(1, c);
  return safe;
}

std::string accepted(const Field& field) {
  std::string text;
  const auto dimension = dimension_of(field.form);
  if (!field.words.empty()) {
    for (const Word& word : field.words) {
      text += (text.empty() ? "`" : ", `") + std::string(word.text) + "`";
      if (!word.instead.empty()) text += " (not simulated yet)";
    }
    if (dimension) text += ", or ";
  }
  if (field.form == Form::boolean) text += "true or false";
  if (field.form == Form::text) text += "text";
  if (field.form == Form::setting) text += "a value as the setting asks";
  if (field.form == Form::number) text += "number";
  if (field.form == Form::patch) text += "an object of keys of this page";
  if (!field.allowed.empty()) {
    for (std::size_t i = 0; i < field.allowed.size(); ++i) {
      text += (i == 0 ? "" : ", ") + std::to_string(field.allowed[i]);
    }
  } else if (dimension) {
    text += std::string(to_string(*dimension)) + ", such as `" +
            std::string(example_of(*dimension)) + "`";
  }
  if (field.per_users_allowed) text += ", or `1 per 12500 users`, rounded up";
  const std::string range = field.allowed.empty() ? range_text(field) : std::string();
  if (!range.empty()) text += "; " + range;
  return text;
}

std::string default_text(const Profile& profile, const std::string& path) {
  std::string pointer;
  for (const char c : "." + path) pointer += c == '.' ? '/' : c;
  if (pointer.ends_with("[]")) pointer.erase(pointer.size() - 2);
  const Value* value = at_pointer(profile.defaults, pointer);
  if (value == nullptr) return "";
  return value->is_string() ? value->as_string() : write_canonical(*value);
}

void write_rows(std::string& page, const Profile& profile, std::string_view block) {
  page += "\n| key | takes | default of `" + profile.name + "` | meaning |\n";
  page += "| --- | --- | --- | --- |\n";
  for (const Field& field : schema_fields()) {
    const std::string_view top =
        std::string_view(field.path).substr(0, field.path.find_first_of(".["));
    const bool is_single = field.path == top;
    const bool is_of_block = block.empty() ? is_single && field.form != Form::object : top == block;
    const bool is_top_list = field.path == std::string(block) + "[]" && field.form != Form::object;
    if (field.form == Form::object || !(is_of_block || is_top_list)) continue;
    const std::string fallback = default_text(profile, field.path);
    page += "| `" + field.path + "` | " + bar_safe(accepted(field)) + " | " +
            (fallback.empty() ? "" : "`" + bar_safe(fallback) + "`") + " | " +
            bar_safe(field.help) + " |\n";
  }
}

}  // namespace

std::string scenario_manual() {
  const Profile& profile = *shipped_profile("ocs2007r2")->profile;
  std::string page(introduction);
  page += "\n## At the top\n";
  write_rows(page, profile, "");
  for (const SchemaNode& node : schema_root().children) {
    const Field* field = node.is_list() ? node.element->field : node.field;
    if (!node.is_object() && !node.is_list()) continue;
    page += "\n## `" + node.key + "`\n\n" + field->help + ".\n";
    write_rows(page, profile, node.key);
  }
  return page;
}

std::string profile_manual(const std::string& name) {
  const Profile& profile = *shipped_profile(name)->profile;
  const std::string of = profile.part.empty()
                             ? std::string()
                             : "\n\nA part: " + profile.part + ". As of " + profile.as_of + ".";
  std::string page = "## `" + name + "`: " + profile.title + of +
                     "\n\n| key | default | confidence | source |\n| --- | --- | --- | --- |\n";
  for (const auto& [pointer, from] : profile.provenance) {
    const Value* value = at_pointer(profile.defaults, pointer);
    std::string path = pointer.substr(1);
    for (char& c : path) c = c == '/' ? '.' : c;
    const std::string text = value == nullptr     ? ""
                             : value->is_string() ? value->as_string()
                                                  : write_canonical(*value);
    const std::string range =
        from.low.empty() ? "" : " (" + bar_safe(from.low) + " to " + bar_safe(from.high) + ")";
    page += "| `" + path + "` | `" + bar_safe(text) + "`" + range + " | " + from.confidence +
            " | " + bar_safe(from.source) + " |\n";
  }
  return page;
}

}  // namespace ocssim::scenarios
