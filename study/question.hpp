// What was asked, whole: kept beside the units, so that stored results answer without the files
// and flags they came from.
#pragma once

#include "scenarios/document/variation.hpp"
#include "study/uncertain_input.hpp"

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

/// A case of the scenario, resolved.
struct CaseText {
  std::string name;
  std::string scenario;
};

struct Question {
  std::string verb;        // run, sweep, compare, capacity, size or sensitivity
  std::string command;     // canonical
  std::string scenario;    // resolved: loads as the one that was asked about; of `compare`, A
  std::string scenario_b;  // compare: B
  std::vector<scenarios::Assignment> a_set, b_set;  // compare: what was set in each, to be shown
  std::vector<std::string> vary;                    // sweep, size: PATH=LIST
  bool zip = false;                                 // sweep, size: pair the lists
  std::string where;                   // sweep: what a design must fulfill; empty: all do
  std::string of;                      // capacity: the path; sensitivity: the figure
  std::optional<std::string> between;  // capacity: LOW..HIGH
  std::optional<std::string> width;    // capacity: relative width asked
  std::vector<std::string> least;      // size: paths of the resources, the first one first
  std::vector<std::string> among;      // size: PATH=LIST of values allowed
  bool pareto = false;                 // size: all designs that nothing undercuts
  std::string best, indifference;      // size, pareto: which is best in a figure, and by how much
  bool full_detail = false;            // size: simulate what cannot touch the resources, too
  std::vector<CaseText> cases;         // capacity, size: side by side; none: the scenario
  std::string method;                  // sensitivity: tornado or morris
  unsigned trajectories = 0;           // sensitivity: of morris
  std::vector<UncertainInput> inputs;  // sensitivity: what is varied, and between which values
  std::vector<std::string> left_out;   // sensitivity: what is not, and why
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
