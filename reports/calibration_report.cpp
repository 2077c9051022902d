#include "reports/calibration_report.hpp"

#include "reports/escaping.hpp"
#include "reports/figures.hpp"
#include "reports/json_sections.hpp"
#include "reports/terminal_sections.hpp"
#include "reports/text_table.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string number(double value, const std::string& unit) {
  return unit == "s" ? quantity_text(value, "s") : fmt::format("{:.4g}", value);
}

std::string note_of(const CalibratedDemand& demand) {
  if (demand.state == "held") return "held";
  if (demand.state == "no_traffic") return "no traffic";
  if (demand.state == "collinear") return "collinear";
  if (demand.state == "refused") return "not fitted";
  if (demand.state == "undecided") return "several whole numbers fit";
  const bool is_outside = demand.value < demand.low || demand.value > demand.high;
  if (demand.unit == "calls" && is_outside && std::abs(demand.value - demand.estimate) > 0.05) {
    return fmt::format("not whole: {:.3f}", demand.estimate);
  }
  return "";
}

bool has_interval(const CalibratedDemand& demand) {
  return demand.state == "fitted" || demand.state == "undecided";
}

TextTable demands_table(const CalibratedResource& resource) {
  TextTable table(
      {Align::left, Align::right, Align::right, Align::right, Align::right, Align::left});
  table.add({"demand of", "fitted", "interval", "was", "VIF", ""});
  for (const CalibratedDemand& demand : resource.demands) {
    const bool fitted = has_interval(demand);
    table.add(
        {demand.name,
         fitted ? number(demand.value, demand.unit) + (demand.unit == "s" ? "" : " " + demand.unit)
                : "-",
         fitted ? fmt::format("{} .. {}", number(demand.low, demand.unit),
                              number(demand.high, demand.unit))
                : "",
         number(demand.prior, demand.unit),
         fitted ? fmt::format("{:.1f}", demand.variance_inflation) : "", note_of(demand)});
  }
  return table;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string error_text(const CalibrationError& error) {
  return fmt::format("{:.1f} % of the work, bias {:+.1f} %, worst row {:.1f} %",
                     100.0 * error.mean_absolute, 100.0 * error.bias, 100.0 * error.worst);
}

/// What is to be said of a resource under its table, a sentence each.
std::vector<std::string> remarks(const CalibratedResource& resource) {
  std::vector<std::string> lines;
  if (resource.state == "too_few_rows") {
    lines.push_back(fmt::format("Refused: {} rows are too few for {} demands.", resource.rows,
                                resource.demands.size()));
  }
  if (resource.state == "no_traffic") lines.emplace_back("No traffic: nothing to fit.");
  for (const CollinearDemands& one : resource.collinear) {
    lines.push_back(fmt::format(
        "Refused: {} move together in all rows (condition index {:.3g}): no such counters tell "
        "their demands apart. Vary them apart, or hold {} of them (--hold NAME).",
        listed(one.names), one.condition_index, one.dependencies));
  }
  if (resource.residuals) lines.push_back("Residuals: " + error_text(*resource.residuals) + ".");
  if (resource.held_out) {
    lines.push_back(fmt::format("Held out ({}, {} rows): {}{}.", resource.held_out_by,
                                resource.held_out->rows, error_text(*resource.held_out),
                                resource.is_within_tolerance ? "" : ": outside the tolerance"));
  } else if (resource.residuals) {
    lines.emplace_back("Held out: nothing; there are too few loads to leave one out.");
  }
  if (resource.skipped > 0) {
    lines.push_back(
        fmt::format("{} rows lack one of its counters and were left out.", resource.skipped));
  }
  return lines;
}

std::string title_of(const CalibratedResource& resource) {
  return fmt::format("{}: {} from {} rows, condition {:.3g}", resource.name, resource.response,
                     resource.rows, resource.condition);
}

std::size_t fitted_demands(const CalibrationAnswer& answer) {
  std::size_t count = 0;
  for (const CalibratedResource& resource : answer.resources) {
    for (const CalibratedDemand& demand : resource.demands) count += demand.state == "fitted";
  }
  return count;
}

JsonValue error_json(const std::optional<CalibrationError>& error) {
  if (!error) return nullptr;
  return JsonValue::object({{"rows", error->rows},
                            {"mean_absolute", error->mean_absolute},
                            {"bias", error->bias},
                            {"worst", error->worst}});
}

JsonValue demand_json(const CalibratedDemand& demand) {
  const bool fitted = has_interval(demand);
  const auto if_fitted = [fitted](double value) {
    return fitted ? JsonValue(value) : JsonValue(nullptr);
  };
  return JsonValue::object({{"path", demand.path},
                            {"column", demand.name},
                            {"unit", demand.unit},
                            {"state", demand.state},
                            {"was", demand.prior},
                            {"value", if_fitted(demand.value)},
                            {"estimate", if_fitted(demand.estimate)},
                            {"low", if_fitted(demand.low)},
                            {"high", if_fitted(demand.high)},
                            {"variance_inflation", if_fitted(demand.variance_inflation)}});
}

JsonValue resource_json(const CalibratedResource& resource) {
  JsonValue json;
  json["name"] = resource.name;
  json["response"] = resource.response;
  json["unit"] = resource.unit;
  json["state"] = resource.state;
  json["rows"] = resource.rows;
  json["skipped"] = resource.skipped;
  json["condition"] = resource.condition;
  json["demands"] = JsonValue::array();
  for (const CalibratedDemand& demand : resource.demands) {
    json["demands"].push_back(demand_json(demand));
  }
  json["collinear"] = JsonValue::array();
  for (const CollinearDemands& one : resource.collinear) {
    json["collinear"].push_back(JsonValue::object({{"condition_index", one.condition_index},
                                                   {"dependencies", one.dependencies},
                                                   {"columns", one.names}}));
  }
  json["residuals"] = error_json(resource.residuals);
  json["held_out"] = error_json(resource.held_out);
  json["held_out_by"] = resource.held_out_by;
  json["within_tolerance"] = resource.is_within_tolerance;
  return json;
}

}  // namespace

