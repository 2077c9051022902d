// 14: what to change, because of which number, to which effect, and how to find out.
#include "reports/escaping.hpp"
#include "reports/html/sections.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string row(std::string_view name, const std::string& text) {
  if (text.empty()) return "";
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, xml_escaped(text));
}

/// The command that answers with a simulation whether it helps.
std::string test_command(const Shown& shown, const Recommendation& one) {
  if (one.set.empty()) return "";
  std::string changes;
  for (const std::string& set : one.set) {
    const bool plain = set.find_first_of(" '\"[]") == std::string::npos;
    changes +=
        (changes.empty() ? "" : " ") + std::string("--b-set ") + (plain ? set : "'" + set + "'");
  }
  const bool was_run = shown.head.command.starts_with("ocssim run ");
  if (was_run) return command_as(shown.head, "compare", changes);
  return "ocssim compare " + shown.head.scenario_name + " " + changes;
}

std::string card(const Shown& shown, const Recommendation& one) {
  std::string out = fmt::format("<li><h3>{} <span class=\"tag\">{}</span></h3>\n<dl>\n",
                                xml_escaped(one.what), xml_escaped(one.id));
  out += row("Because", one.because);
  out += row("Expected effect", one.effect);
  out += row("Cost", one.cost);
  out += row("Confidence", one.confidence);
  const std::string command = test_command(shown, one);
  if (!command.empty()) {
    out += fmt::format("<dt>Test it</dt><dd><code>{}</code></dd>\n", xml_escaped(command));
  }
  return out + "</dl></li>\n";
}

HtmlTable findings_table(const Results& results) {
  HtmlTable table("Findings and broken deployment rules", {{"Rule or finding", Align::left},
                                                           {"Severity", Align::left},
                                                           {"Where", Align::left},
                                                           {"What", Align::left}});
  for (const Finding& finding : results.findings) {
    if (finding.id == "recommendation") continue;  // a card says more
    table.add({finding.id, finding.severity, finding.component, finding.text});
  }
  return table;
}

}  // namespace

void tell_recommendations(const Shown& shown, Story& story) {
  const std::vector<Recommendation>& all = shown.results.recommendations;
  const HtmlTable table = findings_table(shown.results);
  if (all.empty() && table.empty()) {
    story.leave_out("Recommendations", "no rule is broken and no resource is near its limit");
    return;
  }
  std::string finding =
      all.empty()
          ? fmt::format("Nothing needs to be bought; {} to read.", counted(table.size(), "finding"))
          : fmt::format("{}; first: {}, since {}.", counted(all.size(), "change"), all.front().what,
                        all.front().because);
  std::string body;
  if (!all.empty()) {
    body += "<ol class=\"cards\">\n";
    for (const Recommendation& one : all) body += card(shown, one);
    body += "</ol>\n";
  }
  body += table.html();
  story.add({"recommendations", "Recommendations", std::move(finding), std::move(body)});
}

}  // namespace ocssim::reports
