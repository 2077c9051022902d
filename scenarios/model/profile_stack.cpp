#include "scenarios/model/profile_stack.hpp"

#include "scenarios/document/merge.hpp"
#include "scenarios/document/nearest.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/embedded.hpp"
#include "scenarios/model/shipped_profile.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace ocssim::scenarios {
namespace {

constexpr std::string_view folder = "profiles/";
constexpr std::string_view suffix = ".json";

/// Reads the profiles that one document names.
class StackReader {
 public:
  StackReader(Document& document, const SourceReader& reader)
      : document_(document), reader_(reader) {}

  /// false after a diagnostic.
  bool whole(const Value& name) {
    auto layer = read_shipped(name, "/profile");
    if (!layer) return false;
    if (!layer->profile->part.empty()) {
      refuse_place(name, "/profile", "describes a part of a system",
                   "name a whole system in \"profile\" and this one in \"profiles\"");
      return false;
    }
    put_over(std::move(*layer));
    return true;
  }

  /// false after a diagnostic.
  bool part(const Value& name, const std::string& pointer) {
    auto layer = is_file(name) ? read_file(name, pointer) : read_shipped(name, pointer);
    if (!layer) return false;
    if (layer->profile->part.empty()) {
      refuse_place(name, pointer, "describes a whole system",
                   "name it in \"profile\"; a part says in \"part\" what it describes");
      return false;
    }
    put_over(std::move(*layer));
    return true;
  }

  [[nodiscard]] ProfileStack take() { return std::move(stack_); }

  [[nodiscard]] static bool is_file(const Value& name) {
    return name.as_string().ends_with(suffix);
  }

 private:
  /// A profile with its defaults, whose spans lie in the document's sources.
  struct Layer {
    std::shared_ptr<const Profile> profile;
    Value defaults;
  };

  void put_over(Layer layer) {
    if (stack_.layers.empty()) {
      stack_.defaults = std::move(layer.defaults);
    } else {
      merge_patch(stack_.defaults, std::move(layer.defaults));
    }
    stack_.layers.push_back(std::move(layer.profile));
  }

  [[nodiscard]] std::optional<Layer> read_shipped(const Value& name, const std::string& pointer) {
    const ShippedProfile* shipped = shipped_profile(name.as_string());
    if (shipped == nullptr) {
      refuse(name, pointer);
      return std::nullopt;
    }
    Layer layer{shipped->profile, shipped->profile->defaults};
    move_spans(layer.defaults, document_.sources.add(shipped->source));
    return layer;
  }

  [[nodiscard]] std::optional<Layer> read_file(const Value& name, const std::string& pointer) {
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
    auto profile = read_profile(document_.sources, std::move(shown), std::move(source->text),
                                document_.diagnostics);
    if (!profile) return std::nullopt;
    Layer layer{nullptr, std::move(profile->defaults)};
    layer.profile = std::make_shared<const Profile>(std::move(*profile));
    return layer;
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
  ProfileStack stack_;
};

}  // namespace

const Provenance* ProfileStack::provenance_of(const std::string& pointer) const {
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
    const auto found = (*layer)->provenance.find(pointer);
    if (found != (*layer)->provenance.end()) return &found->second;
  }
  return nullptr;
}

std::optional<ProfileStack> read_profiles(Document& document, const SourceReader& reader) {
  const Value* name = document.root.find("profile");
  // Without a usable name the schema says what is wrong with it.
  if (name == nullptr || !name->is_string()) return std::nullopt;
  StackReader stack(document, reader);
  if (!stack.whole(*name)) return std::nullopt;
  Value* list = document.root.find("profiles");
  if (list == nullptr || !list->is_array()) return stack.take();
  bool is_complete = true;
  std::vector<Value> stays;
  for (std::size_t i = 0; i < list->items().size(); ++i) {
    const Value& item = list->items()[i];
    if (!item.is_string()) {
      stays.push_back(item);
      continue;
    }
    is_complete = stack.part(item, append_pointer("/profiles", i)) && is_complete;
    if (!StackReader::is_file(item)) stays.push_back(item);
  }
  list->items() = std::move(stays);
  if (!is_complete) return std::nullopt;
  return stack.take();
}

}  // namespace ocssim::scenarios
