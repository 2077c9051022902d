// Walks the schema in its own order, never the file's, so that the order of keys cannot matter.
#include "scenarios/model/validator.hpp"

#include "scenarios/document/nearest.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/document/write.hpp"
#include "scenarios/model/cross_checks.hpp"

#include <algorithm>

namespace ocssim::scenarios {
namespace {

bool is_free_key(std::string_view key) {
  return key.substr(0, 2) == "x-";
}

/// "x3" of a default, or "1 per 12500 users".
bool is_relative(const Field& field, const Value& value) {
  const std::string& text = value.text();
  return value.is_string() && ((field.multiple_allowed && text.starts_with('x')) ||
                               (field.per_users_allowed && text.starts_with("1 per ")));
}

/// A block whose key this is; nullptr if there is none.
const SchemaNode* find_key(const SchemaNode& node, std::string_view key) {
  for (const SchemaNode& child : node.children) {
    if (child.key == key) return &child;
    if (const SchemaNode* below = find_key(child, key)) return below;
  }
  return nullptr;
}

}  // namespace

Validator::Validator(const ResolvedDocument& resolved, std::span<const MetricInfo> metrics)
    : resolved_(resolved),
      root_(resolved.document.root),
      sources_(resolved.document.sources),
      metrics_(metrics),
      positions_(sources_) {}

Expected<Validated, Diagnostics> Validator::run() {
  diagnostics_.append(resolved_.document.diagnostics);
  if (!root_.is_object()) return failure(std::move(diagnostics_));
  const Value* system = root_.find("system");
  scenario_.has_pool =
      system == nullptr || (system->text() != "stations" && system->text() != "adapters");
  adapters_only_ = system != nullptr && system->text() == "adapters";
  origins_.reserve(schema_fields().size());
  scenario_.origins.reserve(schema_fields().size());
  const Value canonical = walk_object({schema_root(), "", ""}, root_);
  check_name();
  read_objectives();
  if (!resolved_.document.is_partial) {
    check_together({scenario_, root_, sources_, faulty_, diagnostics_});
  }
  if (diagnostics_.has_errors()) return failure(std::move(diagnostics_));
  complete();
  read_healthy_band();
  warn_of_blocks();
  write_canonical_forms(canonical);
  return Validated{std::move(scenario_), std::move(origins_), write_pretty(root_),
                   resolved_.document.case_names};
}

Value Validator::walk(const Place& place, const Value& value) {
  if (place.node.is_list()) return walk_list(place, value);
  if (place.node.is_object()) return walk_object(place, value);
  return walk_leaf(place, value);
}

Value Validator::walk_object(const Place& place, const Value& value) {
  Value canonical = Value::make_object();
  if (!value.is_object()) {
    fault(DiagnosticCode::wrong_type, value.span(), place.pointer,
          place.path + " is " + std::string(to_string(value.type())), "an object: { … }", {},
          value.text());
    return canonical;
  }
  check_keys(place, value);
  for (const SchemaNode& child : place.node.children) {
    const Member* member = value.find_member(child.key);
    if (member == nullptr || member->value.is_null()) {
      check_missing(child, place);
      continue;
    }
    const std::string path = place.path.empty() ? child.key : place.path + "." + child.key;
    canonical.set(child.key, {},
                  walk({child, append_pointer(place.pointer, child.key), path}, member->value));
  }
  return canonical;
}

Value Validator::walk_list(const Place& place, const Value& value) {
  Value canonical = Value::make_array();
  if (!value.is_array()) {
    fault(DiagnosticCode::wrong_type, value.span(), place.pointer,
          place.path + " is " + std::string(to_string(value.type())), "a list: [ … ]", {},
          value.text());
    return canonical;
  }
  const SchemaNode& element = *place.node.element;
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    if (element.is_object()) element.field->store(scenario_, {});
    canonical.items().push_back(walk(
        {element, append_pointer(place.pointer, i), place.path + "[" + std::to_string(i) + "]"},
        value.items()[i]));
  }
  if (value.items().empty()) note_origin(place, value, "none");
  return canonical;
}

Value Validator::walk_leaf(const Place& place, const Value& value) {
  const Field& field = *place.node.field;
  const std::size_t before = diagnostics_.error_count();
  // A number of times what could not be read is nothing that could be judged.
  if (resolved_.document.is_partial && is_relative(field, value)) return {};
  const Value* base = at_pointer(resolved_.replaced, place.pointer);
  auto scalar = read_scalar(value, field, place.pointer, base, sources_, diagnostics_);
  if (scalar && scalar->per_users > 0) {
    // Users stand before servers in the schema, so they are known.
    const std::uint64_t users = scenario_.clients.users;
    scalar->count = (users + scalar->per_users - 1) / scalar->per_users;
    if (!is_in_range(field, static_cast<double>(scalar->count))) {
      fault(DiagnosticCode::out_of_range, value.span(), place.pointer,
            field.path + " would be " + std::to_string(scalar->count), range_text(field), {},
            value.text());
      return {};
    }
  }
  if (!scalar) {
    faulty_.insert(place.pointer);
    if (diagnostics_.error_count() == before) {
      fault(DiagnosticCode::wrong_type, value.span(), place.pointer, field.path + " is unusable");
    }
    return {};
  }
  if (field.store) field.store(scenario_, *scalar);
  note_origin(place, value, to_text(*scalar));
  note_simulated(place, value, *scalar);
  return to_canonical(*scalar);
}

