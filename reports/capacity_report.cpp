#include "reports/capacity_report.hpp"

#include "engine/check.hpp"
#include "reports/deciding.hpp"
#include "reports/export/csv_text.hpp"
#include "reports/figures.hpp"
#include "reports/headline.hpp"
#include "reports/json_sections.hpp"
#include "reports/junit.hpp"
#include "reports/markdown_sections.hpp"
#include "reports/point_csv.hpp"
#include "reports/store/hash.hpp"
#include "reports/terminal_sections.hpp"
#include "reports/text_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

namespace ocssim::reports {
namespace {

bool is_of_users(const CapacityAnswer& answer) {
  return answer.path == "clients.users";
}

std::string value_text(const CapacityAnswer& answer, double value) {
  return quantity_text(value, answer.unit) + (is_of_users(answer) ? " users" : "");
}

/// "carries 73,900 users" or "meets its objectives at front_ends.count = 4".
std::string carries(const CapacityAnswer& answer, double value) {
  if (is_of_users(answer)) return "carries " + value_text(answer, value);
  return fmt::format("meets its objectives at {} = {}", answer.path, value_text(answer, value));
}

std::string first_to_break(const CapacityAnswer& answer) {
  const ObjectiveResult* objective = furthest_beyond(answer.broken);
  if (objective == nullptr) return "";
  const std::string measured =
      objective->metric.empty()
          ? ""
          : fmt::format(" (measured {})", figure_text(objective->measured, objective->unit));
  return fmt::format("; first to break: {}{}", objective->text, measured);
}

std::string found_sentence(const CapacityAnswer& answer) {
  const std::string not_met = quantity_text(answer.lowest_not_met.value_or(0.0), answer.unit);
  return fmt::format("{} {} (met) and not {}{} (not met) at {:g} % confidence{}.",
                     answer.scenario_name, carries(answer, answer.highest_met.value_or(0.0)),
                     is_of_users(answer) ? "" : "at ", not_met, 100.0 * answer.confidence,
                     first_to_break(answer));
}

std::string inconclusive_sentence(const CapacityAnswer& answer) {
  const std::string confidence = fmt::format("at {:g} % confidence", 100.0 * answer.confidence);
  const std::string probes =
      fmt::format("{} probe{}", answer.probes.size(), answer.probes.size() == 1 ? "" : "s");
  const std::string asked = quantity_text(answer.width_asked, "1");
  if (answer.highest_met && answer.lowest_not_met) {
    return fmt::format(
        "INCONCLUSIVE: {} {} (met) and not {} (not met) {}; {} left the bracket {} wide, {} was "
        "asked{}.",
        answer.scenario_name, carries(answer, *answer.highest_met),
        quantity_text(*answer.lowest_not_met, answer.unit), confidence, probes,
        quantity_text(bracket_width(answer).value_or(0.0), "1"), asked, first_to_break(answer));
  }
  if (answer.highest_met) {
    return fmt::format("INCONCLUSIVE: {} {} (met) {}; {} found no value at which they are not met.",
                       answer.scenario_name, carries(answer, *answer.highest_met), confidence,
                       probes);
  }
  if (answer.lowest_not_met) {
    return fmt::format(
        "INCONCLUSIVE: {} is not met at {} {}; {} found no value at which it is met{}.",
        answer.scenario_name, value_text(answer, *answer.lowest_not_met), confidence, probes,
        first_to_break(answer));
  }
  return fmt::format("INCONCLUSIVE: {}: {} decided nothing {}.", answer.scenario_name, probes,
                     confidence);
}

/// The probes by their value; the place says in which order they were asked.
std::vector<std::size_t> by_value(const CapacityAnswer& answer) {
  std::vector<std::size_t> places(answer.probes.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    return answer.probes[a].value < answer.probes[b].value;
  });
  return places;
}

TextTable probes_table(const CapacityAnswer& answer, const TerminalOptions& options) {
  TextTable table(
      {Align::right, Align::right, Align::right, Align::left, Align::right, Align::left});
  table.add({"asked", answer.path, "n", "verdict", "measured", "decided by"});
  for (const std::size_t place : by_value(answer)) {
    const CapacityProbe& probe = answer.probes[place];
    const Results& results = probe.results;
    const ObjectiveResult* deciding = deciding_objective(results);
    std::string measured = "-";
    std::string by = "-";
    if (deciding != nullptr) {
      measured = figure_text(deciding->measured, deciding->unit);
      by = deciding->text;
      if (!deciding->component.empty()) by += ", " + deciding->component;
    }
    table.add({std::to_string(place + 1), quantity_text(probe.value, answer.unit),
               std::to_string(results.replications),
               painted(verdict_cell(results.verdict), results.verdict, options), measured, by});
  }
  return table;
}

std::vector<const Results*> results_of(const CapacityAnswer& answer) {
  std::vector<const Results*> all;
  for (const CapacityProbe& probe : answer.probes) all.push_back(&probe.results);
  return all;
}

std::vector<Finding> all_findings(const CapacityAnswer& answer) {
  std::vector<Finding> out = answer.findings;
  const std::vector<Finding> of_probes = findings_of(results_of(answer));
  out.insert(out.end(), of_probes.begin(), of_probes.end());
  return out;
}

std::string start_sentence(const CapacityAnswer& answer) {
  if (!answer.start) return "";
  return fmt::format("Search began at {}, where a closed form puts the limit: {}.",
                     value_text(answer, *answer.start), answer.start_formula);
}

/// Where the bottlenecks were looked at.
std::optional<double> looked_at(const CapacityAnswer& answer) {
  return answer.highest_met ? answer.highest_met : answer.lowest_not_met;
}

double probe_confidence(const CapacityAnswer& answer) {
  return answer.probes.empty() ? answer.confidence : answer.probe_confidence;
}

JsonValue bracket_json(const CapacityAnswer& answer) {
  return JsonValue::object({{"path", answer.path},
                            {"unit", answer.unit},
                            {"status", to_string(answer.status)},
                            {"highest_met", answer.highest_met},
                            {"lowest_not_met", answer.lowest_not_met},
                            {"confidence", answer.confidence},
                            {"width", bracket_width(answer)},
                            {"width_asked", answer.width_asked},
                            {"start", answer.start},
                            {"start_formula", answer.start_formula}});
}

}  // namespace

