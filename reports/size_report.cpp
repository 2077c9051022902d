#include "reports/size_report.hpp"

#include "engine/check.hpp"
#include "reports/deciding.hpp"
#include "reports/escaping.hpp"
#include "reports/export/csv_text.hpp"
#include "reports/figures.hpp"
#include "reports/json_sections.hpp"
#include "reports/junit.hpp"
#include "reports/markdown_sections.hpp"
#include "reports/names.hpp"
#include "reports/size_table.hpp"
#include "reports/store/hash.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

/// "front_ends.count = 3, sql.cores = 8".
std::string settings_text(const std::vector<Setting>& set) {
  std::string text;
  for (const Setting& one : set) {
    text += (text.empty() ? "" : ", ") + one.path + " = " + one.value;
  }
  return text;
}

std::string point_name(const SizePoint& point) {
  std::string text = point.case_name;
  if (!point.set.empty()) text += (text.empty() ? "" : ", ") + settings_text(point.set);
  return text;
}

const SizeProof* first_not_met(const SizePoint& point) {
  const auto found = std::find_if(point.proof.begin(), point.proof.end(), [](const auto& proof) {
    return proof.verdict == Verdict::not_met;
  });
  return found == point.proof.end() ? nullptr : &*found;
}

std::string broken_by(const SizePoint& point) {
  const SizeProof* proof = first_not_met(point);
  const ObjectiveResult* objective =
      proof == nullptr ? nullptr : furthest_beyond(proof->objectives);
  if (objective == nullptr) return "";
  return fmt::format("; what breaks there: {} (measured {})", objective->text,
                     figure_text(objective->measured, objective->unit));
}

/// "and not 1 (not met)" of one resource; of several, what is not enough.
std::string not_enough(const SizePoint& point) {
  std::string text;
  for (const SizeProof& proof : point.proof) {
    if (proof.verdict != Verdict::not_met) continue;
    const bool is_one = proof.set.size() == 1;
    text += fmt::format("{} {} (not met)", text.empty() ? " and not" : ", not",
                        is_one ? proof.set.front().value : settings_text(proof.set));
  }
  return text.empty() ? ", the least allowed," : text;
}

std::string sentence(const SizeAnswer& answer, const SizePoint& point) {
  const std::string level = fmt::format("at {:g} % confidence", 100.0 * answer.confidence);
  switch (point.status) {
    case SizeStatus::found:
      if (answer.pareto) {
        std::string all;
        for (const auto& one : point.least) all += (all.empty() ? "" : "; ") + settings_text(one);
        return fmt::format("{} can do with {} design{}, less of none: {} {}.", answer.scenario_name,
                           point.least.size(), point.least.size() == 1 ? "" : "s", all, level);
      }
      return fmt::format("{} needs {} (met){} {}{}.", answer.scenario_name,
                         settings_text(point.least.front()), not_enough(point), level,
                         broken_by(point));
    case SizeStatus::infeasible:
      return fmt::format(
          "NOT MET: the objectives of {} are not met even with {}, the most "
          "allowed{}.",
          answer.scenario_name, settings_text(point.proof.front().set), broken_by(point));
    case SizeStatus::inconclusive:
      if (point.least.empty()) {
        return fmt::format("INCONCLUSIVE: {}: {} designs decided nothing {}.", answer.scenario_name,
                           point.probes, level);
      }
      return fmt::format(
          "INCONCLUSIVE: {} can do with {} (met), but whether with less is "
          "undecided {}.",
          answer.scenario_name, settings_text(point.least.front()), level);
  }
  OCSSIM_CHECK(false);
}

