// Joins what the parts do; the order of precedence is profile, extends, file, overlays, sets,
// flags.
#include "scenarios/model/load.hpp"

#include "scenarios/document/nearest.hpp"
#include "scenarios/document/path.hpp"
#include "scenarios/document/render.hpp"
#include "scenarios/embedded.hpp"
#include "scenarios/model/profile_stack.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace ocssim::scenarios {
namespace {

constexpr std::string_view shipped_prefix = "shipped:";
constexpr std::string_view measured_folder = "measured/";
constexpr std::string_view published_folder = "published/";
constexpr std::string_view today_folder = "today/";
constexpr std::string_view suffix = ".json";

/// Puts a flag's text where `--set` would put it, under the flag's own name.
void apply_flag(Document& document, std::string_view flag, std::string_view path,
                const std::optional<std::string>& text) {
  if (!text || !document.is_readable()) return;
  const SourceId id = document.sources.add(std::string(flag), SourceKind::command_line, *text);
  const Span span{id, 0, static_cast<std::uint32_t>(text->size())};
  const auto steps = parse_path(path);
  const Value whole = Value::make_string(*text, span);
  if (auto error = assign(document.root, *steps, span, whole)) {
    document.diagnostics.add(
        to_diagnostic(std::move(*error), whole, to_pointer(*steps), document.sources));
  }
}

void apply_objectives(Document& document, const std::vector<std::string>& slos) {
  if (slos.empty() || !document.is_readable()) return;
  Value list = Value::make_array();
  for (const std::string& text : slos) {
    const SourceId id = document.sources.add("--slo", SourceKind::command_line, text);
    const Span span{id, 0, static_cast<std::uint32_t>(text.size())};
    list.set_span(span);
    list.items().push_back(Value::make_string(text, span));
  }
  const Span span = list.span();
  document.root.set("objectives", span, std::move(list));
}

std::string list_of(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// Blocks that the user opened stand where the user opened them, though most of their members are
/// defaults: what is missing in them is shown there.
void adopt_spans(Value& defaults, const Value& stated) {
  defaults.set_span(stated.span());
  for (Member& member : defaults.members()) {
    const Value* below = stated.find(member.key);
    if (below == nullptr || !below->is_object() || !member.value.is_object()) continue;
    adopt_spans(member.value, *below);
  }
}

/// The defaults that the user's values stand over.
Value replaced_by(const Value& defaults, const Value& stated) {
  if (!defaults.is_object() || !stated.is_object()) return defaults;
  Value replaced = Value::make_object(defaults.span());
  for (const Member& member : stated.members()) {
    const Value* below = defaults.find(member.key);
    if (below != nullptr) replaced.set(member.key, {}, replaced_by(*below, member.value));
  }
  return replaced;
}

/// With their folder, without ".json"; what others extend is no scenario of its own.
std::vector<std::string> names_in(std::string_view folder) {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files()) {
    const std::string_view name = file.name;
    if (!name.starts_with(folder) || name.ends_with("/base.json")) continue;
    names.emplace_back(name.substr(0, name.size() - suffix.size()));
  }
  return names;
}

[[noreturn]] void refuse_scenario(const std::string& name) {
  const std::vector<std::string> known = shipped_scenarios();
  const std::vector<std::string_view> words(known.begin(), known.end());
  const auto close = nearest(name, words);
  throw FileError(
      name + ": no such file, and no shipped scenario of this name; " +
      (close ? "did you mean \"" + std::string(*close) + "\"?" : "shipped are " + list_of(known)));
}

}  // namespace

std::vector<std::string> shipped_scenarios() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files()) {
    const std::string_view name = file.name;
    if (!name.ends_with(suffix) || name.find('/') != std::string_view::npos) continue;
    names.emplace_back(name.substr(0, name.size() - suffix.size()));
  }
  return names;
}

std::vector<std::string> published_cases() {
  return names_in(published_folder);
}
std::vector<std::string> questions_of_today() {
  return names_in(today_folder);
}

