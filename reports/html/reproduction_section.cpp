// 16: how anybody gets the same bytes.
#include "reports/escaping.hpp"
#include "reports/html/sections.hpp"
#include "reports/store/hash.hpp"

#include <fmt/format.h>

namespace ocssim::reports {
namespace {

std::string fact(std::string_view name, const std::string& value) {
  return fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, xml_escaped(value));
}

std::string code(const std::string& text) {
  return "<pre tabindex=\"0\"><code>" + xml_escaped(text) + "</code></pre>\n";
}

}  // namespace

void tell_reproduction(const ReportHead& head, const Provenance& provenance, Story& story) {
  std::string body = code(head.command) + "<dl class=\"facts\">\n";
  body +=
      fact("Version", fmt::format("ocssim {}, model version {}", head.version, head.model_version));
  body += fact("Seed", std::to_string(provenance.seed));
  body += fact("Work", provenance.replications);
  if (!provenance.fingerprint.empty()) body += fact("Fingerprint", provenance.fingerprint);
  std::string events;
  for (const std::uint64_t value : provenance.event_fingerprints) {
    events += (events.empty() ? "" : " ") + hex_64(value);
  }
  if (!events.empty()) body += fact("Events", events);
  body += "</dl>\n";
  const std::string pretty = JsonValue::parsed(head.scenario_json).pages();
  const bool is_pair = !provenance.other_scenario.empty();
  body += folded(is_pair ? "The resolved scenario of A" : "The resolved scenario", code(pretty));
  if (is_pair) {
    body += folded("The resolved scenario of B",
                   code(JsonValue::parsed(provenance.other_scenario).pages()));
  }
  std::string finding =
      "The command below gives the same figures and this same file on any x86-64 "
      "machine, with any number of threads.";
  story.add({"reproduce", "Reproduce", std::move(finding), std::move(body)});
}

}  // namespace ocssim::reports