std::size_t count_of(const SizeAnswer& answer, SizeStatus status) {
  return static_cast<std::size_t>(
      std::count_if(answer.points.begin(), answer.points.end(),
                    [status](const SizePoint& point) { return point.status == status; }));
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<Finding> all_findings(const SizeAnswer& answer) {
  std::vector<Finding> findings = answer.findings;
  for (const SizePoint& point : answer.points) {
    if (!point.contradictory) continue;
    const std::string name = point_name(point);
    findings.push_back({.id = "not_monotone",
                        .severity = "warning",
                        .text = (name.empty() ? "" : name + ": ") +
                                "met with less of a resource and not met with more, so there is "
                                "no single least; sweep " +
                                joined(answer.resources) + " to see the shape",
                        .component = ""});
  }
  return findings;
}

std::string rule_sentence(const SizeAnswer& answer) {
  if (answer.rule.empty()) return "";
  const auto above = std::count_if(answer.points.begin(), answer.points.end(), exceeds_rule);
  if (answer.points.size() == 1) {
    const auto& rule = answer.points.front().rule;
    return fmt::format("Rule of thumb, {}: {}.", answer.rule,
                       rule ? std::to_string(*rule) : std::string("nothing"));
  }
  return fmt::format("Rule of thumb: {}. * = more than it gives, at {} of {}.", answer.rule, above,
                     answer.points.size());
}

std::string off_sentence(const SizeAnswer& answer) {
  if (answer.switched_off.empty()) return "";
  return fmt::format(
      "Not simulated, since it cannot touch {}: {}. {} settings, in --json; --full-detail "
      "simulates it, too.",
      joined(answer.resources), answer.switched_off, answer.switched_off_by.size());
}

std::string expected_sentence(const SizePoint& point) {
  if (point.expected.empty()) return "";
  return "Closed forms expect " + settings_text(point.expected) + ".";
}

/// Of each point with a selection: which design is best, and how sure that is.
std::string selection_sentences(const SizeAnswer& answer) {
  std::string text;
  for (const SizePoint& point : answer.points) {
    if (point.selection.empty()) continue;
    std::string name = point_name(point);
    if (!name.empty()) name += ": ";
    std::size_t dropped = 0;
    std::uint64_t replications = 0;
    for (const SizeCandidate& one : point.selection) {
      dropped += one.survived ? 0 : 1;
      replications += one.replications;
    }
    text += wrapped(fmt::format("{}{} by {}: {}; KN dropped {} of {} in {} replications{}.", name,
                                point.is_best_decided ? "Best" : "Best so far, undecided,",
                                answer.best_by, settings_text(point.least[point.best]), dropped,
                                point.selection.size(), replications,
                                point.is_best_decided
                                    ? fmt::format(", right at {:g} % or within {} of the best",
                                                  100.0 * answer.confidence, answer.indifference)
                                    : std::string()),
                    2);
  }
  return text;
}

JsonValue selection_json(const SizePoint& point) {
  if (point.selection.empty()) return nullptr;
  JsonValue candidates = JsonValue::array();
  for (std::size_t i = 0; i < point.selection.size(); ++i) {
    const SizeCandidate& one = point.selection[i];
    candidates.push_back(JsonValue::object({{"set", set_json(point.least[i])},
                                            {"mean", one.mean},
                                            {"replications", one.replications},
                                            {"survived", one.survived}}));
  }
  return JsonValue::object({{"best", set_json(point.least[point.best])},
                            {"decided", point.is_best_decided},
                            {"candidates", std::move(candidates)}});
}

bool is_single(const SizeAnswer& answer) {
  return answer.points.size() == 1;
}

JsonValue proof_json(const SizeProof& proof) {
  return JsonValue::object({{"set", set_json(proof.set)},
                            {"verdict", to_string(proof.verdict)},
                            {"replications", proof.replications},
                            {"fingerprint", hex_64(proof.fingerprint)},
                            {"objectives", objectives_json(proof.objectives)}});
}

JsonValue least_json(const SizeAnswer& answer, const SizePoint& point) {
  if (!answer.pareto) {
    if (point.least.empty()) return nullptr;
    return set_json(point.least.front());
  }
  JsonValue list = JsonValue::array();
  for (const auto& one : point.least) list.push_back(set_json(one));
  return list;
}

JsonValue proofs_json(const SizePoint& point) {
  JsonValue list = JsonValue::array();
  for (const SizeProof& proof : point.proof) list.push_back(proof_json(proof));
  return list;
}

}  // namespace

std::string_view to_string(SizeStatus status) {
  switch (status) {
    case SizeStatus::found:
      return "found";
    case SizeStatus::inconclusive:
      return "inconclusive";
    case SizeStatus::infeasible:
      return "infeasible";
  }
  OCSSIM_CHECK(false);
}

std::string size_headline(const SizeAnswer& answer) {
  if (is_single(answer)) return sentence(answer, answer.points.front());
  const std::size_t found = count_of(answer, SizeStatus::found);
  std::string text =
      fmt::format("{}: the least {} for {} questions: {} found with proof", answer.scenario_name,
                  joined(answer.resources), answer.points.size(), found);
  if (const auto count = count_of(answer, SizeStatus::inconclusive); count > 0) {
    text += fmt::format(", {} undecided", count);
  }
  if (const auto count = count_of(answer, SizeStatus::infeasible); count > 0) {
    text += fmt::format(", {} not met by all that is allowed", count);
  }
  return text + fmt::format("; each at {:g} % confidence.", 100.0 * answer.confidence);
}

