#include "scenarios/document/cases.hpp"

#include "scenarios/document/merge.hpp"
#include "scenarios/document/nearest.hpp"
#include "scenarios/document/render.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace ocssim::scenarios {
namespace {

constexpr std::size_t most_cases = 1'000;  // each is a scenario of its own

/// Reads the elements of the list; each fault where it stands.
class CaseReader {
 public:
  explicit CaseReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void read(const Value& list) {
    if (!list.is_array()) {
      fail(DiagnosticCode::wrong_type, list.span(), "/cases",
           "cases is " + std::string(to_string(list.type())), "a list: [ … ]");
      return;
    }
    if (list.items().size() > most_cases) {
      fail(DiagnosticCode::too_many_values, list.span(), "/cases",
           "there are " + std::to_string(list.items().size()) + " cases",
           "at most " + std::to_string(most_cases));
      return;
    }
    for (std::size_t i = 0; i < list.items().size(); ++i) {
      read_one(list.items()[i], append_pointer("/cases", i));
    }
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// The change of a case that is in the list; an empty one if it changes nothing.
  [[nodiscard]] const Value* change_of(std::string_view name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    return found == names_.end() ? nullptr
                                 : &changes_[static_cast<std::size_t>(found - names_.begin())];
  }

 private:
  void read_one(const Value& one, const std::string& pointer) {
    if (!one.is_object()) {
      fail(DiagnosticCode::wrong_type, one.span(), pointer,
           "a case is " + std::string(to_string(one.type())), "an object: { … }");
      return;
    }
    for (const Member& member : one.members()) {
      if (member.key == "name" || member.key == "change" || member.key.starts_with("x-")) continue;
      fail(DiagnosticCode::unknown_key, member.key_span, append_pointer(pointer, member.key),
           "a case has no key " + in_quotes(member.key), "name and change");
    }
    const Value* name = one.find("name");
    const Value* change = one.find("change");
    if (change != nullptr && !change->is_object()) {
      fail(DiagnosticCode::wrong_type, change->span(), pointer + "/change",
           "the change of a case is " + std::string(to_string(change->type())), "an object: { … }");
    }
    if (name == nullptr || !name->is_string() || name->as_string().empty()) {
      const bool missing = name == nullptr;
      fail(missing ? DiagnosticCode::missing_key : DiagnosticCode::wrong_type,
           missing ? one.span() : name->span(), pointer + "/name",
           missing ? "a case has no name" : "the name of a case is no text", "a text in quotes");
      return;
    }
    if (change_of(name->as_string()) != nullptr) {
      fail(DiagnosticCode::duplicate_name, name->span(), pointer + "/name",
           "case " + in_quotes(name->as_string()) + " stands twice", "");
      return;
    }
    names_.push_back(name->as_string());
    changes_.push_back(change != nullptr && change->is_object() ? *change : Value::make_object());
  }

  void fail(DiagnosticCode code, Span where, std::string pointer, std::string message,
            std::string expected) {
    Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.where = where;
    diagnostic.message = std::move(message);
    diagnostic.expected = std::move(expected);
    diagnostic.pointer = std::move(pointer);
    diagnostics_.add(std::move(diagnostic));
  }

  Diagnostics& diagnostics_;
  std::vector<std::string> names_;
  std::vector<Value> changes_;
};

void refuse(const std::string& wanted, const std::vector<std::string>& names, SourceTable& sources,
            Diagnostics& diagnostics) {
  const SourceId id = sources.add("--case", SourceKind::command_line, wanted);
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto close = nearest(wanted, known);
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  Diagnostic diagnostic;
  diagnostic.code = DiagnosticCode::unknown_choice;
  diagnostic.where = {id, 0, static_cast<std::uint32_t>(wanted.size())};
  diagnostic.message = "there is no case " + in_quotes(wanted);
  diagnostic.found = wanted;
  diagnostic.expected = names.empty() ? "none: the scenario has no cases" : list;
  diagnostic.suggestion = close ? std::string(*close) : std::string();
  diagnostic.pointer = "/cases";
  diagnostics.add(std::move(diagnostic));
}

}  // namespace

std::vector<std::string> take_cases(Value& root, const std::optional<std::string>& wanted,
                                    SourceTable& sources, Diagnostics& diagnostics) {
  CaseReader reader(diagnostics);
  if (const Value* list = root.find("cases")) {
    reader.read(*list);
    root.erase("cases");
  }
  if (!wanted) return reader.names();
  const Value* change = reader.change_of(*wanted);
  if (change == nullptr) {
    refuse(*wanted, reader.names(), sources, diagnostics);
  } else {
    merge_patch(root, *change);
  }
  return reader.names();
}

}  // namespace ocssim::scenarios
