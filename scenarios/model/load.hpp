// Names and flags of the command line to a validated scenario.
#pragma once

#include "scenarios/model/profile_stack.hpp"
#include "scenarios/model/validate.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// What the command line says about a scenario; texts as typed, so that faults show in their place.
struct LoadOptions {
  std::string scenario;                  // file, or name of a shipped one
  std::optional<std::string> text;       // of the scenario, when it is no file; `scenario` is shown
  std::vector<std::string> overlays;     // JSON Merge Patch files
  std::optional<std::string> case_name;  // which of its cases; none: as it stands
  std::vector<std::string> sets;         // "a.b=VALUE"
  std::string set_flag = "--set";        // which flag they come from, for their faults
  std::vector<std::string> slos;         // replace the scenario's objectives
  std::optional<std::string> seed;
  std::optional<std::string> replications;
  std::optional<std::string> max_replications;
  std::optional<std::string> precision;
  std::optional<std::string> confidence;
  std::optional<std::string> warm_up;
  std::optional<std::string> duration;
  std::optional<std::string> fidelity;
  std::span<const MetricInfo> metrics;  // of the models of this build: metric_registry()
};

/// Why there is no scenario; the sources give positions and lines for printing.
struct LoadFailure {
  Diagnostics diagnostics;
  SourceTable sources;
};

/// Reads, merges, puts the profile under it and validates. Throws `FileError` when the scenario or
/// an overlay cannot be read.
[[nodiscard]] Expected<Validated, LoadFailure> load_validated(const LoadOptions& options);

/// As `load_validated`, without the origins.
[[nodiscard]] Expected<Scenario, LoadFailure> load_scenario(const LoadOptions& options);

/// The steps before validation; the document's diagnostics tell what went wrong.
[[nodiscard]] ResolvedDocument resolve(const LoadOptions& options);

/// Names of shipped scenarios, without ".json".
[[nodiscard]] std::vector<std::string> shipped_scenarios();
/// "published/…": cases that others have written about, each with a twin without its cause.
[[nodiscard]] std::vector<std::string> published_cases();
/// "today/…": what users of today's systems ask, to begin with.
[[nodiscard]] std::vector<std::string> questions_of_today();

/// The text of a shipped scenario; also a template of `init`.
[[nodiscard]] std::optional<std::string_view> shipped_scenario_text(std::string_view name);

/// Files first, then shipped scenarios; a shipped one extends shipped ones.
[[nodiscard]] std::optional<SourceText> read_scenario_source(std::string_view name,
                                                             std::string_view from);

/// Puts the profiles that a document names under it.
[[nodiscard]] ResolvedDocument resolve_document(Document document,
                                                const SourceReader& reader = read_scenario_source);

}  // namespace ocssim::scenarios