std::string_view to_string(CapacityStatus status) {
  switch (status) {
    case CapacityStatus::found:
      return "found";
    case CapacityStatus::inconclusive:
      return "inconclusive";
    case CapacityStatus::infeasible:
      return "infeasible";
    case CapacityStatus::unbounded:
      return "unbounded";
  }
  OCSSIM_CHECK(false);
}

std::optional<double> bracket_width(const CapacityAnswer& answer) {
  if (!answer.highest_met || !answer.lowest_not_met || *answer.lowest_not_met == 0.0) return {};
  return (*answer.lowest_not_met - *answer.highest_met) / *answer.lowest_not_met;
}

std::string capacity_headline(const CapacityAnswer& answer) {
  switch (answer.status) {
    case CapacityStatus::found:
      return found_sentence(answer);
    case CapacityStatus::inconclusive:
      return inconclusive_sentence(answer);
    case CapacityStatus::infeasible:
      return fmt::format(
          "NOT MET: the objectives of {} are not met even at {}, the smallest value allowed{}.",
          answer.scenario_name, value_text(answer, answer.lowest_not_met.value_or(0.0)),
          first_to_break(answer));
    case CapacityStatus::unbounded:
      return fmt::format("MET: {} {}, the largest value allowed; nothing breaks below it.",
                         answer.scenario_name, carries(answer, answer.highest_met.value_or(0.0)));
  }
  OCSSIM_CHECK(false);
}

