// Loading: extends, overlays, --set.
#include "scenarios/document/document.hpp"

#include "scenarios/document/cases.hpp"
#include "scenarios/document/merge.hpp"
#include "scenarios/document/parse.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/utf8.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace ocssim::scenarios {
namespace {

constexpr std::size_t deepest_extends = 16;
constexpr std::size_t most_values_in_all = 1'000'000;
constexpr std::size_t most_extended = 256;  // each may be read many times: 2^16 when all name two

[[nodiscard]] Diagnostic make_diagnostic(DiagnosticCode code, Span where, std::string message,
                                         std::string pointer = {}) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.where = where;
  diagnostic.message = std::move(message);
  diagnostic.pointer = std::move(pointer);
  return diagnostic;
}

[[nodiscard]] std::size_t count_values(const Value& value) {
  std::size_t count = 1;
  for (const Value& item : value.items()) count += count_values(item);
  for (const Member& member : value.members()) count += count_values(member.value);
  return count;
}

/// Objects and lists that are open at the innermost value.
[[nodiscard]] std::size_t nesting_of(const Value& value) {
  std::size_t deepest = 0;
  for (const Value& item : value.items()) deepest = std::max(deepest, nesting_of(item));
  for (const Member& member : value.members()) {
    deepest = std::max(deepest, nesting_of(member.value));
  }
  return value.is_object() || value.is_array() ? deepest + 1 : 0;
}

/// Merges layers into one document. What cannot be read is told and left out, and the rest is read
/// on, so that all that is wrong is told at once.
class Loader {
 public:
  explicit Loader(const SourceReader& reader) : reader_(reader) {}

