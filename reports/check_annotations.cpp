// Findings of `check` where other tools look for them: SARIF and annotations of GitHub Actions.
#include "reports/check_report.hpp"
#include "reports/json_value.hpp"

#include <string_view>

namespace ocssim::reports {
namespace {

/// The words of both formats for our severities.
std::string_view sarif_level(std::string_view severity) {
  if (severity == "info") return "note";
  return severity;
}
std::string_view github_level(std::string_view severity) {
  if (severity == "info") return "notice";
  return severity;
}

/// Percent, line ends, and in properties colon and comma are written as codes.
std::string escaped(std::string_view text, bool is_property) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '%':
        out += "%25";
        break;
      case '\r':
        out += "%0D";
        break;
      case '\n':
        out += "%0A";
        break;
      case ':':
        out += is_property ? "%3A" : ":";
        break;
      case ',':
        out += is_property ? "%2C" : ",";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// A path as a relative reference (RFC 3986): what a URI cannot have is written as its bytes. A
/// colon in the first segment would begin a scheme; "shipped:" is meant as one.
std::string uri_of(std::string_view path) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=@:";
  constexpr std::string_view hex = "0123456789ABCDEF";
  const std::size_t colon = path.find(':');
  const bool seems_scheme = colon < path.find('/') && !path.starts_with("shipped:");
  std::string out = seems_scheme ? "./" : "";
  for (const char c : path) {
    if (plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', hex[byte >> 4U], hex[byte & 0xFU]};
    }
  }
  return out;
}

JsonValue text_of(std::string_view text) {
  return JsonValue::object({{"text", text}});
}

JsonValue rules_of(const CheckAnswer& answer) {
  JsonValue rules = JsonValue::array();
  for (const RuleText& rule : answer.rules) {
    rules.push_back(JsonValue::object(
        {{"id", rule.id},
         {"shortDescription", text_of(rule.title)},
         {"fullDescription", text_of(rule.explanation)},
         {"defaultConfiguration", JsonValue::object({{"level", sarif_level(rule.severity)}})}}));
  }
  return rules;
}

JsonValue location_of(const FindingPlace& place, const std::string& pointer) {
  JsonValue physical =
      JsonValue::object({{"artifactLocation", JsonValue::object({{"uri", uri_of(place.file)}})}});
  if (place.line > 0) {
    JsonValue region =
        JsonValue::object({{"startLine", place.line}, {"startColumn", place.column}});
    if (place.end_line > 0) {
      region["endLine"] = place.end_line;
      region["endColumn"] = place.end_column;
    }
    physical["region"] = std::move(region);
  }
  JsonValue logical = JsonValue::array();
  logical.push_back(JsonValue::object({{"fullyQualifiedName", pointer}}));
  JsonValue locations = JsonValue::array();
  locations.push_back(JsonValue::object(
      {{"physicalLocation", std::move(physical)}, {"logicalLocations", std::move(logical)}}));
  return locations;
}

/// A problem as a finding: what is said in lines of its own on a terminal is one text here.
CheckAnswer as_findings(const InvalidAnswer& invalid) {
  CheckAnswer answer;
  answer.rules = invalid.kinds;
  for (const Problem& problem : invalid.problems) {
    std::string text = problem.message;
    if (!problem.expected.empty()) text += "; expected " + problem.expected;
    if (!problem.suggestion.empty()) text += "; did you mean \"" + problem.suggestion + "\"?";
    if (!problem.help.empty()) text += "; " + problem.help;
    Finding finding;
    finding.id = problem.id;
    finding.severity = problem.severity;
    finding.text = std::move(text);
    finding.component = problem.pointer;
    answer.findings.push_back(std::move(finding));
    answer.places.push_back(problem.place);
  }
  return answer;
}

}  // namespace

std::string invalid_sarif(const InvalidAnswer& answer) {
  return check_sarif(as_findings(answer));
}

std::string invalid_github(const InvalidAnswer& answer) {
  const std::string more =
      answer.more == 0 ? "" : "::error::and " + std::to_string(answer.more) + " more\n";
  return check_github(as_findings(answer)) + more;
}

std::string check_sarif(const CheckAnswer& answer) {
  JsonValue results = JsonValue::array();
  for (std::size_t i = 0; i < answer.findings.size(); ++i) {
    const Finding& finding = answer.findings[i];
    results.push_back(
        JsonValue::object({{"ruleId", finding.id},
                           {"level", sarif_level(finding.severity)},
                           {"message", text_of(finding.text)},
                           {"locations", location_of(answer.places.at(i), finding.component)}}));
  }
  JsonValue run = JsonValue::object(
      {{"tool", JsonValue::object({{"driver", JsonValue::object({{"name", "ocssim"},
                                                                 {"rules", rules_of(answer)}})}})},
       {"columnKind", "unicodeCodePoints"},
       {"results", std::move(results)}});
  JsonValue runs = JsonValue::array();
  runs.push_back(std::move(run));
  return JsonValue::object({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                            {"version", "2.1.0"},
                            {"runs", std::move(runs)}})
      .pages();
}

std::string check_github(const CheckAnswer& answer) {
  std::string out;
  for (std::size_t i = 0; i < answer.findings.size(); ++i) {
    const Finding& finding = answer.findings[i];
    const FindingPlace& place = answer.places.at(i);
    out +=
        "::" + std::string(github_level(finding.severity)) + " file=" + escaped(place.file, true);
    if (place.line > 0) {
      out += ",line=" + std::to_string(place.line) + ",col=" + std::to_string(place.column);
    }
    out += ",title=" + escaped(finding.id, true) + "::" + escaped(finding.text, false) + " (" +
           escaped(finding.component, false) + ")\n";
  }
  return out;
}

}  // namespace ocssim::reports