std::string capacity_text(const CapacityAnswer& answer, const TerminalOptions& options) {
  std::string out = wrapped(bold(capacity_headline(answer), options), 2);
  out += wrapped(answer.scenario_name + ": " + answer.setting, 2);
  if (const auto width = bracket_width(answer)) {
    out += wrapped(fmt::format("Bracket {} wide, at most {} was asked.", quantity_text(*width, "1"),
                               quantity_text(answer.width_asked, "1")),
                   2);
  }
  if (answer.start) out += wrapped(start_sentence(answer), 2);
  out += fmt::format("\nProbes by value, each decided at {:g} %, n = replications\n",
                     100.0 * probe_confidence(answer));
  out += probes_table(answer, options).render();
  if (const auto value = looked_at(answer)) {
    out += headroom_section(
        answer.bottlenecks,
        fmt::format("Headroom per resource at {}, least first",
                    is_of_users(answer) ? value_text(answer, *value)
                                        : answer.path + " = " + value_text(answer, *value)));
  }
  out += findings_section(all_findings(answer));
  out += warnings_section(warnings_of(answer.warnings, results_of(answer)));
  out += fmt::format("\nFingerprint {} · seed {} · {}\n", hex_64(answer.fingerprint), answer.seed,
                     answer.command);
  return out;
}

std::string capacity_markdown(const CapacityAnswer& answer) {
  return markdown_head(capacity_headline(answer), answer) + "\n" +
         probes_table(answer, {}).markdown() + bottlenecks_table(answer.bottlenecks) +
         findings_list(all_findings(answer)) +
         warnings_list(warnings_of(answer.warnings, results_of(answer))) +
         markdown_foot(answer.fingerprint, answer);
}

std::string capacity_json(const CapacityAnswer& answer) {
  JsonValue json = head_json(answer);
  json["seed"] = answer.seed;
  json["fingerprint"] = hex_64(answer.fingerprint);
  json["headline"] = capacity_headline(answer);
  json["answer"] = bracket_json(answer);
  json["broken"] = objectives_json(answer.broken);
  json["bottlenecks"] = bottlenecks_json(answer.bottlenecks);
  json["probes"] = JsonValue::array();
  for (const CapacityProbe& probe : answer.probes) {
    JsonValue row;
    row["value"] = probe.value;
    add_point_results(row, probe.results);
    json["probes"].push_back(std::move(row));
  }
  json["findings"] = findings_json(answer.findings);
  json["warnings"] = answer.warnings;
  return json.pages();
}

std::string capacity_summary(const CapacityAnswer& answer) {
  JsonValue json;
  json["command"] = answer.command;
  json["fingerprint"] = hex_64(answer.fingerprint);
  json["headline"] = capacity_headline(answer);
  json["answer"] = bracket_json(answer);
  json["probes"] = JsonValue::array();
  for (const CapacityProbe& probe : answer.probes) {
    JsonValue row;
    row["value"] = probe.value;
    add_point_summary(row, probe.results);
    json["probes"].push_back(std::move(row));
  }
  return json.line();
}

std::string capacity_csv(const CapacityAnswer& answer) {
  std::string out = point_csv_head({"probe", answer.path});
  for (std::size_t i = 0; i < answer.probes.size(); ++i) {
    const CapacityProbe& probe = answer.probes[i];
    out += point_csv({std::to_string(i), csv_number(probe.value)}, probe.results);
  }
  return out;
}

std::string capacity_junit(const CapacityAnswer& answer) {
  using Outcome = JunitCase::Outcome;
  JunitCase bracket{.name = "capacity of " + answer.path, .message = capacity_headline(answer)};
  if (answer.status == CapacityStatus::inconclusive) bracket.outcome = Outcome::skipped;
  if (answer.status == CapacityStatus::infeasible) bracket.outcome = Outcome::failed;
  return junit_declaration() + junit_suite(answer.scenario_name, {bracket});
}

}  // namespace ocssim::reports
