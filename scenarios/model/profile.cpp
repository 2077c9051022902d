// Takes defaults and their provenance apart, so that defaults merge like any other text.
#include "scenarios/model/profile.hpp"

#include "scenarios/document/parse.hpp"
#include "scenarios/document/render.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ocssim::scenarios {
namespace {

constexpr std::array<std::string_view, 4> confidences{"quoted", "measured", "inferred",
                                                      "placeholder"};

class ProfileReader {
 public:
  ProfileReader(Profile& profile, Diagnostics& diagnostics)
      : profile_(profile), diagnostics_(diagnostics) {}

  void read_defaults(const Value& tree, Value& plain, const std::string& pointer) {
    for (const Member& member : tree.members()) {
      const std::string below = append_pointer(pointer, member.key);
      if (member.value.find("value") != nullptr) {
        plain.set(member.key, member.key_span, *member.value.find("value"));
        if (auto from = read_provenance(member.value, below)) {
          profile_.provenance.emplace(below, std::move(*from));
        }
      } else if (member.value.is_object()) {
        Value& object =
            plain.set(member.key, member.key_span, Value::make_object(member.value.span()));
        read_defaults(member.value, object, below);
      } else {
        fail(DiagnosticCode::wrong_type, member.value,
             "a default is an object with value, source and confidence", below);
      }
    }
  }

  void read_healthy(const Value& list) {
    for (std::size_t i = 0; i < list.items().size(); ++i) {
      const Value& line = list.items()[i];
      const std::string pointer = append_pointer("/healthy", i);
      const Value* objective = line.find("objective");
      auto from = read_provenance(line, pointer);
      if (objective == nullptr || !objective->is_string()) {
        fail(DiagnosticCode::missing_key, line, "a line of the band has no objective", pointer);
      } else if (from) {
        profile_.healthy.push_back({*objective, std::move(*from)});
      }
    }
  }

 private:
  std::optional<Provenance> read_provenance(const Value& entry, const std::string& pointer) {
    const Value* source = entry.find("source");
    const Value* confidence = entry.find("confidence");
    const bool complete = source != nullptr && source->is_string() && confidence != nullptr &&
                          confidence->is_string() && !source->as_string().empty();
    if (!complete) {
      fail(DiagnosticCode::missing_key, entry, "a default has no source or no confidence", pointer);
      return std::nullopt;
    }
    const bool known = std::find(confidences.begin(), confidences.end(), confidence->as_string()) !=
                       confidences.end();
    if (!known) {
      fail(DiagnosticCode::unknown_choice, *confidence,
           "confidence cannot be " + in_quotes(confidence->as_string()), pointer);
      return std::nullopt;
    }
    Provenance provenance{source->as_string(), confidence->as_string(), {}, {}, {}};
    provenance.profile = profile_.name;
    if (!profile_.as_of.empty()) provenance.profile += " (" + profile_.as_of + ")";
    if (const Value* range = entry.find("range")) {
      if (range->items().size() != 2) {
        fail(DiagnosticCode::wrong_type, *range, "a range has two ends", pointer);
        return std::nullopt;
      }
      provenance.low = range->items()[0].text();
      provenance.high = range->items()[1].text();
    }
    return provenance;
  }

  void fail(DiagnosticCode code, const Value& at, std::string message, const std::string& pointer) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.where = at.span();
    diagnostic.message = std::move(message);
    diagnostic.pointer = pointer;
    diagnostics_.add(std::move(diagnostic));
  }

  Profile& profile_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<Profile> read_profile(SourceTable& sources, std::string name, std::string text,
                                    Diagnostics& diagnostics) {
  const SourceId id =
      sources.add("profile:" + name + ".json", SourceKind::profile, std::move(text));
  const std::size_t errors = diagnostics.error_count();
  const auto root = parse_json(sources, id, diagnostics);
  if (!root) return std::nullopt;
  Profile profile;
  profile.name = std::move(name);
  if (const Value* title = root->find("title")) profile.title = title->text();
  if (const Value* part = root->find("part")) profile.part = part->text();
  if (const Value* as_of = root->find("as_of")) profile.as_of = as_of->text();
  ProfileReader reader(profile, diagnostics);
  if (const Value* defaults = root->find("defaults")) {
    profile.defaults.set_span(defaults->span());
    reader.read_defaults(*defaults, profile.defaults, "");
  }
  if (const Value* healthy = root->find("healthy")) reader.read_healthy(*healthy);
  if (diagnostics.error_count() > errors) return std::nullopt;
  return profile;
}

}  // namespace ocssim::scenarios
