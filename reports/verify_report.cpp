#include "reports/verify_report.hpp"

#include "reports/escaping.hpp"
#include "reports/json_value.hpp"
#include "reports/junit.hpp"
#include "reports/terminal_options.hpp"
#include "reports/text_table.hpp"
#include "reports/verify_rows.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

Verdict verdict_of(const VerifyCheck& check) {
  return check.count(VerifyStanding::failed) == 0 ? Verdict::met : Verdict::not_met;
}

std::string rows_text(const VerifyCheck& check, bool all_rows) {
  TextTable table({Align::left, Align::right, Align::right, Align::left, Align::left});
  for (const VerifyRow& row : check.rows) {
    if (!all_rows && row.standing != VerifyStanding::failed) continue;
    if (table.empty()) table.add({"  what", "expected", "simulated", "", "rule"});
    table.add({"  " + row.name, expected_text(row), simulated_text(row),
               std::string(word_of(row.standing)), row.rule});
  }
  return table.empty() ? "" : table.render();
}

std::string check_line(const VerifyCheck& check, const VerifyTextOptions& options) {
  const std::string word = check.rows.empty()                         ? "listed"
                           : verdict_of(check) == Verdict::not_met    ? "FAILED"
                           : check.count(VerifyStanding::passed) == 0 ? "shown "
                                                                      : "passed";
  const TerminalOptions terminal{.color = options.color};
  const std::string painted_word =
      word == "passed" || word == "FAILED" ? painted(word, verdict_of(check), terminal) : word;
  const std::string detail = check.rows.empty() ? check.limits : outcome_text(check);
  return wrapped(fmt::format("  {}  {:<9} {}: {}", painted_word, check.id, check.title, detail),
                 20);
}

std::string group_text(const VerifyAnswer& answer, std::string_view group,
                       const VerifyTextOptions& options) {
  std::string out;
  for (const VerifyCheck& check : answer.checks) {
    if (check.group != group) continue;
    if (out.empty()) out = fmt::format("\n{}\n", group_title(group));
    out += check_line(check, options);
    out += rows_text(check, options.all_rows);
  }
  return out;
}

JsonValue row_json(const VerifyRow& row) {
  const std::string_view word =
      row.standing == VerifyStanding::failed ? "failed" : word_of(row.standing);
  return JsonValue::object({{"name", row.name},
                            {"unit", row.unit},
                            {"expected", row.expected},
                            {"simulated", row.simulated},
                            {"half_width", row.half_width},
                            {"rule", row.rule},
                            {"standing", word}});
}

std::string markdown_check(const VerifyCheck& check) {
  std::string out = fmt::format("\n### {}: {}\n\n{}, {}. Source: {}. Proves: {}.", check.id,
                                markdown_escaped(check.title), check.kind, outcome_text(check),
                                markdown_escaped(check.source), markdown_escaped(check.proves));
  if (!check.limits.empty()) {
    out += fmt::format(" Does not: {}.", markdown_escaped(check.limits));
  }
  out += "\n";
  if (check.rows.empty()) return out;
  TextTable table({Align::left, Align::right, Align::right, Align::left, Align::left});
  table.add({"what", "expected", "simulated", "rule", ""});
  for (const VerifyRow& row : check.rows) {
    table.add({row.name, expected_text(row), simulated_text(row), row.rule,
               std::string(word_of(row.standing))});
  }
  return out + "\n" + table.markdown();
}

}  // namespace

std::string verify_text(const VerifyAnswer& answer, const VerifyTextOptions& options) {
  const TerminalOptions terminal{.color = options.color};
  const Verdict verdict = answer.passed() ? Verdict::met : Verdict::not_met;
  std::string out =
      painted(answer.passed() ? "VERIFIED" : "NOT VERIFIED", verdict, terminal) +
      fmt::format(" ({}, seed {}): {}.\n", answer.depth, answer.seed, verify_headline(answer));
  for (const std::string_view group : verify_groups) out += group_text(answer, group, options);
  return out;
}

std::string verify_json(const VerifyAnswer& answer) {
  JsonValue checks = JsonValue::array();
  for (const VerifyCheck& check : answer.checks) {
    JsonValue rows = JsonValue::array();
    for (const VerifyRow& row : check.rows) rows.push_back(row_json(row));
    checks.push_back(JsonValue::object({{"id", check.id},
                                        {"group", check.group},
                                        {"class", check.kind},
                                        {"title", check.title},
                                        {"source", check.source},
                                        {"proves", check.proves},
                                        {"limits", check.limits},
                                        {"passed", verdict_of(check) == Verdict::met},
                                        {"rows", std::move(rows)}}));
  }
  return JsonValue::object(
             {{"ocssim", JsonValue::object({{"version", answer.tool_version},
                                            {"model_version", answer.model_version}})},
              {"depth", answer.depth},
              {"seed", answer.seed},
              {"passed", answer.passed()},
              {"headline", verify_headline(answer)},
              {"checks", std::move(checks)}})
      .pages();
}

std::string verify_markdown(const VerifyAnswer& answer) {
  std::string out = fmt::format(
      "# Validation\n\n<!-- Written by `ocssim verify --format markdown`; do not edit. -->\n\n"
      "What the models are held against, and what came out: {} suite, seed {}, model version {}. "
      "{}. A calibrated target proves nothing and says so; no total is formed. How the figures "
      "were found and what else was measured: [evidence](evidence.md).\n",
      answer.depth, answer.seed, answer.model_version,
      answer.passed() ? "Every judged row lies within its tolerance" : "Some rows do not agree");
  for (const std::string_view group : verify_groups) {
    out += fmt::format("\n## {}\n", group_title(group));
    for (const VerifyCheck& check : answer.checks) {
      if (check.group == group) out += markdown_check(check);
    }
  }
  return out;
}

std::string verify_junit(const VerifyAnswer& answer) {
  std::string out = junit_declaration() + "<testsuites>\n";
  for (const VerifyCheck& check : answer.checks) {
    std::vector<JunitCase> cases;
    for (const VerifyRow& row : check.rows) {
      const auto outcome = row.standing == VerifyStanding::passed   ? JunitCase::Outcome::passed
                           : row.standing == VerifyStanding::failed ? JunitCase::Outcome::failed
                                                                    : JunitCase::Outcome::skipped;
      cases.push_back({.name = row.name,
                       .outcome = outcome,
                       .message = fmt::format("expected {}, simulated {}, {}", expected_text(row),
                                              simulated_text(row), row.rule)});
    }
    out += junit_suite(check.id + " " + check.title, cases);
  }
  return out + "</testsuites>\n";
}

}  // namespace ocssim::reports