std::optional<std::string_view> shipped_scenario_text(std::string_view name) {
  std::string file(name);
  if (!name.ends_with(suffix)) file += suffix;
  // Profiles and recordings stand in folders, too.
  const bool is_known = file.starts_with(measured_folder) || file.starts_with(published_folder) ||
                        file.starts_with(today_folder);
  if (file.find('/') != std::string::npos && !is_known) return std::nullopt;
  return embedded_file(file);
}

namespace {

/// A shipped scenario in a folder extends its neighbors.
std::string beside(std::string_view name, std::string_view from) {
  from.remove_prefix(shipped_prefix.size());
  const std::size_t slash = from.rfind('/');
  if (slash == std::string_view::npos) return std::string(name);
  return std::string(from.substr(0, slash + 1)) + std::string(name);
}

}  // namespace

std::optional<SourceText> read_scenario_source(std::string_view name, std::string_view from) {
  const bool from_shipped = from.substr(0, shipped_prefix.size()) == shipped_prefix;
  const std::string shipped = from_shipped ? beside(name, from) : std::string(name);
  const auto text = shipped_scenario_text(shipped);
  // A folder of the same name, such as one of results, does not hide a shipped scenario.
  std::error_code fault;
  const bool is_hidden_by_folder =
      text.has_value() && std::filesystem::is_directory(std::filesystem::path(name), fault);
  if (!from_shipped && !is_hidden_by_folder) {
    if (auto file = read_source_file(name, from)) return file;
  }
  if (!text) return std::nullopt;
  std::string shown = std::string(shipped_prefix) + shipped;
  if (!name.ends_with(suffix)) shown += suffix;
  return SourceText{std::move(shown), std::string(*text)};
}

ResolvedDocument resolve_document(Document document, const SourceReader& reader) {
  ResolvedDocument resolved;
  resolved.document = std::move(document);
  Document& merged = resolved.document;
  auto profile = read_profiles(merged, reader);
  if (!profile) return resolved;
  resolved.profile = std::move(*profile);
  resolved.replaced = replaced_by(resolved.profile.defaults, merged.root);
  Value defaults = std::exchange(resolved.profile.defaults, Value::make_object());
  adopt_spans(defaults, merged.root);
  merged.merge_under(std::move(defaults));
  return resolved;
}

ResolvedDocument resolve(const LoadOptions& options) {
  if (!options.text && !read_scenario_source(options.scenario, "")) {
    refuse_scenario(options.scenario);
  }
  const SourceReader reader = [&](std::string_view name, std::string_view from) {
    if (options.text && from.empty() && name == options.scenario) {
      return std::optional(SourceText{options.scenario, *options.text});
    }
    return read_scenario_source(name, from);
  };
  Document document = load_document(
      {options.scenario, options.overlays, options.sets, options.case_name, options.set_flag},
      reader);
  // The flags can be judged without a scenario.
  const bool is_alone = !document.is_readable();
  if (is_alone) document.root = Value::make_object();
  apply_flag(document, "--seed", "simulation.seed", options.seed);
  apply_flag(document, "--replications", "simulation.replications", options.replications);
  apply_flag(document, "--max-replications", "simulation.max_replications",
             options.max_replications);
  apply_flag(document, "--precision", "simulation.precision", options.precision);
  apply_flag(document, "--confidence", "simulation.confidence", options.confidence);
  apply_flag(document, "--warmup", "simulation.warmup", options.warm_up);
  apply_flag(document, "--duration", "simulation.duration", options.duration);
  apply_flag(document, "--fidelity", "simulation.fidelity", options.fidelity);
  apply_objectives(document, options.slos);
  if (is_alone && document.root.members().empty()) document.root = Value();
  return resolve_document(std::move(document), reader);
}

Expected<Validated, LoadFailure> load_validated(const LoadOptions& options) {
  ResolvedDocument resolved = resolve(options);
  auto validated = validate(resolved, options.metrics);
  if (validated) return std::move(*validated);
  return failure(LoadFailure{std::move(validated.error()), std::move(resolved.document.sources)});
}

Expected<Scenario, LoadFailure> load_scenario(const LoadOptions& options) {
  auto validated = load_validated(options);
  if (validated) return std::move(validated->scenario);
  return failure(std::move(validated.error()));
}

}  // namespace ocssim::scenarios
