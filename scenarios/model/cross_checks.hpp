// What must fit together across keys; each check has a diagnostic of its own.
#pragma once

#include "scenarios/document/diagnostic.hpp"
#include "scenarios/document/value.hpp"
#include "scenarios/model/scenario.hpp"

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

namespace ocssim::scenarios {

/// A scenario whose values were read one by one; values at `faulty` pointers are not usable.
struct Draft {
  const Scenario& scenario;
  const Value& root;
  const SourceTable& sources;
  const std::set<std::string>& faulty;
  Diagnostics& diagnostics;

  /// None of the values, nor anything below them, is faulty.
  [[nodiscard]] bool is_good(std::initializer_list<std::string_view> pointers) const;

  /// Adds a problem at the value, or at the nearest object above it that the user wrote: nobody is
  /// sent to look into a profile.
  void fail(DiagnosticCode code, const std::string& pointer, std::string message,
            std::string expected = {}, std::string suggestion = {}) const;
};

/// Where the user wrote the value, or the nearest object above it that the user wrote.
[[nodiscard]] Span stated_span(const Value& root, const SourceTable& sources,
                               std::string_view pointer);

/// All checks. Events must be in the order of the file.
void check_together(const Draft& draft);

/// Of them, those of conferences (conferencing_checks.cpp).
void check_conferencing(const Draft& draft);

/// Of them, those of applications (application_checks.cpp).
void check_applications(const Draft& draft);

/// An application or the Director whose load is not constant in time.
[[nodiscard]] bool comes_in_waves(const Scenario& scenario);

/// Steady start, no curve, no events.
[[nodiscard]] bool can_be_steady(const Scenario& scenario);

}  // namespace ocssim::scenarios