std::string calibration_headline(const CalibrationAnswer& answer) {
  const std::size_t fitted = fitted_demands(answer);
  std::string refused;
  std::string outside;
  for (const CalibratedResource& resource : answer.resources) {
    std::string& list = resource.state != "fitted"      ? refused
                        : !resource.is_within_tolerance ? outside
                                                        : refused;
    if (resource.state == "fitted" && resource.is_within_tolerance) continue;
    list += (list.empty() ? "" : ", ") + resource.name;
  }
  std::string text = fmt::format("{} demands fitted to {}", fitted, answer.counters);
  if (!outside.empty()) {
    text +=
        fmt::format("; outside the tolerance of {:.3g} %: {}", 100.0 * answer.tolerance, outside);
  }
  if (!refused.empty()) text += "; refused: " + refused;
  return text + ".";
}

std::string calibration_text(const CalibrationAnswer& answer, const TerminalOptions& options) {
  std::string out = bold(wrapped(calibration_headline(answer), 0), options);
  for (const CalibratedResource& resource : answer.resources) {
    out += "\n" + title_of(resource) + "\n" + demands_table(resource).render();
    for (const std::string& line : remarks(resource)) out += wrapped("  " + line, 4);
  }
  out += warnings_section(answer.warnings);
  if (!answer.overlay.empty()) {
    out += "\nWritten to " + answer.overlay + "; use it with -f " + answer.overlay + "\n";
  }
  return out +
         fmt::format("\nConfidence {:.3g} % · {}\n", 100.0 * answer.confidence, answer.command);
}

std::string calibration_markdown(const CalibrationAnswer& answer) {
  std::string out = "# " + markdown_escaped(calibration_headline(answer)) + "\n";
  for (const CalibratedResource& resource : answer.resources) {
    out += "\n## " + markdown_escaped(title_of(resource)) + "\n\n" +
           demands_table(resource).markdown();
    for (const std::string& line : remarks(resource)) out += "\n- " + markdown_escaped(line);
    out += "\n";
  }
  for (const std::string& line : answer.warnings) out += "\n- " + markdown_escaped(line) + "\n";
  return out + "\n" + markdown_code(answer.command) + "\n";
}

std::string calibration_json(const CalibrationAnswer& answer) {
  JsonValue json = head_json(answer);
  json["counters"] = answer.counters;
  json["confidence"] = answer.confidence;
  json["tolerance"] = answer.tolerance;
  json["verdict"] = answer.verdict;
  json["headline"] = calibration_headline(answer);
  json["resources"] = JsonValue::array();
  for (const CalibratedResource& resource : answer.resources) {
    json["resources"].push_back(resource_json(resource));
  }
  json["warnings"] = answer.warnings;
  return json.pages();
}

}  // namespace ocssim::reports