void Validator::check_keys(const Place& place, const Value& value) {
  for (const Member& member : value.members()) {
    if (is_free_key(member.key) || place.node.child(member.key) != nullptr) continue;
    // Suggestions take their time, and beyond a thousand faults nobody sees them.
    const bool is_told = !diagnostics_.is_full();
    std::vector<std::string_view> known;
    for (const SchemaNode& child : place.node.children) {
      if (is_told) known.push_back(child.key);
    }
    const auto close = nearest(member.key, known);
    const std::string where = place.path.empty() ? "a scenario" : place.path;
    Diagnostic diagnostic;
    diagnostic.code = DiagnosticCode::unknown_key;
    diagnostic.where = member.key_span;
    diagnostic.pointer = append_pointer(place.pointer, member.key);
    diagnostic.message = where + " has no key " + in_quotes(member.key);
    diagnostic.found = member.key;
    if (close) diagnostic.suggestion = std::string(*close);
    const SchemaNode* elsewhere = is_told ? find_key(schema_root(), member.key) : nullptr;
    if (!close && elsewhere != nullptr) diagnostic.help = "there is " + elsewhere->path;
    diagnostics_.add(std::move(diagnostic));
  }
}

bool Validator::is_required(const Field& field) const {
  const bool is_system = field.need == Need::pool && (scenario_.has_pool || adapters_only_);
  return field.need == Need::always || is_system;
}

void Validator::check_missing(const SchemaNode& child, const Place& parent) {
  if (resolved_.document.is_partial) return;
  if (!needs_any(child)) return;  // lists may be empty
  const Place place{child, append_pointer(parent.pointer, child.key),
                    parent.path.empty() ? child.key : parent.path + "." + child.key};
  faulty_.insert(place.pointer);
  // Without a profile almost everything is missing; only what every scenario must say is named.
  const bool is_basic = place.path == "schema_version" || place.path == "name" ||
                        place.path == "profile" || place.path.find('[') != std::string::npos;
  if (resolved_.profile.layers.empty() && !is_basic) return;
  Diagnostic diagnostic;
  diagnostic.code = DiagnosticCode::missing_key;
  diagnostic.where = stated_span(root_, sources_, place.pointer);
  diagnostic.message = place.path + " is missing";
  diagnostic.help = child.field->help;
  diagnostic.pointer = place.pointer;
  diagnostics_.add(std::move(diagnostic));
}

/// Whether a value must be given at the node or anywhere below it.
bool Validator::needs_any(const SchemaNode& node) const {
  if (node.is_list()) return false;
  if (!node.is_object()) return is_required(*node.field);
  return std::any_of(node.children.begin(), node.children.end(),
                     [this](const SchemaNode& child) { return needs_any(child); });
}

bool Validator::is_default(const Value& value) const {
  return sources_[value.span().source].kind == SourceKind::profile;
}

/// As Document::origin_of, which counts each line anew: a line may hold a hundred thousand values.
std::string Validator::origin_of(const Value& value) {
  const Source& source = sources_[value.span().source];
  if (source.kind == SourceKind::command_line) return resolved_.document.origin_of(value);
  const Position at = positions_.locate(value.span().source, value.span().begin);
  return source.name + ':' + std::to_string(at.line) + ':' + std::to_string(at.column);
}

void Validator::note_origin(const Place& place, const Value& value, const std::string& text) {
  OriginRow row{place.path, text, {}, {}, {}};
  // What `calibrate` found says so beside its values.
  const Value* all = root_.find("x-provenance");
  const Value* from = all == nullptr || is_default(value) ? nullptr : all->find(place.path);
  if (from != nullptr && from->find("source") != nullptr && from->find("confidence") != nullptr) {
    row.source = from->find("source")->text();
    row.confidence = from->find("confidence")->text();
  }
  // A list of the profile has one provenance for all its elements.
  std::string pointer = place.pointer;
  while (is_default(value) && !pointer.empty()) {
    if (const Provenance* found = resolved_.profile.provenance_of(pointer)) {
      row.origin = "profile " + found->profile;
      row.source = found->source;
      row.confidence = found->confidence;
      scenario_.origins.push_back(
          {place.path, text, row.source, row.confidence, found->low, found->high});
      break;
    }
    pointer.erase(pointer.rfind('/'));
  }
  if (row.origin.empty()) row.origin = origin_of(value);
  origins_.push_back(std::move(row));
}

void Validator::note_simulated(const Place& place, const Value& value, const Scalar& scalar) {
  const Field& field = *place.node.field;
  for (const Word& word : field.words) {
    if (word.text != scalar.text || word.instead.empty()) continue;
    scenario_.warnings.push_back(place.path + ": " + std::string(word.text) +
                                 " is not simulated yet; " + std::string(word.instead) +
                                 " is used in its place");
  }
  const bool is_zero = !scalar.boolean && scalar.count == 0 && !(scalar.number > 0.0) &&
                       scalar.duration == Duration{} && scalar.word.value_or(0) == 0;
  const bool warn = (field.simulated == Simulated::not_when_non_zero && !is_zero) ||
                    (field.simulated == Simulated::not_when_stated && !is_default(value));
  if (warn) {
    scenario_.warnings.push_back(place.path + " = " + to_text(scalar) +
                                 " is not simulated yet and has no effect");
  }
}

void Validator::fault(DiagnosticCode code, Span where, const std::string& pointer,
                      std::string message, std::string expected, std::string suggestion,
                      std::string found) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.where = where;
  diagnostic.pointer = pointer;
  diagnostic.message = std::move(message);
  diagnostic.expected = std::move(expected);
  diagnostic.suggestion = std::move(suggestion);
  diagnostic.found = std::move(found);
  diagnostics_.add(std::move(diagnostic));
  faulty_.insert(pointer);
}

Expected<Validated, Diagnostics> validate(const ResolvedDocument& resolved,
                                          std::span<const MetricInfo> metrics) {
  return Validator(resolved, metrics).run();
}

}  // namespace ocssim::scenarios
