// Scenarios for tests: shipped ones with settings, or texts of their own.
#pragma once

#include "scenarios/document/render.hpp"
#include "scenarios/model/load.hpp"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ocssim::scenarios {

/// A shipped scenario with settings; aborts the test program if it is not valid.
[[nodiscard]] inline Validated load_with(const std::string& name,
                                         const std::vector<std::string>& sets = {}) {
  LoadOptions options;
  options.scenario = name;
  options.sets = sets;
  auto loaded = load_validated(options);
  if (!loaded) {
    ADD_FAILURE() << render_text(loaded.error().diagnostics, loaded.error().sources);
    std::abort();
  }
  return std::move(*loaded);
}

[[nodiscard]] inline Scenario scenario_with(const std::string& name,
                                            const std::vector<std::string>& sets = {}) {
  return load_with(name, sets).scenario;
}

/// Validates a text on its own.
[[nodiscard]] inline Expected<Validated, Diagnostics> validate_text(const std::string& text) {
  return validate(resolve_document(parse_document({"test.json", text})));
}

/// Ids of what is wrong with a text.
[[nodiscard]] inline std::vector<std::string> faults_of(const std::string& text) {
  std::vector<std::string> ids;
  const auto validated = validate_text(text);
  if (validated) return ids;
  for (const Diagnostic& diagnostic : validated.error().entries()) {
    ids.emplace_back(kind_of(diagnostic.code).id);
  }
  return ids;
}

}  // namespace ocssim::scenarios