  /// nullopt after a syntax error.
  [[nodiscard]] std::optional<Value> read_scenario(SourceText source, SourceKind kind) {
    if (std::find(open_.begin(), open_.end(), source.name) == open_.end()) {
      open_.push_back(source.name);
      auto merged = merge_bases(std::move(source), kind);
      open_.pop_back();
      return merged;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Value> parse(SourceText source, SourceKind kind) {
    const SourceId id = sources_.add(std::move(source.name), kind, std::move(source.text));
    Diagnostics found;
    auto root = parse_json(sources_, id, found);
    if (root && !root->is_object()) {
      found.add(make_diagnostic(
          DiagnosticCode::root_not_object, root->span(),
          "the document is " + std::string(to_string(root->type())) + ", not an object"));
      root.reset();
    }
    diagnostics_.append(found);
    if (root && (values_ += count_values(*root)) > most_values_in_all) {
      diagnostics_.add(make_diagnostic(
          DiagnosticCode::too_many_values, {id, root->span().begin, root->span().begin + 1},
          "the texts of the scenario hold more than " + std::to_string(most_values_in_all) +
              " values together"));
      root.reset();
    }
    lacks_text_ = lacks_text_ || !root;
    return root;
  }

  void choose_case(Value& root, const std::optional<std::string>& wanted) {
    case_names_ = take_cases(root, wanted, sources_, diagnostics_);
  }

  /// "a.b=VALUE" onto `root`.
  void apply_set(Value& root, const std::string& flag, const std::string& argument) {
    const std::size_t faults = diagnostics_.error_count();
    read_set(root, flag, argument);
    lacks_set_ = lacks_set_ || diagnostics_.error_count() > faults;
  }

  void read_set(Value& root, const std::string& flag, const std::string& argument) {
    const std::size_t equals = argument.find('=');
    const SourceId id = sources_.add(flag, SourceKind::command_line, argument);
    const auto size = static_cast<std::uint32_t>(sources_[id].text.size());
    if (equals == std::string::npos) {
      Diagnostic diagnostic = make_diagnostic(DiagnosticCode::set_without_value, {id, 0, size},
                                              in_quotes(argument) + " has no value");
      diagnostic.expected = "PATH=VALUE";
      diagnostics_.add(std::move(diagnostic));
      return;
    }
    const Value whole = Value::make_string(argument, {id, 0, size});
    if (auto error = bad_bytes(argument)) {
      diagnostics_.add(to_diagnostic(std::move(*error), whole, {}, sources_));
      return;
    }
    const auto path = parse_path(std::string_view(argument).substr(0, equals));
    if (!path) {
      diagnostics_.add(to_diagnostic(path.error(), whole, {}, sources_));
      return;
    }
    auto value = parse_set_value({id, static_cast<std::uint32_t>(equals + 1), size});
    if (!value) return;
    // Each step opens an object or a list; what is deeper could not be read again.
    if (path->size() + nesting_of(*value) > deepest_nesting) {
      diagnostics_.add(make_diagnostic(DiagnosticCode::too_deep, {id, 0, size},
                                       "the path and its value open more than " +
                                           std::to_string(deepest_nesting) + " objects and lists"));
      return;
    }
    auto error = assign(root, *path, {id, 0, size}, std::move(*value));
    // What cannot be put into a tree that lacks a part may fit into the whole one.
    if (error && !lacks_text_) {
      diagnostics_.add(to_diagnostic(std::move(*error), whole, to_pointer(*path), sources_));
    }
  }

  /// A key or a text of these bytes could not be written as JSON again.
  [[nodiscard]] static std::optional<TextError> bad_bytes(std::string_view argument) {
    TextError error;
    error.code = DiagnosticCode::bad_encoding;
    error.length = 1;
    if (const auto invalid = first_invalid_utf8(argument)) {
      error.begin = *invalid;
      error.message = "a byte that is not UTF-8";
    } else if (argument.starts_with("\xEF\xBB\xBF")) {
      error.message = "a byte order mark";
    } else if (const std::size_t nul = argument.find('\0'); nul != std::string_view::npos) {
      error.begin = nul;
      error.message = "a NUL character";
    } else {
      return std::nullopt;
    }
    return error;
  }

  /// What a scenario extends and its cases are read before; from --set, a case or (what it extends)
  /// an overlay they would come too late and only look as if they had been heard.
  void refuse_late(const Value& root) {
    refuse_late(root, "extends", DiagnosticCode::bad_extends,
                "a file that extends it, or --overlay FILE in its place");
    refuse_late(root, "cases", DiagnosticCode::path_mismatch,
                "--overlay FILE with the cases, --case NAME for one of them");
  }

  [[nodiscard]] Document finish(std::optional<Value> root) {
    Document document;
    document.sources = std::move(sources_);
    document.diagnostics = std::move(diagnostics_);
    document.case_names = std::move(case_names_);
    document.is_partial = lacks_text_ || lacks_set_;
    if (root) document.root = std::move(*root);
    return document;
  }

 private:
  [[nodiscard]] std::optional<Value> merge_bases(SourceText source, SourceKind kind) {
    const std::string name = source.name;
    auto root = parse(std::move(source), kind);
    if (!root) return std::nullopt;
    const Value* extends = root->find("extends");
    if (extends == nullptr) return root;
    const Value names = *extends;
    root->erase("extends");
    if (!names.is_array()) {
      add_bad_extends(names, "/extends");
      lacks_text_ = true;
      return root;
    }
    Value merged = Value::make_object(root->span());
    for (std::size_t i = 0; i < names.items().size(); ++i) {
      const std::string pointer = append_pointer("/extends", i);
      if (!merge_base(merged, names.items()[i], pointer, name)) lacks_text_ = true;
      if (extended_ > most_extended) break;
    }
    merge_patch(merged, std::move(*root));
    return merged;
  }

  /// false: nothing was merged, and why is told.
  bool merge_base(Value& merged, const Value& name, const std::string& pointer,
                  const std::string& from) {
    if (!name.is_string()) {
      add_bad_extends(name, pointer);
      return false;
    }
    std::optional<SourceText> source;
    try {
      // The empty name would be the folder itself, whose path is nobody's business in a message.
      if (!name.as_string().empty()) source = reader_(name.as_string(), from);
    } catch (const FileError& fault) {
      // What a scenario names is its own fault, with a place: a folder, a file without permission.
      diagnostics_.add(
          make_diagnostic(DiagnosticCode::extends_not_found, name.span(), fault.what(), pointer));
      return false;
    }
    if (!source) {
      diagnostics_.add(make_diagnostic(DiagnosticCode::extends_not_found, name.span(),
                                       "scenario " + in_quotes(name.as_string()) + " is not found",
                                       pointer));
      return false;
    }
    const bool again = std::find(open_.begin(), open_.end(), source->name) != open_.end();
    const bool too_many = ++extended_ > most_extended;
    if (again || too_many || open_.size() >= deepest_extends) {
      diagnostics_.add(make_diagnostic(DiagnosticCode::extends_cycle, name.span(),
                                       again ? in_quotes(name.as_string()) + " leads back to itself"
                                       : too_many ? "more than 256 texts are extended"
                                                  : "extended too deeply",
                                       pointer));
      return false;
    }
    auto base = read_scenario(std::move(*source), SourceKind::extended);
    if (!base) return false;
    merge_patch(merged, std::move(*base));
    return true;
  }

  void add_bad_extends(const Value& value, const std::string& pointer) {
    Diagnostic diagnostic =
        make_diagnostic(DiagnosticCode::bad_extends, value.span(),
                        std::string(to_string(value.type())) + " in \"extends\"", pointer);
    diagnostic.expected = "a list of scenarios: [ \"base.json\" ]";
    diagnostics_.add(std::move(diagnostic));
  }

  void refuse_late(const Value& root, std::string_view key, DiagnosticCode code,
                   const char* instead) {
    const Value* late = root.find(key);
    if (late == nullptr) return;
    const std::string name = in_quotes(key);
    Diagnostic diagnostic = make_diagnostic(code, late->span(), name + " stands in a file only",
                                            '/' + std::string(key));
    diagnostic.expected = instead;
    diagnostics_.add(std::move(diagnostic));
  }

  /// JSON if it is JSON or begins like a list, object or quoted string; else the text itself.
  [[nodiscard]] std::optional<Value> parse_set_value(Span region) {
    const std::string_view text = sources_.text_of(region);
    const bool structured =
        !text.empty() && std::string_view("{[\"").find(text.front()) != std::string_view::npos;
    Diagnostics found;
    auto value = parse_json(sources_, region.source, found, region);
    if (value || structured) {
      diagnostics_.append(found);
      return value;
    }
    return Value::make_string(std::string(text), region);
  }

  const SourceReader& reader_;
  SourceTable sources_;
  Diagnostics diagnostics_;
  std::vector<std::string> case_names_;
  std::vector<std::string> open_;  // names of the files being read, outermost first
  std::size_t extended_ = 0;
  std::size_t values_ = 0;   // of all texts
  bool lacks_text_ = false;  // one that was to be merged was not read
  bool lacks_set_ = false;
};

[[nodiscard]] SourceText require(const SourceReader& reader, const std::string& name) {
  auto source = reader(name, "");
  if (!source) throw FileError(name + ": no such file");
  return std::move(*source);
}

}  // namespace

void Document::merge_under(Value defaults) {
  merge_patch(defaults, std::move(root));
  root = std::move(defaults);
}

std::string Document::origin_of(const Value& value) const {
  const Source& source = sources[value.span().source];
  if (source.kind == SourceKind::command_line) return source.name + ' ' + source.text;
  const Position at = sources.locate(value.span().source, value.span().begin);
  return source.name + ':' + std::to_string(at.line) + ':' + std::to_string(at.column);
}

Document load_document(const LoadRequest& request, const SourceReader& reader) {
  Loader loader(reader);
  auto root = loader.read_scenario(require(reader, request.scenario), SourceKind::scenario);
  const bool is_read = root.has_value();
  if (!root) root = Value::make_object();
  for (const std::string& name : request.overlays) {
    auto patch = loader.parse(require(reader, name), SourceKind::overlay);
    if (patch) merge_patch(*root, std::move(*patch));
  }
  if (is_read) loader.choose_case(*root, request.case_name);
  for (const std::string& argument : request.sets) {
    loader.apply_set(*root, request.set_flag, argument);
  }
  loader.refuse_late(*root);
  // Without a scenario only what was put over it can be judged.
  if (!is_read && root->members().empty()) root.reset();
  return loader.finish(std::move(root));
}

Document parse_document(SourceText source, SourceKind kind) {
  const SourceReader nothing = [](std::string_view, std::string_view) { return std::nullopt; };
  Loader loader(nothing);
  auto root = loader.parse(std::move(source), kind);
  return loader.finish(std::move(root));
}

std::optional<SourceText> read_source_file(std::string_view name, std::string_view from) {
  namespace fs = std::filesystem;
  const fs::path path = (fs::path(from).parent_path() / fs::path(name)).lexically_normal();
  std::error_code fault;
  if (!fs::exists(path, fault)) return std::nullopt;
  if (!fs::is_regular_file(path, fault))
    throw FileError((name.empty() ? std::string("\"\"") : std::string(name)) + ": not a file");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw FileError(path.string() + ": cannot be opened");
  // One byte more than allowed is enough for the parser to refuse the text.
  const auto size = std::min<std::uintmax_t>(fs::file_size(path, fault), longest_document + 1);
  std::string text(static_cast<std::size_t>(size), '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad() || static_cast<std::size_t>(stream.gcount()) != text.size()) {
    throw FileError(path.string() + ": cannot be read");
  }
  return SourceText{path.string(), std::move(text)};
}

}  // namespace ocssim::scenarios
