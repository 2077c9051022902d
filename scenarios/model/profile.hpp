// A profile: the defaults of a system, or of a part of one, each with a source and how sure it is.
//
// A whole one ("profile") gives every value that a pool needs; parts ("profiles": a balancer, a
// family of clients, hardware) are put over it in order, and the scenario over both
// (profile_stack.hpp).
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
  std::string profile = {};         // that gives it, with its date: "azure-lb (2024-04)"
};

/// One line of what "healthy" means.
struct HealthyLine {
  Value objective;  // a string
  Provenance provenance;
};

struct Profile {
  std::string name;
  std::string title;
  std::string part = {};   // what of a system it describes: "balancer", …; empty: all of it
  std::string as_of = {};  // when its sources were read, or written if they say so; may be empty
  Value defaults = Value::make_object();         // spans lie in the profile's text
  std::map<std::string, Provenance> provenance;  // by JSON Pointer of the default
  std::vector<HealthyLine> healthy;
};

/// Reads a profile's text: { "profile", "title" [, "part"] [, "as_of"], "defaults": { … { "value",
/// "source", "confidence" [, "range": [low, high]] } … }, "healthy": [ { "objective", "source",
/// "confidence" } ] }. nullopt after a diagnostic; a default without source or confidence is one.
[[nodiscard]] std::optional<Profile> read_profile(SourceTable& sources, std::string name,
                                                  std::string text, Diagnostics& diagnostics);

}  // namespace ocssim::scenarios