std::string size_text(const SizeAnswer& answer, const TerminalOptions& options) {
  std::string out = wrapped(bold(size_headline(answer), options), 2);
  out += wrapped(answer.scenario_name + ": " + answer.setting, 2);
  const SizePoint& first = answer.points.front();
  if (is_single(answer)) {
    for (const std::string& text : {expected_sentence(first), rule_sentence(answer)}) {
      if (!text.empty()) out += wrapped(text, 2);
    }
    out += fmt::format("\nProof, each decided at {:g} %, n = replications\n",
                       100.0 * answer.probe_confidence);
    out += proof_table(first, options).render();
  } else {
    out += fmt::format("\nLeast {}\n", joined(answer.resources));
    out += sizes_on_terminal(answer).render();
    if (!answer.rule.empty()) out += "\n" + wrapped(rule_sentence(answer), 2);
  }
  const std::string selection = selection_sentences(answer);
  if (!selection.empty()) out += "\n" + selection;
  if (!answer.switched_off.empty()) out += "\n" + wrapped(off_sentence(answer), 2);
  out += findings_section(all_findings(answer));
  out += warnings_section(answer.warnings);
  out += fmt::format("\nFingerprint {} · seed {} · {}\n", hex_64(answer.fingerprint), answer.seed,
                     answer.command);
  return out;
}

std::string size_markdown(const SizeAnswer& answer) {
  std::string out = markdown_head(size_headline(answer), answer) + "\n";
  out += is_single(answer) ? proof_table(answer.points.front(), {}).markdown()
                           : sizes_for_page(answer).markdown();
  for (const std::string& text : {rule_sentence(answer), off_sentence(answer)}) {
    if (!text.empty()) out += "\n" + markdown_escaped(text) + "\n";
  }
  return out + findings_list(all_findings(answer)) + warnings_list(answer.warnings) +
         markdown_foot(answer.fingerprint, answer);
}

std::string size_json(const SizeAnswer& answer) {
  JsonValue json = head_json(answer);
  json["seed"] = answer.seed;
  json["fingerprint"] = hex_64(answer.fingerprint);
  json["headline"] = size_headline(answer);
  json["confidence"] = answer.confidence;
  json["probe_confidence"] = answer.probe_confidence;
  json["resources"] = answer.resources;
  json["varied"] = answer.varied;
  json["cases"] = answer.cases;
  json["rule"] = answer.rule;
  json["switched_off"] = set_json(answer.switched_off_by);
  const SizePoint& first = answer.points.front();
  json["answer"] = is_single(answer) ? least_json(answer, first) : JsonValue(nullptr);
  json["proof"] = is_single(answer) ? proofs_json(first) : JsonValue::array();
  json["points"] = JsonValue::array();
  for (const SizePoint& point : answer.points) {
    JsonValue row =
        JsonValue::object({{"set", set_json(point.set)},
                           {"case", point.case_name},
                           {"status", to_string(point.status)},
                           {"answer", least_json(answer, point)},
                           {"expected", set_json(point.expected)},
                           {"rule", point.rule ? JsonValue(*point.rule) : JsonValue(nullptr)},
                           {"probes", point.probes},
                           {"selection", selection_json(point)},
                           {"proof", proofs_json(point)}});
    json["points"].push_back(std::move(row));
  }
  json["findings"] = findings_json(all_findings(answer));
  json["warnings"] = answer.warnings;
  return json.pages();
}

std::string size_csv(const SizeAnswer& answer) {
  std::vector<std::string> head = answer.varied;
  head.emplace_back("case");
  head.insert(head.end(), answer.resources.begin(), answer.resources.end());
  head.insert(head.end(), {"status", "rule_of_thumb", "probes"});
  std::string out = csv_line(head);
  for (const SizePoint& point : answer.points) {
    std::vector<std::vector<Setting>> least = point.least;
    if (least.empty()) least.push_back(std::vector<Setting>(answer.resources.size()));
    for (const std::vector<Setting>& one : least) {
      std::vector<std::string> fields;
      for (const Setting& setting : point.set) fields.push_back(plain_value(setting));
      fields.push_back(point.case_name);
      for (const Setting& setting : one) fields.push_back(plain_value(setting));
      fields.insert(fields.end(),
                    {std::string(to_string(point.status)),
                     point.rule ? std::to_string(*point.rule) : "", std::to_string(point.probes)});
      out += csv_line(fields);
    }
  }
  return out;
}

std::string size_junit(const SizeAnswer& answer) {
  using Outcome = JunitCase::Outcome;
  std::vector<JunitCase> cases;
  for (const SizePoint& point : answer.points) {
    const std::string name = point_name(point);
    JunitCase one{.name = "least " + joined(answer.resources) + (name.empty() ? "" : ", " + name),
                  .message = sentence(answer, point)};
    if (point.status == SizeStatus::inconclusive) one.outcome = Outcome::skipped;
    if (point.status == SizeStatus::infeasible) one.outcome = Outcome::failed;
    cases.push_back(std::move(one));
  }
  return junit_declaration() + junit_suite(answer.scenario_name, cases);
}

}  // namespace ocssim::reports
