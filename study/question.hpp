// What was asked, whole: kept beside the units, so that stored results answer without the files
// and flags they came from.
#pragma once

#include "scenarios/document/variation.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::study {

/// A default of the profile that the answer may lean on: a resolved scenario no longer tells which
/// of its values were stated.
struct Placeholder {
  std::string path;
  std::string value;
  std::string source;
};

struct Question {
  std::string verb;        // run, sweep, compare or capacity
  std::string command;     // canonical
  std::string scenario;    // resolved: loads as the one that was asked about; of `compare`, A
  std::string scenario_b;  // compare: B
  std::vector<scenarios::Assignment> a_set, b_set;  // compare: what was set in each, to be shown
  std::vector<std::string> vary;                    // sweep: PATH=LIST
  bool zip = false;                                 // sweep: pair the lists
  std::string where;                   // sweep: what a design must fulfill; empty: all do
  std::string of;                      // capacity: the path
  std::optional<std::string> between;  // capacity: LOW..HIGH
  std::optional<std::string> width;    // capacity: relative width asked
  std::vector<std::string> fail_on;    // compare: metrics that must not get worse
  std::vector<std::string> precise;    // metrics that auto makes precise
  std::vector<Placeholder> placeholders;
  std::vector<std::string> warnings, warnings_b;  // of the scenarios as they were stated
};

/// Strict JSON; equal questions give equal bytes.
[[nodiscard]] std::string to_json(const Question& question);

/// Nothing when the text is not a question.
[[nodiscard]] std::optional<Question> question_from(std::string_view json);

}  // namespace ocssim::study
