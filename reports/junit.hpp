// Objectives as test cases in JUnit's XML, for continuous integration.
#pragma once

#include "reports/answer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace ocssim::reports {

/// One testcase.
struct JunitCase {
  enum class Outcome : std::uint8_t { passed, failed, skipped };
  std::string name;
  Outcome outcome = Outcome::passed;
  std::string message;  // why failed or skipped
};

/// A whole <testsuite> element, not indented; `name` is also the class of its cases.
[[nodiscard]] std::string junit_suite(std::string_view name, const std::vector<JunitCase>& cases);

/// An objective a case: not met is a failure, inconclusive is skipped.
[[nodiscard]] std::vector<JunitCase> objective_cases(const Results& results);

/// The XML declaration, which stands before the outermost element.
[[nodiscard]] std::string junit_declaration();

[[nodiscard]] std::string junit_report(const Answer& answer);

}  // namespace ocssim::reports
