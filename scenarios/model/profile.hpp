// A profile: the defaults of a system, each with a source and how sure it is.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/source_table.hpp"
#include "scenarios/document/value.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::scenarios {

/// Where a default comes from.
struct Provenance {
  std::string source;
  std::string confidence;           // quoted | measured | inferred | placeholder
  std::string low = {}, high = {};  // "range": between what the value may lie; empty: not known
};

/// One line of what "healthy" means.
struct HealthyLine {
  Value objective;  // a string
  Provenance provenance;
};

struct Profile {
  std::string name;
  std::string title;
  Value defaults = Value::make_object();         // spans lie in the profile's text
  std::map<std::string, Provenance> provenance;  // by JSON Pointer of the default
  std::vector<HealthyLine> healthy;
};

/// Reads a profile's text: { "profile", "title", "defaults": { … { "value", "source",
/// "confidence" [, "range": [low, high]] } … }, "healthy": [ { "objective", "source", "confidence"
/// } ] }. nullopt after a diagnostic; a default without source or confidence is one.
[[nodiscard]] std::optional<Profile> read_profile(SourceTable& sources, std::string name,
                                                  std::string text, Diagnostics& diagnostics);

}  // namespace ocssim::scenarios
