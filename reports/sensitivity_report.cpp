#include "reports/sensitivity_report.hpp"

#include "reports/escaping.hpp"
#include "reports/export/csv_text.hpp"
#include "reports/figures.hpp"
#include "reports/json_sections.hpp"
#include "reports/junit.hpp"
#include "reports/markdown_sections.hpp"
#include "reports/names.hpp"
#include "reports/sensitivity_table.hpp"
#include "reports/store/hash.hpp"
#include "reports/terminal_sections.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace ocssim::reports {
namespace {

constexpr std::size_t rows_on_terminal = 20;

std::string figure_name(const SensitivityAnswer& answer) {
  return answer.metric + "." + answer.statistic +
         (answer.component.empty() ? "" : " of " + answer.component);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<std::string> crossing_inputs(const SensitivityAnswer& answer) {
  std::vector<std::string> paths;
  for (const TornadoRow& row : answer.tornado) {
    if (crosses_the_line(answer, row)) paths.push_back(row.input.path);
  }
  for (const MorrisRow& row : answer.morris) {
    if (row.crossings > 0) paths.push_back(row.input.path);
  }
  return paths;
}

std::size_t inputs_of(const SensitivityAnswer& answer) {
  return answer.tornado.size() + answer.morris.size();
}

std::string unmoved_sentence(const SensitivityAnswer& answer) {
  const std::size_t still = inputs_of(answer) - moving_rows(answer);
  std::string text;
  if (still > 0) {
    text = fmt::format("{} of {} inputs move nothing at all: not a byte of replication 0 differs.",
                       still, inputs_of(answer));
  }
  if (!answer.left_out.empty()) {
    text += fmt::format("{}{} uncertain values are not varied, for the reasons in --json.",
                        text.empty() ? "" : " ", answer.left_out.size());
  }
  return text;
}

std::string method_sentence(const SensitivityAnswer& answer) {
  const std::string common = fmt::format(
      "{} replications of each design that moves, common random numbers.", answer.replications);
  if (answer.method == "tornado") return "One input at a time; " + common;
  std::string text = fmt::format(
      "Morris, {} trajectories through four levels; effects are over the whole range of an input, "
      "spread is interaction or curvature; {}",
      answer.trajectories, common);
  if (answer.trajectories_left_out > 0) {
    text += fmt::format(
        " {} trajectories left out: the scenario cannot be so at one of their "
        "points.",
        answer.trajectories_left_out);
  }
  return text;
}

JsonValue figure_json(const Figure& figure) {
  return JsonValue::object({{"value", figure.value}, {"half_width", figure.half_width}});
}

JsonValue input_json(const SensitiveInput& input) {
  return JsonValue::object(
      {{"path", input.path}, {"value", input.value}, {"why", input.why}, {"source", input.source}});
}

JsonValue end_json(const SensitivityAnswer& answer, const SensitivityEnd& end) {
  const bool is_judged = answer.has_objectives && end.is_valid;
  return JsonValue::object(
      {{"value", end.value},
       {"valid", end.is_valid},
       {"moved", end.is_moved},
       {"figure", figure_json(end.figure)},
       {"difference", figure_json(end.difference)},
       {"verdict", is_judged ? JsonValue(to_string(end.verdict)) : JsonValue(nullptr)}});
}

JsonValue rows_json(const SensitivityAnswer& answer) {
  JsonValue rows = JsonValue::array();
  for (const TornadoRow& row : answer.tornado) {
    JsonValue json = input_json(row.input);
    json["low"] = end_json(answer, row.low);
    json["high"] = end_json(answer, row.high);
    json["swing"] = row.swing;
    json["crosses"] = crosses_the_line(answer, row);
    rows.push_back(std::move(json));
  }
  for (const MorrisRow& row : answer.morris) {
    JsonValue json = input_json(row.input);
    json["low"] = row.low;
    json["high"] = row.high;
    json["mean"] = row.mean;
    json["mean_absolute"] = row.mean_absolute;
    json["deviation"] = row.deviation;
    json["crossings"] = row.crossings;
    rows.push_back(std::move(json));
  }
  return rows;
}

}  // namespace

bool crosses_the_line(const SensitivityAnswer& answer, const TornadoRow& row) {
  const auto crosses = [&](const SensitivityEnd& end) {
    return end.is_valid && end.is_moved && end.verdict != answer.verdict;
  };
  return answer.has_objectives && (crosses(row.low) || crosses(row.high));
}

std::string sensitivity_headline(const SensitivityAnswer& answer) {
  if (!answer.base.value) {
    return fmt::format("INCONCLUSIVE: {} of {} is withheld or absent as the scenario stands.",
                       answer.metric.empty() ? "a figure to look at" : figure_name(answer),
                       answer.scenario_name);
  }
  if (moving_rows(answer) == 0) {
    return fmt::format("{} of {}: none of {} uncertain inputs moves it.", figure_name(answer),
                       answer.scenario_name, inputs_of(answer));
  }
  const std::string first =
      answer.tornado.empty() ? answer.morris.front().input.path : answer.tornado.front().input.path;
  std::string text =
      fmt::format("{} of {}, {}, is moved most by {}", figure_name(answer), answer.scenario_name,
                  figure_text(answer.base, answer.unit), first);
  if (!answer.has_objectives) return text + ".";
  const std::vector<std::string> crossing = crossing_inputs(answer);
  const std::string word(headline_word(answer.verdict));
  if (crossing.empty()) {
    return text + fmt::format("; no input moves the verdict, {}.", word);
  }
  return text + fmt::format("; the verdict, {}, is moved by {} of {} inputs: {}.", word,
                            crossing.size(), inputs_of(answer), joined(crossing));
}

std::string sensitivity_text(const SensitivityAnswer& answer, const TerminalOptions& options) {
  std::string out = wrapped(bold(sensitivity_headline(answer), options), 2);
  out += wrapped(answer.scenario_name + ": " + answer.setting, 2);
  if (!answer.objective.empty()) {
    out += wrapped("Looked at: the objective with least room, " + answer.objective + ".", 2);
  }
  out += wrapped(method_sentence(answer), 2);
  const std::size_t moving = moving_rows(answer);
  if (moving > 0) {
    out += fmt::format("\n{} by input, widest first\n", figure_name(answer));
    out += answer.method == "tornado" ? tornado_table(answer, rows_on_terminal, options).render()
                                      : morris_table(answer, rows_on_terminal).render();
    if (moving > rows_on_terminal) {
      out += fmt::format("  {} more in --json.\n", moving - rows_on_terminal);
    }
  }
  const std::string rest = unmoved_sentence(answer);
  if (!rest.empty()) out += "\n" + wrapped(rest, 2);
  out += findings_section(answer.findings);
  out += warnings_section(answer.warnings);
  out += fmt::format("\nFingerprint {} · seed {} · {}\n", hex_64(answer.fingerprint), answer.seed,
                     answer.command);
  return out;
}

std::string sensitivity_markdown(const SensitivityAnswer& answer) {
  constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
  std::string out = markdown_head(sensitivity_headline(answer), answer) + "\n";
  out += markdown_escaped(method_sentence(answer)) + "\n\n";
  out += answer.method == "tornado" ? tornado_table(answer, all, {}).markdown()
                                    : morris_table(answer, all).markdown();
  const std::string rest = unmoved_sentence(answer);
  if (!rest.empty()) out += "\n" + markdown_escaped(rest) + "\n";
  return out + findings_list(answer.findings) + warnings_list(answer.warnings) +
         markdown_foot(answer.fingerprint, answer);
}

std::string sensitivity_json(const SensitivityAnswer& answer) {
  JsonValue json = head_json(answer);
  json["seed"] = answer.seed;
  json["fingerprint"] = hex_64(answer.fingerprint);
  json["headline"] = sensitivity_headline(answer);
  json["confidence"] = answer.confidence;
  json["replications"] = answer.replications;
  json["method"] = answer.method;
  json["of"] = JsonValue::object({{"metric", answer.metric},
                                  {"component", answer.component},
                                  {"statistic", answer.statistic},
                                  {"unit", answer.unit},
                                  {"objective", answer.objective},
                                  {"value", answer.base.value},
                                  {"half_width", answer.base.half_width}});
  json["verdict"] =
      answer.has_objectives ? JsonValue(to_string(answer.verdict)) : JsonValue(nullptr);
  json["trajectories"] = answer.trajectories;
  json["inputs"] = rows_json(answer);
  json["left_out"] = answer.left_out;
  json["findings"] = findings_json(answer.findings);
  json["warnings"] = answer.warnings;
  return json.pages();
}

std::string sensitivity_csv(const SensitivityAnswer& answer) {
  if (answer.method == "morris") {
    std::string out = csv_line({"path", "why", "value", "low", "high", "mean", "mean_absolute",
                                "deviation", "crossings", "unit"});
    for (const MorrisRow& row : answer.morris) {
      out += csv_line({row.input.path, row.input.why, row.input.value, row.low, row.high,
                       csv_number(row.mean), csv_number(row.mean_absolute),
                       csv_number(row.deviation), std::to_string(row.crossings), answer.unit});
    }
    return out;
  }
  std::string out = csv_line({"path", "why", "value", "low", "high", "at_low", "at_high",
                              "difference_low", "half_width_low", "difference_high",
                              "half_width_high", "swing", "verdict_low", "verdict_high", "unit"});
  for (const TornadoRow& row : answer.tornado) {
    const auto verdict = [&](const SensitivityEnd& end) {
      return answer.has_objectives && end.is_valid ? std::string(to_string(end.verdict)) : "";
    };
    out +=
        csv_line({row.input.path, row.input.why, row.input.value, row.low.value, row.high.value,
                  csv_number(row.low.figure.value), csv_number(row.high.figure.value),
                  csv_number(row.low.difference.value), csv_number(row.low.difference.half_width),
                  csv_number(row.high.difference.value), csv_number(row.high.difference.half_width),
                  csv_number(row.swing), verdict(row.low), verdict(row.high), answer.unit});
  }
  return out;
}

std::string sensitivity_junit(const SensitivityAnswer& answer) {
  using Outcome = JunitCase::Outcome;
  std::vector<JunitCase> cases;
  const std::vector<std::string> crossing = crossing_inputs(answer);
  const auto add = [&](const std::string& path) {
    const bool moves = std::find(crossing.begin(), crossing.end(), path) != crossing.end();
    cases.push_back({.name = path + " does not move the verdict",
                     .outcome = moves ? Outcome::failed : Outcome::passed,
                     .message = moves ? "within its range the verdict changes" : ""});
  };
  for (const TornadoRow& row : answer.tornado) add(row.input.path);
  for (const MorrisRow& row : answer.morris) add(row.input.path);
  return junit_declaration() + junit_suite(answer.scenario_name, cases);
}

}  // namespace ocssim::reports
