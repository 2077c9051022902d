// From a document to a scenario: every key known, every value typed and in range, everything that
// must fit together fitting; or all that is wrong, at once.
#pragma once

#include "engine/stats/metric.hpp"
#include "scenarios/document/document.hpp"
#include "scenarios/document/expected.hpp"
#include "scenarios/model/profile_stack.hpp"
#include "scenarios/model/scenario.hpp"

#include <span>
#include <string>
#include <vector>

namespace ocssim::scenarios {

/// A document with the profile's defaults under it.
struct ResolvedDocument {
  Document document;
  ProfileStack profile;
  Value replaced = Value::make_object();  // defaults that values of the document stand over
};

/// A leaf of the resolved scenario: where its value came from.
struct OriginRow {
  std::string path;        // "clients.users", "events[0].at"
  std::string value;       // as a person writes it
  std::string origin;      // "profile ocs2007r2", "scenario.json:12:5", "--set clients.users=5"
  std::string source;      // of a profile's default, else empty
  std::string confidence;  // of a profile's default, else empty
};

struct Validated {
  Scenario scenario;
  std::vector<OriginRow> origins;  // every leaf, in the order of the schema
  std::string resolved_json;       // with units and all defaults: a scenario that loads as this one
  std::vector<std::string> cases;  // names of its cases, whichever it is
};

/// Validates. `metrics` are those that the models of this build report: objectives on others are
/// named in the scenario's warnings; empty: the whole vocabulary counts as reported.
[[nodiscard]] Expected<Validated, Diagnostics> validate(const ResolvedDocument& resolved,
                                                        std::span<const MetricInfo> metrics = {});

}  // namespace ocssim::scenarios
