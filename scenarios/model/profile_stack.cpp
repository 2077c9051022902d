#include "scenarios/model/profile_stack.hpp"

#include "scenarios/document/nearest.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/embedded.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace ocssim::scenarios {
namespace {

constexpr std::string_view folder = "profiles/";
constexpr std::string_view suffix = ".json";

/// Reads the profiles that one document names.
class ProfileStack {
 public:
  ProfileStack(Document& document, const SourceReader& reader)
      : document_(document), reader_(reader) {}

  [[nodiscard]] std::optional<Profile> whole(const Value& name) {
    const auto text = embedded_file(std::string(folder) + name.as_string() + std::string(suffix));
    if (!text) {
      refuse(name, "/profile");
      return std::nullopt;
    }
    auto profile = read(name.as_string(), std::string(*text));
    if (profile && !profile->part.empty()) {
      refuse_place(name, "/profile", "describes a part of a system",
                   "name a whole system in \"profile\" and this one in \"profiles\"");
      return std::nullopt;
    }
    return profile;
  }

  [[nodiscard]] std::optional<Profile> part(const Value& name, const std::string& pointer) {
    auto profile = is_file(name) ? read_file(name, pointer) : read_shipped(name, pointer);
    if (profile && profile->part.empty()) {
      refuse_place(name, pointer, "describes a whole system",
                   "name it in \"profile\"; a part says in \"part\" what it describes");
      return std::nullopt;
    }
    return profile;
  }

  [[nodiscard]] static bool is_file(const Value& name) {
    return name.as_string().ends_with(suffix);
  }

 private:
  [[nodiscard]] std::optional<Profile> read(std::string name, std::string text) {
    return read_profile(document_.sources, std::move(name), std::move(text), document_.diagnostics);
  }

  [[nodiscard]] std::optional<Profile> read_shipped(const Value& name, const std::string& pointer) {
    const auto text = embedded_file(std::string(folder) + name.as_string() + std::string(suffix));
    if (text) return read(name.as_string(), std::string(*text));
    refuse(name, pointer);
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Profile> read_file(const Value& name, const std::string& pointer) {
    const std::string from = document_.sources[name.span().source].name;
    std::optional<SourceText> source;
    try {
      source = reader_(name.as_string(), from);
    } catch (const FileError& fault) {
      refuse_place(name, pointer, "cannot be read", fault.what());
      return std::nullopt;
    }
    if (!source) {
      refuse_place(name, pointer, "is not found", "a file is looked for beside the scenario");
      return std::nullopt;
    }
    std::string shown = name.as_string();
    shown.erase(0, shown.rfind('/') == std::string::npos ? 0 : shown.rfind('/') + 1);
    shown.erase(shown.size() - suffix.size());
    return read(std::move(shown), std::move(source->text));
  }

  void refuse_place(const Value& name, const std::string& pointer, std::string_view why,
                    std::string help) {
    Diagnostic diagnostic;
    diagnostic.code = DiagnosticCode::unknown_profile;
    diagnostic.where = name.span();
    diagnostic.message = "profile " + in_quotes(name.as_string()) + " " + std::string(why);
    diagnostic.help = std::move(help);
    diagnostic.pointer = pointer;
    document_.diagnostics.add(std::move(diagnostic));
  }

  /// Those that could stand there: whole systems, or parts.
  [[nodiscard]] static std::vector<std::string> known_at(std::string_view pointer) {
    std::vector<std::string> known;
    for (std::string& name : shipped_profiles()) {
      const auto text = embedded_file(std::string(folder) + name + std::string(suffix));
      const bool is_part = text.value_or("").find("\"part\":") != std::string_view::npos;
      if (is_part == (pointer != "/profile")) known.push_back(std::move(name));
    }
    return known;
  }

  void refuse(const Value& name, const std::string& pointer) {
    const std::vector<std::string> known = known_at(pointer);
    const std::vector<std::string_view> words(known.begin(), known.end());
    const auto close = nearest(name.as_string(), words);
    Diagnostic diagnostic;
    diagnostic.code = DiagnosticCode::unknown_profile;
    diagnostic.where = name.span();
    diagnostic.message = "profile " + in_quotes(name.as_string()) + " is unknown";
    diagnostic.found = name.as_string();
    for (const std::string& one : known) {
      diagnostic.expected += (diagnostic.expected.empty() ? "" : ", ") + one;
    }
    diagnostic.suggestion = close ? std::string(*close) : std::string();
    diagnostic.pointer = pointer;
    document_.diagnostics.add(std::move(diagnostic));
  }

  Document& document_;
  const SourceReader& reader_;
};

}  // namespace

std::vector<std::string> shipped_profiles() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files()) {
    std::string_view name = file.name;
    if (!name.starts_with(folder) || !name.ends_with(suffix)) continue;
    name.remove_prefix(folder.size());
    names.emplace_back(name.substr(0, name.size() - suffix.size()));
  }
  return names;
}

std::optional<Profile> read_profiles(Document& document, const SourceReader& reader) {
  const Value* name = document.root.find("profile");
  // Without a usable name the schema says what is wrong with it.
  if (name == nullptr || !name->is_string()) return std::nullopt;
  ProfileStack stack(document, reader);
  auto profile = stack.whole(*name);
  Value* list = document.root.find("profiles");
  if (!profile || list == nullptr || !list->is_array()) return profile;
  bool is_complete = true;
  std::vector<Value> stays;
  for (std::size_t i = 0; i < list->items().size(); ++i) {
    const Value& item = list->items()[i];
    if (!item.is_string()) {
      stays.push_back(item);
      continue;
    }
    auto part = stack.part(item, append_pointer("/profiles", i));
    is_complete = is_complete && part.has_value();
    if (part) profile->put_over(std::move(*part));
    if (!ProfileStack::is_file(item)) stays.push_back(item);
  }
  list->items() = std::move(stays);
  return is_complete ? std::move(profile) : std::nullopt;
}

}  // namespace ocssim::scenarios
